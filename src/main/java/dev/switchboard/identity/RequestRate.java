package dev.switchboard.identity;

import dev.switchboard.Limits;
import dev.switchboard.ProblemWriter;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses REST calls that come too fast, counted by user, or by address for those who are not signed in. Remembers 20,000
 * of them at most and forgets the one unused for longest first.
 */
final class RequestRate extends OncePerRequestFilter {

    private static final int CALLERS = 20_000;
    private static final int BURST = 4;

    private final int perSecond;
    private final ProblemWriter problems;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    RequestRate(Limits limits, ProblemWriter problems) {
        this.perSecond = limits.requestsPerSecond();
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return perSecond == 0 || !Paths.API.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ConsumptionProbe probe = bucket(caller(request)).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            problems.write(
                    response,
                    new RefusedException(
                            Refusal.TOO_MANY,
                            "More than " + perSecond + " calls in a second",
                            Duration.ofNanos(probe.getNanosToWaitForRefill())));
            return;
        }
        chain.doFilter(request, response);
    }

    private Bucket bucket(String caller) {
        synchronized (buckets) {
            Bucket bucket = buckets.computeIfAbsent(
                    caller,
                    none -> Bucket.builder()
                            .addLimit(limit -> limit.capacity((long) BURST * perSecond)
                                    .refillGreedy(perSecond, Duration.ofSeconds(1)))
                            .build());
            if (buckets.size() > CALLERS) {
                buckets.remove(buckets.keySet().iterator().next());
            }
            return bucket;
        }
    }

    private static String caller(HttpServletRequest request) {
        return SecurityContextHolder.getContext().getAuthentication() instanceof SpeakerAuthentication by
                ? by.getName()
                : ClientAddress.key(request.getRemoteAddr());
    }
}
