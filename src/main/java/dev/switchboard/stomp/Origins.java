package dev.switchboard.stomp;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** Decides which web sites' pages may talk to us, by what their browsers say. Immutable. */
final class Origins {

    /** As RFC 6454 serialises them: nothing behind the port, no user, no upper case. */
    private static final Pattern FORM = Pattern.compile("https?://([a-z0-9._-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

    private final Set<String> allowed;

    Origins(List<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /** Whether a text is an origin, and not {@code null}, a pattern or a page's address. */
    static boolean isForm(String origin) {
        return FORM.matcher(origin).matches();
    }

    /** Whether a request comes from our own pages, from a listed site, or from no browser's page at all. */
    boolean admits(HttpServletRequest request) {
        List<String> origins = Collections.list(request.getHeaders(HttpHeaders.ORIGIN));
        if (origins.isEmpty()) {
            return true;
        }
        String origin = origins.getFirst();
        return origins.size() == 1
                && isForm(origin)
                && (allowed.contains(origin) || withPort(origin).equals(own(request)));
    }

    private static String own(HttpServletRequest request) {
        String host = request.getServerName().toLowerCase(Locale.ROOT);
        return request.getScheme() + "://" + host + ':' + request.getServerPort();
    }

    private static String withPort(String origin) {
        boolean hasPort = origin.lastIndexOf(':') > Math.max(origin.indexOf(':'), origin.lastIndexOf(']'));
        return hasPort ? origin : origin + (origin.startsWith("https:") ? ":443" : ":80");
    }
}
