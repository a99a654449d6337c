package dev.switchboard;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Jetty's answers to what is no HTTP request, or none for us: a problem, and nothing about the server. */
final class BareErrors extends ErrorHandler {

    private static final HttpFields HEADERS = HttpFields.from(
            new HttpField(HttpHeader.CACHE_CONTROL, "no-store"),
            new HttpField("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            new HttpField("X-Content-Type-Options", "nosniff"),
            new HttpField("X-Frame-Options", "DENY"),
            new HttpField("Referrer-Policy", "same-origin"),
            new HttpField("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
            new HttpField("Cross-Origin-Opener-Policy", "same-origin"));

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        response.write(true, problem(code, response.getHeaders()), callback);
    }

    static ByteBuffer problem(int status, HttpFields.Mutable fields) {
        Problem problem = ProblemAdvice.problem(
                status, status == 503 ? "Not at this moment" : "The request has not the form that is expected");
        HEADERS.forEach(fields::put);
        fields.put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        String wait = "";
        Long seconds = problem.retryAfter();
        if (seconds != null) {
            fields.put(HttpHeader.RETRY_AFTER, seconds.toString());
            wait = ",\"retryAfter\":" + seconds;
        }
        return StandardCharsets.UTF_8.encode(
                """
                {"type":"about:blank","title":"%s","status":%d,"detail":"%s","code":"%s"%s}""".formatted(problem.title(), problem.status(), problem.detail(), problem.code(), wait));
    }
}
