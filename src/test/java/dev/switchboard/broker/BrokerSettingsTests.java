package dev.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class BrokerSettingsTests {

    @Test
    void theChoiceOfABrokerAndItsSettingsStandBesideEachOther() {
        Binder binder = new Binder(new MapConfigurationPropertySource(
                Map.of("switchboard.broker", "relay", "switchboard.broker.replay-page", "7")));

        assertThat(binder.bind("switchboard", BrokerChoice.class).get().broker())
                .isEqualTo("relay");
        BrokerProperties properties =
                binder.bind("switchboard.broker", BrokerProperties.class).get();
        assertThat(properties.replayPage()).isEqualTo(7);
        assertThat(properties.replayThreads()).isEqualTo(2);
    }
}
