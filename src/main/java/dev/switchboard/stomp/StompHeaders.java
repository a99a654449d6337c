package dev.switchboard.stomp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The headers of a frame in their order. Where a name is repeated, the first counts, everywhere. Immutable. */
record StompHeaders(List<Header> all) {

    static final StompHeaders NONE = new StompHeaders(List.of());

    /** One header, unescaped. */
    record Header(String name, String value) {

        /** The same without spaces before and after its value. */
        Header unpadded() {
            int start = 0;
            int end = value.length();
            while (start < end && value.charAt(start) == ' ') {
                start++;
            }
            while (start < end && value.charAt(end - 1) == ' ') {
                end--;
            }
            return new Header(name, value.substring(start, end));
        }
    }

    StompHeaders {
        all = List.copyOf(all);
    }

    /** Headers from names and values in turn. */
    static StompHeaders of(String... namesAndValues) {
        List<Header> headers = new ArrayList<>(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(new Header(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new StompHeaders(headers);
    }

    /** The first header of a name. */
    Optional<String> first(String name) {
        for (Header header : all) {
            if (header.name().equals(name)) {
                return Optional.of(header.value());
            }
        }
        return Optional.empty();
    }

    /** The same, and one more at the end. */
    StompHeaders with(String name, String value) {
        List<Header> more = new ArrayList<>(all);
        more.add(new Header(name, value));
        return new StompHeaders(more);
    }
}
