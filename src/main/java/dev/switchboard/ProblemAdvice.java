package dev.switchboard;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** What REST answers when something is refused or goes wrong: a {@link Problem}, whatever was thrown. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final int NAMES_SHOWN = 64;

    @ExceptionHandler
    ResponseEntity<Object> onAnything(Exception thrown) {
        Problem problem = problem(thrown);
        return answer(problem, new HttpHeaders());
    }

    /** Neither yes nor no: no problem, which would be a no, and the connection ends. The client repeats. */
    @ExceptionHandler
    ResponseEntity<Void> onUnknownOutcome(OutcomeUnknownException unknown) {
        return ResponseEntity.internalServerError()
                .header(HttpHeaders.CONNECTION, "close")
                .build();
    }

    /** What Spring's own exceptions become: their status, with our codes and nothing of theirs. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception thrown, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Optional<RefusedException> refused = causeIn(thrown, RefusedException.class);
        if (refused.isPresent()) {
            return answer(Problem.of(refused.get()), headers);
        }
        if (status.is5xxServerError() && status.value() != HttpStatus.SERVICE_UNAVAILABLE.value()) {
            return answer(mistake(thrown), headers);
        }
        return answer(problem(status.value(), detail(thrown, status)), headers);
    }

    /** A problem with a status that a container or a framework chose. */
    static Problem problem(int status, String detail) {
        Refusal refusal = refusal(status);
        String title = refusal.title();
        HttpStatus known = HttpStatus.resolve(status);
        if (known != null && refusal.status() != status) {
            title = known.getReasonPhrase();
        }
        return new Problem("about:blank", title, status, detail, refusal.code(), null, null);
    }

    /** Logs an exception that nobody expected, once, and says where. */
    static Problem mistake(Throwable thrown) {
        String incident = RandomId.next();
        log.atError().setCause(thrown).addKeyValue("incident", incident).log("A request failed by our mistake");
        return Problem.ofMistake(incident);
    }

    private static Problem problem(Throwable thrown) {
        Optional<RefusedException> refused = causeIn(thrown, RefusedException.class);
        if (refused.isPresent()) {
            return Problem.of(refused.get());
        }
        if (causeIn(thrown, DataAccessResourceFailureException.class).isPresent()
                || causeIn(thrown, TransientDataAccessException.class).isPresent()) {
            log.atWarn()
                    .addKeyValue("cause", String.valueOf(thrown.getMessage()))
                    .log("The store is away");
            return Problem.of(
                    new RefusedException(Refusal.UNAVAILABLE, "The store is away", java.time.Duration.ofSeconds(1)));
        }
        return mistake(thrown);
    }

    private static Refusal refusal(int status) {
        for (Refusal refusal : Refusal.values()) {
            if (refusal.status() == status) {
                return refusal;
            }
        }
        return status >= 500 ? Refusal.UNAVAILABLE : Refusal.INVALID;
    }

    private static String detail(Exception thrown, HttpStatusCode status) {
        return switch (thrown) {
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case MissingServletRequestParameterException missing ->
                "The parameter '" + missing.getParameterName() + "' is missing";
            case MissingRequestHeaderException missing -> "The header '" + missing.getHeaderName() + "' is missing";
            case TypeMismatchException mismatch ->
                "'" + mismatch.getPropertyName() + "' has not the form that is expected";
            case HttpRequestMethodNotSupportedException other -> "Not with this method";
            default ->
                switch (status.value()) {
                    case 404 -> "Nothing is here";
                    case 406 -> "The answer is JSON, which was not accepted";
                    case 415 -> "The body has to be JSON";
                    case 503 -> "It took too long";
                    default -> "The request has not the form that is expected";
                };
        };
    }

    private static String unreadable(HttpMessageNotReadableException thrown) {
        Optional<DatabindException> mismatch = causeIn(thrown, DatabindException.class);
        if (mismatch.isPresent()) {
            String field = field(mismatch.get());
            return field.isEmpty()
                    ? "The body has not the form that is expected"
                    : "The field '" + field + "' is missing or has not the form that is expected";
        }
        return causeIn(thrown, JacksonException.class).isPresent()
                ? "The body is not the JSON that is expected"
                : "A body is expected, as JSON";
    }

    private static String field(DatabindException mismatch) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : mismatch.getPath()) {
            String name = reference.getPropertyName();
            if (name != null) {
                path.append(path.isEmpty() ? "" : ".").append(name);
            }
        }
        return path.length() > NAMES_SHOWN ? path.substring(0, NAMES_SHOWN) + "…" : path.toString();
    }

    private static ResponseEntity<Object> answer(Problem problem, HttpHeaders headers) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        Long seconds = problem.retryAfter();
        if (seconds != null) {
            answer.header(HttpHeaders.RETRY_AFTER, String.format(Locale.ROOT, "%d", seconds));
        }
        return answer.body(problem);
    }

    private static <T extends Throwable> Optional<T> causeIn(Throwable thrown, Class<T> type) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 16; depth++) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
