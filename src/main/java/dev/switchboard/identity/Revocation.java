package dev.switchboard.identity;

import dev.switchboard.UserId;

/** A right that has ended: whoever speaks by it is silenced within a second. */
public sealed interface Revocation {

    /** Whether this speaker spoke by the right that has ended. */
    boolean concerns(Speaker speaker);

    /** Whether the person may sign in again; if not, they are told to stay away (close code 4003, else 4001). */
    boolean maySignInAgain();

    /** A session or a token has ended. */
    record OfCredential(Credential credential) implements Revocation {

        @Override
        public boolean concerns(Speaker speaker) {
            return speaker.credential().equals(credential);
        }

        @Override
        public boolean maySignInAgain() {
            return true;
        }
    }

    /** An account was disabled. */
    record OfUser(UserId user) implements Revocation {

        @Override
        public boolean concerns(Speaker speaker) {
            return speaker.user().equals(user);
        }

        @Override
        public boolean maySignInAgain() {
            return false;
        }
    }
}
