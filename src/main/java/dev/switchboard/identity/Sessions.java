package dev.switchboard.identity;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/**
 * Signed-in browsers. A session keeps whose it is, its CSRF token and its browser's name, as text; all else is looked up
 * for each request, so that a changed account is changed everywhere. Thread-safe.
 */
@Component
final class Sessions {

    /** How often the use of one session is written. */
    static final Duration NOTED = Duration.ofHours(1);

    static final String CSRF_TOKEN = "csrf";

    private static final String USER = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;
    private static final String DEVICE = "device";

    private final SparingSessions<? extends Session> stored;
    private final int most;
    private final Accounts accounts;
    private final Revocations revocations;
    private final Recently touched = new Recently(NOTED, System::nanoTime);
    private final InstantSource clock = InstantSource.system();

    Sessions(
            SparingSessions<? extends Session> stored,
            Accounts accounts,
            Revocations revocations,
            IdentityLimits limits) {
        this.most = limits.sessionsPerUser();
        this.stored = stored;
        this.accounts = accounts;
        this.revocations = revocations;
    }

    /**
     * A signed-in browser, as its user sees it.
     *
     * @param id the public id
     * @param device the browser and the system, such as {@code Firefox on Linux}
     * @param lastUsed to the hour
     */
    record Device(String id, String device, Instant created, Instant lastUsed) {}

    /** Signs a browser in: under a new id, whatever it had before, which ends; so do its user's sessions beyond the limit. */
    void start(HttpServletRequest request, Account account) {
        end(request);
        if (most > 0) {
            of(account.id()).stream().skip(most - 1L).forEach(unused -> end(account.id(), unused.id()));
        }
        HttpSession session = request.getSession(true);
        session.setAttribute(USER, account.id().value());
        session.setAttribute(CSRF_TOKEN, Secret.next());
        session.setAttribute(DEVICE, UserAgent.device(request.getHeader("User-Agent")));
    }

    /** Signs the browser out that sent a request, if it was signed in, and tells everybody who listens. */
    void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            String id = session.getId();
            session.invalidate();
            revocations.tell(new Revocation.OfCredential(credential(id)));
        }
    }

    /** Ends one of a user's sessions by its public id. */
    void end(UserId user, String publicId) {
        String id = secretId(user, publicId)
                .orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND, "You have no such session"));
        stored.deleteById(id);
        revocations.tell(new Revocation.OfCredential(new Credential.Session(publicId)));
    }

    /** Ends all of a user's sessions; the caller tells. */
    void endAll(UserId user) {
        stored.findByPrincipalName(user.value()).keySet().forEach(stored::deleteById);
    }

    /** A user's sessions, the one used last first. */
    List<Device> of(UserId user) {
        return stored.findByPrincipalName(user.value()).entrySet().stream()
                .filter(entry -> !entry.getValue().isExpired())
                .map(entry -> device(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Device::lastUsed).reversed())
                .toList();
    }

    /** Who sent a request, as far as its cookie tells. */
    Optional<Speaker> speaker(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(USER) instanceof String user)) {
            return Optional.empty();
        }
        return accounts.find(new UserId(user))
                .filter(account -> !account.disabled())
                .map(account -> new Speaker(
                        account.id(),
                        account.username(),
                        account.name(),
                        account.administrator(),
                        credential(session.getId()),
                        Set.of(),
                        null));
    }

    /** Whether a session has not ended. */
    boolean isLive(UserId user, Credential.Session session) {
        return secretId(user, session.id()).isPresent();
    }

    /** Notes that a request uses its session, if it is an hour since that was noted. */
    boolean touch(HttpSession session) {
        Instant now = clock.instant();
        Duration unnoted = Duration.between(Instant.ofEpochMilli(session.getLastAccessedTime()), now);
        if (unnoted.compareTo(NOTED) < 0) {
            return false;
        }
        stored.touch(session.getId(), now);
        return true;
    }

    /** Notes that an open connection uses a session, if it is an hour since this was noted. */
    void touch(UserId user, Credential.Session session) {
        if (touched.first(session.id())) {
            Instant now = clock.instant();
            secretId(user, session.id()).ifPresent(id -> {
                Session found = stored.findById(id);
                if (found != null
                        && Duration.between(found.getLastAccessedTime(), now).compareTo(NOTED) >= 0) {
                    stored.touch(id, now);
                }
            });
        }
    }

    private Optional<String> secretId(UserId user, String publicId) {
        for (Map.Entry<String, ? extends Session> entry :
                stored.findByPrincipalName(user.value()).entrySet()) {
            if (!entry.getValue().isExpired() && credential(entry.getKey()).id().equals(publicId)) {
                return Optional.of(entry.getKey());
            }
        }
        return Optional.empty();
    }

    private static Device device(String id, Session session) {
        return new Device(
                credential(id).id(),
                session.getAttributeOrDefault(DEVICE, UserAgent.UNKNOWN),
                session.getCreationTime(),
                session.getLastAccessedTime());
    }

    /** The public id is a digest of the secret one: nothing to store, and no way back. */
    private static Credential.Session credential(String id) {
        return new Credential.Session(Secret.hash("session " + id).substring(0, 32));
    }
}
