/** A load generator on one thread, the servers it is let loose on, and the table that comes out of it. */
@NullMarked
package dev.switchboard.benchmarks;

import org.jspecify.annotations.NullMarked;
