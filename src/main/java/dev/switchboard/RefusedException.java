package dev.switchboard;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says no to a client. Mapped once per protocol: to problem+json, to a STOMP refusal. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final @Nullable Duration retryAfter;

    /**
     * @param refusal what kind of no this is
     * @param detail a sentence for the client: what was expected and what came, nothing about what others own
     */
    public RefusedException(Refusal refusal, String detail) {
        this(refusal, detail, null);
    }

    /**
     * @param refusal what kind of no this is
     * @param detail a sentence for the client
     * @param retryAfter when it may help to try again; with TOO_MANY and UNAVAILABLE
     */
    public RefusedException(Refusal refusal, String detail, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.refusal = refusal;
        this.retryAfter = retryAfter;
    }

    public Refusal refusal() {
        return refusal;
    }

    /** The sentence for the client. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
