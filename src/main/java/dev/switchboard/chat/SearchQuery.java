package dev.switchboard.chat;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What somebody looks for: messages that have all of its words, each as it stands or as the beginning of a longer one.
 *
 * @param phrases the words, each one or more tokens that follow each other; at least one word
 */
record SearchQuery(List<List<String>> phrases) {

    /** The most words; more say no more. */
    static final int MAX_WORDS = 32;

    /** The longest query, in characters (code points). */
    static final int MAX_LENGTH = 256;

    private static final int EXCERPT_BEFORE = 60;
    private static final int EXCERPT_LENGTH = 240;
    private static final String MORE = "…";

    SearchQuery {
        if (phrases.isEmpty()) {
            throw new IllegalArgumentException("A query has at least one word");
        }
        phrases = List.copyOf(phrases);
    }

    /** Reads what a client wrote; nothing in it has a meaning other than itself. */
    static SearchQuery parse(String text) {
        if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
            throw new RefusedException(Refusal.INVALID, "A search has at most " + MAX_LENGTH + " characters");
        }
        List<List<String>> phrases = SearchText.phrases(text);
        if (phrases.isEmpty()) {
            throw new RefusedException(Refusal.INVALID, "A search has at least one letter, digit or emoji");
        }
        if (phrases.size() > MAX_WORDS) {
            throw new RefusedException(Refusal.INVALID, "A search has at most " + MAX_WORDS + " words");
        }
        return new SearchQuery(phrases);
    }

    /**
     * The query in FTS5's language. Tokens have neither quotes nor spaces (see {@link SearchText.Token}), and stand in
     * quotes, so that none of them is a keyword.
     */
    String match() {
        return phrases.stream()
                .map(phrase -> '"' + String.join(" ", phrase) + "\" *")
                .collect(Collectors.joining(" AND "));
    }

    /**
     * A piece of a text's highlight.
     *
     * @param hit whether it is what was looked for
     */
    record Fragment(String text, boolean hit) {}

    /**
     * The part of a text around the first hit, in pieces: plain text, as it was written, to be shown as text. Where the
     * text goes on, an ellipsis stands.
     */
    List<Fragment> highlight(String text) {
        List<SearchText.Token> tokens = SearchText.tokens(text);
        boolean[] hit = hits(tokens);
        int first = 0;
        while (first < hit.length && !hit[first]) {
            first++;
        }
        int start = first < hit.length ? startOfExcerpt(text, tokens.get(first).start()) : 0;
        int end = endOfExcerpt(text, start);
        List<Fragment> fragments = new ArrayList<>();
        if (start > 0) {
            fragments.add(new Fragment(MORE, false));
        }
        int written = start;
        for (int index = first; index < hit.length && written < end; index++) {
            if (!hit[index]) {
                continue;
            }
            int last = index;
            while (last + 1 < hit.length
                    && hit[last + 1]
                    && tokens.get(last).end() == tokens.get(last + 1).start()) {
                last++;
            }
            int from = Math.min(tokens.get(index).start(), end);
            int to = Math.min(tokens.get(last).end(), end);
            add(fragments, text.substring(written, from), false);
            add(fragments, text.substring(from, to), true);
            written = to;
            index = last;
        }
        add(fragments, text.substring(written, Math.max(written, end)), false);
        if (end < text.length()) {
            fragments.add(new Fragment(MORE, false));
        }
        return fragments;
    }

    private boolean[] hits(List<SearchText.Token> tokens) {
        boolean[] hit = new boolean[tokens.size()];
        for (List<String> phrase : phrases) {
            for (int start = 0; start + phrase.size() <= hit.length; start++) {
                if (matches(phrase, tokens, start)) {
                    for (int index = start; index < start + phrase.size(); index++) {
                        hit[index] = true;
                    }
                }
            }
        }
        return hit;
    }

    private static boolean matches(List<String> phrase, List<SearchText.Token> tokens, int start) {
        int last = phrase.size() - 1;
        for (int index = 0; index < last; index++) {
            if (!phrase.get(index).equals(tokens.get(start + index).text())) {
                return false;
            }
        }
        return tokens.get(start + last).text().startsWith(phrase.get(last));
    }

    /** A little before the first hit, at a word's beginning if there is one. */
    private static int startOfExcerpt(String text, int hit) {
        if (hit <= EXCERPT_BEFORE) {
            return 0;
        }
        int start = wholeCharacter(text, hit - EXCERPT_BEFORE);
        for (int index = start; index < hit; index++) {
            if (Character.isWhitespace(text.charAt(index))) {
                return index + 1;
            }
        }
        return start;
    }

    private static int endOfExcerpt(String text, int start) {
        int end = start + EXCERPT_LENGTH;
        return end >= text.length() ? text.length() : wholeCharacter(text, end);
    }

    private static int wholeCharacter(String text, int index) {
        return Character.isLowSurrogate(text.charAt(index)) && Character.isHighSurrogate(text.charAt(index - 1))
                ? index - 1
                : index;
    }

    private static void add(List<Fragment> fragments, String text, boolean hit) {
        if (!text.isEmpty()) {
            fragments.add(new Fragment(text, hit));
        }
    }
}
