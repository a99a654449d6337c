package dev.switchboard.identity;

import dev.switchboard.UserId;

/**
 * A person, as others see them.
 *
 * @param username unique, {@code [a-z0-9][a-z0-9._-]{0,30}}; what mentions name
 * @param name for display, 1 to 80 characters
 */
public record Account(UserId id, String username, String name, boolean administrator, boolean disabled) {}
