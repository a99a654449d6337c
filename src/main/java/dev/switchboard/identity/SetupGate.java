package dev.switchboard.identity;

import dev.switchboard.ProblemWriter;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Until there is an administrator, lets nothing through but the set-up, its page and health. */
final class SetupGate extends OncePerRequestFilter {

    private static final RequestMatcher CLOSED = new OrRequestMatcher(Paths.API, Paths.CONNECTIONS, Paths.ACTUATOR);
    private static final RequestMatcher OPEN =
            new OrRequestMatcher(Paths.path("/api/setup"), Paths.path("/api/csrf"), Paths.HEALTH);

    private final Accounts accounts;
    private final ProblemWriter problems;

    SetupGate(Accounts accounts, ProblemWriter problems) {
        this.accounts = accounts;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (accounts.areNone() && CLOSED.matches(request) && !OPEN.matches(request)) {
            problems.write(
                    response,
                    new RefusedException(Refusal.CONFLICT, "The set-up is due: open this server in a browser first"));
            return;
        }
        chain.doFilter(request, response);
    }
}
