package dev.switchboard.broker;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A simple broker with one of the usual mistakes: the control that shows that the interleavings find them. */
final class BrokenMedium implements Medium {

    /** A mistake. */
    enum Mistake {
        /** None: shows that it is the mistakes that are found. */
        NONE,
        /** Goes over to live after the last page, without looking whether something was published meanwhile. */
        FORGETS_TO_CATCH_UP,
        /** Delivers what was published during the replay at once, and again from the log. */
        REPEATS,
        /** Replays first and registers then. */
        REGISTERS_LATE,
        /** Trusts that no publication is lost. */
        OVERLOOKS_HOLES,
        /** Asks the owner before it registers, so that a revocation in between is missed. */
        ASKS_FIRST,
        /** Replays without looking whether there is room. */
        OVERRUNS
    }

    private final Mistake mistake;
    private final Board board;
    private final Executor executor;
    private final List<Listener> listeners = new ArrayList<>();

    BrokenMedium(Mistake mistake, Board board, Executor executor) {
        this.mistake = mistake;
        this.board = board;
        this.executor = executor;
    }

    @Override
    public Subscription subscribe(Listening listening, Subscriber subscriber) {
        Listener listener = new Listener(listening, subscriber);
        boolean late = mistake == Mistake.REGISTERS_LATE;
        if (mistake == Mistake.ASKS_FIRST) {
            board.requireListener(listening.destination(), listening.user());
        }
        if (!late) {
            listeners.add(listener);
        }
        if (mistake != Mistake.ASKS_FIRST) {
            try {
                board.requireListener(listening.destination(), listening.user());
            } catch (RuntimeException refused) {
                listeners.remove(listener);
                throw refused;
            }
        }
        if (listener.closed) {
            throw new RefusedException(Refusal.FORBIDDEN, "Access has just ended");
        }
        long head = board.head();
        long since = listening.since().orElse(head);
        boolean recoverable = since <= head && head - since <= board.replayLimit();
        listener.position = recoverable ? since : head;
        listener.newest = Math.max(listener.newest, head);
        listener.start = new Start(
                OptionalLong.of(head),
                listening.since().isEmpty()
                        ? Start.Recovery.NOT_ASKED
                        : recoverable ? Start.Recovery.RECOVERED : Start.Recovery.TOO_FAR);
        listener.accepted = true;
        listener.announce();
        executor.execute(listener::replay);
        return listener;
    }

    @Override
    public void publish(Publication publication) {
        List.copyOf(listeners).forEach(listener -> listener.offer(publication));
    }

    @Override
    public void revoke(Destination destination, UserId user) {
        for (Listener listener : List.copyOf(listeners)) {
            if (listener.listening.user().equals(user)) {
                listener.close();
                if (listener.accepted) {
                    listener.subscriber.onRevoked(Refusal.FORBIDDEN);
                }
            }
        }
    }

    private final class Listener implements Subscription {

        private final Listening listening;
        private final Subscriber subscriber;
        private @Nullable Start start;
        private long position;
        private long newest;
        private boolean accepted;
        private boolean live;
        private boolean closed;

        Listener(Listening listening, Subscriber subscriber) {
            this.listening = listening;
            this.subscriber = subscriber;
        }

        void offer(Publication publication) {
            long sequence = publication.sequence().orElseThrow();
            newest = Math.max(newest, sequence);
            if (closed || !accepted) {
                return;
            }
            if (mistake == Mistake.REPEATS) {
                subscriber.deliver(publication);
                return;
            }
            if (!live || sequence <= position) {
                return;
            }
            if (sequence > position + 1 && mistake != Mistake.OVERLOOKS_HOLES) {
                live = false;
                executor.execute(this::replay);
                return;
            }
            position = sequence;
            subscriber.deliver(publication);
        }

        void replay() {
            if (closed || !room()) {
                return;
            }
            List<Publication> page = board.after(position, 4);
            for (Publication publication : page) {
                if (closed || !room()) {
                    return;
                }
                if (publication.sequence().orElseThrow() <= position) {
                    continue;
                }
                position++;
                subscriber.deliver(publication);
                announce();
            }
            boolean done = position >= newest;
            if (mistake == Mistake.FORGETS_TO_CATCH_UP || mistake == Mistake.REGISTERS_LATE) {
                done = page.size() < 4;
            }
            if (!done) {
                executor.execute(this::replay);
                return;
            }
            live = true;
            if (mistake == Mistake.REGISTERS_LATE && !listeners.contains(this)) {
                listeners.add(this);
            }
        }

        private boolean room() {
            return mistake == Mistake.OVERRUNS || subscriber.hasRoom(() -> executor.execute(this::replay));
        }

        private void announce() {
            if (start != null && !closed && position >= start.head().orElseThrow()) {
                Start reached = start;
                start = null;
                subscriber.onStarted(reached);
            }
        }

        @Override
        public Destination destination() {
            return listening.destination();
        }

        @Override
        public DeliveryClass deliveryClass() {
            return DeliveryClass.LOG;
        }

        @Override
        public void again(Publication publication) {
            subscriber.deliverAgain(publication);
        }

        @Override
        public void close() {
            closed = true;
            listeners.remove(this);
        }
    }
}
