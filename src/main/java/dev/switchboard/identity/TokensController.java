package dev.switchboard.identity;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.RestCall;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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

/** One's own access tokens over REST. */
@RestController
@RequestMapping("/api/tokens")
final class TokensController {

    private final Tokens tokens;

    TokensController(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * @param scopes left out for everything the account may, or everything the token may that asks
     * @param expiresAt left out for never
     */
    record TokenRequest(
            @Nullable String name,
            @Nullable List<@Nullable String> scopes,
            @Nullable Instant expiresAt) {}

    /**
     * A token.
     *
     * @param token the secret, in the answer that made it only
     * @param scopes null for everything the account may
     * @param lastUsedAt to ten minutes
     */
    record Item(
            String id,
            String name,
            @Nullable String token,
            @Nullable List<String> scopes,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {

        static Item of(Tokens.Token token, @Nullable String secret) {
            List<String> scopes =
                    token.scopes().stream().sorted().map(Scope::word).toList();
            return new Item(
                    token.id(),
                    token.name(),
                    secret,
                    scopes.isEmpty() ? null : scopes,
                    token.createdAt(),
                    token.expiresAt(),
                    token.lastUsedAt());
        }
    }

    record Items(List<Item> items) {}

    @RestCall("One's access tokens")
    @GetMapping
    Items list(@AuthenticationPrincipal Speaker speaker) {
        return new Items(tokens.of(speaker.user()).stream()
                .map(token -> Item.of(token, null))
                .toList());
    }

    @RestCall(
            value = "Makes an access token, whose secret is shown once",
            answers = 201,
            refuses = {Refusal.INVALID, Refusal.FORBIDDEN, Refusal.CONFLICT})
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Item issue(@RequestBody TokenRequest wanted, @AuthenticationPrincipal Speaker speaker) {
        String name = NewAccount.name(wanted.name());
        Set<Scope> scopes = scopes(wanted.scopes(), speaker);
        Tokens.Issued issued = tokens.issue(speaker.user(), name, scopes, expiry(wanted.expiresAt(), speaker));
        return Item.of(issued.token(), issued.secret());
    }

    @RestCall(value = "Revokes one of one's tokens", answers = 204, refuses = Refusal.NOT_FOUND)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String id, @AuthenticationPrincipal Speaker speaker) {
        tokens.revoke(speaker.user(), id);
    }

    private static Set<Scope> scopes(@Nullable List<@Nullable String> words, Speaker speaker) {
        if (words == null) {
            return speaker.scopes();
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : words) {
            scopes.add(scope(word));
        }
        if (scopes.isEmpty()) {
            throw new RefusedException(
                    Refusal.INVALID, "A token has at least one scope; leave 'scopes' out for all that you may");
        }
        if (!scopes.stream().allMatch(speaker::may) || (scopes.contains(Scope.ADMIN) && !speaker.administrator())) {
            throw new RefusedException(Refusal.FORBIDDEN, "A token may not do more than whoever makes it");
        }
        return scopes;
    }

    private static Scope scope(@Nullable String word) {
        for (Scope scope : Scope.values()) {
            if (scope.word().equals(word)) {
                return scope;
            }
        }
        throw new RefusedException(Refusal.INVALID, "A scope is 'read', 'write', 'publish' or 'admin'");
    }

    private static @Nullable Instant expiry(@Nullable Instant wanted, Speaker speaker) {
        Instant latest = speaker.expiresAt();
        if (wanted == null) {
            return latest;
        }
        if (!wanted.isAfter(Instant.now())) {
            throw new RefusedException(Refusal.INVALID, "A token expires in the future");
        }
        if (latest != null && wanted.isAfter(latest)) {
            throw new RefusedException(Refusal.FORBIDDEN, "A token does not outlive the one that makes it");
        }
        return wanted;
    }
}
