package dev.switchboard.identity;

import dev.switchboard.RandomId;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Access tokens: stored as hashes, asked for on every call, so that a revoked one is worth nothing at once. Thread-safe. */
@Component
final class Tokens {

    /** How often the use of one token is written. */
    private static final Duration NOTED = Duration.ofMinutes(10);

    private static final Pattern FORM = Pattern.compile("swb_[A-Za-z0-9_-]{43}");
    private static final String COLUMNS = "id, account, name, scopes, created_at_ms, expires_at_ms, last_used_at_ms";

    private final int most;
    private final Changes changes;
    private final JdbcClient reader;
    private final Revocations revocations;
    private final Recently used = new Recently(NOTED, System::nanoTime);
    private final InstantSource clock = InstantSource.system();

    Tokens(Changes changes, JdbcClient reader, Revocations revocations, IdentityLimits limits) {
        this.most = limits.tokensPerUser();
        this.changes = changes;
        this.reader = reader;
        this.revocations = revocations;
    }

    /**
     * A token, without its secret.
     *
     * @param scopes empty for everything its account may
     * @param lastUsedAt to ten minutes
     */
    record Token(
            String id,
            UserId account,
            String name,
            Set<Scope> scopes,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {

        boolean isExpired(Instant now) {
            return expiresAt != null && !now.isBefore(expiresAt);
        }
    }

    /** A new token, and its secret, which is shown this once. */
    record Issued(Token token, String secret) {}

    /** Makes a token. */
    Issued issue(UserId account, String name, Set<Scope> scopes, @Nullable Instant expiresAt) {
        String secret = "swb_" + Secret.next();
        Instant now = Instant.ofEpochMilli(clock.millis());
        Token token = new Token(RandomId.next(), account, name, scopes, now, expiresAt, null);
        return changes.write(transaction -> {
            long held = transaction
                    .jdbc()
                    .sql("select count(*) from tokens where account = :account")
                    .param("account", account.value())
                    .query(Long.class)
                    .single();
            if (most > 0 && held >= most) {
                throw new RefusedException(Refusal.CONFLICT, "You have " + held + " tokens: revoke some first");
            }
            transaction
                    .jdbc()
                    .sql("""
                            insert into tokens (id, account, name, secret_hash, scopes, created_at_ms, expires_at_ms)
                            values (:id, :account, :name, :hash, :scopes, :now, :expires)""")
                    .param("id", token.id())
                    .param("account", account.value())
                    .param("name", name)
                    .param("hash", Secret.hash(secret))
                    .param("scopes", scopes.stream().map(Scope::word).collect(Collectors.joining(" ")))
                    .param("now", now.toEpochMilli())
                    .param("expires", expiresAt == null ? null : expiresAt.toEpochMilli())
                    .update();
            return new Issued(token, secret);
        });
    }

    /** The live token whose secret this is. */
    Optional<Token> find(String secret) {
        if (!FORM.matcher(secret).matches()) {
            return Optional.empty();
        }
        return reader.sql("select " + COLUMNS + " from tokens where secret_hash = :hash")
                .param("hash", Secret.hash(secret))
                .query(Tokens::read)
                .optional()
                .filter(token -> !token.isExpired(clock.instant()));
    }

    /** Whether a token has neither been revoked nor expired. */
    boolean isLive(String id) {
        return reader.sql("select " + COLUMNS + " from tokens where id = :id")
                .param("id", id)
                .query(Tokens::read)
                .optional()
                .filter(token -> !token.isExpired(clock.instant()))
                .isPresent();
    }

    /** A user's tokens, the newest first. */
    List<Token> of(UserId account) {
        return reader.sql("select " + COLUMNS + " from tokens where account = :account order by created_at_ms desc, id")
                .param("account", account.value())
                .query(Tokens::read)
                .list();
    }

    /** Revokes one of a user's tokens, and tells. */
    void revoke(UserId account, String id) {
        int revoked = changes.write(transaction -> transaction
                .jdbc()
                .sql("delete from tokens where id = :id and account = :account")
                .param("id", id)
                .param("account", account.value())
                .update());
        if (revoked == 0) {
            throw new RefusedException(Refusal.NOT_FOUND, "You have no such token");
        }
        revocations.tell(new Revocation.OfCredential(new Credential.Token(id)));
    }

    /** Notes that a token is in use, if that was not noted in the last ten minutes. */
    void touch(String id) {
        if (used.first(id)) {
            changes.writeLater(transaction -> transaction
                    .jdbc()
                    .sql("update tokens set last_used_at_ms = :now where id = :id")
                    .param("now", clock.millis())
                    .param("id", id)
                    .update());
        }
    }

    private static Token read(ResultSet row, int number) throws SQLException {
        EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (Scope scope : Scope.values()) {
            if ((" " + row.getString("scopes") + " ").contains(" " + scope.word() + " ")) {
                scopes.add(scope);
            }
        }
        return new Token(
                row.getString("id"),
                new UserId(row.getString("account")),
                row.getString("name"),
                scopes,
                Instant.ofEpochMilli(row.getLong("created_at_ms")),
                instant(row, "expires_at_ms"),
                instant(row, "last_used_at_ms"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
