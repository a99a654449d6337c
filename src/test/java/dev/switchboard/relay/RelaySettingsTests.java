package dev.switchboard.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.SwitchboardApplication;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What operators write about the relay, and what they are told when it means nothing. */
class RelaySettingsTests {

    @Test
    void theBrokerIsLookedForWhereBrokersAre() {
        RelayProperties properties = new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("switchboard.relay", RelayProperties.class);

        assertThat(properties.host()).isEqualTo("localhost");
        assertThat(properties.port()).isEqualTo(61613);
        assertThat(properties.virtualHost()).isNull();
        assertThat(properties.tls()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "switchboard.broker=relais | switchboard.broker is own or relay, not relais",
                "switchboard.relay.host=tcp://broker | switchboard.relay.host is a name or an address",
                "switchboard.relay.port=0 | switchboard.relay.port is 1 to 65535, not 0",
                "switchboard.relay.login= | switchboard.relay.login and switchboard.relay.passcode are not empty",
                "switchboard.relay.queue=0 | switchboard.relay.queue is at least 1, not 0",
            })
    void aWrongValueStopsTheStartWithASentence(String setting, String sentence, @TempDir Path directory) {
        SpringApplicationBuilder application = new SpringApplicationBuilder(SwitchboardApplication.class);

        assertThatThrownBy(() -> application.run(
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--switchboard.storage.directory=" + directory,
                        "--" + setting))
                .rootCause()
                .hasMessageContaining(sentence);
    }
}
