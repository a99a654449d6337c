package dev.switchboard.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one person, and who guesses, may use up. Zero switches a limit off.
 *
 * @param signInFailures wrong passwords for one account from one address within {@code failureWindow}
 * @param addressFailures wrong passwords from one address within {@code failureWindow}; and as many wrong tokens, and as
 *     many sign-ups
 * @param failureWindow how long a failure counts
 * @param tokensPerUser access tokens of one user that are not revoked
 * @param sessionsPerUser signed-in browsers of one user; with one more the one unused for longest is signed out
 */
@ConfigurationProperties("switchboard.limits")
record IdentityLimits(
        @DefaultValue("5") int signInFailures,
        @DefaultValue("50") int addressFailures,
        @DefaultValue("5m") Duration failureWindow,
        @DefaultValue("200") int tokensPerUser,
        @DefaultValue("100") int sessionsPerUser) {

    IdentityLimits {
        if (signInFailures < 0
                || addressFailures < 0
                || failureWindow.isNegative()
                || tokensPerUser < 0
                || sessionsPerUser < 0) {
            throw new IllegalArgumentException("switchboard.limits.* count from 0, which switches a limit off");
        }
    }
}
