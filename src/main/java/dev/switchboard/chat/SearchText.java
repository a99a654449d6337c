package dev.switchboard.chat;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Text as search sees it: tokens without case, accents and other differences that people do not type. Words are tokens;
 * where a script writes no spaces between them (Chinese, Japanese, Korean, Thai, …), and for emoji, each character is one.
 * The same rules make the index, the query and the highlights.
 */
final class SearchText {

    private static final Set<UnicodeScript> BY_CHARACTER = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.HANGUL,
            UnicodeScript.YI,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN);

    /** Letters that no decomposition takes apart. */
    private static final Map<Integer, String> FOLDED = Map.ofEntries(
            Map.entry((int) 'ß', "ss"), // of the capital ẞ
            Map.entry((int) 'ø', "o"),
            Map.entry((int) 'ł', "l"),
            Map.entry((int) 'đ', "d"),
            Map.entry((int) 'ð', "d"),
            Map.entry((int) 'þ', "th"),
            Map.entry((int) 'æ', "ae"),
            Map.entry((int) 'œ', "oe"),
            Map.entry((int) 'ħ', "h"),
            Map.entry((int) 'ŧ', "t"),
            Map.entry((int) 'ŋ', "n"));

    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

    private SearchText() {}

    /**
     * One token and where it came from.
     *
     * @param text never empty, without spaces and without ASCII other than letters and digits
     * @param start its first character's index in the original
     * @param end the index behind its last character
     */
    record Token(String text, int start, int end) {}

    /** Takes a text apart. Any text will do, unpaired surrogates too. */
    static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        Word word = new Word(tokens);
        int index = 0;
        while (index < text.length()) {
            int end = endOfCluster(text, index);
            int first = text.codePointAt(index);
            switch (Kind.of(first)) {
                case LETTER -> word.add(folded(text.substring(index, end)), index, end);
                case SINGLE -> {
                    word.finish();
                    word.add(folded(text.substring(index, end)), index, end);
                    word.finish();
                }
                case NOTHING -> {}
                case SEPARATOR -> word.finish();
            }
            index = end;
        }
        word.finish();
        return tokens;
    }

    /** A text for the index: its tokens, separated by spaces. */
    static String indexed(String text) {
        StringBuilder indexed = new StringBuilder(text.length() + 16);
        for (Token token : tokens(text)) {
            if (!indexed.isEmpty()) {
                indexed.append(' ');
            }
            indexed.append(token.text());
        }
        return indexed.toString();
    }

    /** The words of a query, each a phrase of tokens. */
    static List<List<String>> phrases(String query) {
        List<List<String>> phrases = new ArrayList<>();
        SPACE.splitAsStream(query)
                .map(word -> tokens(word).stream().map(Token::text).toList())
                .filter(phrase -> !phrase.isEmpty())
                .forEach(phrases::add);
        return phrases;
    }

    /** What a character is to search. */
    private enum Kind {
        LETTER,
        SINGLE,
        NOTHING,
        SEPARATOR;

        static Kind of(int codePoint) {
            if (codePoint < 128) {
                return Character.isLetterOrDigit(codePoint) ? LETTER : SEPARATOR;
            }
            return switch (Character.getType(codePoint)) {
                case Character.FORMAT -> codePoint == 0x200B ? SEPARATOR : NOTHING;
                case Character.UPPERCASE_LETTER,
                        Character.LOWERCASE_LETTER,
                        Character.TITLECASE_LETTER,
                        Character.MODIFIER_LETTER,
                        Character.OTHER_LETTER,
                        Character.NON_SPACING_MARK,
                        Character.COMBINING_SPACING_MARK,
                        Character.ENCLOSING_MARK,
                        Character.DECIMAL_DIGIT_NUMBER,
                        Character.LETTER_NUMBER,
                        Character.OTHER_NUMBER -> BY_CHARACTER.contains(UnicodeScript.of(codePoint)) ? SINGLE : LETTER;
                case Character.OTHER_SYMBOL, Character.MODIFIER_SYMBOL -> SINGLE;
                default -> SEPARATOR;
            };
        }
    }

    /** Behind a character and the marks, or the rest of the Korean syllable, that stand on it. */
    private static int endOfCluster(String text, int start) {
        int end = start + Character.charCount(text.codePointAt(start));
        while (end < text.length() && isContinuation(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private static boolean isContinuation(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || (codePoint >= 0x1160 && codePoint <= 0x11FF)
                || codePoint == 0xFF9E
                || codePoint == 0xFF9F;
    }

    private static String folded(String cluster) {
        if (cluster.length() == 1 && cluster.charAt(0) < 128) {
            return cluster.toLowerCase(Locale.ROOT);
        }
        String decomposed = Normalizer.normalize(cluster, Normalizer.Form.NFKD);
        // Upper case first: it knows that ß is SS, which lower case does not.
        String cased = decomposed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        StringBuilder kept = new StringBuilder(cased.length());
        Normalizer.normalize(cased, Normalizer.Form.NFKD).codePoints().forEach(codePoint -> {
            String replacement = FOLDED.get(codePoint);
            if (replacement != null) {
                kept.append(replacement);
            } else if (codePoint < 128 ? Character.isLetterOrDigit(codePoint) : !isAccent(codePoint)) {
                kept.appendCodePoint(codePoint);
            }
        });
        return Normalizer.normalize(kept, Normalizer.Form.NFC);
    }

    /** Marks that people leave out when they type; not those that make another letter of it, as in Japanese or Hindi. */
    private static boolean isAccent(int codePoint) {
        return (codePoint >= 0x0300 && codePoint <= 0x036F)
                || (codePoint >= 0x0483 && codePoint <= 0x0489)
                || (codePoint >= 0x0591 && codePoint <= 0x05C7)
                || (codePoint >= 0x0610 && codePoint <= 0x061A)
                || (codePoint >= 0x064B && codePoint <= 0x065F)
                || codePoint == 0x0670
                || (codePoint >= 0x1AB0 && codePoint <= 0x1AFF)
                || (codePoint >= 0x1DC0 && codePoint <= 0x1DFF)
                || (codePoint >= 0x20D0 && codePoint <= 0x20FF)
                || (codePoint >= 0xFE00 && codePoint <= 0xFE2F)
                || Character.isSpaceChar(codePoint)
                || Character.isIdentifierIgnorable(codePoint);
    }

    /** The word that is being read. */
    private static final class Word {

        private final List<Token> tokens;
        private final StringBuilder text = new StringBuilder();
        private int start;
        private int end;

        Word(List<Token> tokens) {
            this.tokens = tokens;
        }

        void add(String folded, int from, int to) {
            if (text.isEmpty()) {
                start = from;
            }
            text.append(folded);
            end = to;
        }

        void finish() {
            if (!text.isEmpty()) {
                tokens.add(new Token(text.toString(), start, end));
                text.setLength(0);
            }
        }
    }
}
