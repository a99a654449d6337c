package dev.switchboard.log;

/**
 * What a client said under an id of its own.
 *
 * @param content all that it said, in one canonical text: a repeat says the same
 */
public record ClientMessage(ClientMessageId id, String content) {}
