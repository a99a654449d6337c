package dev.switchboard.channels;

import dev.switchboard.relay.Artemis;
import org.springframework.test.context.ContextConfiguration;

/** Bodies come through another broker as they were. */
@ContextConfiguration(initializers = Artemis.Between.class)
class RelayedBodyTests extends BodyTests {}
