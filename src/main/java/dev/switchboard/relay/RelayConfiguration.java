package dev.switchboard.relay;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The relay, where it is chosen; else none of its classes is loaded. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "switchboard.broker", havingValue = "relay")
class RelayConfiguration {

    @Bean
    StompRelay stompRelay(RelayProperties properties, MeterRegistry meters) {
        return new StompRelay(properties, meters);
    }
}
