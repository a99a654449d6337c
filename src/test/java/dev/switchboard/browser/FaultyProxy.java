package dev.switchboard.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP proxy between a browser and the server that drops, delays, swallows and refuses, as networks do. Thread-safe. */
final class FaultyProxy implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;

    private final ServerSocket listener;
    private final int target;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger upgrades = new AtomicInteger();
    private volatile boolean refusing;
    private volatile boolean blockingWebSockets;
    private volatile boolean forbiddingWebSockets;
    private volatile boolean hangingWebSockets;
    private volatile boolean swallowing;
    private volatile boolean swallowingAnswers;
    private volatile long delayMillis;

    private FaultyProxy(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    static FaultyProxy before(int port) {
        try {
            FaultyProxy proxy = new FaultyProxy(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), port);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many WebSocket handshakes were asked for so far. */
    int upgrades() {
        return upgrades.get();
    }

    /** Cuts every connection that is open now. */
    void drop() {
        links.forEach(Link::cut);
    }

    /** Cuts every connection and takes no new one, until {@link #restore}. */
    void goOffline() {
        refusing = true;
        drop();
    }

    /** Lets every byte of every connection vanish, in both directions, without closing anything. */
    void swallow() {
        swallowing = true;
    }

    /** Lets what the server says vanish; what the browser says still arrives. */
    void swallowAnswers() {
        swallowingAnswers = true;
    }

    /** Refuses WebSocket handshakes and cuts the open ones, as some companies' proxies do. */
    void blockWebSockets() {
        blockingWebSockets = true;
        links.stream().filter(link -> link.upgraded).forEach(Link::cut);
    }

    /** As {@link #blockWebSockets}, for good: {@link #restore} gives back a network that lets no WebSocket through. */
    void forbidWebSockets() {
        forbiddingWebSockets = true;
        blockWebSockets();
    }

    /** Takes WebSocket handshakes and never answers them, as other proxies do. */
    void hangWebSockets() {
        hangingWebSockets = true;
        links.stream().filter(link -> link.upgraded).forEach(Link::cut);
    }

    /** Delays every piece in both directions. */
    void delay(long millis) {
        delayMillis = millis;
    }

    /** Is a good network again; connections whose bytes were swallowed are cut, since they are broken for good. */
    void restore() {
        boolean broken = swallowing || swallowingAnswers;
        refusing = false;
        blockingWebSockets = forbiddingWebSockets;
        hangingWebSockets = false;
        swallowing = false;
        swallowingAnswers = false;
        delayMillis = 0;
        if (broken) {
            drop();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        drop();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket browser = listener.accept();
                if (refusing) {
                    browser.close();
                    continue;
                }
                Link link = new Link(browser, new Socket(InetAddress.getLoopbackAddress(), target));
                links.add(link);
                Thread.ofVirtual().start(() -> link.pump(link.browser, link.server, true));
                Thread.ofVirtual().start(() -> link.pump(link.server, link.browser, false));
            } catch (IOException closedOrServerAway) {
                Thread.onSpinWait();
            }
        }
    }

    /** One connection of the browser and its other half. */
    private final class Link {

        private final Socket browser;
        private final Socket server;
        private volatile boolean upgraded;

        Link(Socket browser, Socket server) {
            this.browser = browser;
            this.server = server;
        }

        void pump(Socket from, Socket to, boolean asking) {
            byte[] buffer = new byte[BUFFER];
            boolean hanging = false;
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                int count;
                while ((count = in.read(buffer)) >= 0) {
                    if (asking && asksForWebSocket(buffer, count)) {
                        if (blockingWebSockets) {
                            break;
                        }
                        hanging = hangingWebSockets;
                    }
                    if (hanging) {
                        continue;
                    }
                    if (delayMillis > 0) {
                        Thread.sleep(delayMillis);
                    }
                    if (swallowing || (swallowingAnswers && !asking)) {
                        continue;
                    }
                    out.write(buffer, 0, count);
                }
            } catch (IOException gone) {
                Thread.onSpinWait();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            cut();
        }

        void cut() {
            links.remove(this);
            closeQuietly(browser);
            closeQuietly(server);
        }

        private boolean asksForWebSocket(byte[] bytes, int count) {
            if (upgraded || count < 3 || bytes[0] != 'G') {
                return false;
            }
            String head = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
            upgraded = head.contains("Upgrade: websocket");
            if (upgraded) {
                upgrades.incrementAndGet();
            }
            return upgraded;
        }

        private void closeQuietly(Socket socket) {
            try {
                socket.close();
            } catch (IOException alreadyGone) {
                Thread.onSpinWait();
            }
        }
    }
}
