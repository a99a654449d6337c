package dev.switchboard.identity;

import dev.switchboard.Limits;
import dev.switchboard.ProblemWriter;
import dev.switchboard.Rate;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses REST calls that come too fast, counted by user, or by address for those who are not signed in. Remembers 20,000
 * of them at most.
 */
final class RequestRate extends OncePerRequestFilter {

    private final Rate<String> rate;
    private final ProblemWriter problems;

    RequestRate(Limits limits, ProblemWriter problems) {
        this.rate = new Rate<>(limits.requestsPerSecond(), Duration.ofSeconds(1), 4, 20_000);
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Paths.API.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Duration> wait = rate.take(caller(request), 1);
        if (wait.isPresent()) {
            problems.write(
                    response,
                    new RefusedException(
                            Refusal.TOO_MANY, "More than " + rate.times() + " calls in a second", wait.get()));
            return;
        }
        chain.doFilter(request, response);
    }

    private static String caller(HttpServletRequest request) {
        return SecurityContextHolder.getContext().getAuthentication() instanceof SpeakerAuthentication by
                ? by.getName()
                : ClientAddress.key(request.getRemoteAddr());
    }
}
