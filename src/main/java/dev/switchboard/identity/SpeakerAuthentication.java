package dev.switchboard.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A recognised speaker, for Spring Security. Never stored. */
final class SpeakerAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Speaker speaker;

    SpeakerAuthentication(Speaker speaker) {
        super(List.of());
        this.speaker = speaker;
        setAuthenticated(true);
    }

    @Override
    public Speaker getPrincipal() {
        return speaker;
    }

    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SpeakerAuthentication that && speaker.equals(that.speaker);
    }

    @Override
    public int hashCode() {
        return speaker.hashCode();
    }
}
