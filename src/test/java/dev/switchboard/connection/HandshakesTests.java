package dev.switchboard.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HandshakesTests {

    @Test
    void refusesAnAddressThatHasHadItsShareAndSaysHowLongToWait() {
        Handshakes handshakes = new Handshakes(TestLimits.with(50, 3));
        for (int i = 0; i < 3; i++) {
            handshakes.require(address("10.0.0.1"));
        }

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> handshakes.require(address("10.0.0.1")))
                .returns(Refusal.TOO_MANY, RefusedException::refusal)
                .satisfies(refused -> assertThat(refused.retryAfter().orElseThrow())
                        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20)));
        assertThatCode(() -> handshakes.require(address("10.0.0.2"))).doesNotThrowAnyException();
    }

    @Test
    void countsAnIpv6NetworkAsOneAddress() {
        Handshakes handshakes = new Handshakes(TestLimits.with(50, 2));
        handshakes.require(address("2001:db8::1"));
        handshakes.require(address("2001:db8::2"));

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> handshakes.require(address("2001:db8::ffff:3")));
        assertThatCode(() -> handshakes.require(address("2001:db8:0:1::1"))).doesNotThrowAnyException();
    }

    @Test
    void countsNothingWhenSwitchedOff() {
        Handshakes handshakes = new Handshakes(TestLimits.with(50, 0));

        for (int i = 0; i < 10_000; i++) {
            handshakes.require(address("10.0.0.1"));
        }

        assertThat(handshakes.addresses()).isZero();
    }

    @Test
    void remembersABoundedNumberOfAddressesTheLatestOnes() {
        Handshakes handshakes = new Handshakes(TestLimits.with(50, 1));
        for (int i = 0; i < Handshakes.MOST_ADDRESSES + 500; i++) {
            handshakes.require(address("10.1." + i / 256 + "." + i % 256));
        }

        assertThat(handshakes.addresses()).isEqualTo(Handshakes.MOST_ADDRESSES);
        int last = Handshakes.MOST_ADDRESSES + 499;
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> handshakes.require(address("10.1." + last / 256 + "." + last % 256)));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException notALiteral) {
            throw new IllegalArgumentException(literal, notALiteral);
        }
    }
}
