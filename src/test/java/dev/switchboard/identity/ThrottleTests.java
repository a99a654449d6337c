package dev.switchboard.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts over time, with a clock of the test's own. */
class ThrottleTests {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final Failures failures = new Failures(5, Duration.ofMinutes(5), clock::get);

    @Test
    void theSixthWithinTheWindowWaits() {
        for (int attempt = 0; attempt < 5; attempt++) {
            failures.attempt("a");
        }

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> failures.attempt("a"))
                .satisfies(refused -> {
                    assertThat(refused.refusal()).isEqualTo(Refusal.TOO_MANY);
                    assertThat(refused.retryAfter()).contains(Duration.ofMinutes(5));
                });
    }

    @Test
    void theWindowSlides() {
        for (int attempt = 0; attempt < 5; attempt++) {
            failures.attempt("a");
            clock.addAndGet(Duration.ofSeconds(30).toNanos());
        }
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> failures.attempt("a"))
                .satisfies(refused -> assertThat(refused.retryAfter())
                        .contains(Duration.ofMinutes(5).minusSeconds(150)));
        failures.attempt("b");

        clock.addAndGet(Duration.ofSeconds(150).toNanos());

        failures.attempt("a");
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> failures.attempt("a"));
    }

    @Test
    void zeroSwitchesItOff() {
        Failures off = new Failures(0, Duration.ofMinutes(5), clock::get);
        for (int attempt = 0; attempt < 1_000; attempt++) {
            off.attempt("a");
        }
        off.forgive("a");
    }

    @Test
    void whatIsForgivenDoesNotCount() {
        for (int attempt = 0; attempt < 20; attempt++) {
            failures.attempt("a");
            failures.forgive("a");
        }

        failures.attempt("a");
    }

    @Test
    void whatHappenedIsRememberedForAWhile() {
        Recently recently = new Recently(Duration.ofHours(1), clock::get);

        assertThat(recently.first("a")).isTrue();
        clock.addAndGet(Duration.ofMinutes(59).toNanos());
        assertThat(recently.first("a")).isFalse();
        assertThat(recently.first("b")).isTrue();
        clock.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(recently.first("a")).isTrue();
        assertThat(recently.first("a")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
        "[2001:db8:1:2:ffff::1], 2001:db8:1:2::/64",
        "2001:db8::1, 2001:db8:0:0::/64",
        "::1, 0:0:0:0::/64",
        "::ffff:10.1.2.3, ::ffff:10.1.2.3"
    })
    void oneClientIsOneAddressOrOneNetworkOfVersion6(String address, String key) {
        assertThat(ClientAddress.key(address)).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0|Firefox on Linux",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36 Edg/156.0|Edge on Windows",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/26.0 Safari/605.1.15|Safari on macOS",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 CriOS/156.0 Safari/604.1|Chrome on iPhone",
                "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36|Chrome on Android",
                "curl/8.9.1|curl",
                "<script>alert(1)</script>|Unknown device"
            })
    void aDevicesNameIsMadeOfWhatWeKnow(String header, String device) {
        assertThat(UserAgent.device(header)).isEqualTo(device);
    }
}
