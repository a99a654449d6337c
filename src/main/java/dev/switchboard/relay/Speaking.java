package dev.switchboard.relay;

import dev.switchboard.broker.Publication;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.MessagingException;

/**
 * What this server publishes, on its way to the other broker: one thread writes it, in order, and waits for each write, so that
 * nobody else does. At most {@code switchboard.relay.queue} publications wait. Thread-safe.
 */
final class Speaking implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Speaking.class);

    private final MessageHandler relay;
    private final BlockingQueue<Publication> queue;
    private final Counter dropped;
    private final Thread thread;
    private volatile boolean closed;

    Speaking(MessageHandler relay, int limit, MeterRegistry meters) {
        this.relay = relay;
        this.queue = new LinkedBlockingQueue<>(limit);
        this.dropped = Counter.builder("switchboard.relay.dropped")
                .description("Publications that did not reach the other broker")
                .register(meters);
        Gauge.builder("switchboard.relay.queue", queue, BlockingQueue::size)
                .description("Publications that wait for the other broker")
                .register(meters);
        this.thread = Thread.ofPlatform().daemon().name("switchboard-relay").unstarted(this::run);
        thread.start();
    }

    /** Queues a publication. Never blocks. @return false if too many wait: it is dropped */
    boolean offer(Publication publication) {
        boolean taken = queue.offer(publication);
        if (!taken) {
            dropped.increment();
        }
        return taken;
    }

    /** Notes a publication that nobody carries. */
    void onDropped() {
        dropped.increment();
    }

    /** Drops everything that waits. */
    void clear() {
        dropped.increment(queue.size());
        queue.clear();
    }

    /** Writes what waits, if that goes quickly, then stops. */
    @Override
    public void close() {
        long limit = System.nanoTime() + 1_000_000_000L;
        try {
            while (!queue.isEmpty() && System.nanoTime() < limit) {
                Thread.sleep(5);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        closed = true;
        thread.interrupt();
    }

    private void run() {
        while (!closed) {
            try {
                relay.handleMessage(RelayFrames.send(queue.take()));
            } catch (InterruptedException stopping) {
                return;
            } catch (MessagingException brokerIsAway) {
                dropped.increment();
                log.debug("A publication did not reach the other broker", brokerIsAway);
            } catch (RuntimeException mistake) {
                dropped.increment();
                log.atError().setCause(mistake).log("A publication could not be relayed");
            }
        }
    }
}
