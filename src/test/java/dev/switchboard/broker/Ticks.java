package dev.switchboard.broker;

import dev.switchboard.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An owner of one value, which counts. */
final class Ticks implements DestinationOwner {

    static final Destination PRICE = Destination.of("/topic/live/price");

    final Duration interval;
    private @Nullable Publication current;
    private int count;

    Ticks(Duration interval) {
        this.interval = interval;
    }

    /** The next value. */
    Publication next() {
        count++;
        Publication value = new Publication(
                PRICE,
                DeliveryClass.STATE,
                Integer.toString(count),
                OptionalLong.empty(),
                "text/plain",
                Integer.toString(count).getBytes(StandardCharsets.UTF_8));
        current = value;
        return value;
    }

    /** The newest value; 0 if there is none yet. */
    int count() {
        return count;
    }

    @Override
    public boolean owns(Destination destination) {
        return destination.equals(PRICE);
    }

    @Override
    public DeliveryClass deliveryClass(Destination destination) {
        return DeliveryClass.STATE;
    }

    @Override
    public Duration interval(Destination destination) {
        return interval;
    }

    @Override
    public void requireListener(Destination destination, UserId user) {}

    @Override
    public void open(Destination destination, UserId user, Consumer<List<Publication>> opening) {
        opening.accept(current == null ? List.of() : List.of(current));
    }
}
