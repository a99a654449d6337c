/** Another broker in place of ours: Spring's relay to whatever speaks STOMP. May import broker. */
@NullMarked
@ApplicationModule(allowedDependencies = {"broker"})
package dev.switchboard.relay;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
