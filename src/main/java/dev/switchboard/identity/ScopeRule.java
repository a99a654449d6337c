package dev.switchboard.identity;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Lets in who is recognised, if a token has the scope for the method: {@code read} to look, {@code write} for all else. */
final class ScopeRule implements AuthorizationManager<RequestAuthorizationContext> {

    /** Administrators only. */
    static final AuthorizationManager<RequestAuthorizationContext> ADMINISTRATORS = (authentication, context) ->
            new AuthorizationDecision(authentication.get() instanceof SpeakerAuthentication by
                    && by.getPrincipal().administrator());

    /** Those who may read, and who have not said who they are: what they ask decides. */
    static final AuthorizationManager<RequestAuthorizationContext> READERS_AND_GUESTS = (authentication, context) ->
            new AuthorizationDecision(!(authentication.get() instanceof SpeakerAuthentication by)
                    || by.getPrincipal().may(Scope.READ));

    /** Those who may publish, on whatever channels. */
    static final AuthorizationManager<RequestAuthorizationContext> PUBLISHERS = (authentication, context) ->
            new AuthorizationDecision(authentication.get() instanceof SpeakerAuthentication by
                    && by.getPrincipal().may(Scope.PUBLISH));

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        if (!(authentication.get() instanceof SpeakerAuthentication by)) {
            return new AuthorizationDecision(false);
        }
        String method = context.getRequest().getMethod();
        boolean looks = method.equals(HttpMethod.GET.name())
                || method.equals(HttpMethod.HEAD.name())
                || method.equals(HttpMethod.OPTIONS.name());
        return new AuthorizationDecision(by.getPrincipal().may(looks ? Scope.READ : Scope.WRITE));
    }
}
