package dev.switchboard.benchmarks;

/** A run, and what it gave. */
record Result(Scenario scenario, Server server, int round, Outcome outcome) {}
