/** Rooms, direct rooms, members, and what can happen in them. May import broker, log and identity. */
@NullMarked
@ApplicationModule(allowedDependencies = {"broker", "log", "identity"})
package dev.switchboard.chat;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
