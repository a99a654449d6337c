package dev.switchboard.channels;

import dev.switchboard.broker.Accepted;

/**
 * What became of a wish.
 *
 * @param sequence where it stands in its channel's log, from 1; 0 where there is none
 * @param id the publication's id
 * @param repeated whether it was published earlier, under the same client's id
 */
record Published(Channel channel, long sequence, String id, boolean repeated) {

    Accepted accepted() {
        return new Accepted(sequence, id, repeated);
    }
}
