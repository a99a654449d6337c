package dev.switchboard.stomp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a transaction ends: once each of its SENDs is confirmed, all of its frames get their effect and their receipts, in
 * order, and then its COMMIT; the first refusal is the COMMIT's. Thread-safe.
 */
final class Verdict {

    private final Exchange commit;
    private final List<Exchange> parts = new ArrayList<>();
    private final Map<Exchange, StompHeaders> confirmed = new LinkedHashMap<>();
    private int sends;
    private boolean decided;
    private @Nullable Throwable refusal;

    /** @param commit the COMMIT, which is answered last */
    Verdict(Exchange commit, List<StompFrame> frames) {
        this.commit = commit;
        for (StompFrame frame : frames) {
            parts.add(commit.part(frame, this));
        }
        this.sends = sends().size();
    }

    /** The SENDs, to be done now. */
    List<Exchange> sends() {
        return parts.stream().filter(part -> isSend(part)).toList();
    }

    /** Whether it is refused. */
    synchronized boolean isRefused() {
        return refusal != null;
    }

    /** A part has had its effect; its receipt waits for the others. */
    void onConfirmed(Exchange part, StompHeaders receipt) {
        synchronized (this) {
            confirmed.put(part, receipt);
            if (isSend(part)) {
                sends--;
            }
        }
        decide();
    }

    /** A part was refused, and with it the whole. */
    void onRefused(Throwable why) {
        synchronized (this) {
            if (decided) {
                return;
            }
            decided = true;
            refusal = why;
        }
        commit.fail(why);
    }

    /** Answers, if every SEND is confirmed. */
    void decide() {
        synchronized (this) {
            if (decided || sends > 0) {
                return;
            }
            decided = true;
        }
        for (Exchange part : parts) {
            if (!isSend(part)) {
                Redeliveries.settle(part);
            }
            part.receipt(receipt(part));
        }
        commit.confirm(StompHeaders.NONE);
    }

    private synchronized StompHeaders receipt(Exchange part) {
        return confirmed.getOrDefault(part, StompHeaders.NONE);
    }

    private static boolean isSend(Exchange part) {
        return part.frame().command().equals("SEND");
    }
}
