package dev.switchboard.identity;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.RestCall;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Set-up, sign-in and sign-out over REST. */
@RestController
final class SignInController {

    private final Accounts accounts;
    private final Passwords passwords;
    private final SignIns signIns;
    private final Sessions sessions;
    private final IdentityProperties properties;

    SignInController(
            Accounts accounts, Passwords passwords, SignIns signIns, Sessions sessions, IdentityProperties properties) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.signIns = signIns;
        this.sessions = sessions;
        this.properties = properties;
    }

    /** Whether the set-up is due, and who may sign up: {@code open}, {@code invite} or {@code closed}. */
    record Setup(boolean due, String registration) {}

    /** The header that writes with a cookie carry, and its value. */
    record Csrf(String headerName, String token) {}

    /** The account that is signed in, if one is. */
    record SignedIn(@Nullable AccountView account) {}

    record SetupRequest(
            @Nullable String name,
            @Nullable String username,
            @Nullable String password) {}

    record SignInRequest(
            @Nullable String username, @Nullable String password) {}

    @RestCall(value = "Whether the set-up is due, and who may sign up", open = true)
    @GetMapping("/api/setup")
    Setup setup() {
        return new Setup(accounts.areNone(), properties.registration().word());
    }

    @RestCall(
            value = "Makes the first account and signs it in",
            answers = 201,
            refuses = {Refusal.INVALID, Refusal.CONFLICT},
            open = true)
    @PostMapping("/api/setup")
    @ResponseStatus(HttpStatus.CREATED)
    AccountView setUp(@RequestBody SetupRequest wanted, HttpServletRequest request) {
        if (!accounts.areNone()) {
            throw new RefusedException(Refusal.CONFLICT, "The set-up has been done already");
        }
        String username = NewAccount.username(wanted.username());
        String name = NewAccount.name(wanted.name());
        String password = Passwords.accept(wanted.password(), username);
        Account account = accounts.found(new NewAccount(username, name, passwords.hash(password)));
        sessions.start(request, account);
        return AccountView.of(account);
    }

    @RestCall(value = "The header that writes with a cookie carry", open = true)
    @GetMapping("/api/csrf")
    Csrf csrf(CsrfToken token) {
        return new Csrf(token.getHeaderName(), token.getToken());
    }

    @RestCall(value = "Who is signed in, if anybody is", open = true)
    @GetMapping("/api/session")
    SignedIn session(@AuthenticationPrincipal @Nullable Speaker speaker) {
        return new SignedIn(Optional.ofNullable(speaker)
                .flatMap(who -> accounts.find(who.user()))
                .map(AccountView::of)
                .orElse(null));
    }

    @RestCall(
            value = "Signs in",
            refuses = {Refusal.INVALID, Refusal.UNAUTHENTICATED, Refusal.FORBIDDEN},
            open = true)
    @PostMapping("/api/session")
    AccountView signIn(@RequestBody SignInRequest wanted, HttpServletRequest request) {
        String username = NewAccount.required("username", wanted.username());
        String password = NewAccount.required("password", wanted.password());
        Account account = signIns.recognise(username, password, request.getRemoteAddr());
        sessions.start(request, account);
        return AccountView.of(account);
    }

    @RestCall(value = "Signs out", answers = 204, refuses = Refusal.INVALID, open = true)
    @DeleteMapping("/api/session")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(@AuthenticationPrincipal @Nullable Speaker speaker, HttpServletRequest request) {
        if (speaker != null && speaker.credential() instanceof Credential.Token) {
            throw new RefusedException(
                    Refusal.INVALID, "A token does not sign out: DELETE /api/tokens/{id} revokes it");
        }
        sessions.end(request);
    }

    @RestCall("Who one is")
    @GetMapping("/api/me")
    AccountView me(@AuthenticationPrincipal Speaker speaker) {
        return accounts.find(speaker.user())
                .map(AccountView::of)
                .orElseThrow(() -> new RefusedException(Refusal.UNAUTHENTICATED, "Sign in again"));
    }
}
