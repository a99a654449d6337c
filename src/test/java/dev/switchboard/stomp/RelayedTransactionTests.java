package dev.switchboard.stomp;

import dev.switchboard.relay.Artemis;
import org.springframework.test.context.ContextConfiguration;

/** Transactions do what they do, where another broker stands between. */
@ContextConfiguration(initializers = Artemis.Between.class)
class RelayedTransactionTests extends TransactionTests {

    /** No test here: nothing is replayed. */
    @Override
    void acknowledgementsCountFromTheCommitOn() {}
}
