/** Samples that show what channels do: publishers that are clients of the public REST API. May import identity. */
@NullMarked
@ApplicationModule(allowedDependencies = {"identity"})
package dev.switchboard.samples;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
