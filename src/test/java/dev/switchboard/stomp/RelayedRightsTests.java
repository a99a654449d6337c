package dev.switchboard.stomp;

import dev.switchboard.relay.Artemis;
import org.springframework.test.context.ContextConfiguration;

/** A right that ends, ends what is heard, where another broker stands between. */
@ContextConfiguration(initializers = Artemis.Between.class)
class RelayedRightsTests extends RightsTests {}
