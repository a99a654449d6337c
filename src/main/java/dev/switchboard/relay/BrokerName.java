package dev.switchboard.relay;

import dev.switchboard.UserId;
import dev.switchboard.broker.Destination;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What the other broker calls a destination: words between dots, of letters, digits, hyphens and underscores, since slashes and
 * colons mean something of its own to one broker or another. No two destinations have the same name.
 */
final class BrokerName {

    private static final String TOPIC = "/topic/";
    private static final String USER = "/user/";

    /** No destination's words begin so: what is escaped goes on with c, d or an underscore. */
    private static final String USERS = "_user.";

    private static final String HASHED = "_hash.";

    /** As AMQP brokers have it, without the prefix. */
    private static final int MAX_LENGTH = 255;

    private BrokerName() {}

    static String of(Destination destination) {
        String value = destination.value();
        UserId user = destination.user();
        String words;
        if (user != null) {
            words = USERS + escape(user.value()) + '.' + words(value.substring(USER.length()));
        } else if (value.startsWith(TOPIC)) {
            words = words(value.substring(TOPIC.length()));
        } else {
            throw new IllegalArgumentException("No relay carries " + value);
        }
        return TOPIC + (words.length() <= MAX_LENGTH ? words : HASHED + hash(words));
    }

    private static String words(String path) {
        return escape(path).replace('/', '.');
    }

    private static String escape(String text) {
        return text.replace("_", "__").replace(".", "_d").replace(":", "_c");
    }

    private static String hash(String words) {
        try {
            byte[] bytes = words.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
