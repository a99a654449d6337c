package dev.switchboard.channels;

import dev.switchboard.relay.Artemis;
import org.springframework.test.context.ContextConfiguration;

/** What is ephemeral is lost by those who do not read, where another broker stands between. */
@ContextConfiguration(initializers = Artemis.Between.class)
class RelayedEphemeralTests extends EphemeralTests {}
