package dev.switchboard.channels;

import dev.switchboard.broker.Publication;
import java.time.Instant;

/** A publication that is kept, and when it was made. */
record Moment(Publication publication, Instant at) {}
