/** Durable ordered streams: the event log, idempotency and replay, and the one SQL writer that commits in groups. May import broker. */
@NullMarked
@ApplicationModule(allowedDependencies = {"broker"})
package dev.switchboard.log;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
