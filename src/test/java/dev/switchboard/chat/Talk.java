package dev.switchboard.chat;

import dev.switchboard.Limits;
import dev.switchboard.RefusedException;
import dev.switchboard.identity.Speaker;
import dev.switchboard.log.Writer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Says things as fast as a test wants, and lets time pass. */
@TestComponent
final class Talk {

    private static final Limits UNLIMITED = new Limits(
            0, 0, 0, 0, 0, 0, org.springframework.util.unit.DataSize.ofKilobytes(64), 8000, 50, 32, Duration.ZERO);

    private final Writer writer;
    private final RoomEvents events;
    private final MessageTable table;
    private final ChatProperties properties;
    private final JdbcClient readers;
    private final Messages messages;
    private volatile Duration ahead = Duration.ZERO;

    Talk(
            Writer writer,
            Rooms rooms,
            RoomEvents events,
            MessageTable table,
            UnreadNews unread,
            ChatProperties properties,
            JdbcClient readers) {
        this.writer = writer;
        this.events = events;
        this.table = table;
        this.properties = properties;
        this.readers = readers;
        this.messages = new Messages(
                new RoomWrites(writer, rooms, events, new SendLimit(UNLIMITED)),
                events,
                table,
                unread,
                UNLIMITED,
                properties,
                clock());
    }

    /** Says a text and gives its sequence. */
    long say(Speaker speaker, String room, String text) {
        return event(messages.say(wish(speaker, room), text, null)).sequence();
    }

    Said edit(Speaker speaker, String room, long message, String text) {
        return Writer.await(messages.edit(wish(speaker, room), message, text));
    }

    Said delete(Speaker speaker, String room, long message) {
        return Writer.await(messages.delete(wish(speaker, room), message));
    }

    Said restore(Speaker speaker, String room, long message) {
        return Writer.await(messages.restore(wish(speaker, room), message));
    }

    Said react(Speaker speaker, String room, long message, String emoji, boolean on) {
        return Writer.await(messages.react(wish(speaker, room), message, emoji, on));
    }

    void read(Speaker speaker, String room, long upTo) {
        Writer.await(messages.read(wish(speaker, room), upTo));
    }

    /** From now on it is so much later than the clock says, here and for the eraser that this gives. */
    Eraser later(Duration by) {
        ahead = by;
        return new Eraser(readers, writer, events, table, properties, clock());
    }

    static Wish wish(Speaker speaker, String room) {
        return Wish.parse(speaker, room, null);
    }

    static RoomEvent event(CompletionStage<Said> said) {
        return Writer.await(said).event().orElseThrow();
    }

    /** Why something was refused. */
    static RefusedException refusal(Runnable attempt) {
        try {
            attempt.run();
        } catch (RefusedException refused) {
            return refused;
        }
        throw new AssertionError("It was not refused");
    }

    private ObjectProvider<InstantSource> clock() {
        return new ObjectProvider<>() {
            @Override
            public InstantSource getObject() {
                return () -> InstantSource.system().instant().plus(ahead);
            }

            @Override
            public @Nullable InstantSource getIfAvailable() {
                return getObject();
            }
        };
    }
}
