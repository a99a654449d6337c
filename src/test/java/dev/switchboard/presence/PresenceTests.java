package dev.switchboard.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.broker.Broker;
import dev.switchboard.broker.Brokers;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.DestinationOwner;
import dev.switchboard.broker.Listening;
import dev.switchboard.broker.Publication;
import dev.switchboard.broker.Start;
import dev.switchboard.broker.Subscriber;
import dev.switchboard.broker.Subscription;
import dev.switchboard.identity.Account;
import dev.switchboard.identity.People;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** PR1 with time that passes when the test says so. */
class PresenceTests {

    private static final Destination LOBBY = Destination.of("/topic/rooms/lobby");
    private static final Destination WHO = Destination.of("/topic/rooms/lobby/presence");
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final FakeLane lane = new FakeLane();
    private final Accounts accounts = new Accounts();
    private final Rooms rooms = new Rooms();
    private final List<DestinationOwner> owners = new ArrayList<>(List.of(rooms));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Broker broker = Brokers.with(owners::stream, Runnable::run, meters);
    private final UserId ada = accounts.add("ada");
    private final UserId grace = accounts.add("grace");
    private final UserId linus = accounts.add("linus");
    private final Watcher watcher = new Watcher();

    PresenceTests() {
        start(new PresenceProperties(GRACE, 3));
    }

    @Test
    void aNewSubscriberIsToldFirstWhoIsHere() {
        enter(ada);
        enter(grace);

        watch(ada);

        assertThat(watcher.heard)
                .containsExactly(
                        "{\"type\":\"here\",\"users\":[" + accounts.json(ada) + "," + accounts.json(grace) + "]}");
    }

    @Test
    void tellsWhoEntersAndAfterTheGraceWhoHasLeft() {
        enter(ada);
        watch(ada);

        Subscription hers = enter(grace);
        hers.close();
        lane.pass(GRACE.minusMillis(1));
        assertThat(watcher.sinceHere()).containsExactly("entered grace");
        lane.pass(Duration.ofMillis(1));

        assertThat(watcher.sinceHere()).containsExactly("entered grace", "left grace");
    }

    @Test
    void aReloadDoesNotFlicker() {
        enter(ada);
        Subscription hers = enter(grace);
        watch(ada);

        for (int reload = 0; reload < 20; reload++) {
            hers.close();
            lane.pass(GRACE.minusMillis(1));
            hers = enter(grace);
            lane.pass(Duration.ofMillis(1700));
        }
        hers.close();
        enter(grace);
        lane.pass(GRACE.multipliedBy(3));

        assertThat(watcher.sinceHere()).isEmpty();
    }

    @Test
    void theGraceCountsFromTheLastLeaving() {
        enter(ada);
        Subscription hers = enter(grace);
        watch(ada);
        hers.close();
        lane.pass(Duration.ofSeconds(3));
        hers = enter(grace);
        lane.pass(Duration.ofSeconds(1));
        hers.close();

        lane.pass(GRACE.minusMillis(1));
        assertThat(watcher.sinceHere()).isEmpty();
        lane.pass(Duration.ofMillis(1));

        assertThat(watcher.sinceHere()).containsExactly("left grace");
    }

    @Test
    void whoHasSeveralTabsIsHereOnceUntilTheLastIsClosed() {
        enter(ada);
        watch(ada);
        Subscription first = enter(grace);
        Subscription second = enter(grace);

        first.close();
        lane.pass(GRACE.multipliedBy(2));
        assertThat(watcher.sinceHere()).containsExactly("entered grace");
        second.close();
        lane.pass(GRACE);

        assertThat(watcher.sinceHere()).containsExactly("entered grace", "left grace");
    }

