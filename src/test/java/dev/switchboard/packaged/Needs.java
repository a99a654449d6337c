package dev.switchboard.packaged;

import org.junit.jupiter.api.Assumptions;

/** What a test needs and a machine may lack: it is skipped then, and says why; where nothing may be skipped, it fails. */
public final class Needs {

    private Needs() {}

    /**
     * Goes on only if it is there.
     *
     * @param what who needs what, as a sentence without its full stop
     */
    public static void that(boolean there, String what) {
        if (!there && "forbidden".equals(System.getProperty("switchboard.skips"))) {
            throw new AssertionError("Nothing may be skipped here, and " + what);
        }
        Assumptions.assumeTrue(there, "Skipped: " + what);
    }
}
