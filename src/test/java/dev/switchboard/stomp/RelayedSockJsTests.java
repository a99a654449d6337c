package dev.switchboard.stomp;

import dev.switchboard.relay.Artemis;
import org.springframework.test.context.ContextConfiguration;

/** SockJS is the same where another broker stands between. */
@ContextConfiguration(initializers = Artemis.Between.class)
class RelayedSockJsTests extends SockJsTests {}
