package dev.switchboard.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.tcp.ReconnectStrategy;
import org.springframework.messaging.tcp.TcpConnectionHandler;
import org.springframework.messaging.tcp.TcpOperations;

/**
 * The sockets of Spring's relay: the two that it has here, each with a thread that reads and one that writes. The library that
 * Spring would use costs every start, also those without a relay. Thread-safe.
 */
final class BrokerSockets implements TcpOperations<byte[]> {

    private static final Logger log = LoggerFactory.getLogger(BrokerSockets.class);
    private static final int CONNECT_MS = 5000;
    private static final int HANDSHAKE_MS = 10_000;

    private final RelayProperties properties;
    private final ScheduledExecutorService timer;
    private final Set<BrokerSocket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** @param timer looks for silence */
    BrokerSockets(RelayProperties properties, ScheduledExecutorService timer) {
        this.properties = properties;
        this.timer = timer;
    }

    @Override
    public CompletableFuture<@Nullable Void> connectAsync(TcpConnectionHandler<byte[]> handler) {
        return connectAsync(handler, attempt -> null);
    }

    @Override
    public CompletableFuture<@Nullable Void> connectAsync(
            TcpConnectionHandler<byte[]> handler, ReconnectStrategy strategy) {
        CompletableFuture<@Nullable Void> first = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("switchboard-relay-read").start(() -> converse(handler, strategy, first));
        return first;
    }

    @Override
    public CompletableFuture<@Nullable Void> shutdownAsync() {
        stopping.countDown();
        open.forEach(BrokerSocket::close);
        return CompletableFuture.completedFuture(null);
    }

    private void converse(
            TcpConnectionHandler<byte[]> handler, ReconnectStrategy strategy, CompletableFuture<@Nullable Void> first) {
        int attempt = 0;
        Long pause;
        do {
            try (BrokerSocket socket = new BrokerSocket(connect(), timer)) {
                open.add(socket);
                first.complete(null);
                if (stopping.getCount() > 0) {
                    socket.converse(handler);
                }
                open.remove(socket);
            } catch (IOException nobodyThere) {
                first.completeExceptionally(nobodyThere);
                handler.afterConnectFailure(nobodyThere);
            } catch (RuntimeException mistake) {
                log.atError().setCause(mistake).log("A connection to the broker has failed by our mistake");
            }
            pause = strategy.getTimeToNextAttempt(++attempt);
        } while (pause != null && !isStopping(pause));
    }

    /** Waits, unless it is stopping. */
    private boolean isStopping(long ms) {
        try {
            return stopping.await(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException nobodyInterruptsUs) {
            return true;
        }
    }

    private BrokerSocket.Ends connect() throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(new InetSocketAddress(properties.host(), properties.port()), CONNECT_MS);
            return new BrokerSocket.Ends(properties.tls() ? secure(socket) : socket, socket);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** With a certificate that Java trusts and that names the host. */
    private Socket secure(Socket socket) throws IOException {
        SSLContext context;
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
        } catch (GeneralSecurityException noStore) {
            throw new IOException(noStore);
        }
        SSLSocket secure =
                (SSLSocket) context.getSocketFactory().createSocket(socket, properties.host(), properties.port(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.setSoTimeout(HANDSHAKE_MS);
        secure.startHandshake();
        secure.setSoTimeout(0);
        return secure;
    }
}