    @Test
    void aRemovedMemberDisappearsAtOnceAndHearsNothingMore() {
        enter(ada);
        enter(grace);
        watch(ada);
        Watcher hers = watch(grace, new Watcher());

        rooms.members.remove(grace);
        broker.revoke(LOBBY, grace);
        lane.settle();
        enter(linus);

        assertThat(watcher.sinceHere()).containsExactly("left grace", "entered linus");
        assertThat(hers.sinceHere()).isEmpty();
        assertThat(hers.revoked).isTrue();
    }

    @Test
    void onlyWhoMayListenToADestinationLearnsWhoIsThere() {
        rooms.members.remove(linus);

        assertRefused(Refusal.FORBIDDEN, WHO, linus);
        assertRefused(Refusal.NOT_FOUND, Destination.of("/topic/elsewhere/presence"), ada);
        assertRefused(Refusal.NOT_FOUND, Destination.of("/presence"), ada);
        assertRefused(Refusal.NOT_FOUND, Destination.of("/topic/rooms/presence"), ada);
        assertRefused(Refusal.NOT_FOUND, Destination.of("/topic/rooms/lobby/presence/presence"), ada);
        assertRefused(Refusal.NOT_FOUND, Destination.of(ada, "/user/queue/inbox/presence"), ada);
    }

    @Test
    void watchingIsNotBeingThere() {
        watch(ada);
        watch(grace, new Watcher());
        lane.pass(GRACE);

        assertThat(watcher.heard).containsExactly("{\"type\":\"here\",\"users\":[]}");
    }

    @Test
    void placesAreApart() {
        enter(ada);
        watch(ada);

        broker.subscribe(Listening.live(Destination.of("/topic/rooms/other"), grace), new Watcher());
        broker.subscribe(Listening.live(Destination.of("/topic/rooms/lobby/typing"), linus), new Watcher());
        lane.pass(GRACE);

        assertThat(watcher.sinceHere()).isEmpty();
    }

    @Test
    void whoComesWhenTheListIsFullIsShownOnceThereIsRoom() {
        enter(ada);
        Subscription hers = enter(grace);
        enter(linus);
        watch(ada);

        UserId late = accounts.add("late");
        enter(late);
        Watcher another = watch(ada, new Watcher());
        assertThat(watcher.sinceHere()).isEmpty();
        assertThat(another.heard.getFirst()).endsWith("],\"more\":1}").doesNotContain("late");
        hers.close();
        lane.pass(GRACE);

        assertThat(watcher.sinceHere()).containsExactly("left grace", "entered late");
    }

    @Test
    void aSnapshotSaysTheNamesThatPeopleHaveNow() {
        enter(ada);
        watch(ada);
        accounts.rename(ada, "Countess");
        lane.pass(Duration.ofSeconds(1));

        Watcher another = watch(ada, new Watcher());

        assertThat(another.heard.getFirst()).contains("Countess");
    }

    @Test
    void aStoreThatIsAwayDelaysWhatIsTold() {
        enter(ada);
        watch(ada);
        accounts.away = true;
        Subscription hers = enter(grace);
        assertThat(watcher.sinceHere()).isEmpty();

        accounts.away = false;
        lane.pass(Duration.ofSeconds(1));
        accounts.away = true;
        hers.close();
        lane.pass(GRACE);

        assertThat(watcher.sinceHere()).containsExactly("entered grace", "left grace");
    }

    @Test
    void keepsNothingOfThoseWhoHaveLeftHoweverOftenTheyCame() {
        rooms.members.add(ada);
        for (int i = 0; i < 1000; i++) {
            broker.subscribe(Listening.live(LOBBY, ada), new Watcher()).close();
        }
        assertThat(lane.size()).isEqualTo(1);
        for (int i = 0; i < 100; i++) {
            enter(ada).close();
            lane.settle();
        }
        assertThat(lane.size()).isEqualTo(1);

        lane.pass(GRACE.multipliedBy(2));

        assertThat(lane.size()).isZero();
        assertThat(meters.get("switchboard.presence.visits").gauge().value()).isZero();
    }

