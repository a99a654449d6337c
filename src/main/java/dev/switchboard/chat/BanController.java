package dev.switchboard.chat;

import dev.switchboard.Refusal;
import dev.switchboard.RestCall;
import dev.switchboard.identity.Speaker;
import dev.switchboard.log.Transaction;
import dev.switchboard.log.Writer;
import java.util.List;
import java.util.function.BiConsumer;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is kept out of a room, over REST; for its moderators and owners. */
@RestController
@RequestMapping("/api/rooms/{room}/bans")
final class BanController {

    private final Writer writer;
    private final Rooms rooms;
    private final Membership membership;
    private final Bans bans;
    private final Persons persons;

    BanController(Writer writer, Rooms rooms, Membership membership, Bans bans, Persons persons) {
        this.writer = writer;
        this.rooms = rooms;
        this.membership = membership;
        this.bans = bans;
        this.persons = persons;
    }

    /** Everybody who is kept out, the latest first. */
    @RestCall(
            value = "Everybody who is kept out of a room",
            refuses = {Refusal.FORBIDDEN, Refusal.NOT_FOUND})
    @GetMapping
    BanList list(@AuthenticationPrincipal Speaker speaker, @PathVariable("room") String room) {
        RoomId id = RoomId.seek(room);
        rooms.requireStanding(id, speaker).require(Role.MODERATOR);
        return new BanList(bans.list(id).stream()
                .map(ban ->
                        new BanItem(persons.person(ban.user()), persons.person(ban.by()), RoomEventForm.time(ban.at())))
                .toList());
    }

    /** Removes somebody, and keeps them out. */
    @RestCall(
            value = "Removes somebody, and keeps them out",
            answers = 204,
            refuses = {Refusal.FORBIDDEN, Refusal.NOT_FOUND, Refusal.CONFLICT})
    @PutMapping("/{user}")
    ResponseEntity<Void> ban(
            @AuthenticationPrincipal Speaker speaker,
            @PathVariable("room") String room,
            @PathVariable("user") String user) {
        return change(speaker, room, (transaction, standing) -> membership.ban(transaction, standing, user));
    }

    /** Lets somebody in again, if they come. */
    @RestCall(
            value = "Lets somebody in again",
            answers = 204,
            refuses = {Refusal.FORBIDDEN, Refusal.NOT_FOUND})
    @DeleteMapping("/{user}")
    ResponseEntity<Void> unban(
            @AuthenticationPrincipal Speaker speaker,
            @PathVariable("room") String room,
            @PathVariable("user") String user) {
        return change(speaker, room, (transaction, standing) -> membership.unban(transaction, standing, user));
    }

    private ResponseEntity<Void> change(Speaker speaker, String room, BiConsumer<Transaction, Standing> work) {
        RoomId id = RoomId.seek(room);
        return writer.writeAndWait(transaction -> {
            work.accept(transaction, rooms.requireStanding(transaction, id, speaker));
            return ResponseEntity.noContent().build();
        });
    }

    /** Who is kept out of a room. */
    record BanList(List<BanItem> items) {}

    /** Somebody who is kept out, by whom, and since when. */
    record BanItem(Person user, Person by, String at) {}
}
