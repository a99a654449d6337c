package dev.switchboard.identity;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.RestCall;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** People over REST: who there is, sign-up, and an administrator's tools. */
@RestController
@RequestMapping("/api/users")
final class UsersController {

    private static final int QUERY_LENGTH = 80;

    private final Accounts accounts;
    private final SignUps signUps;
    private final Sessions sessions;
    private final Revocations revocations;

    UsersController(Accounts accounts, SignUps signUps, Sessions sessions, Revocations revocations) {
        this.accounts = accounts;
        this.signUps = signUps;
        this.sessions = sessions;
        this.revocations = revocations;
    }

    record SignUpRequest(
            @Nullable String name,
            @Nullable String username,
            @Nullable String password,
            @Nullable String invitation) {}

    record ChangeRequest(
            @Nullable Boolean disabled,
            @Nullable String role,
            @Nullable String name) {}

    record Found(List<AccountView> items) {}

    /** At most 50, by user name; those who are disabled are shown to administrators only. */
    @RestCall(value = "People by the beginning of their names", refuses = Refusal.INVALID)
    @GetMapping
    Found find(@RequestParam(defaultValue = "") String q, @AuthenticationPrincipal Speaker speaker) {
        if (q.length() > QUERY_LENGTH) {
            throw new RefusedException(Refusal.INVALID, "A name to look for has at most 80 characters");
        }
        boolean all = speaker.administrator();
        return new Found(accounts.search(q, all).stream()
                .map(account -> all ? AccountView.ofAll(account) : AccountView.of(account))
                .toList());
    }

    @RestCall(
            value = "Makes an account and signs it in",
            answers = 201,
            refuses = {Refusal.INVALID, Refusal.FORBIDDEN, Refusal.NOT_FOUND, Refusal.CONFLICT},
            open = true)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    AccountView signUp(@RequestBody SignUpRequest wanted, HttpServletRequest request) {
        String username = NewAccount.username(wanted.username());
        String name = NewAccount.name(wanted.name());
        String password = Passwords.accept(wanted.password(), username);
        Account account = signUps.signUp(
                new SignUps.Wish(username, name, password, wanted.invitation()), request.getRemoteAddr());
        sessions.start(request, account);
        return AccountView.of(account);
    }

    /** Changes one's own name; administrators change everybody's name, role and state. */
    @RestCall(
            value = "Changes one's own name, or as an administrator anybody's name, role and state",
            refuses = {Refusal.INVALID, Refusal.FORBIDDEN, Refusal.NOT_FOUND, Refusal.CONFLICT})
    @PatchMapping("/{user}")
    AccountView change(
            @PathVariable String user, @RequestBody ChangeRequest wanted, @AuthenticationPrincipal Speaker speaker) {
        Account account = (user.equals("me") ? accounts.find(speaker.user()) : accounts.findByIdOrUsername(user))
                .orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND, "No such account"));
        boolean own = account.id().equals(speaker.user());
        if (!speaker.administrator() && (!own || wanted.role() != null || wanted.disabled() != null)) {
            throw new RefusedException(Refusal.FORBIDDEN, "Only administrators may do this");
        }
        Boolean administrator = administrator(wanted.role());
        String name = wanted.name() == null ? null : NewAccount.name(wanted.name());
        Accounts.Changed changed = accounts.change(
                account.id(),
                before -> new Account(
                        before.id(),
                        before.username(),
                        name == null ? before.name() : name,
                        administrator == null ? before.administrator() : administrator,
                        wanted.disabled() == null ? before.disabled() : wanted.disabled()));
        if (changed.after().disabled() != changed.before().disabled()) {
            // Also when it is enabled again: somebody may have signed in at the moment when it was disabled.
            sessions.endAll(account.id());
            revocations.tell(new Revocation.OfUser(account.id()));
        }
        if (changed.after().administrator() != changed.before().administrator()) {
            revocations.tellOfRole(account.id());
        }
        return speaker.administrator() ? AccountView.ofAll(changed.after()) : AccountView.of(changed.after());
    }

    private static @Nullable Boolean administrator(@Nullable String role) {
        return switch (role) {
            case null -> null;
            case "administrator" -> true;
            case "user" -> false;
            default -> throw new RefusedException(Refusal.INVALID, "A role is 'administrator' or 'user'");
        };
    }
}
