package dev.switchboard.channels;

import dev.switchboard.relay.Artemis;
import org.springframework.test.context.ContextConfiguration;

/** Values come through another broker, at the rate of each subscriber and the newest last. */
@ContextConfiguration(initializers = Artemis.Between.class)
class RelayedStateTests extends StateTests {}
