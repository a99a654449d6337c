package dev.switchboard.channels;

import dev.switchboard.relay.Artemis;
import org.springframework.test.context.ContextConfiguration;

/** Guests hear what they may, where another broker stands between. */
@ContextConfiguration(initializers = Artemis.Between.class)
class RelayedGuestTests extends GuestTests {}