    private void start(PresenceProperties properties) {
        Hints hints = new Hints(accounts, JsonMapper.builder().build());
        owners.add(new Presence(broker, new Attendance(broker, hints, lane, properties), meters));
    }

    private Subscription enter(UserId user) {
        rooms.members.add(user);
        Subscription subscription = broker.subscribe(Listening.live(LOBBY, user), new Watcher());
        lane.settle();
        return subscription;
    }

    private void watch(UserId user) {
        watch(user, watcher);
    }

    private Watcher watch(UserId user, Watcher who) {
        rooms.members.add(user);
        broker.subscribe(Listening.live(WHO, user), who);
        lane.settle();
        return who;
    }

    private void assertRefused(Refusal refusal, Destination destination, UserId user) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> broker.subscribe(Listening.live(destination, user), watcher))
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }

    /** Notes what is told. */
    private final class Watcher implements Subscriber {

        private final List<String> heard = new ArrayList<>();
        private boolean revoked;

        @Override
        public void deliver(Publication publication) {
            heard.add(new String(publication.body(), StandardCharsets.UTF_8));
        }

        @Override
        public void onStarted(Start start) {}

        @Override
        public void onRevoked(Refusal why) {
            revoked = true;
        }

        /** What came after the first, in short. */
        List<String> sinceHere() {
            assertThat(heard.getFirst()).startsWith("{\"type\":\"here\"");
            return heard.stream().skip(1).map(accounts::shorten).toList();
        }
    }

    /** Owns rooms and what is below them, for members. */
    private static final class Rooms implements DestinationOwner {

        private final Set<UserId> members = new HashSet<>();

        @Override
        public boolean owns(Destination destination) {
            return destination.value().matches("/topic/rooms/(lobby|other)(/typing)?")
                    || destination.value().equals("/user/queue/inbox");
        }

        @Override
        public DeliveryClass deliveryClass(Destination destination) {
            return DeliveryClass.EPHEMERAL;
        }

        @Override
        public void requireListener(Destination destination, UserId user) {
            if (destination.equals(LOBBY) && !members.contains(user)) {
                throw new RefusedException(Refusal.FORBIDDEN, "Members only");
            }
        }
    }

    /** Accounts in memory. */
    private static final class Accounts implements People {

        private final Map<UserId, Account> accounts = new HashMap<>();
        private boolean away;

        UserId add(String username) {
            UserId id = UserId.next();
            accounts.put(id, new Account(id, username, username, false, false));
            return id;
        }

        void rename(UserId id, String name) {
            accounts.computeIfPresent(id, (same, was) -> new Account(id, was.username(), name, false, false));
        }

        String json(UserId id) {
            Account account = Objects.requireNonNull(accounts.get(id));
            return "{\"id\":\"%s\",\"username\":\"%s\",\"name\":\"%s\"}"
                    .formatted(id, account.username(), account.name());
        }

        String shorten(String hint) {
            for (UserId id : accounts.keySet()) {
                for (String type : List.of("entered", "left")) {
                    if (hint.equals("{\"type\":\"" + type + "\",\"user\":" + json(id) + "}")) {
                        return type + " "
                                + Objects.requireNonNull(accounts.get(id)).username();
                    }
                }
            }
            return hint;
        }

        @Override
        public Optional<Account> find(UserId id) {
            if (away) {
                throw new IllegalStateException("The database is away");
            }
            return Optional.ofNullable(accounts.get(id));
        }

        @Override
        public Optional<Account> find(String username) {
            return Optional.empty();
        }

        @Override
        public Optional<Account> findByIdOrUsername(String text) {
            return Optional.empty();
        }

        @Override
        public Map<UserId, Account> findAll(Collection<UserId> ids) {
            Map<UserId, Account> found = new HashMap<>();
            Stream.of(ids)
                    .flatMap(Collection::stream)
                    .forEach(id -> find(id).ifPresent(account -> found.put(id, account)));
            return found;
        }
    }
}
