package dev.switchboard.stomp;

import dev.switchboard.relay.Artemis;
import org.springframework.test.context.ContextConfiguration;

/** What was not acknowledged comes again, where another broker stands between; but no log waits. */
@ContextConfiguration(initializers = Artemis.Between.class)
class RelayedAcknowledgementTests extends AcknowledgementTests {

    /** No test here: a log does not wait, and its subscription ends. */
    @Override
    void aLogWaitsWhereTooMuchIsUnacknowledgedAndNothingIsLost() {}

    /** No test here: nothing is replayed. */
    @Override
    void whatASubscriptionLeftUnacknowledgedIsHadAgainBySince() {}
}
