package dev.switchboard.identity;

import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import java.util.function.Consumer;

/** Recognises speakers for protocols, and tells them when a right ends. Thread-safe. */
public interface Credentials {

    /**
     * By an access token's secret.
     *
     * @param address from where, for throttling
     * @throws RefusedException UNAUTHENTICATED if there is no such live token; FORBIDDEN if its account is disabled;
     *     TOO_MANY after too many wrong ones from this address
     */
    Speaker byToken(String secret, String address);

    /**
     * By a user name and an access token's secret (STOMP's {@code login} and {@code passcode}).
     *
     * @throws RefusedException as {@link #byToken}; UNAUTHENTICATED also if the token is another user's
     */
    Speaker byLogin(String username, String secret, String address);

    /**
     * Looks again whether a speaker's right still stands, as it must be done between recognising someone and
     * registering their connection.
     *
     * @throws RefusedException UNAUTHENTICATED if it has ended; FORBIDDEN if the account is disabled
     */
    void requireLive(Speaker speaker);

    /** The same speaker by the same credential, with what their account's role lets them do now. */
    Speaker renewed(Speaker speaker);

    /** Notes that an open connection uses a session, which keeps it alive; writes at most once an hour for each. */
    void touch(Speaker speaker);

    /** Tells of every right that ends from now on, before the request that ended it is answered. Must not block. */
    void onRevoked(Consumer<Revocation> listener);

    /** Tells of every account that has got another role, before the request that gave it is answered. Must not block. */
    void onRoleChanged(Consumer<UserId> listener);
}
