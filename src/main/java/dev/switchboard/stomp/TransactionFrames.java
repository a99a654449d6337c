package dev.switchboard.stomp;

import dev.switchboard.broker.Commitments;
import dev.switchboard.broker.Commitments.Commitment;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What BEGIN, COMMIT and ABORT do. Frames of a transaction are kept, and have their effect at its COMMIT: what is sent is
 * stored as one, and what is acknowledged is settled after that. Thread-safe.
 */
@Component
final class TransactionFrames {

    private final Commitments commitments;

    TransactionFrames(Commitments commitments) {
        this.commitments = commitments;
    }

    /** Keeps a frame that belongs to a transaction. @return false if it belongs to none */
    static boolean hold(Exchange exchange) {
        Optional<String> transaction = exchange.header("transaction");
        boolean holds = transaction.isPresent()
                && switch (exchange.frame().command()) {
                    case "SEND", "ACK", "NACK" -> true;
                    default -> false;
                };
        if (holds) {
            exchange.session().transactions().hold(transaction.orElseThrow(), exchange.frame());
        }
        return holds;
    }

    void begin(Exchange exchange) {
        exchange.session().transactions().begin(transaction(exchange));
        exchange.confirm(StompHeaders.NONE);
    }

    void abort(Exchange exchange) {
        exchange.session().transactions().abort(transaction(exchange));
        exchange.confirm(StompHeaders.NONE);
    }

    /** Does everything, or nothing, and answers then. */
    void commit(Exchange exchange) {
        List<StompFrame> frames = exchange.session().transactions().commit(transaction(exchange));
        Verdict verdict = new Verdict(exchange, frames);
        try (Commitment together = commitments.open()) {
            for (Exchange send : verdict.sends()) {
                exchange.session().pass(send);
                if (verdict.isRefused()) {
                    return;
                }
            }
            together.commit();
        }
        verdict.decide();
    }

    private static String transaction(Exchange exchange) {
        return FrameRules.requireHeader(exchange.frame(), "transaction");
    }
}
