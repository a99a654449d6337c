package dev.switchboard;

import java.io.IOException;
import java.util.Optional;

/**
 * Starts {@link SwitchboardApplication}, or says which Java that takes. Compiled for older ones, which cannot even load the
 * rest.
 */
final class Start {

    private static final int OLDEST = 21;

    private Start() {}

    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        Optional<String> refusal = refusal(Runtime.version().feature());
        if (refusal.isPresent()) {
            System.err.println(refusal.get());
            System.exit(1);
        }
        ClassLoader classes = PackagedClasses.insteadOf(Start.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(classes);
        Class.forName("dev.switchboard.SwitchboardApplication", true, classes)
                .getMethod("main", String[].class)
                .invoke(null, (Object) arguments);
    }

    /** What to say instead of starting; empty if this Java will do. */
    static Optional<String> refusal(int feature) {
        return feature >= OLDEST
                ? Optional.empty()
                : Optional.of("Switchboard needs Java " + OLDEST + " or newer, and this is Java " + feature
                        + ": start it with a newer one, by the full path of its 'java'");
    }
}
