package dev.switchboard.connection;

import dev.switchboard.Limits;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Limits for tests: the defaults, but for two. */
final class TestLimits {

    private TestLimits() {}

    static Limits with(int connectionsPerUser, int handshakesPerMinute) {
        return new Binder(new MapConfigurationPropertySource(Map.of(
                        "switchboard.limits.connections-per-user", connectionsPerUser,
                        "switchboard.limits.handshakes-per-minute", handshakesPerMinute)))
                .bindOrCreate("switchboard.limits", Limits.class);
    }
}
