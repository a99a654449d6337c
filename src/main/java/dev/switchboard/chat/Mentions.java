package dev.switchboard.chat;

import dev.switchboard.UserId;
import dev.switchboard.identity.Account;
import dev.switchboard.identity.People;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Whom a text mentions: {@code @} and a user name, in any case. Neither a letter, a digit nor one of {@code _.-@} stands
 * before the {@code @}, and neither a letter, a digit nor an {@code @} behind the name. Dots, hyphens and underscores at a
 * name's end belong to the sentence, unless there is somebody of the longer name. {@code "Hi @ada, and @Bob.K!"} mentions
 * ada and bob.k; {@code "me@ada.org"} mentions nobody. Thread-safe.
 */
@Component
final class Mentions {

    /** Names looked up in one text; nobody means more. */
    static final int LIMIT = 100;

    private static final Pattern FORM =
            Pattern.compile("(?<![\\p{L}\\p{N}_.@-])@([A-Za-z0-9][A-Za-z0-9._-]*+)(?![\\p{L}\\p{N}@])");

    private static final int LONGEST_NAME = 31;

    private final People people;

    Mentions(People people) {
        this.people = people;
    }

    /** Each person once, in the order of the text; whether they are in the room is not asked. */
    Set<UserId> in(String text) {
        Set<UserId> named = new LinkedHashSet<>();
        Set<String> asked = new LinkedHashSet<>();
        Matcher matcher = FORM.matcher(text);
        while (asked.size() < LIMIT && matcher.find()) {
            String name = matcher.group(1).toLowerCase(Locale.ROOT);
            if (asked.add(name)) {
                find(name).ifPresent(account -> named.add(account.id()));
            }
        }
        return named;
    }

    private Optional<Account> find(String token) {
        int end = token.length();
        while (end > LONGEST_NAME) {
            if (!isPunctuation(token.charAt(end - 1))) {
                return Optional.empty();
            }
            end--;
        }
        while (true) {
            Optional<Account> found = people.find(token.substring(0, end));
            if (found.isPresent() || !isPunctuation(token.charAt(end - 1))) {
                return found;
            }
            end--;
        }
    }

    private static boolean isPunctuation(char character) {
        return character == '.' || character == '-' || character == '_';
    }
}
