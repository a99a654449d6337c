package dev.switchboard.stomp;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.identity.Credential;
import dev.switchboard.identity.Credentials;
import dev.switchboard.identity.Revocation;
import dev.switchboard.identity.Scope;
import dev.switchboard.identity.Speaker;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Tokens that cost no account and end when a test says so; whatever else is the real thing's business. */
@Component
@Primary
@ConditionalOnProperty("test.board")
class Passes implements Credentials {

    private final Credentials real;
    private final Map<String, Speaker> bySecret = new ConcurrentHashMap<>();
    private final Set<Credential> dead = ConcurrentHashMap.newKeySet();
    private final List<Consumer<Revocation>> listeners = new CopyOnWriteArrayList<>();
    private final Map<Credential, Integer> touches = new ConcurrentHashMap<>();

    Passes(@Qualifier("storedCredentials") Credentials real) {
        this.real = real;
    }

    /** A token for somebody new. */
    String issue(String username, Set<Scope> scopes, @Nullable Instant expiresAt) {
        Speaker speaker = new Speaker(
                UserId.next(), username, username, false, new Credential.Token("id-" + username), scopes, expiresAt);
        bySecret.put("secret-" + username, speaker);
        return "secret-" + username;
    }

    Speaker speaker(String secret) {
        return Objects.requireNonNull(bySecret.get(secret), "No such pass");
    }

    /** Ends a token without telling anybody: as if it were between recognition and registration. */
    void endSilently(String secret) {
        dead.add(speaker(secret).credential());
    }

    void tell(Revocation revocation) {
        listeners.forEach(listener -> listener.accept(revocation));
    }

    int touches(String secret) {
        return touches.getOrDefault(speaker(secret).credential(), 0);
    }

    @Override
    public Speaker byToken(String secret, String address) {
        Speaker speaker = bySecret.get(secret);
        return speaker == null ? real.byToken(secret, address) : speaker;
    }

    @Override
    public Speaker byLogin(String username, String secret, String address) {
        Speaker speaker = bySecret.get(secret);
        if (speaker == null) {
            return real.byLogin(username, secret, address);
        }
        if (!speaker.username().equals(username)) {
            throw new RefusedException(Refusal.UNAUTHENTICATED, "Another's");
        }
        return speaker;
    }

    @Override
    public void requireLive(Speaker speaker) {
        if (dead.contains(speaker.credential())) {
            throw new RefusedException(Refusal.UNAUTHENTICATED, "It has ended");
        }
        if (!bySecret.containsValue(speaker)) {
            real.requireLive(speaker);
        }
    }

    @Override
    public Speaker renewed(Speaker speaker) {
        return bySecret.containsValue(speaker) ? speaker : real.renewed(speaker);
    }

    @Override
    public void onRoleChanged(Consumer<UserId> listener) {
        real.onRoleChanged(listener);
    }

    @Override
    public void touch(Speaker speaker) {
        touches.merge(speaker.credential(), 1, Integer::sum);
        if (!bySecret.containsValue(speaker)) {
            real.touch(speaker);
        }
    }

    @Override
    public void onRevoked(Consumer<Revocation> listener) {
        listeners.add(listener);
        real.onRevoked(listener);
    }
}
