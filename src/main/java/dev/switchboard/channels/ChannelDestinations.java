package dev.switchboard.channels;

import dev.switchboard.UserId;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.DestinationLog;
import dev.switchboard.broker.DestinationOwner;
import dev.switchboard.broker.Publication;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Answers for {@code /topic/{namespace}/{name}}, where there is such a namespace. */
@Component
final class ChannelDestinations implements DestinationOwner {

    private static final Pattern FORM = Pattern.compile("/topic/([a-z][a-z0-9-]{0,30})/([A-Za-z0-9._:-]{1,128})");

    private final Namespaces namespaces;
    private final ChannelRights rights;
    private final ChannelLogs logs;
    private final LiveChannels live;

    ChannelDestinations(Namespaces namespaces, ChannelRights rights, ChannelLogs logs, LiveChannels live) {
        this.namespaces = namespaces;
        this.rights = rights;
        this.logs = logs;
        this.live = live;
    }

    @Override
    public boolean owns(Destination destination) {
        return find(destination).isPresent();
    }

    @Override
    public DeliveryClass deliveryClass(Destination destination) {
        return channel(destination).namespace().delivery();
    }

    @Override
    public Duration interval(Destination destination) {
        return channel(destination).namespace().interval();
    }

    @Override
    public boolean tellsPresence(Destination destination) {
        return channel(destination).namespace().presence();
    }

    @Override
    public boolean welcomesGuests() {
        return namespaces.all().stream().anyMatch(Namespace::welcomesGuests);
    }

    @Override
    public boolean welcomesGuests(Destination destination) {
        return channel(destination).namespace().welcomesGuests();
    }

    @Override
    public void requireListener(Destination destination, UserId user) {
        rights.requireListener(channel(destination).namespace(), user);
    }

    @Override
    public DestinationLog log(Destination destination) {
        return logs.log(channel(destination));
    }

    @Override
    public void open(Destination destination, UserId user, Consumer<List<Publication>> opening) {
        Channel channel = channel(destination);
        if (channel.namespace().delivery() == DeliveryClass.STATE) {
            live.values(channel.namespace()).open(channel.name(), opening);
        } else {
            opening.accept(List.of());
        }
    }

    private Channel channel(Destination destination) {
        return find(destination)
                .orElseThrow(() -> new IllegalStateException("No channel answers for " + destination.value()));
    }

    private Optional<Channel> find(Destination destination) {
        Matcher matcher = FORM.matcher(destination.value());
        return matcher.matches()
                ? namespaces.find(matcher.group(1)).map(found -> new Channel(found, matcher.group(2)))
                : Optional.empty();
    }
}
