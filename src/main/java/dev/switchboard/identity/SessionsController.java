package dev.switchboard.identity;

import dev.switchboard.Refusal;
import dev.switchboard.RestCall;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own signed-in devices over REST. */
@RestController
@RequestMapping("/api/sessions")
final class SessionsController {

    private final Sessions sessions;

    SessionsController(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * A signed-in device.
     *
     * @param lastUsed to the hour
     * @param current whether it is the one that asks
     */
    record Item(String id, String device, Instant created, Instant lastUsed, boolean current) {}

    record Items(List<Item> items) {}

    @RestCall("Where one is signed in")
    @GetMapping
    Items list(@AuthenticationPrincipal Speaker speaker) {
        return new Items(sessions.of(speaker.user()).stream()
                .map(device -> new Item(
                        device.id(),
                        device.device(),
                        device.created(),
                        device.lastUsed(),
                        speaker.credential().equals(new Credential.Session(device.id()))))
                .toList());
    }

    /** Ends a session; also the one that asks, which is then signed out. */
    @RestCall(value = "Ends one of one's sessions", answers = 204, refuses = Refusal.NOT_FOUND)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String id, @AuthenticationPrincipal Speaker speaker) {
        sessions.end(speaker.user(), id);
    }
}
