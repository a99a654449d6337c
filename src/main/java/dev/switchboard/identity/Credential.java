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
     * None: somebody who has not said who they are.
     *
     * @param address under which they are counted
     */
    record None(String address) implements Credential {}

    /**
     * An access token.
     *
     * @param id the token's public id, which is not the secret
     */
    record Token(String id) implements Credential {}
}
