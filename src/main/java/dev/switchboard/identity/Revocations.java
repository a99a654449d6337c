package dev.switchboard.identity;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells of rights that have ended, in the thread that ended them. Thread-safe. */
@Component
final class Revocations {

    private static final Logger log = LoggerFactory.getLogger(Revocations.class);

    private final List<Consumer<Revocation>> listeners = new CopyOnWriteArrayList<>();

    void listen(Consumer<Revocation> listener) {
        listeners.add(listener);
    }

    /** Tells everybody, even if one of them fails. */
    void tell(Revocation revocation) {
        for (Consumer<Revocation> listener : listeners) {
            try {
                listener.accept(revocation);
            } catch (RuntimeException mistake) {
                log.atError().setCause(mistake).log("A listener could not take a revocation");
            }
        }
    }
}
