package dev.switchboard.identity;

/** By what a speaker was recognised. */
public sealed interface Credential {

    /**
     * A signed-in browser.
     *
     * @param id the session's public id, which is not the cookie's value
     */
    record Session(String id) implements Credential {}

    /**
     * An access token.
     *
     * @param id the token's public id, which is not the secret
     */
    record Token(String id) implements Credential {}
}
