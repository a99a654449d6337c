package dev.switchboard.benchmarks;

import java.util.concurrent.TimeUnit;

/**
 * A server that runs, in a process of its own.
 *
 * @param server which it is
 * @param address where it listens
 * @param talk how it is spoken with
 */
record Running(Server server, Process process, Link.Address address, Talk.Kind talk) implements AutoCloseable {

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
