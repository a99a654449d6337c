package dev.switchboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as clients read it, in every protocol alike (RFC 9457).
 *
 * @param type {@code about:blank}: the code says it all
 * @param title a few words
 * @param status the HTTP status that says the same
 * @param detail a sentence about this very case
 * @param code the stable word that clients test, {@link Refusal#code()}; {@code internal} for our own mistakes
 * @param retryAfter whole seconds until it may help to try again; at least 1, and always there with 429 and 503
 * @param incident what to look for in the server's log; with our own mistakes only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @Nullable Long retryAfter,
        @Nullable String incident) {

    public Problem {
        if (retryAfter == null && (status == 429 || status == 503)) {
            retryAfter = 1L;
        }
    }

    /** Says what an exception says. */
    public static Problem of(RefusedException refused) {
        Refusal refusal = refused.refusal();
        Long seconds = refused.retryAfter()
                .map(wait -> Math.max(1, wait.plusMillis(999).toSeconds()))
                .orElse(null);
        return new Problem(
                "about:blank", refusal.title(), refusal.status(), refused.detail(), refusal.code(), seconds, null);
    }

    /** Says that we made a mistake, and under which {@link RandomId} it was logged. */
    public static Problem ofMistake(String incident) {
        return new Problem(
                "about:blank",
                "Our mistake",
                500,
                "Something went wrong on our side; the server's log has it as incident " + incident,
                "internal",
                null,
                incident);
    }
}
