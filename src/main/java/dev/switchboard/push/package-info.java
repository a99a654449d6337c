/** Notifications to browsers that are not open: so far, the server's own name with their push services. May import log. */
@NullMarked
@ApplicationModule(allowedDependencies = "log")
package dev.switchboard.push;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
