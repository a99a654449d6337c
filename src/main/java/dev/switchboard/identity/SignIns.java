package dev.switchboard.identity;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Recognises people by their passwords, and slows down those who guess. Thread-safe. */
@Component
final class SignIns {

    private static final int USERNAME_LENGTH = 31;

    private final Accounts accounts;
    private final Passwords passwords;
    private final Failures byAccountAndAddress;
    private final Failures byAddress;

    SignIns(Accounts accounts, Passwords passwords, IdentityLimits limits) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.byAccountAndAddress = new Failures(limits.signInFailures(), limits.failureWindow(), System::nanoTime);
        this.byAddress = new Failures(limits.addressFailures(), limits.failureWindow(), System::nanoTime);
    }

    /**
     * Finds whose user name and password these are. An unknown user name takes as long as a wrong password and gets the
     * same answer.
     *
     * @param address the client's
     * @throws RefusedException UNAUTHENTICATED if they are nobody's; FORBIDDEN if the account is disabled; TOO_MANY
     *     after too many failures for this account from this address, or from this address
     */
    Account recognise(String username, String password, String address) {
        String name = username.strip().toLowerCase(Locale.ROOT);
        String place = ClientAddress.key(address);
        String key = place + ' ' + (name.length() > USERNAME_LENGTH ? "" : name);
        byAddress.attempt(place);
        try {
            byAccountAndAddress.attempt(key);
        } catch (RefusedException tooMany) {
            byAddress.forgive(place);
            throw tooMany;
        }

        Optional<Account> account = accounts.find(name);
        String hash =
                account.flatMap(found -> accounts.passwordHash(found.id())).orElse(null);
        if (!matches(password, hash, place, key) || account.isEmpty()) {
            throw new RefusedException(Refusal.UNAUTHENTICATED, "The user name or the password is wrong");
        }
        forgive(place, key);
        if (account.get().disabled()) {
            throw new RefusedException(Refusal.FORBIDDEN, "This account is disabled");
        }
        return account.get();
    }

    private boolean matches(String password, @Nullable String hash, String place, String key) {
        try {
            return passwords.matches(password, hash);
        } catch (RefusedException tooBusy) {
            forgive(place, key);
            throw tooBusy;
        }
    }

    private void forgive(String place, String key) {
        byAddress.forgive(place);
        byAccountAndAddress.forgive(key);
    }
}
