package dev.switchboard.identity;

import dev.switchboard.RandomId;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.log.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Links by which people may sign up: for a while, for a number of them. Only hashes of the codes are stored. Thread-safe. */
@Component
final class Invitations {

    private static final int LISTED_AT_MOST = 200;
    private static final String COLUMNS = "id, invited_by, uses, used, created_at_ms, expires_at_ms, revoked";

    private final Changes changes;
    private final JdbcClient reader;
    private final InstantSource clock = InstantSource.system();

    Invitations(Changes changes, JdbcClient reader) {
        this.changes = changes;
        this.reader = reader;
    }

    /** Whether an invitation still lets anybody in, and if not, why. */
    enum State {
        OPEN,
        EXPIRED,
        USED_UP,
        REVOKED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An invitation, without its code.
     *
     * @param uses how many people it lets in; {@code used} have come
     */
    record Invitation(
            String id, UserId invitedBy, int uses, int used, Instant createdAt, Instant expiresAt, boolean revoked) {

        State state(Instant now) {
            if (revoked) {
                return State.REVOKED;
            }
            if (used >= uses) {
                return State.USED_UP;
            }
            return now.isBefore(expiresAt) ? State.OPEN : State.EXPIRED;
        }
    }

    /** A new invitation, and its code, which is shown this once. */
    record Issued(Invitation invitation, String code) {}

    Issued issue(UserId by, int uses, Instant expiresAt) {
        String code = RandomId.next();
        Instant now = Instant.ofEpochMilli(clock.millis());
        Invitation invitation = new Invitation(RandomId.next(), by, uses, 0, now, expiresAt, false);
        return changes.write(transaction -> {
            transaction
                    .jdbc()
                    .sql("""
                            insert into invitations (id, code_hash, invited_by, uses, created_at_ms, expires_at_ms)
                            values (:id, :hash, :by, :uses, :now, :expires)""")
                    .param("id", invitation.id())
                    .param("hash", Secret.hash(code))
                    .param("by", by.value())
                    .param("uses", uses)
                    .param("now", now.toEpochMilli())
                    .param("expires", expiresAt.toEpochMilli())
                    .update();
            return new Issued(invitation, code);
        });
    }

    Optional<Invitation> find(String code) {
        return find(reader, code);
    }

    /** The newest 200. */
    List<Invitation> newest() {
        return reader.sql("select " + COLUMNS + " from invitations order by created_at_ms desc, id limit :limit")
                .param("limit", LISTED_AT_MOST)
                .query(Invitations::read)
                .list();
    }

    void revoke(String id) {
        int revoked = changes.write(transaction -> transaction
                .jdbc()
                .sql("update invitations set revoked = 1 where id = :id")
                .param("id", id)
                .update());
        if (revoked == 0) {
            throw new RefusedException(Refusal.NOT_FOUND, "No such invitation");
        }
    }

    /** Counts one more use, if the invitation allows it. */
    boolean use(String code, Transaction transaction) {
        return transaction
                        .jdbc()
                        .sql("""
                                update invitations set used = used + 1
                                where code_hash = :hash and used < uses and revoked = 0 and expires_at_ms > :now""")
                        .param("hash", Secret.hash(code))
                        .param("now", clock.millis())
                        .update()
                == 1;
    }

    /** What an invitation's state is now. */
    State state(Invitation invitation) {
        return invitation.state(clock.instant());
    }

    /** The invitation as a change sees it that is not committed yet. */
    Optional<Invitation> find(JdbcClient jdbc, String code) {
        return jdbc.sql("select " + COLUMNS + " from invitations where code_hash = :hash")
                .param("hash", Secret.hash(code))
                .query(Invitations::read)
                .optional();
    }

    private static Invitation read(ResultSet row, int number) throws SQLException {
        return new Invitation(
                row.getString("id"),
                new UserId(row.getString("invited_by")),
                row.getInt("uses"),
                row.getInt("used"),
                Instant.ofEpochMilli(row.getLong("created_at_ms")),
                Instant.ofEpochMilli(row.getLong("expires_at_ms")),
                row.getInt("revoked") == 1);
    }
}
