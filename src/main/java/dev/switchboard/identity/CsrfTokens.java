package dev.switchboard.identity;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * The CSRF token of a browser: its session's, once it is signed in; until then one that a cookie of its own repeats, so
 * that visitors cost no session. Thread-safe.
 */
final class CsrfTokens implements CsrfTokenRepository {

    static final String HEADER = "X-XSRF-TOKEN";

    private static final String COOKIE = "CSRF";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** The token of a signed-in browser's session. */
    static Optional<String> ofSession(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(Sessions.CSRF_TOKEN) instanceof String token
                ? Optional.of(token)
                : Optional.empty();
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return token(Secret.next());
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        if (token != null) {
            ResponseCookie cookie = ResponseCookie.from(COOKIE, token.getToken())
                    .path("/")
                    .httpOnly(true)
                    .secure(request.isSecure())
                    .sameSite("Strict")
                    .build();
            response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        }
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return ofSession(request)
                .or(() -> ofCookie(request))
                .map(CsrfTokens::token)
                .orElse(null);
    }

    private static Optional<String> ofCookie(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(COOKIE)
                        && FORM.matcher(cookie.getValue()).matches()) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    private static CsrfToken token(String value) {
        return new DefaultCsrfToken(HEADER, "_csrf", value);
    }
}
