/** One client connection, whatever the protocol: its outbox, heart-beat, limits and close reason. Imports no module. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.switchboard.connection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
