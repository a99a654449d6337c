/** STOMP 1.0 to 1.2 over WebSocket and SockJS. May import broker, connection and identity. */
@NullMarked
@ApplicationModule(allowedDependencies = {"broker", "connection", "identity"})
package dev.switchboard.stomp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
