package dev.switchboard.presence;

import dev.switchboard.relay.Artemis;
import org.springframework.test.context.ContextConfiguration;

/** Who is here is told through another broker. */
@ContextConfiguration(initializers = Artemis.Between.class)
class RelayedPresenceConversationTests extends PresenceConversationTests {}
