package dev.switchboard.log;

import dev.switchboard.RandomId;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Durable ordered streams of events, and the only place that inserts into them. Thread-safe.
 *
 * <p>A sequence is given by the one writer inside the transaction that stores the event, so a stream has no holes and no
 * two orders. A client's id of what it said is unique per sender in a database index, for ever.
 */
@Component
public final class EventLog {

    private static final String SELECT =
            "select stream, seq, id, type, actor, at_ms, target, payload, client_msg_id from events ";

    private static final String INSERT = """
            insert into events (stream, seq, id, type, actor, at_ms, target, client_msg_id, digest, payload)
            select :stream, coalesce(max(seq), 0) + 1, :id, :type, :actor, :at, :target, :client, :digest, :payload
            from events where stream = :stream
            returning seq""";

    private static final String REPEATED = """
            select stream, seq, id, type, actor, at_ms, target, payload, client_msg_id, digest from events
            where actor = :actor and client_msg_id = :client""";

    private static final String AFTER = SELECT + "where stream = :stream and seq > :after order by seq limit :limit";
    private static final String HEAD = "select coalesce(max(seq), 0) from events where stream = :stream";
    private static final String ONE = SELECT + "where stream = :stream and seq = :sequence";
    private static final String ABOUT = SELECT + "where stream = :stream and target = :sequence order by seq";
    private static final String ABOUT_OF_TYPE = SELECT + """
            where stream = :stream and target = :sequence and type = :type and seq > :after order by seq limit :limit""";
    private static final String REWRITE =
            "update events set payload = :payload, digest = null where stream = :stream and seq = :sequence";
    private static final String OLDEST = "select coalesce(min(seq), 1) from events where stream = :stream";
    private static final String NEWEST_BEFORE =
            "select coalesce(max(seq), 0) from events where stream = :stream and at_ms < :before";
    private static final String FORGET = """
            delete from events where stream = :stream and seq <= :sequence
            and seq < (select max(seq) from events where stream = :stream)""";
    private static final String DELETE = "delete from events where stream = :stream";

    /** Every statement, for the test that asks for their plans. */
    static final List<String> STATEMENTS = List.of(
            INSERT, REPEATED, AFTER, HEAD, ONE, ABOUT, ABOUT_OF_TYPE, REWRITE, OLDEST, NEWEST_BEFORE, FORGET, DELETE);

    private final JdbcClient readers;
    private final InstantSource clock;

    EventLog(JdbcClient readers, ObjectProvider<InstantSource> clock) {
        this.readers = readers;
        this.clock = clock.getIfAvailable(InstantSource::system);
    }

    /**
     * Appends an event with the stream's next sequence. Whether a client repeats itself is asked before, by
     * {@link #repeated}: here a second use of its id is a mistake and undoes the change.
     */
    public StoredEvent append(Transaction transaction, NewEvent event) {
        transaction.onAppend(event.stream());
        String id = RandomId.next();
        Instant at = Instant.ofEpochMilli(clock.millis());
        ClientMessage said = event.clientMessage();
        long sequence = transaction
                .jdbc()
                .sql(INSERT)
                .param("stream", event.stream())
                .param("id", id)
                .param("type", event.type())
                .param("actor", event.actor().value())
                .param("at", at.toEpochMilli())
                .param("target", event.target())
                .param("client", said == null ? null : said.id().value())
                .param("digest", said == null ? null : digest(id, said.content()))
                .param("payload", event.payload())
                .query(Long.class)
                .single();
        return new StoredEvent(
                event.stream(),
                sequence,
                id,
                event.type(),
                event.actor(),
                at,
                event.target(),
                event.payload(),
                said == null ? null : said.id());
    }

    /**
     * The event that the same sender made earlier under the same id.
     *
     * @throws RefusedException CONFLICT if it was made by other content; no longer known once the content was erased
     */
    public Optional<StoredEvent> repeated(Transaction transaction, UserId actor, ClientMessage said) {
        return transaction
                .jdbc()
                .sql(REPEATED)
                .param("actor", actor.value())
                .param("client", said.id().value())
                .query((row, number) -> {
                    StoredEvent first = read(row, number);
                    String digest = row.getString("digest");
                    if (digest != null && !digest.equals(digest(first.id(), said.content()))) {
                        throw new RefusedException(
                                Refusal.CONFLICT, "This client-msg-id was used before, for something else");
                    }
                    return first;
                })
                .optional();
    }

