package dev.switchboard.chat;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.broker.Destination;
import java.util.regex.Pattern;

/** A room's name in destinations and URLs: lower-case letters, digits and hyphens, at most 63. */
record RoomId(@JsonValue String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    RoomId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("Not the form of a room's id: " + value);
        }
    }

    /**
     * Reads what a client wrote.
     *
     * @throws RefusedException INVALID if it has not the form of a room's id
     */
    static RoomId parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new RefusedException(
                    Refusal.INVALID,
                    "A room's id has lower-case letters, digits and hyphens, at most 63, and no hyphen first");
        }
        return new RoomId(text);
    }

    /**
     * Reads what stands in the place of a room in a URL: what cannot be a room's id is as good as a room that is not there.
     *
     * @throws RefusedException NOT_FOUND if it has not the form of a room's id
     */
    static RoomId seek(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new RefusedException(Refusal.NOT_FOUND, "No such room");
        }
        return new RoomId(text);
    }

    /** Where its events are published. */
    Destination destination() {
        return Destination.of("/topic/rooms/" + value);
    }

    @Override
    public String toString() {
        return value;
    }
}
