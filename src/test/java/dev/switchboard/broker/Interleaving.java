package dev.switchboard.broker;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;

/**
 * One seeded schedule of commits, publications (some lost), subscriptions, slow reading, hang-ups and revocations. Every
 * choice comes from the seed, also what happens while the owner answers and while a page of the log is on its way. Its
 * readers check what they hear; {@link #run} gives the first thing that was wrong, or nothing.
 */
@SuppressWarnings("NullAway") // What has not happened yet in a schedule is null.
final class Interleaving {

    private static final int STEPS = 80;
    private static final int ROOM = 3;
    private static final int CAPACITY = 5;

    private final SplittableRandom random;
    private final Board board = new Board("/topic/rooms/lobby");
    private final List<Runnable> waiting = new ArrayList<>();
    private final Deque<Publication> unpublished = new ArrayDeque<>();
    private final List<CheckedReader> readers = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Medium medium;
    private final boolean lossy;
    private int depth;
    private boolean settling;
    private boolean quiet;
    int deliveries;
    int replays;
    int revocations;

    Interleaving(long seed, BiFunction<Board, Executor, Medium> made) {
        random = new SplittableRandom(seed);
        lossy = random.nextBoolean();
        medium = made.apply(board, task -> {
            replays++;
            waiting.add(task);
        });
        board.replayLimit = random.nextInt(4) == 0 ? 5 : 10_000;
        board.beforeAnswer = this::meanwhile;
        board.afterRead = this::meanwhile;
        for (int i = 0; i < 4; i++) {
            readers.add(new CheckedReader());
        }
    }

    List<String> run() {
        for (int i = random.nextInt(6); i > 0; i--) {
            board.append();
        }
        for (int i = 0; i < STEPS; i++) {
            step();
        }
        settle();
        return wrong;
    }

    /** Brings everything to rest: all is committed and published, and everyone has read. */
    private void settle() {
        settling = true;
        while (!unpublished.isEmpty()
                || !waiting.isEmpty()
                || readers.stream().anyMatch(reader -> reader.session.whenRoom != null)) {
            settleOne();
        }
        quiet = true;
        if (lossy) {
            // One more that is not lost, by which those that were show.
            medium.publish(board.append());
        }
        boolean moved = true;
        while (moved) {
            moved = !waiting.isEmpty();
            while (!waiting.isEmpty()) {
                waiting.removeFirst().run();
            }
            for (CheckedReader reader : readers) {
                moved |= reader.read(Integer.MAX_VALUE);
            }
        }
        readers.forEach(CheckedReader::checkComplete);
    }

    private void settleOne() {
        switch (random.nextInt(4)) {
            case 0, 1 -> runOne();
            case 2 -> readers.get(random.nextInt(readers.size())).read(4);
            default -> publishNext();
        }
    }

