package dev.switchboard.identity;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets new people in, as far as the registration allows. Thread-safe. */
@Component
final class SignUps {

    private final Accounts accounts;
    private final Invitations invitations;
    private final Passwords passwords;
    private final Registration registration;
    private final Failures attempts;

    SignUps(
            Accounts accounts,
            Invitations invitations,
            Passwords passwords,
            IdentityProperties properties,
            IdentityLimits limits) {
        this.accounts = accounts;
        this.invitations = invitations;
        this.passwords = passwords;
        this.registration = properties.registration();
        this.attempts = new Failures(limits.addressFailures(), limits.failureWindow(), System::nanoTime);
    }

    /**
     * What somebody wants who signs up.
     *
     * @param password as {@link Passwords#accept} leaves it
     */
    record Wish(
            String username,
            String name,
            String password,
            @Nullable String invitation) {}

    /**
     * Makes an account.
     *
     * @throws RefusedException FORBIDDEN or NOT_FOUND if the registration or the invitation does not let them in;
     *     CONFLICT if the user name is taken; TOO_MANY after too many attempts from this address
     */
    Account signUp(Wish wish, String address) {
        attempts.attempt(ClientAddress.key(address));
        String code = code(wish);
        if (code != null) {
            invitations.find(code).ifPresentOrElse(this::requireOpen, SignUps::refuseUnknown);
        }
        if (accounts.find(wish.username()).isPresent()) {
            throw new RefusedException(Refusal.CONFLICT, "This user name is taken");
        }
        NewAccount wanted = new NewAccount(wish.username(), wish.name(), passwords.hash(wish.password()));
        return accounts.create(wanted, transaction -> {
            if (code != null && !invitations.use(code, transaction)) {
                refuse(transaction.jdbc(), code);
            }
        });
    }

    /**
     * What an invitation's holder may know of it before they sign up.
     *
     * @throws RefusedException NOT_FOUND if there is none with this code; TOO_MANY after too many wrong codes from this
     *     address
     */
    Invitations.Invitation preview(String code, String address) {
        return invitations.find(code).orElseThrow(() -> {
            attempts.attempt(ClientAddress.key(address));
            return unknown();
        });
    }

    /** The code that has to be counted; null if nobody needs one. */
    private @Nullable String code(Wish wish) {
        return switch (registration) {
            case OPEN -> null;
            case INVITE -> {
                String code = wish.invitation();
                if (code == null) {
                    throw new RefusedException(
                            Refusal.FORBIDDEN, "Signing up takes an invitation: ask an administrator for one");
                }
                yield code;
            }
            case CLOSED -> throw new RefusedException(Refusal.FORBIDDEN, "Nobody can sign up here");
        };
    }

    private void refuse(JdbcClient jdbc, String code) {
        Optional<Invitations.Invitation> invitation = invitations.find(jdbc, code);
        invitation.ifPresentOrElse(this::requireOpen, SignUps::refuseUnknown);
        throw new IllegalStateException("An open invitation could not be used");
    }

    private void requireOpen(Invitations.Invitation invitation) {
        String why = switch (invitations.state(invitation)) {
            case OPEN -> null;
            case EXPIRED -> "This invitation has expired";
            case USED_UP -> "This invitation has been used up";
            case REVOKED -> "This invitation has been revoked";
        };
        if (why != null) {
            String whom = accounts.find(invitation.invitedBy())
                    .map(account -> account.name() + " (" + account.username() + ")")
                    .orElse("an administrator");
            throw new RefusedException(Refusal.FORBIDDEN, why + ": ask " + whom + " for another");
        }
    }

    private static void refuseUnknown() {
        throw unknown();
    }

    private static RefusedException unknown() {
        return new RefusedException(Refusal.NOT_FOUND, "There is no such invitation: look at the link again");
    }
}
