package dev.switchboard.stomp;

import dev.switchboard.Problem;
import dev.switchboard.ProblemWriter;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.CorsProcessor;
import org.springframework.web.cors.DefaultCorsProcessor;

/**
 * Stands before the endpoint: exact paths only, no foreign sites, no WebSocket that a browser opened without saying for whom,
 * no bodies that are too large. What passes goes on to Spring's handlers for raw WebSocket and SockJS.
 */
final class HandshakeGate implements HttpRequestHandler, CorsConfigurationSource, CorsProcessor {

    /** The path of raw WebSockets, and what SockJS's paths begin with. */
    static final String PATH = "/ws";

    private static final Pattern SOCKJS =
            Pattern.compile("/(info|[A-Za-z0-9_-]{1,64}/[A-Za-z0-9_-]{1,64}/(websocket|xhr|xhr_send|xhr_streaming))");

    /** SockJS puts frames into a JSON array of strings, which may escape each of their characters. */
    private static final int SOCKJS_GROWTH = 6;

    private static final Problem OTHER_VERSION = new Problem(
            "about:blank",
            HttpStatus.UPGRADE_REQUIRED.getReasonPhrase(),
            HttpStatus.UPGRADE_REQUIRED.value(),
            "We speak WebSocket as in RFC 6455",
            Refusal.INVALID.code(),
            null,
            null);
    private static final String VERSION_HEADER = "Sec-WebSocket-Version";
    private static final String VERSION = "13";

    private final CorsProcessor corsHeaders = new DefaultCorsProcessor();
    private final Origins origins;
    private final CorsConfiguration cors;
    private final HttpRequestHandler raw;
    private final HttpRequestHandler sockJs;
    private final ProblemWriter problems;
    private final int largestBody;

    /** Spring's handlers behind the gate. */
    record Behind(HttpRequestHandler raw, HttpRequestHandler sockJs) {}

    /** @param largestMessage bytes of a message that SockJS may bring; 0 for any number */
    HandshakeGate(StompProperties properties, Behind behind, ProblemWriter problems, long largestMessage) {
        this.origins = new Origins(properties.allowedOrigins());
        this.cors = cors(properties);
        this.raw = behind.raw();
        this.sockJs = behind.sockJs();
        this.problems = problems;
        this.largestBody = (int) Math.min(largestMessage * SOCKJS_GROWTH, Integer.MAX_VALUE - 1);
    }

    @Override
    public @Nullable CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
        return cors;
    }

    /** Decides on the origin before anything else looks at it, and tells listed sites' browsers that they may. */
    @Override
    public boolean processRequest(
            @Nullable CorsConfiguration config, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!origins.admits(request)) {
            problems.write(response, new RefusedException(Refusal.FORBIDDEN, "Not from this web site"));
            return false;
        }
        return corsHeaders.processRequest(config, request, response);
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean isRaw = path.equals(PATH);
        if (!isRaw
                && !(path.startsWith(PATH)
                        && SOCKJS.matcher(path.substring(PATH.length())).matches())) {
            problems.write(response, new RefusedException(Refusal.NOT_FOUND, "Nothing is here"));
        } else if (isUpgrade(request) && !VERSION.equals(request.getHeader(VERSION_HEADER))) {
            response.setHeader(VERSION_HEADER, VERSION);
            problems.write(response, OTHER_VERSION);
        } else if (isUpgrade(request) && hasCookie(request) && request.getHeader(HttpHeaders.ORIGIN) == null) {
            problems.write(response, new RefusedException(Refusal.FORBIDDEN, "With a cookie, Origin is needed"));
        } else if (isRaw) {
            raw.handleRequest(request, response);
        } else {
            passSockJs(request, response);
        }
    }

    private void passSockJs(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (largestBody == 0 || isUpgrade(request)) {
            sockJs.handleRequest(request, response);
            return;
        }
        BoundedRequest bounded = new BoundedRequest(request, largestBody);
        if (!bounded.isTooLarge()) {
            sockJs.handleRequest(bounded, response);
        } else {
            problems.write(
                    response,
                    new RefusedException(Refusal.TOO_LARGE, "At most " + largestBody + " bytes in a request"));
        }
    }

    /** Whether a request wants to become a WebSocket; some clients offer other things with each request. */
    private static boolean isUpgrade(HttpServletRequest request) {
        String upgrade = request.getHeader(HttpHeaders.UPGRADE);
        return upgrade != null && upgrade.toLowerCase(Locale.ROOT).contains("websocket");
    }

    private static boolean hasCookie(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.COOKIE) != null;
    }

    private static CorsConfiguration cors(StompProperties properties) {
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(properties.allowedOrigins());
        cors.addAllowedMethod("GET");
        cors.addAllowedMethod("POST");
        cors.addAllowedHeader("*");
        cors.setAllowCredentials(true);
        return cors;
    }
}
