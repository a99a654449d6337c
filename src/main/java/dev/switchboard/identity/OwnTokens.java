package dev.switchboard.identity;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Access tokens for parts of this server that are clients of its public API: an administrator's, good for publishing only,
 * and for a day. A new one takes the place of the one that was issued under the same name before. Thread-safe.
 */
@Component
public final class OwnTokens {

    private static final Duration LIFETIME = Duration.ofDays(1);

    private final Accounts accounts;
    private final Tokens tokens;
    private final InstantSource clock = InstantSource.system();

    OwnTokens(Accounts accounts, Tokens tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
    }

    /**
     * Issues a token.
     *
     * @param name under which the administrator finds it among theirs
     * @return its secret; empty while there is no administrator
     */
    public synchronized Optional<String> issue(String name) {
        return accounts.administrator().map(administrator -> {
            tokens.of(administrator.id()).stream()
                    .filter(token -> token.name().equals(name) && token.scopes().equals(Set.of(Scope.PUBLISH)))
                    .forEach(earlier -> tokens.revoke(administrator.id(), earlier.id()));
            return tokens.issue(
                            administrator.id(),
                            name,
                            Set.of(Scope.PUBLISH),
                            clock.instant().plus(LIFETIME))
                    .secret();
        });
    }
}
