package dev.switchboard.channels;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The namespaces as they are written, which {@link NamespaceSettings} reads: their names are the operator's own, so that no
 * record can have them as components.
 *
 * @param channels settings by namespace, {@code switchboard.channels.<namespace>.<setting>}
 */
@ConfigurationProperties("switchboard")
record ChannelsProperties(@DefaultValue Map<String, Map<String, String>> channels) {

    ChannelsProperties {
        channels = Map.copyOf(channels);
    }
}
