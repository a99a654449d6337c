package dev.switchboard.benchmarks;

/** One who publishes in a room, and how many of its listeners have not heard each message yet. */
final class Publisher {

    /** More than ever are under way at once. */
    private static final int UNDER_WAY = 1024;

    private final int number;
    private final Member member;
    private final String room;
    private int listeners;
    private final int size;
    private final int[] unheard = new int[UNDER_WAY];
    private long lastDue;
    private int published;
    private int heardByAll;

    /**
     * One who has not published yet.
     *
     * @param number among all publishers
     * @param listeners so many must hear each message
     * @param size of a payload
     */
    Publisher(int number, Member member, String room, int listeners, int size) {
        this.number = number;
        this.member = member;
        this.room = room;
        this.listeners = listeners;
        this.size = size;
    }

    int published() {
        return published;
    }

    Member member() {
        return member;
    }

    /** When the last message should have been published. */
    long lastDue() {
        return lastDue;
    }

    /** From now on so many must hear each message. */
    void expects(int newListeners) {
        listeners = newListeners;
    }

    boolean allHeard() {
        return heardByAll == published;
    }

    void probe() {
        member.publish(room, Payload.write(Payload.PROBE, number, 0, 0, Payload.USUAL_SIZE));
    }

    /**
     * Publishes the next message.
     *
     * @param due when it should have been, from which its latency counts
     */
    void publish(long due) {
        if (published - heardByAll >= UNDER_WAY) {
            throw new BrokenOffException(UNDER_WAY + " messages are under way and not heard");
        }
        unheard[published % UNDER_WAY] = listeners;
        member.publish(room, Payload.write(Payload.MEASURED, number, published, due, size));
        published++;
        lastDue = due;
    }

    /** Notes that one more has heard this message; says whether it was the last. */
    boolean heard(int sequence) {
        unheard[sequence % UNDER_WAY]--;
        if (unheard[sequence % UNDER_WAY] > 0) {
            return false;
        }
        heardByAll++;
        return true;
    }
}
