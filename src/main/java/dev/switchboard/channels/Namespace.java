package dev.switchboard.channels;

import dev.switchboard.broker.DeliveryClass;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.util.unit.DataSize;

/**
 * What all channels of one namespace promise, and to whom.
 *
 * @param name {@code [a-z][a-z0-9-]{0,30}}, but not {@code rooms}, which is chat's
 * @param presence whether those who listen may know who else does
 */
record Namespace(
        String name,
        DeliveryClass delivery,
        Access access,
        Kept kept,
        int rate,
        DataSize payloadLimit,
        boolean presence) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    /**
     * Who may do what.
     *
     * @param members user names
     */
    record Access(Set<Who> publish, Set<Who> listen, Set<String> members) {

        Access {
            publish = Set.copyOf(publish);
            listen = Set.copyOf(listen);
            members = Set.copyOf(members);
        }
    }

    /**
     * What is kept of the past.
     *
     * @param size publications of one channel
     * @param age how long each
     * @param memory bytes of all channels together, where it is kept in memory
     * @param channels how many channels are kept
     */
    record Kept(int size, Duration age, DataSize memory, int channels) {}

    Namespace {
        if (!isForm(name)) {
            throw new IllegalArgumentException("Not the form of a namespace: " + name);
        }
    }

    static boolean isForm(String name) {
        return FORM.matcher(name).matches();
    }

    /** Whether those may listen who have not said who they are. */
    boolean welcomesGuests() {
        return access.listen().contains(Who.ANONYMOUS);
    }

    /** The least time between two values of one subscriber; zero for none. */
    Duration interval() {
        return rate == 0 ? Duration.ZERO : Duration.ofNanos(Math.ceilDiv(1_000_000_000, rate));
    }
}
