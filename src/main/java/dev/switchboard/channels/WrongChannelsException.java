package dev.switchboard.channels;

/** A namespace is configured in a way that means nothing; the message is one sentence that names the property. */
final class WrongChannelsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongChannelsException(String sentence) {
        super(sentence);
    }
}
