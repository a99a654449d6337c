package dev.switchboard.chat;

import dev.switchboard.Limits;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What clients write into messages, checked; nothing is trimmed or changed. */
final class MessageText {

    private static final int LONGEST_EMOJI = 32;

    /** The one emoji that Unicode counts among the letters. */
    private static final int INFORMATION = 0x2139;

    private MessageText() {}

    /**
     * A message's text.
     *
     * @throws RefusedException INVALID if it is missing or blank, or holds a NUL or half a character; TOO_LARGE if it is
     *     longer than {@code switchboard.limits.text-length}
     */
    static String require(@Nullable String text, Limits limits) {
        if (text == null || text.isBlank()) {
            throw new RefusedException(Refusal.INVALID, "A message has a text");
        }
        int longest = limits.textLength();
        if (longest > 0 && text.codePointCount(0, text.length()) > longest) {
            throw new RefusedException(Refusal.TOO_LARGE, "A text has at most " + longest + " characters");
        }
        if (text.codePoints().anyMatch(character -> character == 0 || isHalf(character))) {
            throw new RefusedException(Refusal.INVALID, "A text holds whole characters, and no NUL");
        }
        return text;
    }

    /**
     * An emoji, by its form only: new ones come every year.
     *
     * @throws RefusedException INVALID if it is missing, longer than 32 code points, or holds white space, control
     *     characters, letters of an alphabet or what turns the direction of writing
     */
    static String requireEmoji(@Nullable String emoji) {
        if (emoji == null
                || emoji.isEmpty()
                || emoji.codePointCount(0, emoji.length()) > LONGEST_EMOJI
                || emoji.codePoints().anyMatch(MessageText::isNoEmoji)) {
            throw new RefusedException(
                    Refusal.INVALID,
                    "An emoji has 1 to " + LONGEST_EMOJI + " characters, none of them letters or spaces");
        }
        return emoji;
    }

    private static boolean isNoEmoji(int character) {
        return isHalf(character)
                || Character.isISOControl(character)
                || Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || (Character.isLetter(character) && character != INFORMATION)
                || isDirection(character)
                || Character.getType(character) == Character.PRIVATE_USE
                || "<>&\"'`".indexOf(character) >= 0;
    }

    private static boolean isHalf(int character) {
        return character <= Character.MAX_VALUE && Character.isSurrogate((char) character);
    }

    private static boolean isDirection(int character) {
        return IntStream.of(0x061c, 0x200e, 0x200f).anyMatch(mark -> mark == character)
                || (character >= 0x202a && character <= 0x202e)
                || (character >= 0x2066 && character <= 0x2069)
                || character == 0xfeff;
    }
}
