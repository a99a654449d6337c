package dev.switchboard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordsTests {

    @Test
    void whoHasNoAccountIsCheckedAgainstAHashLikeAnybodys() {
        try (Passwords passwords = new Passwords()) {
            String nobodys = Passwords.NOBODYS_HASH;
            String anybodys = passwords.hash("correct horse battery");

            assertThat(nobodys).hasSameSizeAs(anybodys);
            assertThat(strength(nobodys)).isEqualTo(strength(anybodys));
            assertThat(passwords.matches("correct horse battery", anybodys)).isTrue();
            assertThat(passwords.matches("correct horse battery", null)).isFalse();
        }
    }

    /** What an encoded hash says before its salt. */
    private static String strength(String hash) {
        return hash.substring(0, hash.indexOf('$', hash.indexOf(",p=")));
    }
}
