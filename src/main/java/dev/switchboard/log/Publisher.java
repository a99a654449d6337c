package dev.switchboard.log;

import dev.switchboard.broker.Broker;
import dev.switchboard.broker.Publication;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The one thread that publishes: what was committed, in the order of commits, and hints that follow no commit. So every
 * destination has one publisher, and the writer's next commit does not wait for fan-out. Thread-safe.
 *
 * <p>The queue is bounded: commits by the writer, which takes no more changes than {@code switchboard.storage.write-queue}
 * until they are published; hints are dropped when that many steps wait.
 */
@Component
public final class Publisher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Publisher.class);

    private final Consumer<Publication> broker;
    private final int hintLimit;
    private final Duration shutdownTimeout;
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    @Autowired
    Publisher(StorageProperties properties, Broker broker) {
        this(properties, broker::publish);
    }

    Publisher(StorageProperties properties, Consumer<Publication> broker) {
        this.broker = broker;
        this.hintLimit = properties.writeQueue();
        this.shutdownTimeout = properties.shutdownTimeout();
        this.thread = Thread.ofPlatform().daemon().name("switchboard-publisher").unstarted(this::run);
        thread.start();
    }

    /**
     * Publishes something that is not stored. Never blocks. Where this thread holds back what it writes, the hint waits for
     * that commit.
     *
     * @return false if it was dropped, because too much waits
     */
    public boolean offer(Publication hint) {
        HeldChanges held = HeldChanges.ofThisThread();
        if (held != null) {
            held.afterCommit(() -> offer(hint));
            return true;
        }
        return !closed && queue.size() < hintLimit && queue.offer(() -> publish(hint));
    }

    /** Runs what follows a commit; the caller bounds how many wait. */
    void follow(Runnable step) {
        queue.add(step);
    }

    void publish(Publication publication) {
        broker.accept(publication);
    }

    /** Publishes what waits, then stops. */
    @Override
    public void close() {
        closed = true;
        queue.add(() -> {});
        try {
            thread.join(shutdownTimeout);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed || !queue.isEmpty()) {
            try {
                queue.take().run();
            } catch (InterruptedException nobodyInterruptsUs) {
                log.debug("The publisher was interrupted");
            } catch (RuntimeException ours) {
                log.atError().setCause(ours).log("Something could not be published");
            }
        }
    }
}
