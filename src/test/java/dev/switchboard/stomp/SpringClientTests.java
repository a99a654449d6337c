package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.messaging.WebSocketStompClient;
import org.springframework.web.socket.sockjs.client.RestTemplateXhrTransport;
import org.springframework.web.socket.sockjs.client.SockJsClient;
import org.springframework.web.socket.sockjs.client.WebSocketTransport;

/** Spring's own client works unchanged: raw, and through SockJS with each of its transports. */
class SpringClientTests extends StompServerTest {

    private static final ThreadPoolTaskScheduler SCHEDULER = new ThreadPoolTaskScheduler();

    @BeforeAll
    static void startTimer() {
        SCHEDULER.initialize();
    }

    @AfterAll
    static void stopTimer() {
        SCHEDULER.shutdown();
    }

    static Stream<Arguments> clients() {
        RestTemplateXhrTransport polling = new RestTemplateXhrTransport();
        polling.setXhrStreamingDisabled(true);
        return Stream.of(
                Arguments.of("raw", new StandardWebSocketClient(), "ws"),
                Arguments.of(
                        "SockJS, WebSocket",
                        new SockJsClient(List.of(new WebSocketTransport(new StandardWebSocketClient()))),
                        "http"),
                Arguments.of(
                        "SockJS, XHR streaming", new SockJsClient(List.of(new RestTemplateXhrTransport())), "http"),
                Arguments.of("SockJS, XHR polling", new SockJsClient(List.of(polling)), "http"));
    }

    private static StompSession connect(WebSocketStompClient stomp, String address, String token) throws Exception {
        StompHeaders connect = new StompHeaders();
        connect.add("Authorization", "Bearer " + token);
        return stomp.connectAsync(address, new WebSocketHttpHeaders(), connect, new StompSessionHandlerAdapter() {})
                .get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void makesTheRound(String name, WebSocketClient client, String scheme) throws Exception {
        String board = someone();
        WebSocketStompClient stomp = new WebSocketStompClient(client);
        stomp.setMessageConverter(new StringMessageConverter());
        stomp.setTaskScheduler(SCHEDULER);
        StompSession session = connect(stomp, scheme + "://localhost:" + port() + "/ws", pass(someone()));
        session.setAutoReceipt(true);
        BlockingQueue<String> received = new LinkedBlockingQueue<>();

        CompletableFuture<StompHeaders> subscribed = new CompletableFuture<>();
        session.subscribe("/topic/board/" + board, new StompFrameHandler() {
                    @Override
                    public Type getPayloadType(StompHeaders headers) {
                        return String.class;
                    }

                    @Override
                    public void handleFrame(StompHeaders headers, @Nullable Object payload) {
                        received.add(headers.getFirst("seq") + payload);
                    }
                })
                .addReceiptTask(subscribed::complete);
        assertThat(subscribed.get(10, TimeUnit.SECONDS).getFirst("head")).isEqualTo("0");
        for (int i = 1; i <= 20; i++) {
            CompletableFuture<StompHeaders> accepted = new CompletableFuture<>();
            session.send("/app/board", "{\"board\":\"" + board + "\",\"text\":\"grüße " + i + "\"}")
                    .addReceiptTask(accepted::complete);
            assertThat(accepted.get(10, TimeUnit.SECONDS).getFirst("seq")).isEqualTo(Integer.toString(i));
        }

        for (int i = 1; i <= 20; i++) {
            assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo(i + "grüße " + i);
        }
        session.disconnect();
        stomp.stop();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void acknowledgesAndRefuses(String name, WebSocketClient client, String scheme) throws Exception {
        String board = someone();
        WebSocketStompClient stomp = new WebSocketStompClient(client);
        stomp.setMessageConverter(new StringMessageConverter());
        stomp.setTaskScheduler(SCHEDULER);
        StompSession session = connect(stomp, scheme + "://localhost:" + port() + "/ws", pass(someone()));
        session.setAutoReceipt(true);
        BlockingQueue<String> acks = new LinkedBlockingQueue<>();
        StompHeaders subscribe = new StompHeaders();
        subscribe.setDestination("/topic/board/" + board);
        subscribe.setAck("client-individual");
        CompletableFuture<StompHeaders> subscribed = new CompletableFuture<>();
        session.subscribe(subscribe, new StompFrameHandler() {
                    @Override
                    public Type getPayloadType(StompHeaders headers) {
                        return String.class;
                    }

                    @Override
                    public void handleFrame(StompHeaders headers, @Nullable Object payload) {
                        acks.add(headers.getAck() + ' ' + headers.getFirst("redelivered"));
                    }
                })
                .addReceiptTask(subscribed::complete);
        subscribed.get(10, TimeUnit.SECONDS);
        session.send("/app/board", note(board, "hello"));

        String first = String.valueOf(acks.poll(10, TimeUnit.SECONDS));
        session.acknowledge(first.replace(" null", ""), false);
        String again = String.valueOf(acks.poll(10, TimeUnit.SECONDS));
        CompletableFuture<StompHeaders> acknowledged = new CompletableFuture<>();
        session.acknowledge(first.replace(" null", ""), true).addReceiptTask(acknowledged::complete);

        assertThat(first).endsWith(" null");
        assertThat(again).isEqualTo(first.replace(" null", " true"));
        acknowledged.get(10, TimeUnit.SECONDS);
        session.disconnect();
        stomp.stop();
    }
}