    private void step() {
        CheckedReader reader = readers.get(random.nextInt(readers.size()));
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> unpublished.add(board.append());
            case 5, 6, 7, 8, 9 -> publishNext();
            case 10, 11, 12 -> runOne();
            case 13, 14 -> reader.listen();
            case 15, 16, 17 -> reader.read(1 + random.nextInt(4));
            case 18 -> reader.hangUp();
            default -> reader.loseOrRegainAccess();
        }
    }

    private void publishNext() {
        Publication next = unpublished.poll();
        boolean lost = lossy && random.nextInt(8) == 0;
        if (next != null && !lost) {
            medium.publish(next);
        }
    }

    private void runOne() {
        if (!waiting.isEmpty()) {
            waiting.remove(random.nextInt(waiting.size())).run();
        }
    }

    /** What other threads do while one waits for the database. */
    private void meanwhile() {
        if (depth > 0 || quiet) {
            return;
        }
        depth++;
        for (int i = random.nextInt(4); i > 0; i--) {
            if (settling) {
                if (random.nextInt(4) == 0) {
                    unpublished.add(board.append());
                    publishNext();
                }
            } else {
                step();
            }
        }
        depth--;
    }

    /** One person, who listens, reads, hangs up and comes back with {@code since}. */
    private final class CheckedReader {

        private final UserId user = UserId.next();
        private final Deque<Long> backlog = new ArrayDeque<>();
        private Session session = new Session(0, true);
        private long last = -1;

        void listen() {
            if (!session.over) {
                return;
            }
            boolean resume = last >= 0 && random.nextInt(4) != 0;
            boolean absurd = random.nextInt(12) == 0;
            long since = absurd ? board.head() + 2 : resume ? last : 0;
            boolean asked = absurd || resume || random.nextBoolean();
            long headBefore = board.head();
            Session begun = new Session(headBefore, false);
            begun.since = asked ? OptionalLong.of(since) : OptionalLong.empty();
            session = begun;
            try {
                Subscription subscription = medium.subscribe(
                        new Listening(board.destination, user, begun.since, random.nextInt(3) == 0),
                        new OfSession(begun));
                begun.subscription = subscription;
                if (begun.over) {
                    subscription.close();
                }
            } catch (RefusedException refused) {
                if (!begun.received.isEmpty() || begun.start != null) {
                    wrong.add("a refused subscription received something");
                }
                begun.over = true;
                boolean tooFar = refused.refusal() == Refusal.INVALID;
                if (tooFar) {
                    last = -1;
                }
            }
        }

        boolean read(int most) {
            int count = 0;
            while (count < most && !backlog.isEmpty()) {
                backlog.poll();
                count++;
            }
            Runnable whenRoom = session.whenRoom;
            if (backlog.size() < ROOM && whenRoom != null) {
                session.whenRoom = null;
                whenRoom.run();
                return true;
            }
            return count > 0;
        }

        void hangUp() {
            if (session.over || session.subscription == null) {
                return;
            }
            session.over = true;
            session.subscription.close();
            backlog.clear();
        }

        void loseOrRegainAccess() {
            if (board.strangers.remove(user)) {
                return;
            }
            revocations++;
            board.strangers.add(user);
            medium.revoke(board.destination, user);
            if (session.accepted() || session.subscription != null) {
                session.over = true;
            }
            session.cutOff = true;
        }

        void checkComplete() {
            if (session.over || session.subscription == null) {
                return;
            }
            if (session.start == null) {
                wrong.add("a subscription never started");
            }
            long newest = session.received.isEmpty() ? session.from() : session.received.getLast();
            if (newest != board.head()) {
                wrong.add("a subscription ends at " + newest + " of " + board.head());
            }
        }

        /** The subscriber of one session. */
        private final class OfSession implements Subscriber {

            private final Session mine;

            OfSession(Session mine) {
                this.mine = mine;
            }

            @Override
            public void deliver(Publication publication) {
                deliveries++;
                long sequence = publication.sequence().orElseThrow();
                if (mine.over || mine.cutOff) {
                    wrong.add("delivered " + sequence + " after the end");
                    return;
                }
                mine.received.add(sequence);
                last = sequence;
                long expected = mine.expected();
                if (sequence != expected) {
                    wrong.add("delivered " + sequence + " in place of " + expected);
                }
                backlog.add(sequence);
                if (backlog.size() > CAPACITY) {
                    if (mine.replaying()) {
                        wrong.add("the replay overran its reader");
                    }
                    mine.over = true;
                    backlog.clear();
                    if (mine.subscription != null) {
                        mine.subscription.close();
                    }
                }
            }

            @Override
            public void onStarted(Start start) {
                if (mine.over || mine.start != null) {
                    wrong.add("started twice, or after the end");
                    return;
                }
                mine.start = start;
                if (last < 0) {
                    last = mine.from();
                }
                mine.checkStart(board, wrong);
                if (start.recovery() == Start.Recovery.TOO_FAR) {
                    last = mine.from();
                }
            }

            @Override
            public void onRevoked(Refusal why) {
                if (mine.over) {
                    wrong.add("revoked after the end");
                }
                mine.over = true;
                backlog.clear();
            }

            @Override
            public boolean hasRoom(Runnable whenRoom) {
                if (backlog.size() < ROOM) {
                    return true;
                }
                mine.whenRoom = whenRoom;
                return false;
            }
        }
    }

    /** From one subscription to its end. */
    private static final class Session {

        final long headBefore;
        final List<Long> received = new ArrayList<>();
        OptionalLong since = OptionalLong.empty();
        Subscription subscription;
        Start start;
        Runnable whenRoom;
        boolean over;
        boolean cutOff;

        Session(long headBefore, boolean over) {
            this.headBefore = headBefore;
            this.over = over;
        }

        boolean accepted() {
            return start != null || !received.isEmpty();
        }

        boolean replaying() {
            return start == null;
        }

        /** The sequence before the first that is due. */
        long from() {
            boolean recovering = start == null || start.recovery() == Start.Recovery.RECOVERED;
            return recovering ? since.orElseThrow() : start.head().orElseThrow();
        }

        long expected() {
            return from() + received.size();
        }

        void checkStart(Board board, List<String> wrong) {
            long head = start.head().orElseThrow();
            if (head < headBefore || head > board.head()) {
                wrong.add("started at " + head + ", not between " + headBefore + " and " + board.head());
            }
            switch (start.recovery()) {
                case NOT_ASKED -> {
                    if (since.isPresent() || !received.isEmpty()) {
                        wrong.add("forgot what was asked");
                    }
                }
                case RECOVERED -> {
                    if (since.orElseThrow() + received.size() != head) {
                        wrong.add("said to be recovered too early or late");
                    }
                }
                case TOO_FAR -> {
                    long missing = head - since.orElseThrow();
                    if (!received.isEmpty() || (missing >= 0 && missing <= board.replayLimit)) {
                        wrong.add("would not recover " + missing);
                    }
                }
            }
        }
    }
}
