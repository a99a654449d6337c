/** Who is here now, from subscriptions opened and closed. May import broker, connection and identity. */
@NullMarked
@ApplicationModule(allowedDependencies = {"broker", "connection", "identity"})
package dev.switchboard.presence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
