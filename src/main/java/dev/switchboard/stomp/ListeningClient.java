package dev.switchboard.stomp;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.Publication;
import dev.switchboard.broker.Start;
import dev.switchboard.broker.Subscriber;
import dev.switchboard.broker.Subscription;
import dev.switchboard.connection.Frame;
import dev.switchboard.connection.Outbox;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One SUBSCRIBE in force: writes a destination's publications into its connection's outbox. Thread-safe. */
final class ListeningClient implements Subscriber {

    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final String id;
    private final Destination destination;
    private final Exchange exchange;
    private final StompEncoder.MessageFormat format;
    private final Outbox outbox;
    private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();
    private final @Nullable Redelivery redelivery;
    private volatile boolean closed;

    /**
     * @param id the client's name for it
     * @param exchange the SUBSCRIBE, which is answered once it is in force
     */
    ListeningClient(String id, Destination destination, Exchange exchange, Redeliveries redeliveries) {
        this.id = id;
        this.destination = destination;
        this.exchange = exchange;
        StompSession session = exchange.session();
        AckMode mode = AckMode.parse(exchange.header("ack"), session.encoder().version());
        this.format = session.encoder().messages(exchange.header("id").orElse(""), mode);
        this.outbox = session.connection().outbox();
        this.redelivery = mode == AckMode.AUTO ? null : redeliveries.of(session, id, mode);
    }

    String id() {
        return id;
    }

    Destination destination() {
        return destination;
    }

    /** Holds what the broker gave, so that it ends with this. */
    void hold(Subscription given) {
        subscription.set(given);
        if (redelivery != null) {
            redelivery.hold(given);
        }
        if (closed) {
            given.close();
        }
    }

    /** Ends it and forgets what waits. Twice is as good as once. */
    void close() {
        closed = true;
        Subscription held = subscription.get();
        if (held != null) {
            held.close();
        }
        forget();
    }

    private void forget() {
        outbox.purge(this);
        if (redelivery != null) {
            redelivery.sent().close();
        }
    }

    @Override
    public void deliver(Publication publication) {
        if (closed || !note(publication, false)) {
            return;
        }
        Frame frame = frame(publication, format);
        if (publication.deliveryClass() == DeliveryClass.EPHEMERAL) {
            if (!outbox.offerOrDrop(frame, this) && redelivery != null) {
                redelivery.sent().forget(publication.id());
            }
            return;
        }
        outbox.offer(frame, this);
    }

    @Override
    public boolean deliverNewest(Publication value, Runnable whenRoom) {
        if (closed || !note(value, false)) {
            return true;
        }
        boolean taken = outbox.offerNewest(frame(value, format), this, whenRoom);
        if (!taken && redelivery != null) {
            redelivery.sent().forget(value.id());
        }
        return taken;
    }

    @Override
    public void deliverAgain(Publication publication) {
        if (!closed && redelivery != null && redelivery.sent().noteAgain(publication.id())) {
            outbox.offer(frame(publication, format.toSendAgain()), this);
        }
    }

    private Frame frame(Publication publication, StompEncoder.MessageFormat as) {
        return publication.isText() || exchange.session().connection().carriesBytes()
                ? publication.encodedAs(as)
                : publication.encodedAs(as.asText());
    }

    /** Takes a publication for this connection alone, which must arrive. */
    void tell(Publication publication) {
        if (note(publication, true)) {
            outbox.offer(publication.encodedAs(format), this);
        }
    }

    private boolean note(Publication publication, boolean always) {
        return redelivery == null || redelivery.sent().note(publication, always);
    }

    @Override
    public void onStarted(Start start) {
        StompHeaders headers = StompHeaders.NONE;
        if (start.recovery() != Start.Recovery.NOT_ASKED) {
            headers = headers.with("recovered", Boolean.toString(start.recovery() == Start.Recovery.RECOVERED));
        }
        if (start.head().isPresent()) {
            headers = headers.with("head", Long.toString(start.head().getAsLong()));
        }
        exchange.confirm(headers);
    }

    @Override
    public void onRevoked(Refusal why) {
        closed = true;
        outbox.revoke(this);
        forget();
        StompSession session = exchange.session();
        session.remove(this);
        RefusedException ended = why == Refusal.UNAVAILABLE
                ? new RefusedException(
                        why,
                        "What was said on " + destination.value() + " cannot be read now: subscribe again, with since",
                        TRY_AGAIN)
                : new RefusedException(why, "You may not listen to " + destination.value() + " any more");
        if (exchange.isAnswered() || exchange.header("receipt").isEmpty()) {
            new Exchange(session, revocation(), exchange.refusals()).fail(ended);
        } else {
            exchange.fail(ended);
        }
    }

    @Override
    public boolean hasRoom(Runnable whenRoom) {
        return (redelivery == null || redelivery.hasRoom(whenRoom)) && outbox.hasRoom(whenRoom);
    }

    @Override
    public boolean pauses() {
        return redelivery != null && redelivery.isFull();
    }

    /** Stands for the SUBSCRIBE whose effect ends: what its client is told names it, and no receipt that it has had. */
    private StompFrame revocation() {
        return new StompFrame("SUBSCRIBE", StompHeaders.of("id", id));
    }
}
