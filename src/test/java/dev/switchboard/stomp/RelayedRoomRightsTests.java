package dev.switchboard.stomp;

import dev.switchboard.relay.Artemis;
import org.springframework.test.context.ContextConfiguration;

/** Whoever is no longer in a room hears nothing more of it, where another broker stands between. */
@ContextConfiguration(initializers = Artemis.Between.class)
class RelayedRoomRightsTests extends RoomRightsTests {}
