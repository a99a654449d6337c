package dev.switchboard.stomp;

import dev.switchboard.relay.Artemis;
import org.springframework.test.context.ContextConfiguration;

/** What was not acknowledged comes again, where another broker stands between; but no log waits. */
@ContextConfiguration(initializers = Artemis.Between.class)
class RelayedAcknowledgementTests extends AcknowledgementTests {}
