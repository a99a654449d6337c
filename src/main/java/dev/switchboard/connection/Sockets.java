package dev.switchboard.connection;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done to a TCP connection itself. */
final class Sockets {

    private static final Logger log = LoggerFactory.getLogger(Sockets.class);

    private Sockets() {}

    /** Has the next close be a reset, so that what is in the kernel's buffers is neither kept nor delivered. */
    static void forget(EndPoint socket) {
        if (socket.getTransport() instanceof SocketChannel channel) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException alreadyClosed) {
                log.atDebug().setCause(alreadyClosed).log("No connection to reset");
            }
        }
    }

    /** Resets a connection: writes that are stuck in it fail. */
    static void reset(EndPoint socket) {
        forget(socket);
        socket.close(new IOException("The connection was cut"));
    }
}
