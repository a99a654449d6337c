package dev.switchboard.broker;

/** What a destination promises its subscribers. */
public enum DeliveryClass {
    /** Stored first, then delivered; total order by sequence, no gaps; a reader that is too slow is closed and resumes. */
    LOG,
    /** The newest value; a reader that is too slow gets fewer updates, always the newest. */
    STATE,
    /** Best effort, short life; a reader that is too slow loses them. */
    EPHEMERAL
}
