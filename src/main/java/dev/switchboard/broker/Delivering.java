package dev.switchboard.broker;

/**
 * Marks threads that are giving publications to subscribers. A subscriber that hangs up closes its connection's other
 * subscriptions too, each of which another thread may be serving, whose subscriber hangs up as well: were each to wait
 * for the other's delivery to end, both would wait for ever. So whoever is marked does not wait.
 */
final class Delivering {

    private static final ThreadLocal<Boolean> MARK = new ThreadLocal<>();

    private Delivering() {}

    static boolean inThisThread() {
        return MARK.get() != null;
    }

    /** Marks this thread. @return whether it was not marked before, for {@link #leave} */
    static boolean enter() {
        if (MARK.get() != null) {
            return false;
        }
        MARK.set(Boolean.TRUE);
        return true;
    }

    static void leave(boolean outermost) {
        if (outermost) {
            MARK.remove();
        }
    }
}
