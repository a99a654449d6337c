package dev.switchboard.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may come in, and for how long.
 *
 * @param registration who may make an account: {@code open}, {@code invite} or {@code closed}
 * @param sessionTimeout how long a signed-in browser that is not used stays signed in; at least 2 h, since its use is
 *     noted once an hour, and at most 400 days, which is what browsers keep a cookie for
 * @param invitationLifetime how long an invitation is good if it does not say; at most 1 year
 */
@ConfigurationProperties("switchboard.identity")
record IdentityProperties(
        @DefaultValue("invite") Registration registration,
        @DefaultValue("30d") Duration sessionTimeout,
        @DefaultValue("7d") Duration invitationLifetime) {

    IdentityProperties {
        if (sessionTimeout.compareTo(Duration.ofHours(2)) < 0 || sessionTimeout.compareTo(Duration.ofDays(400)) > 0) {
            throw new IllegalArgumentException(
                    "switchboard.identity.session-timeout is 2h to 400d, not " + sessionTimeout);
        }
        if (!invitationLifetime.isPositive()) {
            throw new IllegalArgumentException(
                    "switchboard.identity.invitation-lifetime is longer than nothing, not " + invitationLifetime);
        }
    }
}
