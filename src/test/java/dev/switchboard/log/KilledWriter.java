package dev.switchboard.log;

import dev.switchboard.UserId;
import java.io.PrintStream;
import java.nio.file.Path;

/** A process that stores events until it is killed, and says which were accepted. */
final class KilledWriter {

    private static final int IN_FLIGHT = 64;

    private KilledWriter() {}

    /** Arguments: the folder, and a word that makes the clients' ids of this round unique. */
    public static void main(String[] arguments) {
        UserId actor = new UserId("0".repeat(26));
        PrintStream out = System.out;
        LogStore store = new LogStore(Path.of(arguments[0]));
        java.util.concurrent.Semaphore places = new java.util.concurrent.Semaphore(IN_FLIGHT);
        for (int number = 0; ; number++) {
            places.acquireUninterruptibly();
            String id = arguments[1] + "-" + number;
            NewEvent event = LogStore.event("stream-" + number % 3, actor, "text of " + id, id);
            store.writer
                    .write(transaction -> store.events.append(transaction, event))
                    .whenComplete((stored, failure) -> {
                        if (failure == null) {
                            out.println("accepted " + stored.stream() + ' ' + stored.sequence() + ' ' + id);
                            out.flush();
                        }
                        places.release();
                    });
        }
    }
}