    /** The events after a sequence, in order and without a hole, at most so many. */
    public List<StoredEvent> after(String stream, long sequence, int limit) {
        return readers.sql(AFTER)
                .param("stream", stream)
                .param("after", sequence)
                .param("limit", limit)
                .query(EventLog::read)
                .list();
    }

    /** One event. */
    public Optional<StoredEvent> find(String stream, long sequence) {
        return readers.sql(ONE)
                .param("stream", stream)
                .param("sequence", sequence)
                .query(EventLog::read)
                .optional();
    }

    /** The events of a type that are about another one, after a sequence, in order, at most so many. */
    public List<StoredEvent> about(StoredEvent target, String type, long after, int limit) {
        return readers.sql(ABOUT_OF_TYPE)
                .param("stream", target.stream())
                .param("sequence", target.sequence())
                .param("type", type)
                .param("after", after)
                .param("limit", limit)
                .query(EventLog::read)
                .list();
    }

    /**
     * An expression of SQL, for the queries of those who keep streams: the newest sequence of the stream in a column.
     *
     * @param column a constant, such as {@code r.id}
     */
    public static String headOf(String column) {
        return "(select coalesce(max(seq), 0) from events where stream = " + column + ")";
    }

    /** The newest committed sequence of a stream; 0 if nothing happened yet. */
    public long head(String stream) {
        return head(readers, stream);
    }

    /** As {@link #head(String)}, inside a change. */
    public long head(Transaction transaction, String stream) {
        return head(transaction.jdbc(), stream);
    }

    /**
     * Writes the payloads of an event and of those about it anew, without what is to be forgotten. The order, the
     * sequences and the clients' ids stay; the digests of what clients said go.
     *
     * @param forget gives an event's new payload
     */
    public void rewrite(Transaction transaction, String stream, long sequence, Function<StoredEvent, String> forget) {
        List<StoredEvent> found = new ArrayList<>();
        for (String query : List.of(ONE, ABOUT)) {
            found.addAll(transaction
                    .jdbc()
                    .sql(query)
                    .param("stream", stream)
                    .param("sequence", sequence)
                    .query(EventLog::read)
                    .list());
        }
        for (StoredEvent event : found) {
            transaction
                    .jdbc()
                    .sql(REWRITE)
                    .param("payload", forget.apply(event))
                    .param("stream", stream)
                    .param("sequence", event.sequence())
                    .update();
        }
    }

    /** The oldest sequence of a stream that is kept; 1 if nothing happened yet. */
    public long oldest(String stream) {
        return readers.sql(OLDEST).param("stream", stream).query(Long.class).single();
    }

    /** The newest sequence of a stream that was stored before a time; 0 if there is none. */
    public long newestBefore(String stream, Instant before) {
        return readers.sql(NEWEST_BEFORE)
                .param("stream", stream)
                .param("before", before.toEpochMilli())
                .query(Long.class)
                .single();
    }

    /**
     * Deletes the events of a stream up to a sequence, and with them what is known of their clients' ids; never the newest,
     * by which the next one gets its sequence.
     */
    public void forget(Transaction transaction, String stream, long upTo) {
        transaction
                .jdbc()
                .sql(FORGET)
                .param("stream", stream)
                .param("sequence", upTo)
                .update();
    }

    /** Deletes a stream whole. Its name must never be given again. */
    public void delete(Transaction transaction, String stream) {
        transaction.jdbc().sql(DELETE).param("stream", stream).update();
    }

    private static long head(JdbcClient jdbc, String stream) {
        return jdbc.sql(HEAD).param("stream", stream).query(Long.class).single();
    }

    /** Salted with the event's own id, so that equal contents do not show. */
    private static String digest(String id, String content) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static StoredEvent read(ResultSet row, int number) throws SQLException {
        long target = row.getLong("target");
        @Nullable Long about = row.wasNull() ? null : target;
        String client = row.getString("client_msg_id");
        return new StoredEvent(
                row.getString("stream"),
                row.getLong("seq"),
                row.getString("id"),
                row.getString("type"),
                new UserId(row.getString("actor")),
                Instant.ofEpochMilli(row.getLong("at_ms")),
                about,
                row.getString("payload"),
                client == null ? null : new ClientMessageId(client));
    }
}
