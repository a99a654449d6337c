package dev.switchboard.identity;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.RestCall;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Invitations over REST: administrators make, list and revoke them; whoever has a code may look at its invitation. */
@RestController
@RequestMapping("/api/invitations")
final class InvitationsController {

    private static final int USES_AT_MOST = 1_000;
    private static final Duration LONGEST = Duration.ofDays(366);

    private final Invitations invitations;
    private final SignUps signUps;
    private final Accounts accounts;
    private final IdentityProperties properties;

    InvitationsController(Invitations invitations, SignUps signUps, Accounts accounts, IdentityProperties properties) {
        this.invitations = invitations;
        this.signUps = signUps;
        this.accounts = accounts;
        this.properties = properties;
    }

    /**
     * @param uses how many people it lets in, 1 to 1000; one if left out
     * @param expiresAt within a year; {@code switchboard.identity.invitation-lifetime} from now if left out
     */
    record InvitationRequest(
            @Nullable Integer uses, @Nullable Instant expiresAt) {}

    /**
     * An invitation.
     *
     * @param code in the answer that made it only, and so are its {@code url} and {@code qr}
     * @param qr the {@code url} as a QR code: rows from the top, {@code 1} for dark and {@code 0} for light, without a margin
     * @param state {@code open}, {@code expired}, {@code used_up} or {@code revoked}
     */
    record Item(
            String id,
            @Nullable String code,
            @Nullable String url,
            @Nullable List<String> qr,
            int uses,
            int used,
            String state,
            @Nullable Person invitedBy,
            Instant createdAt,
            Instant expiresAt) {}

    /** What the holder of a code may know. */
    record Preview(String state, @Nullable Person invitedBy, Instant expiresAt) {}

    record Person(String username, String name) {}

    record Items(List<Item> items) {}

    @RestCall(
            value = "Makes an invitation",
            answers = 201,
            refuses = {Refusal.INVALID, Refusal.FORBIDDEN, Refusal.CONFLICT})
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Item issue(@RequestBody InvitationRequest wanted, @AuthenticationPrincipal Speaker speaker) {
        requireAdministrator(speaker);
        int uses = wanted.uses() == null ? 1 : wanted.uses();
        if (uses < 1 || uses > USES_AT_MOST) {
            throw new RefusedException(Refusal.INVALID, "An invitation has 1 to 1000 uses");
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant expiresAt = wanted.expiresAt() == null ? now.plus(properties.invitationLifetime()) : wanted.expiresAt();
        if (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LONGEST))) {
            throw new RefusedException(Refusal.INVALID, "An invitation expires within a year from now");
        }
        if (properties.registration() == Registration.CLOSED) {
            throw new RefusedException(Refusal.CONFLICT, "Nobody can sign up here: the registration is closed");
        }
        Invitations.Issued issued = invitations.issue(speaker.user(), uses, expiresAt);
        String url = ServletUriComponentsBuilder.fromCurrentContextPath()
                .pathSegment("invite", issued.code())
                .toUriString();
        return item(issued.invitation(), issued.code(), url);
    }

    @RestCall(value = "Everybody's invitations", refuses = Refusal.FORBIDDEN)
    @GetMapping
    Items list(@AuthenticationPrincipal Speaker speaker) {
        requireAdministrator(speaker);
        return new Items(invitations.newest().stream()
                .map(invitation -> item(invitation, null, null))
                .toList());
    }

    /** For the page of {@code /invite/{code}}: whether it still lets anybody in, and whom to ask if not. */
    @RestCall(value = "What an invitation is worth", refuses = Refusal.NOT_FOUND, open = true)
    @GetMapping("/{code}")
    Preview preview(@PathVariable String code, HttpServletRequest request) {
        Invitations.Invitation invitation = signUps.preview(code, request.getRemoteAddr());
        return new Preview(invitations.state(invitation).word(), person(invitation), invitation.expiresAt());
    }

    @RestCall(
            value = "Revokes an invitation",
            answers = 204,
            refuses = {Refusal.FORBIDDEN, Refusal.NOT_FOUND})
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String id, @AuthenticationPrincipal Speaker speaker) {
        requireAdministrator(speaker);
        invitations.revoke(id);
    }

    private Item item(Invitations.Invitation invitation, @Nullable String code, @Nullable String url) {
        return new Item(
                invitation.id(),
                code,
                url,
                url == null ? null : QrCode.rows(url),
                invitation.uses(),
                invitation.used(),
                invitations.state(invitation).word(),
                person(invitation),
                invitation.createdAt(),
                invitation.expiresAt());
    }

    private @Nullable Person person(Invitations.Invitation invitation) {
        return accounts.find(invitation.invitedBy())
                .map(account -> new Person(account.username(), account.name()))
                .orElse(null);
    }

    private static void requireAdministrator(Speaker speaker) {
        if (!speaker.administrator()) {
            throw new RefusedException(Refusal.FORBIDDEN, "Only administrators may do this");
        }
    }
}
