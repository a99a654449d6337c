package dev.switchboard.samples;

/**
 * One publication of a sample.
 *
 * @param name the channel's, below {@code live}
 * @param json any record, as JSON
 */
record Sample(String name, Record json) {}
