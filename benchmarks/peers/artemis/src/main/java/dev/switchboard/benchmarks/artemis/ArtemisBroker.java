package dev.switchboard.benchmarks.artemis;

import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** Artemis in memory, with STOMP over WebSocket and nothing else; {@code /topic/} is multicast. */
public final class ArtemisBroker {

    private ArtemisBroker() {}

    /** Starts it; the one argument is {@code --server.port=N}. */
    public static void main(String[] arguments) throws Exception {
        String port = arguments[0].substring(arguments[0].indexOf('=') + 1);
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration(
                        "stomp",
                        "tcp://127.0.0.1:" + port
                                + "?protocols=STOMP;multicastPrefix=/topic/;backlog=4096;connectionTtl=3600000");
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration);
        broker.start();
    }
}
