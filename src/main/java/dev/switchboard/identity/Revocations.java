package dev.switchboard.identity;

import dev.switchboard.UserId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells of rights that have ended or changed, in the thread that changed them. Thread-safe. */
@Component
final class Revocations {

    private static final Logger log = LoggerFactory.getLogger(Revocations.class);

    private final List<Consumer<Revocation>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<UserId>> toRoles = new CopyOnWriteArrayList<>();

    void listen(Consumer<Revocation> listener) {
        listeners.add(listener);
    }

    void listenToRoles(Consumer<UserId> listener) {
        toRoles.add(listener);
    }

    /** Tells everybody of a right that has ended, even if one of them fails. */
    void tell(Revocation revocation) {
        tell(listeners, revocation);
    }

    /** Tells everybody of an account that has another role. */
    void tellOfRole(UserId account) {
        tell(toRoles, account);
    }

    private static <T> void tell(List<Consumer<T>> listeners, T news) {
        for (Consumer<T> listener : listeners) {
            try {
                listener.accept(news);
            } catch (RuntimeException mistake) {
                log.atError().setCause(mistake).log("A listener could not take a change of rights");
            }
        }
    }
}
