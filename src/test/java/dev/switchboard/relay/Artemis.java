package dev.switchboard.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** A STOMP broker in the tests' own process, which comes and goes on one port. */
public final class Artemis implements AutoCloseable {

    private final int port;
    private final String more;
    private @Nullable EmbeddedActiveMQ server;

    private Artemis(int port, String more) {
        this.port = port;
        this.more = more;
    }

    /** One that is not there yet. */
    static Artemis absent() {
        return on("");
    }

    /** One that speaks TLS. */
    static Artemis withTls(Path keys, String password) {
        Artemis artemis =
                on(";sslEnabled=true;keyStorePath=" + keys + ";keyStoreType=PKCS12;keyStorePassword=" + password);
        artemis.start();
        return artemis;
    }

    private static Artemis on(String more) {
        try (ServerSocket free = new ServerSocket(0)) {
            return new Artemis(free.getLocalPort(), more);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    static Artemis started() {
        Artemis artemis = absent();
        artemis.start();
        return artemis;
    }

    void start() {
        try {
            Configuration configuration = new ConfigurationImpl()
                    .setPersistenceEnabled(false)
                    .setSecurityEnabled(false)
                    .setJMXManagementEnabled(false)
                    .addAcceptorConfiguration("stomp", "tcp://localhost:" + port + "?protocols=STOMP" + more);
            EmbeddedActiveMQ next = new EmbeddedActiveMQ().setConfiguration(configuration);
            next.start();
            server = next;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The settings of a server that relays to it. */
    Map<String, String> settings() {
        return Map.of("switchboard.broker", "relay", "switchboard.relay.port", Integer.toString(port));
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        stop();
    }

    /** It may be started again. */
    void stop() {
        try {
            EmbeddedActiveMQ running = server;
            server = null;
            if (running != null) {
                running.stop();
            }
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Makes the server of a test relay, to one broker that lasts as long as the tests' process. */
    public static final class Between implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        private static final Artemis SHARED = started();

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(SHARED.settings()).applyTo(context);
        }
    }
}
