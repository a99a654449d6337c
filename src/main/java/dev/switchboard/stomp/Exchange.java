package dev.switchboard.stomp;

import dev.switchboard.broker.Accepted;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

/**
 * One frame of a client and what it is answered: once, with a receipt if it asked for one, or with a refusal. It travels
 * with the frame's message through Spring's channel. Thread-safe.
 */
final class Exchange {

    /** The message header that holds it; no client can set that, for theirs are apart. */
    static final String HEADER = "switchboardExchange";

    private final StompSession session;
    private final StompFrame frame;
    private final Refusals refusals;
    private final @Nullable Verdict verdict;
    private final AtomicBoolean answered = new AtomicBoolean();

    Exchange(StompSession session, StompFrame frame, Refusals refusals) {
        this(session, frame, refusals, null);
    }

    private Exchange(StompSession session, StompFrame frame, Refusals refusals, @Nullable Verdict verdict) {
        this.session = session;
        this.frame = frame;
        this.refusals = refusals;
        this.verdict = verdict;
    }

    /** A frame of a transaction, which this COMMIT commits: its answer is part of the verdict. */
    Exchange part(StompFrame held, Verdict of) {
        return new Exchange(session, held, refusals, of);
    }

    /** What a message belongs to. */
    static Exchange of(Message<?> message) {
        Exchange exchange = message.getHeaders().get(HEADER, Exchange.class);
        if (exchange == null) {
            throw new IllegalStateException("This message did not come from a client");
        }
        return exchange;
    }

    StompSession session() {
        return session;
    }

    StompFrame frame() {
        return frame;
    }

    Optional<String> header(String name) {
        return frame.headers().first(name);
    }

    /** Confirms what was accepted and committed. */
    void accept(Accepted accepted) {
        StompHeaders headers = StompHeaders.NONE;
        if (accepted.sequence() > 0) {
            headers = headers.with("seq", Long.toString(accepted.sequence()));
        }
        if (!accepted.id().isEmpty()) {
            headers = headers.with("message-id", accepted.id());
        }
        if (accepted.deduplicated()) {
            headers = headers.with("deduplicated", "true");
        }
        confirm(headers);
    }

    /** Says that the frame has had its effect, if its sender wanted to know. */
    void confirm(StompHeaders headers) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        if (verdict == null) {
            receipt(headers);
        } else {
            verdict.onConfirmed(this, headers);
        }
    }

    /** Writes the receipt, if one was asked for. */
    void receipt(StompHeaders headers) {
        header("receipt").ifPresent(receipt -> session.send(session.encoder().receipt(receipt, headers)));
    }

    /** Says no, or that something went wrong. */
    void fail(Throwable why) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        if (verdict == null) {
            refusals.answer(this, why);
        } else {
            verdict.onRefused(why);
        }
    }

    Refusals refusals() {
        return refusals;
    }

    /** Whether it was answered. */
    boolean isAnswered() {
        return answered.get();
    }

    @Override
    public String toString() {
        return frame.command();
    }
}
