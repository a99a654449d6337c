package dev.switchboard.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

/**
 * Spring's sessions, without a write for every request: use is noted by {@link #touch} only, which is called once an
 * hour. Thread-safe.
 *
 * @param <S> the sessions beneath
 */
final class SparingSessions<S extends Session>
        implements FindByIndexNameSessionRepository<SparingSessions.Quiet<S>>, AutoCloseable {

    private final FindByIndexNameSessionRepository<S> stored;
    private final Runnable onClose;

    SparingSessions(FindByIndexNameSessionRepository<S> stored, Runnable onClose) {
        this.stored = stored;
        this.onClose = onClose;
    }

    /** Notes that a session is in use. */
    void touch(String id, Instant now) {
        S session = stored.findById(id);
        if (session != null) {
            session.setLastAccessedTime(now);
            stored.save(session);
        }
    }

    @Override
    public Quiet<S> createSession() {
        return new Quiet<>(stored.createSession());
    }

    @Override
    public void save(Quiet<S> session) {
        stored.save(session.session());
    }

    @Override
    public @Nullable Quiet<S> findById(String id) {
        S session = stored.findById(id);
        return session == null ? null : new Quiet<>(session);
    }

    @Override
    public void deleteById(String id) {
        stored.deleteById(id);
    }

    @Override
    public Map<String, Quiet<S>> findByIndexNameAndIndexValue(String indexName, String indexValue) {
        Map<String, Quiet<S>> found = new LinkedHashMap<>();
        stored.findByIndexNameAndIndexValue(indexName, indexValue)
                .forEach((id, session) -> found.put(id, new Quiet<>(session)));
        return found;
    }

    @Override
    public void close() {
        onClose.run();
    }

    /** A session that does not note each of its uses. */
    record Quiet<S extends Session>(S session) implements Session {

        @Override
        public String getId() {
            return session.getId();
        }

        @Override
        public String changeSessionId() {
            return session.changeSessionId();
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // Spring's interface has it so.
        public <T> @Nullable T getAttribute(String name) {
            return session.getAttribute(name);
        }

        @Override
        public Set<String> getAttributeNames() {
            return session.getAttributeNames();
        }

        @Override
        public void setAttribute(String name, Object value) {
            session.setAttribute(name, value);
        }

        @Override
        public void removeAttribute(String name) {
            session.removeAttribute(name);
        }

        @Override
        public Instant getCreationTime() {
            return session.getCreationTime();
        }

        /** Spring calls this for every request. */
        @Override
        public void setLastAccessedTime(Instant lastAccessedTime) {}

        @Override
        public Instant getLastAccessedTime() {
            return session.getLastAccessedTime();
        }

        @Override
        public void setMaxInactiveInterval(Duration interval) {
            session.setMaxInactiveInterval(interval);
        }

        @Override
        public Duration getMaxInactiveInterval() {
            return session.getMaxInactiveInterval();
        }

        @Override
        public boolean isExpired() {
            return session.isExpired();
        }
    }
}
