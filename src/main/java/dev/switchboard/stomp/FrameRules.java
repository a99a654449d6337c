package dev.switchboard.stomp;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;

/** Which frame may come when, and what each must have: what breaks these rules ends the connection. */
final class FrameRules {

    private FrameRules() {}

    /**
     * Refuses a frame that is not STOMP here and now, or that we do not support yet.
     *
     * @throws RefusedException INVALID: to be answered with ERROR, and close
     */
    static void require(StompFrame frame, StompSession session) {
        boolean connect = frame.command().equals("CONNECT") || frame.command().equals("STOMP");
        if (connect != (session.phase() == StompSession.Phase.OPENED)) {
            throw invalid(connect ? "Only one CONNECT" : "CONNECT comes first");
        }
        requireHeaders(frame, session);
        if (frame.headers().first("transaction").isPresent()) {
            throw unsupported("transactions");
        }
    }

    /** The id that a client gave a subscription; its destination where STOMP 1.0 lets it give none. */
    static String subscription(StompFrame frame) {
        return frame.headers()
                .first("id")
                .or(() -> frame.headers().first("destination"))
                .orElse("");
    }

    private static void requireHeaders(StompFrame frame, StompSession session) {
        switch (frame.command()) {
            case "CONNECT", "STOMP", "DISCONNECT" -> {
                // All of their headers may be missing.
            }
            case "SEND" -> requireHeader(frame, "destination");
            case "SUBSCRIBE" -> {
                requireHeader(frame, "destination");
                requireSubscription(frame, session);
                if (!frame.headers().first("ack").orElse("auto").equals("auto")) {
                    throw unsupported("ack modes but auto");
                }
                if (session.find(subscription(frame)).isPresent()) {
                    throw invalid("A subscription with this id is open already");
                }
            }
            case "UNSUBSCRIBE" -> requireSubscription(frame, session);
            default -> throw unsupported(frame.command());
        }
    }

    private static void requireSubscription(StompFrame frame, StompSession session) {
        if (session.encoder().version() != StompVersion.V1_0) {
            requireHeader(frame, "id");
        } else if (subscription(frame).isEmpty()) {
            throw invalid(frame.command() + " names an id or a destination");
        }
    }

    private static void requireHeader(StompFrame frame, String name) {
        if (frame.headers().first(name).isEmpty()) {
            throw invalid(frame.command() + " has the header '" + name + "'");
        }
    }

    private static RefusedException unsupported(String what) {
        return invalid("This release does not support " + what);
    }

    private static RefusedException invalid(String detail) {
        return new RefusedException(Refusal.INVALID, detail);
    }
}
