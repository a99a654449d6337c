/** Application channels by namespace: state, ephemeral or log, published over REST or STOMP. May import broker, log and identity. */
@NullMarked
@ApplicationModule(allowedDependencies = {"broker", "log", "identity"})
package dev.switchboard.channels;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
