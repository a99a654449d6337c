package dev.switchboard.channels;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The namespaces that there are: {@code live}, {@code events} and {@code notices}, which come with the application and can be
 * configured like any other, and the operator's own. Immutable.
 */
@Component
final class Namespaces {

    private static final Map<String, String> BUILT_IN =
            Map.of("live", "state", "events", "ephemeral", "notices", "log");

    private final Map<String, Namespace> byName = new LinkedHashMap<>();

    /** @throws WrongChannelsException if one is configured wrongly */
    Namespaces(ChannelsProperties properties) {
        Map<String, Map<String, String>> written = new LinkedHashMap<>();
        BUILT_IN.forEach((name, delivery) ->
                written.put(name, new LinkedHashMap<>(Map.of(NamespaceSettings.DELIVERY, delivery))));
        properties
                .channels()
                .forEach((name, settings) -> written.computeIfAbsent(name, own -> new LinkedHashMap<>())
                        .putAll(settings));
        written.forEach((name, settings) -> byName.put(name, NamespaceSettings.read(name, settings)));
    }

    Optional<Namespace> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Collection<Namespace> all() {
        return byName.values();
    }

    /** @throws RefusedException NOT_FOUND if there is none */
    Namespace require(String name) {
        return find(name).orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND, "There is no such namespace"));
    }

    /** A channel as a client names it. @throws RefusedException NOT_FOUND for the namespace, INVALID for the name */
    Channel channel(String namespace, String name) {
        return Channel.parse(require(namespace), name);
    }
}
