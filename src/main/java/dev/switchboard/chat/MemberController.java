package dev.switchboard.chat;

import dev.switchboard.Refusal;
import dev.switchboard.RestCall;
import dev.switchboard.identity.Speaker;
import dev.switchboard.log.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A room's members over REST: join, invite, change a role, leave, remove. */
@RestController
@RequestMapping("/api/rooms/{room}/members")
final class MemberController {

    private final Writer writer;
    private final Rooms rooms;
    private final Membership membership;
    private final Persons persons;

    MemberController(Writer writer, Rooms rooms, Membership membership, Persons persons) {
        this.writer = writer;
        this.rooms = rooms;
        this.membership = membership;
        this.persons = persons;
    }

    /** Everybody in the room, by user name; for those who are in it. */
    @RestCall(
            value = "Everybody in a room",
            refuses = {Refusal.FORBIDDEN, Refusal.NOT_FOUND})
    @GetMapping
    MemberList list(@AuthenticationPrincipal Speaker speaker, @PathVariable("room") String room) {
        RoomId id = RoomId.seek(room);
        rooms.requireMember(id, speaker.user());
        return new MemberList(persons.members(rooms.roles(id)));
    }

    /** Joins, invites, or gives a role. */
    @RestCall(
            value = "Joins, invites, or gives a role",
            refuses = {Refusal.INVALID, Refusal.FORBIDDEN, Refusal.NOT_FOUND, Refusal.CONFLICT})
    @PutMapping("/{user}")
    MemberItem put(
            @AuthenticationPrincipal Speaker speaker,
            @PathVariable("room") String room,
            @PathVariable("user") String user,
            @RequestBody(required = false) @Nullable WishedMember wished) {
        RoomId id = RoomId.seek(room);
        return writer.writeAndWait(transaction -> {
            Standing standing = rooms.requireStanding(transaction, id, speaker);
            Role role = wished == null || wished.role() == null ? null : Role.parse(wished.role());
            Member member = membership.put(transaction, standing, user, role);
            return persons.member(member.user(), member.role());
        });
    }

    /** Leaves, or removes. */
    @RestCall(
            value = "Leaves, or removes",
            answers = 204,
            refuses = {Refusal.FORBIDDEN, Refusal.NOT_FOUND, Refusal.CONFLICT})
    @DeleteMapping("/{user}")
    ResponseEntity<Void> remove(
            @AuthenticationPrincipal Speaker speaker,
            @PathVariable("room") String room,
            @PathVariable("user") String user) {
        RoomId id = RoomId.seek(room);
        return writer.writeAndWait(transaction -> {
            membership.remove(transaction, rooms.requireStanding(transaction, id, speaker), user);
            return ResponseEntity.noContent().build();
        });
    }

    /** A room's members. */
    record MemberList(List<MemberItem> items) {}

    /** Someone in a room: who they are, and what they are in it. */
    record MemberItem(String id, String username, String name, Role role) {}

    /**
     * How somebody is to be in the room.
     *
     * @param role missing for what they are, or else a member
     */
    record WishedMember(@Nullable String role) {}
}
