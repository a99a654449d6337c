package dev.switchboard.connection;

/** Everybody writes at once, and nobody waits. */
final class WritesAtOnce implements Writes {

    @Override
    public void execute(Runnable write) {
        write.run();
    }

    @Override
    public boolean giveWay(Runnable rest) {
        return false;
    }
}
