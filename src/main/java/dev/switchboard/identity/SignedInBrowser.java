package dev.switchboard.identity;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a WebSocket or SockJS handshake, by its session cookie. The cookie alone is not enough: a page of another site
 * could have opened the connection, so CONNECT must repeat the CSRF token too.
 *
 * @param speaker whose session it is
 * @param csrfToken the session's token, not masked; never tell it
 */
public record SignedInBrowser(Speaker speaker, String csrfToken) {

    /** The browser that sent a request; empty if its cookie is nobody's. Ask while the request is handled. */
    public static Optional<SignedInBrowser> of(HttpServletRequest request) {
        if (request.getUserPrincipal() instanceof SpeakerAuthentication authentication
                && authentication.getPrincipal().credential() instanceof Credential.Session) {
            return CsrfTokens.ofSession(request)
                    .map(token -> new SignedInBrowser(authentication.getPrincipal(), token));
        }
        return Optional.empty();
    }

    /**
     * Gives the speaker, if the client repeats the CSRF token.
     *
     * @param masked the header {@code X-XSRF-TOKEN} of CONNECT, as {@code GET /api/csrf} gave it
     * @throws RefusedException UNAUTHENTICATED if it is missing or wrong
     */
    public Speaker requireSpeaker(@Nullable String masked) {
        if (masked == null || !MessageDigest.isEqual(unmask(masked), csrfToken.getBytes(StandardCharsets.UTF_8))) {
            throw new RefusedException(
                    Refusal.UNAUTHENTICATED, "CONNECT by cookie carries the header X-XSRF-TOKEN, from GET /api/csrf");
        }
        return speaker;
    }

    /** The other half of Spring's XorCsrfTokenRequestAttributeHandler: random octets, then the token XOR these. */
    private byte[] unmask(String masked) {
        byte[] octets;
        try {
            octets = Base64.getUrlDecoder().decode(masked);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
        int length = octets.length / 2;
        if (octets.length != 2 * csrfToken.length()) {
            return new byte[0];
        }
        byte[] token = new byte[length];
        for (int index = 0; index < length; index++) {
            token[index] = (byte) (octets[index] ^ octets[length + index]);
        }
        return token;
    }

    @Override
    public String toString() {
        return "SignedInBrowser[" + speaker + ']';
    }
}
