package dev.switchboard.benchmarks;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A server that runs, in a process of its own.
 *
 * @param server which it is
 * @param address where it listens
 * @param folder its own
 * @param talk how it is spoken with
 * @param account Switchboard's administrator
 */
record Running(
        Server server,
        Process process,
        Path folder,
        Link.Address address,
        Talk.Kind talk,
        Optional<SwitchboardAccount> account)
        implements AutoCloseable {

    /** The same, spoken with differently. */
    Running speaking(Talk.Kind other) {
        return new Running(server, process, folder, address, other, account);
    }

    Processor processor() {
        return new Processor(process.pid());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            boolean unused = process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
