package dev.switchboard.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;

/** Makes the security context of a request from its session, at the moment it is asked for; stores nothing. */
final class SpeakerContexts implements SecurityContextRepository {

    private final Sessions sessions;

    SpeakerContexts(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return new Deferred(sessions, request);
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester")
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return loadDeferredContext(holder.getRequest()).get();
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return sessions.speaker(request).isPresent();
    }

    /** Looks at the session once, when the context is first asked for. */
    private static final class Deferred implements DeferredSecurityContext {

        private final Sessions sessions;
        private final HttpServletRequest request;
        private final SecurityContext context = SecurityContextHolder.createEmptyContext();
        private boolean loaded;

        Deferred(Sessions sessions, HttpServletRequest request) {
            this.sessions = sessions;
            this.request = request;
        }

        @Override
        public SecurityContext get() {
            if (!loaded) {
                loaded = true;
                sessions.speaker(request)
                        .ifPresent(found -> context.setAuthentication(new SpeakerAuthentication(found)));
            }
            return context;
        }

        @Override
        public boolean isGenerated() {
            return get().getAuthentication() == null;
        }
    }
}
