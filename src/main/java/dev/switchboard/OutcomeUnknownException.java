package dev.switchboard;

/**
 * Whether something was stored could not be found out in time. A protocol says neither yes nor no: it closes the
 * connection without an answer, and the client repeats under the same id.
 */
public final class OutcomeUnknownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OutcomeUnknownException() {
        super("Whether it was stored is not known: repeat it with the same client-msg-id", null, false, false);
    }
}
