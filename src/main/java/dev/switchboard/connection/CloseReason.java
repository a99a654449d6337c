package dev.switchboard.connection;

/** Why a connection ends: the close codes that clients can rely on. */
public enum CloseReason {
    BYE(1000, "Bye"),
    GOING_AWAY(1001, "Going away"),
    PROTOCOL(1002, "Broken or unsupported frame"),
    POLICY(1008, "Against the rules"),
    TOO_LARGE(1009, "Too large"),
    OUR_FAULT(1011, "Our fault"),
    SERVICE_RESTART(1012, "Restarting, come back"),
    SIGN_IN_AGAIN(4001, "Sign in again"),
    FORBIDDEN(4003, "Forbidden, stay away"),
    TOO_SLOW(4008, "Too slow, resume"),
    TOO_MANY(4029, "Too many, wait");

    private final int code;
    private final String phrase;

    CloseReason(int code, String phrase) {
        this.code = code;
        this.phrase = phrase;
    }

    /** The WebSocket and SockJS close code. */
    public int code() {
        return code;
    }

    /** A few words for people, well under the 123 bytes of a close frame. */
    public String phrase() {
        return phrase;
    }
}
