package dev.switchboard.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.RestCall;
import dev.switchboard.identity.Speaker;
import dev.switchboard.log.Writer;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rooms over REST: the list, and making, changing and deleting one. */
@RestController
@RequestMapping("/api/rooms")
final class RoomController {

    private final Writer writer;
    private final RoomChanges changes;
    private final DirectRooms directRooms;
    private final Rooms rooms;
    private final RoomItems items;

    RoomController(Writer writer, RoomChanges changes, DirectRooms directRooms, Rooms rooms, RoomItems items) {
        this.writer = writer;
        this.changes = changes;
        this.directRooms = directRooms;
        this.rooms = rooms;
        this.items = items;
    }

    /** Public rooms and one's own. */
    @RestCall("Public rooms and one's own")
    @GetMapping
    RoomList list(@AuthenticationPrincipal Speaker speaker) {
        return new RoomList(items.list(speaker.user()));
    }

    /** Makes a room, or opens the direct room of some people: 201 where it is new, 200 where it was there. */
    @RestCall(
            value = "Makes a room, or opens the direct room of some people",
            answers = {201, 200},
            refuses = {Refusal.INVALID, Refusal.CONFLICT})
    @PostMapping
    ResponseEntity<RoomItem> create(@AuthenticationPrincipal Speaker speaker, @RequestBody NewRoom wished) {
        if (wished.direct() != null) {
            return open(speaker, wished, wished.direct());
        }
        if (wished.name() == null) {
            throw new RefusedException(Refusal.INVALID, "A room has a name, a direct room its people");
        }
        RoomName name = RoomName.parse(wished.name());
        RoomId id = wished.id() == null ? null : RoomId.parse(wished.id());
        boolean isPrivate = Boolean.TRUE.equals(wished.isPrivate());
        return writer.writeAndWait(transaction -> {
            Room room = changes.create(transaction, speaker.user(), name, isPrivate, id);
            return created(items.require(transaction, room.id(), speaker.user()));
        });
    }

    /** One room, as in the list. */
    @RestCall(value = "One room", refuses = Refusal.NOT_FOUND)
    @GetMapping("/{room}")
    RoomItem find(@AuthenticationPrincipal Speaker speaker, @PathVariable("room") String room) {
        return items.require(RoomId.seek(room), speaker.user());
    }

    /** Renames, archives, opens again. */
    @RestCall(
            value = "Renames a room, archives it or opens it again",
            refuses = {Refusal.INVALID, Refusal.FORBIDDEN, Refusal.NOT_FOUND})
    @PatchMapping("/{room}")
    RoomItem change(
            @AuthenticationPrincipal Speaker speaker,
            @PathVariable("room") String room,
            @RequestBody ChangedRoom wished) {
        RoomId id = RoomId.seek(room);
        return writer.writeAndWait(transaction -> {
            Standing standing = rooms.requireStanding(transaction, id, speaker);
            RoomName name = wished.name() == null ? null : RoomName.parse(wished.name());
            changes.change(transaction, standing, name, wished.archived());
            return items.require(transaction, id, speaker.user());
        });
    }

    /** Deletes a room with all that was said in it. */
    @RestCall(
            value = "Deletes a room with all that was said in it",
            answers = 204,
            refuses = {Refusal.FORBIDDEN, Refusal.NOT_FOUND})
    @DeleteMapping("/{room}")
    ResponseEntity<Void> delete(@AuthenticationPrincipal Speaker speaker, @PathVariable("room") String room) {
        RoomId id = RoomId.seek(room);
        return writer.writeAndWait(transaction -> {
            changes.delete(transaction, rooms.requireStanding(transaction, id, speaker));
            return ResponseEntity.noContent().build();
        });
    }

    private ResponseEntity<RoomItem> open(Speaker speaker, NewRoom wished, List<String> usernames) {
        if (wished.id() != null || wished.name() != null || Boolean.FALSE.equals(wished.isPrivate())) {
            throw new RefusedException(Refusal.INVALID, "A direct room has people, and neither an id nor a name");
        }
        return writer.writeAndWait(transaction -> {
            DirectRooms.Opened opened = directRooms.open(transaction, speaker.user(), usernames);
            RoomItem item = items.require(transaction, opened.room(), speaker.user());
            return opened.isNew() ? created(item) : ResponseEntity.ok(item);
        });
    }

    private static ResponseEntity<RoomItem> created(RoomItem item) {
        return ResponseEntity.created(URI.create("/api/rooms/" + item.id())).body(item);
    }

    /** The rooms, by id. */
    record RoomList(List<RoomItem> items) {}

    /**
     * A wished room.
     *
     * @param id made from the name where it is missing
     * @param direct user names; instead of everything else
     */
    record NewRoom(
            @Nullable String id,
            @Nullable String name,
            @JsonProperty("private") @Nullable Boolean isPrivate,
            @Nullable List<String> direct) {}

    /** What is to change; what is missing stays. */
    record ChangedRoom(@Nullable String name, @Nullable Boolean archived) {}
}
