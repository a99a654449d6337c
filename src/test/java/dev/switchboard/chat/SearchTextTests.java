package dev.switchboard.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTextTests {

    @ParameterizedTest
    @CsvSource({
        "größe,grosse",
        "GRÖSSE,grosse",
        "grosse,grosse",
        "Straße,strasse",
        "STRAẞE,strasse",
        "café,cafe",
        "cafe\u0301,cafe",
        "Łódź,lodz",
        "smørrebrød,smorrebrod",
        "Œuvre,oeuvre",
        "İstanbul,istanbul",
        "ΟΔΟΣ,οδοσ",
        "οδός,οδοσ",
        "Ёлка,елка",
        "ﬁnance,finance",
        "ｆｕｌｌ１２,full12",
        "soft\u00ADhyphen,softhyphen",
        "don't,don t",
        "foo_bar-baz,foo bar baz",
        "上海,上 海",
        "「我家在上海东边」,我 家 在 上 海 东 边",
        "abc上海def,abc 上 海 def",
        "が,が",
        "か\u3099,が",
        "ｶﾞ,ガ",
        "한국,한 국",
        "\u1112\u1161\u11AB국,한 국",
        "हिन्दी,हिन्दी",
        "👍🏽 ok,👍 🏽 ok",
        "👩\u200D💻,👩 💻",
        "1\uFE0F\u20E3,1",
    })
    void foldsWhatPeopleDoNotType(String text, String indexed) {
        assertThat(SearchText.indexed(text)).isEqualTo(indexed);
    }

    @Test
    void thaiIsTakenByTheCharacter() {
        assertThat(SearchText.indexed("กำ")).contains(" ");
    }

    @Test
    void aTokenKnowsWhereItCameFrom() {
        String text = "Die Größe, 上海!";

        List<String> originals = SearchText.tokens(text).stream()
                .map(token -> text.substring(token.start(), token.end()))
                .toList();

        assertThat(originals).containsExactly("Die", "Größe", "上", "海");
    }

    @Test
    void nothingToFindGivesNoTokens() {
        assertThat(SearchText.tokens("\"*()-^:  \n\u0000\uD800 ´")).isEmpty();
        assertThat(SearchText.phrases("  \" * ")).isEmpty();
    }

    @Test
    void aWordOfTheQueryIsOnePhrase() {
        assertThat(SearchText.phrases("\"foo-bar\"  上海 NEAR(x)"))
                .containsExactly(List.of("foo", "bar"), List.of("上", "海"), List.of("near", "x"));
    }

    @Test
    void anyTextGivesCleanTokensInOrder() {
        Random random = new Random(20_261_120);
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                switch (random.nextInt(4)) {
                    case 0 -> text.append((char) random.nextInt(0x10000));
                    case 1 -> text.append((char) random.nextInt(128));
                    case 2 -> text.appendCodePoint(random.nextInt(0x110000));
                    default -> text.appendCodePoint(0x300 + random.nextInt(0x80));
                }
            }
            int before = 0;
            for (SearchText.Token token : SearchText.tokens(text.toString())) {
                assertThat(token.text()).isNotEmpty().doesNotContainPattern("[\\x00-\\x7F&&[^a-z0-9]]");
                assertThat(token.start()).isGreaterThanOrEqualTo(before);
                assertThat(token.end()).isGreaterThan(token.start()).isLessThanOrEqualTo(text.length());
                before = token.end();
            }
        }
    }
}
