package dev.switchboard.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is counted of connections. Thread-safe. */
final class ConnectionMeters {

    private final Counter opened;
    private final Counter leftByPeer;
    private final Map<CloseReason, Counter> ended = new EnumMap<>(CloseReason.class);
    private final Counter cut;
    private final Counter writes;
    private final Counter bytes;

    ConnectionMeters(MeterRegistry registry) {
        opened = Counter.builder("switchboard.connection.opened")
                .description("Connections opened")
                .register(registry);
        leftByPeer = closed(registry, "client");
        for (CloseReason reason : CloseReason.values()) {
            ended.put(reason, closed(registry, Integer.toString(reason.code())));
        }
        cut = Counter.builder("switchboard.connection.cut")
                .description("Connections cut without a goodbye, for what was stuck in them or for their silence")
                .register(registry);
        writes = Counter.builder("switchboard.connection.writes")
                .description("Writes to connections, each of all frames that waited")
                .register(registry);
        bytes = Counter.builder("switchboard.connection.written")
                .baseUnit(BaseUnits.BYTES)
                .description("Bytes of frames written to connections")
                .register(registry);
    }

    private static Counter closed(MeterRegistry registry, String reason) {
        return Counter.builder("switchboard.connection.closed")
                .tag("reason", reason)
                .description("Connections ended, by our close code, or by the client")
                .register(registry);
    }

    static void gauge(MeterRegistry registry, String name, String description, Supplier<Number> value) {
        Gauge.builder("switchboard.connection." + name, value)
                .description(description)
                .register(registry);
    }

    void onOpened() {
        opened.increment();
    }

    void onClosed(@Nullable CloseReason ours) {
        Counter counter = ours == null ? leftByPeer : ended.get(ours);
        if (counter != null) {
            counter.increment();
        }
    }

    void onCut() {
        cut.increment();
    }

    void onWrite(int size) {
        writes.increment();
        bytes.increment(size);
    }
}
