package dev.switchboard.stomp;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.util.Optional;

/** Which frame may come when, and what each must have: what breaks these rules ends the connection. */
final class FrameRules {

    private FrameRules() {}

    /**
     * Refuses a frame that is not STOMP here and now.
     *
     * @throws RefusedException INVALID: to be answered with ERROR, and close
     */
    static void require(StompFrame frame, StompSession session) {
        boolean connect = frame.command().equals("CONNECT") || frame.command().equals("STOMP");
        if (connect != (session.phase() == StompSession.Phase.OPENED)) {
            throw invalid(connect ? "Only one CONNECT" : "CONNECT comes first");
        }
        requireHeaders(frame, session);
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
            case "SEND" -> {
                requireHeader(frame, "destination");
                requireOpenTransaction(frame, session);
            }
            case "SUBSCRIBE" -> {
                requireHeader(frame, "destination");
                requireSubscription(frame, session);
                AckMode.parse(frame.headers().first("ack"), session.encoder().version());
                if (session.find(subscription(frame)).isPresent()) {
                    throw invalid("A subscription with this id is open already");
                }
            }
            case "UNSUBSCRIBE" -> requireSubscription(frame, session);
            case "ACK", "NACK" -> {
                requireDelivered(frame, session);
                requireOpenTransaction(frame, session);
            }
            case "BEGIN" -> {
                if (session.transactions().isOpen(requireHeader(frame, "transaction"))) {
                    throw invalid("A transaction with this id is open already");
                }
            }
            case "COMMIT", "ABORT" -> {
                requireHeader(frame, "transaction");
                requireOpenTransaction(frame, session);
            }
            default -> throw invalid(frame.command() + " does not come from clients");
        }
    }

    private static void requireDelivered(StompFrame frame, StompSession session) {
        StompVersion version = session.encoder().version();
        if (version == StompVersion.V1_0 && frame.command().equals("NACK")) {
            throw invalid("STOMP 1.0 has no NACK");
        }
        Delivered message = Delivered.of(frame, version);
        session.openLedger().orElseThrow(Delivered::unknown).require(message);
    }

    private static void requireOpenTransaction(StompFrame frame, StompSession session) {
        Optional<String> transaction = frame.headers().first("transaction");
        if (transaction.isPresent() && !session.transactions().isOpen(transaction.get())) {
            throw invalid("No such transaction is open");
        }
    }

    private static void requireSubscription(StompFrame frame, StompSession session) {
        if (session.encoder().version() != StompVersion.V1_0) {
            requireHeader(frame, "id");
        } else if (subscription(frame).isEmpty()) {
            throw invalid(frame.command() + " names an id or a destination");
        }
    }

    /**
     * The value of a header that a frame must have.
     *
     * @throws RefusedException INVALID without it
     */
    static String requireHeader(StompFrame frame, String name) {
        return frame.headers()
                .first(name)
                .orElseThrow(() -> invalid(frame.command() + " has the header '" + name + "'"));
    }

    private static RefusedException invalid(String detail) {
        return new RefusedException(Refusal.INVALID, detail);
    }
}
