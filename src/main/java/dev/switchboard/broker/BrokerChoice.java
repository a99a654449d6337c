package dev.switchboard.broker;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which broker stands between those who publish and those who listen.
 *
 * @param broker {@code own}, or {@code relay} for another one that speaks STOMP
 */
@ConfigurationProperties("switchboard")
record BrokerChoice(@DefaultValue("own") String broker) {

    BrokerChoice {
        if (!broker.equals("own") && !broker.equals("relay")) {
            throw new IllegalArgumentException("switchboard.broker is own or relay, not " + broker);
        }
    }
}
