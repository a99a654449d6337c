package dev.switchboard.benchmarks.vertx;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.stomp.StompServer;
import io.vertx.ext.stomp.StompServerHandler;
import io.vertx.ext.stomp.StompServerOptions;
import java.util.List;

/** Vert.x's STOMP server over WebSocket only, at {@code /stomp}, everything else as it comes. */
public final class VertxBroker {

    private VertxBroker() {}

    /** Starts it; the one argument is {@code --server.port=N}. */
    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0].substring(arguments[0].indexOf('=') + 1));
        Vertx vertx = Vertx.vertx();
        StompServer stomp = StompServer.create(
                        vertx,
                        new StompServerOptions()
                                .setPort(-1)
                                .setWebsocketBridge(true)
                                .setWebsocketPath("/stomp"))
                .handler(StompServerHandler.create(vertx));
        HttpServerOptions options =
                new HttpServerOptions().setAcceptBacklog(4096).setWebSocketSubProtocols(List.of("v12.stomp"));
        vertx.createHttpServer(options)
                .webSocketHandler(stomp.webSocketHandler())
                .listen(port, "127.0.0.1")
                .onFailure(failed -> {
                    System.getLogger("vertx").log(System.Logger.Level.ERROR, "It could not listen", failed);
                    System.exit(1);
                });
    }
}
