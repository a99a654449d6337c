package dev.switchboard.chat;

import dev.switchboard.UserId;
import dev.switchboard.identity.Account;
import dev.switchboard.identity.Credential;
import dev.switchboard.identity.People;
import dev.switchboard.identity.Speaker;
import dev.switchboard.log.Writer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** People as a test needs them; the first is the administrator. */
@TestComponent
@Primary
final class Crowd implements People {

    private final Map<UserId, Account> accounts = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final ObjectProvider<Lobby> lobby;
    private final ObjectProvider<Writer> writer;
    private @Nullable Speaker administrator;

    Crowd(ObjectProvider<Lobby> lobby, ObjectProvider<Writer> writer) {
        this.lobby = lobby;
        this.writer = writer;
    }

    /** Whoever set the server up; owns the lobby. */
    synchronized Speaker administrator() {
        if (administrator == null) {
            administrator = join("root", true);
        }
        return administrator;
    }

    /** A new account, whose user name begins like this. */
    Speaker person(String prefix) {
        administrator();
        return join(prefix, false);
    }

    /** The same person, whose account was disabled. */
    void disable(Speaker speaker) {
        accounts.computeIfPresent(
                speaker.user(),
                (id, account) -> new Account(id, account.username(), account.name(), account.administrator(), true));
    }

    private Speaker join(String prefix, boolean first) {
        String username = prefix + count.incrementAndGet();
        Account account = new Account(UserId.next(), username, "Name of " + username, first, false);
        accounts.put(account.id(), account);
        writer.getObject()
                .write(transaction -> {
                    lobby.getObject().onCreated(account, first, transaction);
                    return account;
                })
                .toCompletableFuture()
                .join();
        return new Speaker(
                account.id(),
                username,
                account.name(),
                first,
                new Credential.Session("session of " + username),
                Set.of(),
                null);
    }

    @Override
    public Optional<Account> find(UserId id) {
        return Optional.ofNullable(accounts.get(id));
    }

    @Override
    public Optional<Account> find(String username) {
        return accounts.values().stream()
                .filter(account -> account.username().equals(username))
                .findFirst();
    }

    @Override
    public Optional<Account> findByIdOrUsername(String text) {
        return UserId.isForm(text) ? find(new UserId(text)) : find(text);
    }

    @Override
    public Map<UserId, Account> findAll(Collection<UserId> ids) {
        return ids.stream()
                .filter(accounts::containsKey)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), accounts::get));
    }
}
