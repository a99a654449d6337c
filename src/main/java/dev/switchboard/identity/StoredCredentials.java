package dev.switchboard.identity;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Recognises speakers by what is stored of their tokens and sessions. */
@Component
final class StoredCredentials implements Credentials {

    private final Accounts accounts;
    private final Tokens tokens;
    private final Sessions sessions;
    private final Revocations revocations;
    private final Failures byAddress;

    StoredCredentials(
            Accounts accounts, Tokens tokens, Sessions sessions, Revocations revocations, IdentityLimits limits) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.sessions = sessions;
        this.revocations = revocations;
        this.byAddress = new Failures(limits.addressFailures(), limits.failureWindow(), System::nanoTime);
    }

    /** A right secret is let in from wherever it comes: only wrong ones are counted, and only they are refused. */
    @Override
    public Speaker byToken(String secret, String address) {
        Tokens.Token token = tokens.find(secret).orElseThrow(() -> wrong(address));
        Account account = accounts.find(token.account()).orElseThrow(() -> wrong(address));
        requireEnabled(account);
        tokens.touch(token.id());
        return new Speaker(
                account.id(),
                account.username(),
                account.name(),
                account.administrator() && mayAdminister(token.scopes()),
                new Credential.Token(token.id()),
                token.scopes(),
                token.expiresAt());
    }

    @Override
    public Speaker byLogin(String username, String secret, String address) {
        Speaker speaker = byToken(secret, address);
        if (!speaker.username().equals(username.strip().toLowerCase(Locale.ROOT))) {
            throw wrong(address);
        }
        return speaker;
    }

    @Override
    public void requireLive(Speaker speaker) {
        if (speaker.isGuest()) {
            return;
        }
        Account account = accounts.find(speaker.user()).orElseThrow(StoredCredentials::ended);
        requireEnabled(account);
        boolean live = switch (speaker.credential()) {
            case Credential.Session session -> sessions.isLive(speaker.user(), session);
            case Credential.Token token -> tokens.isLive(token.id());
            case Credential.None none -> true;
        };
        if (!live) {
            throw ended();
        }
    }

    @Override
    public Speaker renewed(Speaker speaker) {
        boolean administrator = mayAdminister(speaker.scopes())
                && accounts.find(speaker.user()).filter(Account::administrator).isPresent();
        return administrator == speaker.administrator() ? speaker : speaker.withAdministrator(administrator);
    }

    private static boolean mayAdminister(Set<Scope> scopes) {
        return scopes.isEmpty() || scopes.contains(Scope.ADMIN);
    }

    @Override
    public void touch(Speaker speaker) {
        switch (speaker.credential()) {
            case Credential.Session session -> sessions.touch(speaker.user(), session);
            case Credential.Token token -> tokens.touch(token.id());
            case Credential.None none -> {
                // There is nothing that could end.
            }
        }
    }

    @Override
    public void onRevoked(Consumer<Revocation> listener) {
        revocations.listen(listener);
    }

    @Override
    public void onRoleChanged(Consumer<UserId> listener) {
        revocations.listenToRoles(listener);
    }

    private static void requireEnabled(Account account) {
        if (account.disabled()) {
            throw new RefusedException(Refusal.FORBIDDEN, "This account is disabled");
        }
    }

    private RefusedException wrong(String address) {
        try {
            byAddress.attempt(ClientAddress.key(address));
        } catch (RefusedException tooMany) {
            return tooMany;
        }
        return new RefusedException(Refusal.UNAUTHENTICATED, "This access token is not valid");
    }

    private static RefusedException ended() {
        return new RefusedException(Refusal.UNAUTHENTICATED, "Sign in again");
    }
}
