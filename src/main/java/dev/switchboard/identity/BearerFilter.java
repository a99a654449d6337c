package dev.switchboard.identity;

import dev.switchboard.ProblemWriter;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Recognises who sends {@code Authorization: Bearer}. A request that has it is its token's, never its cookie's; and so it
 * needs no CSRF token, since no page of another site can make a browser send it.
 */
final class BearerFilter extends OncePerRequestFilter {

    private static final String SCHEME = "bearer ";

    private final Credentials credentials;
    private final ProblemWriter problems;

    BearerFilter(Credentials credentials, ProblemWriter problems) {
        this.credentials = credentials;
        this.problems = problems;
    }

    /** The token that a request carries; handshakes carry theirs in CONNECT. */
    static Optional<String> secret(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || !isOurs(request)) {
            return Optional.empty();
        }
        return Optional.of(header.substring(SCHEME.length()).strip());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> secret = secret(request);
        if (secret.isPresent()) {
            try {
                Speaker speaker = credentials.byToken(secret.get(), request.getRemoteAddr());
                SecurityContext context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(new SpeakerAuthentication(speaker));
                SecurityContextHolder.setContext(context);
            } catch (RefusedException refused) {
                if (refused.refusal() == Refusal.UNAUTHENTICATED) {
                    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
                }
                problems.write(response, refused);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static boolean isOurs(HttpServletRequest request) {
        return Paths.API.matches(request) || Paths.ACTUATOR.matches(request);
    }
}
