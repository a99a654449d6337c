package dev.switchboard.relay;

import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.Publication;
import dev.switchboard.broker.Relay;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.broker.BrokerAvailabilityEvent;
import org.springframework.messaging.simp.stomp.StompBrokerRelayMessageHandler;
import org.springframework.messaging.support.ExecutorSubscribableChannel;

/**
 * Spring's relay to a STOMP broker, what {@code enableStompBrokerRelay} makes, on channels of its own: clients' frames never
 * meet it. It keeps one connection for what this server says, which it opens anew every 5 s, and one for what it hears.
 * Thread-safe.
 */
final class StompRelay implements Relay, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StompRelay.class);
    private static final int LOOK_MS = 1000;

    /** How many looks a start may find nobody before that is worth a word. */
    private static final int PATIENCE = 5;

    private final StompBrokerRelayMessageHandler spring;
    private final Speaking speaking;
    private final ScheduledExecutorService thread = Executors.newScheduledThreadPool(
            1, Thread.ofPlatform().daemon().name("switchboard-relay-look").factory());
    private volatile @Nullable Hearing hearing;
    private volatile boolean available;
    /** Confined to the thread; -1 once somebody was found, or missed aloud. */
    private int looks;

    StompRelay(RelayProperties properties, MeterRegistry meters) {
        MessageChannel outbound = (message, timeout) -> {
            Hearing listening = hearing;
            if (listening != null) {
                listening.onFrame(message);
            }
            return true;
        };
        spring = new StompBrokerRelayMessageHandler(
                new ExecutorSubscribableChannel(), outbound, new ExecutorSubscribableChannel(), List.of());
        spring.setRelayHost(properties.host());
        spring.setRelayPort(properties.port());
        spring.setSystemLogin(properties.login());
        spring.setSystemPasscode(properties.passcode());
        spring.setClientLogin(properties.login());
        spring.setClientPasscode(properties.passcode());
        spring.setSystemHeartbeatSendInterval(Hearing.HEART_BEAT.toMillis());
        spring.setSystemHeartbeatReceiveInterval(Hearing.HEART_BEAT.toMillis());
        String virtualHost = properties.virtualHost();
        if (virtualHost != null && !virtualHost.isEmpty()) {
            spring.setVirtualHost(virtualHost);
        }
        spring.setTcpClient(new BrokerSockets(properties, thread));
        spring.setApplicationEventPublisher(this::onEvent);
        speaking = new Speaking(spring, properties.queue(), meters);
        Gauge.builder("switchboard.relay.open", this, relay -> relay.isOpen() ? 1 : 0)
                .description("Whether the other broker is there")
                .register(meters);
    }

    @Override
    public void start(Receiver receiver) {
        hearing = new Hearing(spring, receiver, this::execute);
        spring.start();
        var unused = thread.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void requireOpen() {
        hearing().requireOpen();
    }

    @Override
    public void publish(Publication publication) {
        if (!isOpen()) {
            speaking.onDropped();
        } else if (!speaking.offer(publication)) {
            // Those who listen here would not know that something is missing.
            execute(() -> hearing().lose("It takes too little of what is said"));
        }
    }

    @Override
    public Runnable listen(Destination destination, DeliveryClass deliveryClass, Runnable whenInForce) {
        return hearing().listen(destination, deliveryClass, whenInForce);
    }

    @Override
    public void close() {
        speaking.close();
        hearing().close();
        spring.stop();
        thread.shutdownNow();
    }

    private boolean isOpen() {
        Hearing listening = hearing;
        return listening != null && listening.isOpen();
    }

    private Hearing hearing() {
        Hearing started = hearing;
        if (started == null) {
            throw new IllegalStateException("The relay has not been started");
        }
        return started;
    }

    private void onEvent(Object event) {
        if (event instanceof BrokerAvailabilityEvent change) {
            available = change.isBrokerAvailable();
            execute(available ? hearing()::open : () -> hearing().lose("Its connection has ended"));
        }
    }

    private void execute(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException stopping) {
            log.debug("The relay has stopped");
        }
    }

    private void look() {
        try {
            if (available) {
                hearing().open();
            } else {
                speaking.clear();
            }
            hearing().look();
            if (looks >= 0 && (isOpen() || ++looks > PATIENCE)) {
                looks = -1;
                if (!isOpen()) {
                    log.warn("The broker that we relay to is away since the start");
                }
            }
        } catch (RuntimeException mistake) {
            log.atError().setCause(mistake).log("The relay could not be looked at");
        }
    }
}
