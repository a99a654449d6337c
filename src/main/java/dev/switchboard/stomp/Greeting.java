package dev.switchboard.stomp;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.connection.Connection;
import dev.switchboard.connection.ConnectionProperties;
import dev.switchboard.connection.Connections;
import dev.switchboard.connection.Heartbeat;
import dev.switchboard.identity.Credentials;
import dev.switchboard.identity.Speaker;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.sockjs.transport.SockJsSession;

/** Lets a recognised speaker in: registers the connection, looks once more whether the right still stands, says CONNECTED. */
@Component
final class Greeting {

    private final Connections connections;
    private final Credentials credentials;
    private final Duration heartBeat;
    private final String server;

    Greeting(
            Connections connections,
            Credentials credentials,
            ConnectionProperties properties,
            ObjectProvider<BuildProperties> build) {
        this.connections = connections;
        this.credentials = credentials;
        this.heartBeat = properties.heartBeat();
        BuildProperties known = build.getIfAvailable();
        String version = known == null ? null : known.getVersion();
        this.server = "switchboard/" + (version == null ? "unknown" : version);
    }

    /**
     * Answers CONNECT.
     *
     * @throws RefusedException INVALID without a common version; TOO_MANY beyond the user's connections; UNAUTHENTICATED
     *     or FORBIDDEN if the right has ended meanwhile
     */
    void greet(Exchange exchange, Speaker speaker) {
        Optional<StompVersion> version = StompVersion.negotiate(exchange.header("accept-version"));
        if (version.isEmpty()) {
            exchange.refusals()
                    .breach(
                            exchange.session(),
                            new RefusedException(Refusal.INVALID, "We speak STOMP 1.0, 1.1 and 1.2"),
                            StompHeaders.of("version", "1.0,1.1,1.2"));
            return;
        }
        Heartbeat agreed = Heartbeat.agree(exchange.header("heart-beat").orElse("0,0"), heartBeat);
        StompSession session = exchange.session();
        Connection connection = session.connection();
        session.identify(speaker);
        connections.identify(connection, speaker.user());
        credentials.requireLive(speaker);
        session.identify(credentials.renewed(speaker));
        credentials.touch(speaker);
        session.begin(version.get(), connected(version.get(), connection, speaker, agreed));
        connection.beat(agreed);
        if (!agreed.send().isZero() && session.webSocket() instanceof SockJsSession sockJs) {
            sockJs.disableHeartbeat();
        }
    }

    private StompHeaders connected(StompVersion version, Connection connection, Speaker speaker, Heartbeat agreed) {
        StompHeaders headers = StompHeaders.of(
                "version", version.number(),
                "server", server,
                "session", connection.id());
        headers = speaker.isGuest() ? headers : headers.with("user-name", speaker.username());
        return headers.with("heart-beat", heartBeat(agreed.send()) + ',' + heartBeat(agreed.expect()));
    }

    private static String heartBeat(Duration interval) {
        return Long.toString(interval.toMillis());
    }
}
