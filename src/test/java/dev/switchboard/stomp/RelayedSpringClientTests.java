package dev.switchboard.stomp;

import dev.switchboard.relay.Artemis;
import org.springframework.test.context.ContextConfiguration;

/** Spring's own client understands what it hears through another broker. */
@ContextConfiguration(initializers = Artemis.Between.class)
class RelayedSpringClientTests extends SpringClientTests {}
