package dev.switchboard.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;

class SignedInBrowserTests {

    private final String token = Secret.next();
    private final Speaker speaker =
            new Speaker(UserId.next(), "ada", "Ada", false, new Credential.Session("1"), Set.of(), null);
    private final SignedInBrowser browser = new SignedInBrowser(speaker, token);

    @Test
    void theTokenThatHttpGaveOutIsTaken() {
        assertThat(browser.requireSpeaker(masked(token))).isEqualTo(speaker);
    }

    @Test
    void anothersTokenIsNot() {
        refused(masked(Secret.next()));
        refused(masked(token.substring(1)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "x", "===", "AAAA", "\u0000"})
    void whatIsNoTokenIsNot(@Nullable String header) {
        refused(header);
    }

    @Test
    void theTokenItselfIsNot() {
        refused(token);
        refused(Base64.getUrlEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void itDoesNotTellItsToken() {
        assertThat(browser.toString()).doesNotContain(token);
    }

    private void refused(@Nullable String header) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> browser.requireSpeaker(header))
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(Refusal.UNAUTHENTICATED));
    }

    /** As {@code GET /api/csrf} gives it. */
    private static String masked(String token) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        new XorCsrfTokenRequestAttributeHandler()
                .handle(request, new MockHttpServletResponse(), () -> new DefaultCsrfToken("h", "p", token));
        if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken given) {
            return given.getToken();
        }
        throw new AssertionError("No token was given");
    }
}
