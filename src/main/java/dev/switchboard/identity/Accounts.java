package dev.switchboard.identity;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.log.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The accounts: in the database, and a copy of all of them in memory, which every request and every delivery asks.
 * Thread-safe.
 */
@Component
final class Accounts implements People {

    private static final int FOUND_AT_MOST = 50;
    private static final String COLUMNS = "id, username, name, administrator, disabled";

    private final Changes changes;
    private final JdbcClient reader;
    private final ObjectProvider<AccountObserver> observers;
    private final InstantSource clock = InstantSource.system();
    private final Map<UserId, Account> byId = new ConcurrentHashMap<>();
    private final Map<String, Account> byUsername = new ConcurrentHashMap<>();

    Accounts(Changes changes, JdbcClient reader, ObjectProvider<AccountObserver> observers) {
        this.changes = changes;
        this.reader = reader;
        this.observers = observers;
        reader.sql("select " + COLUMNS + " from accounts")
                .query(Accounts::read)
                .list()
                .forEach(this::remember);
    }

    /** One of the administrators; empty while the set-up is due. */
    Optional<Account> administrator() {
        return byId.values().stream()
                .filter(account -> account.administrator() && !account.disabled())
                .findFirst();
    }

    /** Whether nobody has an account yet, so that the set-up is due. */
    boolean areNone() {
        return byId.isEmpty();
    }

    @Override
    public Optional<Account> find(UserId id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public Optional<Account> find(String username) {
        return Optional.ofNullable(byUsername.get(username));
    }

    @Override
    public Optional<Account> findByIdOrUsername(String text) {
        return UserId.isForm(text) ? find(new UserId(text)) : find(text);
    }

    @Override
    public Map<UserId, Account> findAll(Collection<UserId> ids) {
        Map<UserId, Account> found = new LinkedHashMap<>();
        for (UserId id : ids) {
            find(id).ifPresent(account -> found.put(id, account));
        }
        return found;
    }

    /** Those whose user name, or a word of whose name, begins with a text; at most 50, by user name. */
    List<Account> search(String text, boolean alsoDisabled) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return byUsername.values().stream()
                .filter(account -> alsoDisabled || !account.disabled())
                .filter(account -> matches(account, wanted))
                .sorted(Comparator.comparing(Account::username))
                .limit(FOUND_AT_MOST)
                .toList();
    }

    /** The stored hash of a password. */
    Optional<String> passwordHash(UserId id) {
        return reader.sql("select password from accounts where id = :id")
                .param("id", id.value())
                .query(String.class)
                .optional();
    }

    /**
     * Makes the first account, the administrator.
     *
     * @throws RefusedException CONFLICT if there is an account already
     */
    Account found(NewAccount wanted) {
        return changes.write(transaction -> {
            long accounts = transaction
                    .jdbc()
                    .sql("select count(*) from accounts")
                    .query(Long.class)
                    .single();
            if (accounts > 0) {
                throw new RefusedException(Refusal.CONFLICT, "The set-up has been done already");
            }
            return insert(wanted, true, transaction);
        });
    }

    /**
     * Makes an account.
     *
     * @param admission what has to hold in the same transaction, such as one more use of an invitation
     * @throws RefusedException CONFLICT if the user name is taken, or what the admission says
     */
    Account create(NewAccount wanted, Consumer<Transaction> admission) {
        return changes.write(transaction -> {
            requireFree(wanted.username(), transaction);
            admission.accept(transaction);
            return insert(wanted, false, transaction);
        });
    }

    /**
     * Changes an account.
     *
     * @return the account before and after
     * @throws RefusedException NOT_FOUND if there is none; CONFLICT if no administrator would be left
     */
    Changed change(UserId id, Function<Account, Account> edit) {
        return changes.write(transaction -> {
            Account before = transaction
                    .jdbc()
                    .sql("select " + COLUMNS + " from accounts where id = :id")
                    .param("id", id.value())
                    .query(Accounts::read)
                    .optional()
                    .orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND, "No such account"));
            Account after = edit.apply(before);
            if (after.equals(before)) {
                return new Changed(before, after);
            }
            transaction
                    .jdbc()
                    .sql("""
                            update accounts
                            set name = :name, administrator = :administrator, disabled = :disabled
                            where id = :id""")
                    .param("name", after.name())
                    .param("administrator", after.administrator() ? 1 : 0)
                    .param("disabled", after.disabled() ? 1 : 0)
                    .param("id", id.value())
                    .update();
            requireAnAdministrator(transaction);
            observers.orderedStream().forEach(observer -> observer.onChanged(after, transaction));
            transaction.afterCommit(() -> remember(after));
            return new Changed(before, after);
        });
    }

    /** An account before and after a change. */
    record Changed(Account before, Account after) {}

    private Account insert(NewAccount wanted, boolean first, Transaction transaction) {
        Account account = new Account(UserId.next(), wanted.username(), wanted.name(), first, false);
        try {
            transaction
                    .jdbc()
                    .sql("""
                            insert into accounts (id, username, name, administrator, password, founder, created_at_ms)
                            values (:id, :username, :name, :administrator, :password, :founder, :now)""")
                    .param("id", account.id().value())
                    .param("username", account.username())
                    .param("name", account.name())
                    .param("administrator", first ? 1 : 0)
                    .param("password", wanted.passwordHash())
                    .param("founder", first ? 1 : null)
                    .param("now", clock.millis())
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new RefusedException(
                    Refusal.CONFLICT, first ? "The set-up has been done already" : "This user name is taken");
        }
        observers.orderedStream().forEach(observer -> observer.onCreated(account, first, transaction));
        transaction.afterCommit(() -> remember(account));
        return account;
    }

    private static void requireFree(String username, Transaction transaction) {
        boolean taken = transaction
                .jdbc()
                .sql("select 1 from accounts where username = :username")
                .param("username", username)
                .query(Integer.class)
                .optional()
                .isPresent();
        if (taken) {
            throw new RefusedException(Refusal.CONFLICT, "This user name is taken");
        }
    }

    private static void requireAnAdministrator(Transaction transaction) {
        long left = transaction
                .jdbc()
                .sql("select count(*) from accounts where administrator = 1 and disabled = 0")
                .query(Long.class)
                .single();
        if (left == 0) {
            throw new RefusedException(
                    Refusal.CONFLICT, "This is the last administrator; make somebody else one first");
        }
    }

    private void remember(Account account) {
        byUsername.put(account.username(), account);
        byId.put(account.id(), account);
    }

    private static boolean matches(Account account, String wanted) {
        if (account.username().startsWith(wanted)) {
            return true;
        }
        String name = account.name().toLowerCase(Locale.ROOT);
        int from = name.indexOf(wanted);
        while (from >= 0) {
            if (from == 0 || !Character.isLetterOrDigit(name.charAt(from - 1))) {
                return true;
            }
            from = name.indexOf(wanted, from + 1);
        }
        return false;
    }

    private static Account read(ResultSet row, int number) throws SQLException {
        return new Account(
                new UserId(row.getString("id")),
                row.getString("username"),
                row.getString("name"),
                row.getInt("administrator") == 1,
                row.getInt("disabled") == 1);
    }
}
