package dev.switchboard.identity;

import dev.switchboard.UserId;
import java.security.Principal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is speaking, and by what right: the principal of every authenticated request and connection.
 *
 * @param user the account; for a guest a name that no account has, the same for all guests from one address
 * @param username its user name when it signed in; empty for a guest
 * @param name its display name when it signed in
 * @param administrator whether it may administer; connections that are open learn of a change
 * @param credential by what it was recognised; what is revoked
 * @param scopes what a token may do; empty for everything its account may
 * @param expiresAt when the credential ends by itself; null for a session, which lives by its use
 */
public record Speaker(
        UserId user,
        String username,
        String name,
        boolean administrator,
        Credential credential,
        Set<Scope> scopes,
        @Nullable Instant expiresAt)
        implements Principal {

    public Speaker {
        scopes = Set.copyOf(scopes);
    }

    /** The same, who may or may not administer. */
    Speaker withAdministrator(boolean may) {
        return new Speaker(user, username, name, may, credential, scopes, expiresAt);
    }

    /** The account's id, for Spring. */
    @Override
    public String getName() {
        return user.value();
    }

    /** Whether they have not said who they are. */
    public boolean isGuest() {
        return credential instanceof Credential.None;
    }

    /** Whether a scope is held. */
    public boolean may(Scope scope) {
        return scopes.isEmpty() || scopes.contains(scope);
    }

    @Override
    public String toString() {
        return "Speaker[" + user + ']';
    }
}
