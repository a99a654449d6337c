package dev.switchboard.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A room as one person sees it in their list.
 *
 * @param name for a direct room, the names of its other people
 * @param role what they are in it; null where they only see it
 * @param head the room's newest sequence
 * @param read up to where they have read; 0 where they are not in it, as are the next two
 * @param unread other people's messages behind that
 * @param mentions those among them that name them
 * @param people everybody in a direct room; null for others
 */
record RoomItem(
        RoomId id,
        String name,
        @JsonProperty("private") boolean isPrivate,
        boolean direct,
        boolean archived,
        @Nullable Role role,
        long head,
        long read,
        long unread,
        long mentions,
        @Nullable List<Person> people) {}
