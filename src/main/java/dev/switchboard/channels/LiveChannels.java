package dev.switchboard.channels;

import dev.switchboard.RandomId;
import dev.switchboard.UserId;
import dev.switchboard.broker.Broker;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Publication;
import dev.switchboard.log.ClientMessage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Channels of the classes state and ephemeral: published in the thread of whoever says it, and stored nowhere. Thread-safe.
 */
@Component
final class LiveChannels {

    private final Broker broker;
    private final RecentIds recent;
    private final InstantSource clock;
    private final Map<String, Values> values = new HashMap<>();

    LiveChannels(
            Namespaces namespaces,
            Broker broker,
            RecentIds recent,
            ObjectProvider<InstantSource> clock,
            MeterRegistry meters) {
        this.broker = broker;
        this.recent = recent;
        this.clock = clock.getIfAvailable(InstantSource::system);
        for (Namespace namespace : namespaces.all()) {
            if (namespace.delivery() == DeliveryClass.STATE) {
                values.put(namespace.name(), new Values(namespace, broker::publish));
            }
        }
        Gauge.builder("switchboard.channels.values", this, LiveChannels::channels)
                .description("Channels that have a current value")
                .register(meters);
    }

    /** The values of a namespace of class state. */
    Values values(Namespace namespace) {
        return Optional.ofNullable(values.get(namespace.name()))
                .orElseThrow(() -> new IllegalStateException(namespace.name() + " keeps no values"));
    }

    /** Publishes wishes in order. */
    List<Published> publish(UserId sender, List<Wish> wishes) {
        broker.requireReach();
        Namespace namespace = wishes.getFirst().channel().namespace();
        if (namespace.delivery() == DeliveryClass.STATE) {
            values(namespace)
                    .require(wishes.stream().map(wish -> wish.channel().name()).toList());
        }
        return wishes.stream().map(wish -> publish(sender, wish)).toList();
    }

    private Published publish(UserId sender, Wish wish) {
        String id = RandomId.next();
        ClientMessage said = wish.said();
        Optional<String> first = said == null ? Optional.empty() : recent.first(sender, said, id);
        if (first.isPresent()) {
            return new Published(wish.channel(), 0, first.get(), true);
        }
        Channel channel = wish.channel();
        Publication publication = wish.content().publication(channel, id, OptionalLong.empty());
        if (channel.namespace().delivery() == DeliveryClass.STATE) {
            values(channel.namespace()).publish(channel.name(), new Moment(publication, clock.instant()));
        } else {
            broker.publish(publication);
        }
        return new Published(channel, 0, id, false);
    }

    private double channels() {
        return values.values().stream().mapToInt(Values::channels).sum();
    }
}
