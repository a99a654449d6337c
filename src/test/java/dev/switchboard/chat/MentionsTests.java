package dev.switchboard.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.UserId;
import dev.switchboard.identity.Account;
import dev.switchboard.identity.People;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MentionsTests {

    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Mentions mentions = new Mentions(new People() {
        @Override
        public Optional<Account> find(UserId id) {
            return Optional.empty();
        }

        @Override
        public Optional<Account> find(String username) {
            return Optional.ofNullable(accounts.get(username));
        }

        @Override
        public Optional<Account> findByIdOrUsername(String text) {
            return Optional.empty();
        }

        @Override
        public Map<UserId, Account> findAll(Collection<UserId> ids) {
            return Map.of();
        }
    });

    MentionsTests() {
        for (String name : List.of("ada", "ada.l", "bob-", "bob", "x", "a".repeat(31))) {
            accounts.put(name, new Account(UserId.next(), name, name, false, false));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "hi @ada | ada",
                "@ADA and @Bob | ada bob",
                "@ada,@bob;(@x) | ada bob x",
                "@ada. | ada",
                "@ada.l. | ada.l",
                "@ada.l.m | ~~",
                "@ada... and @bob-: | ada bob-",
                "@bob-- | bob-",
                "@adam @ad | ~~",
                "me@ada.org mail.@ada _@ada -@ada @@ada | ~~",
                "@ada@bob | ~~",
                "@adaé é@ada | ~~",
                "上海@ada | ~~",
                "\"@ada\" '@bob' `@x` | ada bob x",
                "@ada @ada @Ada | ada",
                "@ @. @- | ~~",
                "@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.. | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | ~~",
            })
    void namesAreTokensOfTheirOwn(String text, String names) {
        List<String> found = mentions.in(text).stream()
                .map(id -> accounts.values().stream()
                        .filter(account -> account.id().equals(id))
                        .findFirst()
                        .orElseThrow()
                        .username())
                .toList();

        assertThat(String.join(" ", found)).isEqualTo(names);
    }

    @Test
    void aTextFullOfNamesIsReadInTime() {
        StringBuilder text = new StringBuilder("@a.".repeat(20_000));
        for (int number = 0; number < 1000; number++) {
            text.append(" @nobody").append(number);
        }

        assertThat(mentions.in(text + " @ada")).isEmpty();
    }
}
