/** Where messages meet: destinations, their owners, subscriptions, delivery classes and fan-out. Imports no module. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.switchboard.broker;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
