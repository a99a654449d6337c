package dev.switchboard.stomp;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.broker.Accepted;
import dev.switchboard.broker.Broker;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.DestinationLog;
import dev.switchboard.broker.DestinationOwner;
import dev.switchboard.broker.Publication;
import dev.switchboard.identity.Speaker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.stereotype.Controller;

/** A feature for tests: boards at {@code /topic/board/{name}}, kept in memory, and controllers that do all that can be done. */
@TestConfiguration(proxyBeanMethods = false)
class Board {

    private final ConcurrentMap<String, List<Publication>> logs = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Accepted> said = new ConcurrentHashMap<>();
    private final Set<UserId> shutOut = ConcurrentHashMap.newKeySet();
    private final List<String> senders = new ArrayList<>();

    /** Nobody of these may listen to boards any more. */
    void shutOut(UserId user) {
        shutOut.add(user);
    }

    /** Everybody's user id and words, in order. */
    synchronized List<String> senders() {
        return List.copyOf(senders);
    }

    synchronized Accepted write(Broker broker, String name, Speaker speaker, String text) {
        List<Publication> log = logs.computeIfAbsent(name, absent -> new ArrayList<>());
        long sequence = log.size() + 1L;
        Publication publication = new Publication(
                Destination.of("/topic/board/" + name),
                DeliveryClass.LOG,
                name + '-' + sequence,
                OptionalLong.of(sequence),
                "text/plain",
                text.getBytes(StandardCharsets.UTF_8));
        log.add(publication);
        senders.add(speaker.user().value() + ' ' + text);
        broker.publish(publication);
        return new Accepted(sequence, publication.id(), false);
    }

    private synchronized List<Publication> log(String name) {
        return List.copyOf(logs.getOrDefault(name, List.of()));
    }

    @Bean
    DestinationOwner boardOwner() {
        return new DestinationOwner() {
            @Override
            public boolean owns(Destination destination) {
                return destination.value().startsWith("/topic/board/");
            }

            @Override
            public DeliveryClass deliveryClass(Destination destination) {
                return DeliveryClass.LOG;
            }

            @Override
            public void requireListener(Destination destination, UserId user) {
                if (destination.value().endsWith("/secret") || shutOut.contains(user)) {
                    throw new RefusedException(Refusal.FORBIDDEN, "Not for you");
                }
            }

            @Override
            public DestinationLog log(Destination destination) {
                String name = destination.value().substring("/topic/board/".length());
                return new DestinationLog() {
                    @Override
                    public long head() {
                        return Board.this.log(name).size();
                    }

                    @Override
                    public List<Publication> after(long sequence, int limit) {
                        return Board.this.log(name).stream()
                                .skip(sequence)
                                .limit(limit)
                                .toList();
                    }

                    @Override
                    public int replayLimit() {
                        return 5;
                    }
                };
            }
        };
    }

    record Note(String board, String text, @Nullable Integer size) {}

    @Controller
    @ConditionalOnProperty("test.board")
    @SuppressWarnings("DoNotCallSuggester") // They throw because that is what is tested.
    static final class BoardController {

        private final Board board;
        private final Broker broker;

        BoardController(Board board, Broker broker) {
            this.board = board;
            this.broker = broker;
        }

        @MessageMapping("/board")
        CompletionStage<Accepted> write(
                @Payload Note note,
                Speaker speaker,
                @Header(name = "client-msg-id", required = false) @Nullable String clientMessageId) {
            if (clientMessageId != null) {
                Accepted first = board.said.get(clientMessageId);
                if (first != null) {
                    return CompletableFuture.completedFuture(new Accepted(first.sequence(), first.id(), true));
                }
            }
            Accepted accepted = board.write(broker, note.board(), speaker, note.text());
            if (clientMessageId != null) {
                board.said.put(clientMessageId, accepted);
            }
            return CompletableFuture.completedFuture(accepted)
                    .thenApplyAsync(
                            done -> done,
                            CompletableFuture.delayedExecutor(1, java.util.concurrent.TimeUnit.MILLISECONDS));
        }

        @MessageMapping("/hint")
        void hint(@Payload Note note) {}

        @MessageMapping("/administer")
        Accepted administer(Speaker speaker) {
            if (!speaker.administrator()) {
                throw new RefusedException(Refusal.FORBIDDEN, "For administrators");
            }
            return new Accepted(0, "", false);
        }

        @MessageMapping("/refuse")
        Accepted refuse() {
            throw new RefusedException(Refusal.TOO_MANY, "Slowly", Duration.ofSeconds(3));
        }

        @MessageMapping("/refuse/unavailable")
        Accepted refuseForNow() {
            throw new RefusedException(Refusal.UNAVAILABLE, "Not now");
        }

        @MessageMapping("/refuse/later")
        CompletionStage<Accepted> refuseLater() {
            return CompletableFuture.supplyAsync(() -> {
                throw new RefusedException(Refusal.CONFLICT, "Another content");
            });
        }

        @MessageMapping("/break")
        Accepted breakDown() {
            throw new IllegalStateException("secret insides");
        }

        @MessageMapping("/break/later")
        CompletionStage<Accepted> breakDownLater() {
            return CompletableFuture.failedFuture(new IllegalStateException("secret insides"));
        }
    }
}
