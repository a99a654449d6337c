package dev.switchboard.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A broker that says CONNECTED to everybody, and reads nothing after that. */
final class StuckBroker implements AutoCloseable {

    private static final byte[] CONNECTED = "CONNECTED\nversion:1.2\n\n\0".getBytes(StandardCharsets.UTF_8);

    private final ServerSocket server;
    private final List<Socket> clients = new CopyOnWriteArrayList<>();

    StuckBroker() {
        try {
            server = new ServerSocket(0);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                clients.add(client);
                InputStream in = client.getInputStream();
                while (in.read() > 0) {
                    // The CONNECT, up to its NUL.
                }
                client.getOutputStream().write(CONNECTED);
                client.getOutputStream().flush();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
