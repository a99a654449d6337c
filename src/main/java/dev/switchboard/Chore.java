package dev.switchboard;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Work that a module does again and again while the application runs, on a thread of its own; what fails is told and tried again. */
public abstract class Chore implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Chore.class);

    private final String name;
    private final Duration between;
    private volatile Optional<Thread> thread = Optional.empty();

    /**
     * @param name of the thread, after {@code switchboard-}
     * @param between from the end of one time to the begin of the next
     */
    protected Chore(String name, Duration between) {
        this.name = name;
        this.between = between;
    }

    /** Does what there is to do now. */
    protected abstract void work();

    @Override
    public void start() {
        thread = Optional.of(
                Thread.ofPlatform().daemon().name("switchboard-" + name).start(this::run));
    }

    @Override
    public void stop() {
        thread.ifPresent(Thread::interrupt);
        thread = Optional.empty();
    }

    @Override
    public boolean isRunning() {
        return thread.isPresent();
    }

    private void run() {
        try {
            while (!Thread.interrupted()) {
                TimeUnit.NANOSECONDS.sleep(between.toNanos());
                workIfPossible();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void workIfPossible() {
        try {
            work();
        } catch (RuntimeException later) {
            log.atWarn()
                    .addKeyValue("chore", name)
                    .addKeyValue("cause", String.valueOf(later.getMessage()))
                    .log("What is done from time to time could not be done now");
        }
    }
}
