package dev.switchboard.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.springframework.session.web.http.HttpSessionIdResolver;
import org.springframework.web.filter.OncePerRequestFilter;

/** Notes once an hour that a session is used, and then lets the browser keep its cookie for longer, too. */
final class SessionRenewal extends OncePerRequestFilter {

    private final Sessions sessions;
    private final HttpSessionIdResolver cookie;

    SessionRenewal(Sessions sessions, HttpSessionIdResolver cookie) {
        this.sessions = sessions;
        this.cookie = cookie;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Paths.API.matches(request) || BearerFilter.secret(request).isPresent();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        if (session != null && sessions.touch(session)) {
            cookie.setSessionId(request, response, session.getId());
        }
        chain.doFilter(request, response);
    }
}
