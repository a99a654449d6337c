/** Who is speaking: accounts, sign-in, sessions, tokens and invitations. May import log, for its writer. */
@NullMarked
@ApplicationModule(allowedDependencies = {"log"})
package dev.switchboard.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
