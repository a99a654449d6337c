package dev.switchboard.broker;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

/** The broker, with its threads that read logs and the owners that the application has. */
@Configuration(proxyBeanMethods = false)
class BrokerConfiguration implements DisposableBean {

    /** Platform threads: the embedded database's driver would pin virtual ones. Not a bean, which would replace Spring's own. */
    private final ThreadPoolExecutor replayThreads;

    private final TimetableThread timetable = new TimetableThread();
    private final BrokerProperties properties;

    BrokerConfiguration(BrokerProperties properties) {
        this.properties = properties;
        this.replayThreads = new ThreadPoolExecutor(
                properties.replayThreads(),
                properties.replayThreads(),
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(properties.replayQueue()),
                Thread.ofPlatform().daemon().name("switchboard-replay-", 0).factory());
        replayThreads.allowCoreThreadTimeOut(true);
    }

    @Bean
    Broker broker(ObjectProvider<DestinationOwner> owners, ObjectProvider<Relay> relay, MeterRegistry meters) {
        // Asked for at the first subscription, when all are made, and then kept: looking for beans is slow.
        SingletonSupplier<List<DestinationOwner>> found =
                SingletonSupplier.of(() -> owners.stream().toList());
        return new Broker(
                () -> found.obtain().stream(),
                new Replays(replayThreads, properties.replayPage(), meters),
                timetable,
                relay.getIfAvailable(),
                meters);
    }

    @Override
    public void destroy() {
        replayThreads.shutdownNow();
        timetable.close();
    }
}
