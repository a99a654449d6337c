package dev.switchboard.stomp;

import dev.switchboard.UserId;
import dev.switchboard.connection.CloseReason;
import dev.switchboard.identity.Credentials;
import dev.switchboard.identity.Revocation;
import dev.switchboard.identity.Speaker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Ends talks whose speakers have lost their right: at once where it was taken, within half a second where it has expired. Also
 * tells open connections of a changed role, and notes that they use their sessions.
 */
@Component
final class Rights implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Rights.class);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration TOUCH = Duration.ofMinutes(1);

    private final StompSessions sessions;
    private final Credentials credentials;
    private final InstantSource clock = InstantSource.system();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(
            1, Thread.ofPlatform().name("switchboard-rights").daemon().factory());

    Rights(StompSessions sessions, Credentials credentials) {
        this.sessions = sessions;
        this.credentials = credentials;
        credentials.onRevoked(this::onRevoked);
        credentials.onRoleChanged(this::onRoleChanged);
        every(LOOK, this::endExpired);
        every(TOUCH, () -> Thread.startVirtualThread(this::touch));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void onRevoked(Revocation revocation) {
        CloseReason reason = revocation.maySignInAgain() ? CloseReason.SIGN_IN_AGAIN : CloseReason.FORBIDDEN;
        sessions.all()
                .forEach(session ->
                        session.speaker().filter(revocation::concerns).ifPresent(speaker -> end(session, reason)));
    }

    private void onRoleChanged(UserId user) {
        sessions.all()
                .forEach(session -> session.speaker()
                        .filter(speaker -> speaker.user().equals(user))
                        .ifPresent(speaker -> session.identify(credentials.renewed(speaker))));
    }

    private void endExpired() {
        Instant now = clock.instant();
        sessions.all()
                .forEach(session -> session.speaker()
                        .filter(speaker -> hasExpired(speaker, now))
                        .ifPresent(speaker -> end(session, CloseReason.SIGN_IN_AGAIN)));
    }

    private static boolean hasExpired(Speaker speaker, Instant now) {
        Instant expiresAt = speaker.expiresAt();
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    private static void end(StompSession session, CloseReason reason) {
        log.atDebug()
                .addKeyValue("connection", session.connection().id())
                .addKeyValue("reason", reason)
                .log("A right has ended");
        session.hangUp(reason);
    }

    private void touch() {
        Consumer<Speaker> use = credentials::touch;
        sessions.all().forEach(session -> session.speaker().ifPresent(use));
    }

    private void every(Duration interval, Runnable action) {
        var unused = timer.scheduleAtFixedRate(
                () -> {
                    try {
                        action.run();
                    } catch (RuntimeException mistake) {
                        log.atError().setCause(mistake).log("Rights could not be looked at");
                    }
                },
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }
}
