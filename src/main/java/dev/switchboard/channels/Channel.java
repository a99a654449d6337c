package dev.switchboard.channels;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.broker.Destination;
import java.util.regex.Pattern;

/**
 * One channel of a namespace.
 *
 * @param name {@code [A-Za-z0-9._:-]{1,128}}, but not "." or ".."
 */
record Channel(Namespace namespace, String name) {

    private static final Pattern FORM = Pattern.compile("(?!\\.\\.?$)[A-Za-z0-9._:-]{1,128}");

    Channel {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("Not the form of a channel's name: " + name);
        }
    }

    /**
     * Reads what a client wrote.
     *
     * @throws RefusedException INVALID if it has not the form
     */
    static Channel parse(Namespace namespace, String name) {
        if (!FORM.matcher(name).matches()) {
            throw new RefusedException(
                    Refusal.INVALID, "A channel's name has 1 to 128 letters, digits and characters of ._:-");
        }
        return new Channel(namespace, name);
    }

    Destination destination() {
        return Destination.of("/topic/" + namespace.name() + '/' + name);
    }

    /** The name of its stream in the event log; no room's id has a slash. */
    String stream() {
        return stream(namespace.name(), name);
    }

    static String stream(String namespace, String name) {
        return namespace + '/' + name;
    }
}
