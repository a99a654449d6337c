package dev.switchboard.benchmarks;

/** A run that makes no sense to go on with. */
final class BrokenOffException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenOffException(String why) {
        super(why);
    }
}
