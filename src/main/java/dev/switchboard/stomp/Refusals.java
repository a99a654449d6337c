package dev.switchboard.stomp;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.switchboard.OutcomeUnknownException;
import dev.switchboard.Problem;
import dev.switchboard.RandomId;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Publication;
import dev.switchboard.connection.CloseReason;
import dev.switchboard.connection.Frame;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Says no to clients: on {@code /user/queue/errors} to those who listen there, else by ERROR and close. Thread-safe. */
@Component
final class Refusals {

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);
    private static final Duration STORE_AWAY = Duration.ofSeconds(1);
    private static final long OUTAGE_MS = 10_000;

    private final JsonMapper json;
    private final AtomicLong storeAwayAt = new AtomicLong();

    Refusals(JsonMapper json) {
        this.json = json;
    }

    /** A problem, and which frame it is about. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FrameProblem(
            @JsonUnwrapped Problem problem,
            @JsonProperty("receipt-id") @Nullable String receiptId,
            @JsonProperty("client-msg-id") @Nullable String clientMessageId,
            @Nullable String subscription,
            @Nullable String transaction) {}

    /** Answers a frame that was refused, or whose handling went wrong. */
    void answer(Exchange exchange, Throwable failure) {
        RefusedException refused = refusal(failure);
        if (rooted(failure) instanceof OutcomeUnknownException) {
            // ERROR would be a no.
            exchange.session().close(CloseReason.OUR_FAULT);
        } else if (refused == null) {
            apologise(exchange, failure);
        } else if (exchange.session().phase() == StompSession.Phase.OPENED) {
            refuseConnect(exchange, refused);
        } else {
            refuse(exchange, refused);
        }
    }

    /** Answers what is not STOMP, or not yet ours: ERROR, and close. */
    void breach(StompSession session, RefusedException broken, StompHeaders more) {
        log.atDebug()
                .addKeyValue("connection", session.connection().id())
                .addKeyValue("detail", broken.detail())
                .log("A client broke the protocol");
        CloseReason reason = broken.refusal() == Refusal.TOO_LARGE ? CloseReason.TOO_LARGE : CloseReason.PROTOCOL;
        session.fail(session.encoder().error(broken.refusal().code(), broken.detail(), more), reason);
    }

    /** What ERROR says of the frame that it answers. */
    static StompHeaders about(StompFrame frame) {
        return frame.headers()
                .first("receipt")
                .map(receipt -> StompHeaders.of("receipt-id", receipt))
                .orElse(StompHeaders.NONE);
    }

    private void refuseConnect(Exchange exchange, RefusedException refused) {
        CloseReason reason = switch (refused.refusal()) {
            case UNAUTHENTICATED -> CloseReason.SIGN_IN_AGAIN;
            case FORBIDDEN -> CloseReason.FORBIDDEN;
            case TOO_MANY -> CloseReason.TOO_MANY;
            case UNAVAILABLE -> CloseReason.SERVICE_RESTART;
            default -> CloseReason.PROTOCOL;
        };
        StompSession session = exchange.session();
        session.fail(error(session, refused, StompHeaders.NONE), reason);
    }

    private void refuse(Exchange exchange, RefusedException refused) {
        StompSession session = exchange.session();
        List<String> listening = session.toldOfErrors();
        if (listening.isEmpty()) {
            session.fail(error(session, refused, about(exchange.frame())), closing(refused.refusal()));
            return;
        }
        Publication problem = problem(exchange, refused);
        listening.forEach(subscription -> session.find(subscription).ifPresent(client -> client.tell(problem)));
    }

    private Publication problem(Exchange exchange, RefusedException refused) {
        String subscription = exchange.frame().command().equals("SUBSCRIBE")
                ? exchange.header("id").orElse(null)
                : null;
        FrameProblem problem = new FrameProblem(
                Problem.of(refused),
                exchange.header("receipt").orElse(null),
                exchange.header("client-msg-id").orElse(null),
                subscription,
                exchange.header("transaction").orElse(null));
        return new Publication(
                ErrorsOwner.destination(exchange.session()),
                DeliveryClass.EPHEMERAL,
                RandomId.next(),
                OptionalLong.empty(),
                "application/problem+json",
                json.writeValueAsBytes(problem));
    }

    private static Frame error(StompSession session, RefusedException refused, StompHeaders about) {
        StompHeaders more = about;
        Long seconds = Problem.of(refused).retryAfter();
        if (seconds != null) {
            more = more.with("retry-after", seconds.toString());
        }
        return session.encoder().error(refused.refusal().code(), refused.detail(), more);
    }

    private static CloseReason closing(Refusal refusal) {
        return switch (refusal) {
            case UNAUTHENTICATED -> CloseReason.SIGN_IN_AGAIN;
            case TOO_LARGE -> CloseReason.TOO_LARGE;
            case TOO_MANY -> CloseReason.TOO_MANY;
            case UNAVAILABLE -> CloseReason.SERVICE_RESTART;
            case INVALID, FORBIDDEN, NOT_FOUND, CONFLICT -> CloseReason.POLICY;
        };
    }

    private static void apologise(Exchange exchange, Throwable failure) {
        StompSession session = exchange.session();
        String incident = RandomId.next();
        log.atError()
                .setCause(rooted(failure))
                .addKeyValue("incident", incident)
                .addKeyValue("connection", session.connection().id())
                .addKeyValue("command", exchange.frame().command())
                .log("A frame failed by our mistake");
        Problem problem = Problem.ofMistake(incident);
        StompHeaders more = about(exchange.frame()).with("incident", incident);
        session.fail(session.encoder().error(problem.code(), problem.detail(), more), CloseReason.OUR_FAULT);
    }

    /** Behind Spring's wrappers, whose words hold all headers of the message, and so its secrets. */
    private static Throwable rooted(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof MessagingException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private @Nullable RefusedException refusal(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 16; depth++) {
            RefusedException refused = refusalOf(cause);
            if (refused != null) {
                return refused;
            }
            cause = cause.getCause();
        }
        return null;
    }

    private @Nullable RefusedException refusalOf(Throwable cause) {
        return switch (cause) {
            case RefusedException refused -> refused;
            case DataAccessResourceFailureException away -> storeIsAway(away);
            case TransientDataAccessException away -> storeIsAway(away);
            case MethodArgumentNotValidException notValid ->
                new RefusedException(Refusal.INVALID, "The body has not the form that is expected here");
            case MessageConversionException unreadable ->
                unreadable.getCause() == null
                        ? new RefusedException(Refusal.INVALID, "The body is not of the kind that is expected here")
                        : null;
            default -> null;
        };
    }

    private RefusedException storeIsAway(Exception away) {
        long now = System.nanoTime() / 1_000_000;
        long last = storeAwayAt.getAndSet(now);
        if (last == 0 || now - last > OUTAGE_MS) {
            log.atWarn().setCause(away).log("The store is away");
        }
        return new RefusedException(Refusal.UNAVAILABLE, "The store is away", STORE_AWAY);
    }
}
