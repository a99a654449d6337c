package dev.switchboard.relay;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the broker is that {@code switchboard.broker=relay} relays to.
 *
 * @param host its name or address
 * @param port where it speaks STOMP; 1 to 65535
 * @param login who the server is there
 * @param passcode and its proof
 * @param virtualHost which part of it to use; null or empty for the one that it gives to those who name none
 * @param tls whether to speak TLS, with a certificate that Java trusts and that names the host
 * @param queue publications that may wait for it; with one more the subscriptions are ended with UNAVAILABLE; at least 1
 */
@ConfigurationProperties("switchboard.relay")
record RelayProperties(
        @DefaultValue("localhost") String host,
        @DefaultValue("61613") int port,
        @DefaultValue("guest") String login,
        @DefaultValue("guest") String passcode,
        @Nullable String virtualHost,
        @DefaultValue("false") boolean tls,
        @DefaultValue("10000") int queue) {

    RelayProperties {
        if (host.isBlank() || !host.equals(host.strip()) || host.contains("/")) {
            throw new IllegalArgumentException(
                    "switchboard.relay.host is a name or an address, such as broker.example.org, not '" + host + "'");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("switchboard.relay.port is 1 to 65535, not " + port);
        }
        if (login.isEmpty() || passcode.isEmpty()) {
            throw new IllegalArgumentException("switchboard.relay.login and switchboard.relay.passcode are not empty");
        }
        if (queue < 1) {
            throw new IllegalArgumentException("switchboard.relay.queue is at least 1, not " + queue);
        }
    }

    /** Without the passcode. */
    @Override
    public String toString() {
        return host + ':' + port;
    }
}
