package dev.switchboard.identity;

import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The parts of the URL space, matched as Spring MVC matches them. */
final class Paths {

    static final RequestMatcher API = path("/api/**");
    static final RequestMatcher ACTUATOR = path("/actuator/**");
    static final RequestMatcher HEALTH = path("/actuator/health/**");
    static final RequestMatcher CONNECTIONS = path("/ws/**");

    private Paths() {}

    static RequestMatcher path(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }
}
