package dev.switchboard.chat;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.RestCall;
import dev.switchboard.identity.Speaker;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The versions of a message over REST. */
@RestController
final class VersionController {

    /** Texts may be long: a page of them is short. */
    private static final int PAGE = 50;

    private final Rooms rooms;
    private final Versions versions;

    VersionController(Rooms rooms, Versions versions) {
        this.rooms = rooms;
        this.versions = versions;
    }

    /** What a message said, the first version first. */
    @RestCall(
            value = "What a message said, the first version first",
            refuses = {Refusal.INVALID, Refusal.FORBIDDEN, Refusal.NOT_FOUND})
    @GetMapping("/api/rooms/{room}/messages/{seq}/versions")
    Versions.Page versions(
            @AuthenticationPrincipal Speaker speaker,
            @PathVariable("room") String room,
            @PathVariable("seq") long message,
            @RequestParam(name = "after", required = false) @Nullable Long after,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit) {
        RoomId id = RoomId.seek(room);
        if ((after != null && after < 0) || (limit != null && limit < 1)) {
            throw new RefusedException(Refusal.INVALID, "after counts from 0, limit from 1");
        }
        rooms.requireMember(id, speaker.user());
        return versions.page(id, message, after == null ? 0 : after, limit == null ? PAGE : Math.min(limit, PAGE));
    }
}
