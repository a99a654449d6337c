package dev.switchboard.stomp;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The versions of STOMP that we speak, which differ in what header values escape. */
enum StompVersion {
    V1_0("1.0"),
    V1_1("1.1"),
    V1_2("1.2");

    private final String number;

    StompVersion(String number) {
        this.number = number;
    }

    /** As in the {@code version} header. */
    String number() {
        return number;
    }

    /**
     * The newest version that a client offers and we speak.
     *
     * @param accepted its {@code accept-version} header, such as {@code 1.1,1.2}; empty if it sent none, which means 1.0
     */
    static Optional<StompVersion> negotiate(Optional<String> accepted) {
        List<String> offered = Arrays.asList(accepted.orElse("1.0").split(",", -1));
        return Arrays.stream(values())
                .filter(version -> offered.contains(version.number))
                .reduce((older, newer) -> newer);
    }
}
