package dev.switchboard.channels;

import dev.switchboard.broker.DeliveryClass;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/** Reads one namespace's settings, and says of the first that means nothing which it is and what it may be. */
final class NamespaceSettings {

    static final String DELIVERY = "delivery";
    static final String PUBLISH = "publish";
    static final String LISTEN = "listen";
    static final String MEMBERS = "members";
    static final String HISTORY_SIZE = "history-size";
    static final String HISTORY_AGE = "history-age";
    static final String HISTORY_MEMORY = "history-memory";
    static final String CHANNELS = "channel-limit";
    static final String RATE = "rate";
    static final String PAYLOAD_LIMIT = "payload-limit";
    static final String PRESENCE = "presence";

    /** All there are, in the order in which they are explained. */
    static final List<String> ALL = List.of(
            DELIVERY,
            PUBLISH,
            LISTEN,
            MEMBERS,
            HISTORY_SIZE,
            HISTORY_AGE,
            HISTORY_MEMORY,
            CHANNELS,
            RATE,
            PAYLOAD_LIMIT,
            PRESENCE);

    private static final String PREFIX = "switchboard.channels.";
    private static final Pattern LIST_INDEX = Pattern.compile("(\\[\\d+]|\\.\\d+)$");
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final int MOST_VALUES = 1_000;
    private static final int MOST_EVENTS = 1_000_000;
    private static final int MOST_A_SECOND = 100;
    private static final int MOST_CHANNELS = 1_000_000;

    private final String name;
    private final Map<String, String> settings = new LinkedHashMap<>();

    private NamespaceSettings(String name, Map<String, String> written) {
        this.name = name;
        written.forEach((key, value) -> settings.merge(setting(key), value, (first, next) -> first + ',' + next));
    }

    /**
     * Reads a namespace.
     *
     * @param written by name of the setting, in any of the spellings that Spring Boot takes
     * @throws WrongChannelsException if anything in it means nothing
     */
    static Namespace read(String name, Map<String, String> written) {
        if (name.equals("rooms")) {
            throw new WrongChannelsException(PREFIX + "rooms cannot be a namespace, for rooms are chat's");
        }
        if (!Namespace.isForm(name)) {
            throw new WrongChannelsException(
                    PREFIX + name + " is not the name of a namespace, which has 1 to 31 of a-z,"
                            + " 0-9 and hyphens, beginning with a letter");
        }
        return new NamespaceSettings(name, written).namespace();
    }

    private Namespace namespace() {
        DeliveryClass delivery = delivery();
        requireOnly(delivery, DeliveryClass.STATE, RATE, HISTORY_MEMORY);
        if (delivery == DeliveryClass.EPHEMERAL) {
            refuse(HISTORY_SIZE, HISTORY_AGE, CHANNELS);
        }
        boolean presence = flag(PRESENCE);
        DataSize payload = size(PAYLOAD_LIMIT, DataSize.ofKilobytes(16), DataSize.ofMegabytes(16));
        return new Namespace(name, delivery, access(), kept(delivery), rate(delivery), payload, presence);
    }

    private DeliveryClass delivery() {
        String word = settings.get(DELIVERY);
        for (DeliveryClass delivery : DeliveryClass.values()) {
            if (delivery.name().toLowerCase(Locale.ROOT).equals(word)) {
                return delivery;
            }
        }
        throw wrong(DELIVERY, "is 'state', 'ephemeral' or 'log'");
    }

    private Namespace.Access access() {
        Set<Who> publish = who(PUBLISH, Who.TOKENS, EnumSet.complementOf(EnumSet.of(Who.ANONYMOUS)));
        Set<Who> listen = who(LISTEN, Who.SIGNED_IN, EnumSet.complementOf(EnumSet.of(Who.TOKENS)));
        Set<String> members = words(MEMBERS, "");
        boolean named = publish.contains(Who.MEMBERS) || listen.contains(Who.MEMBERS);
        if (named == members.isEmpty()) {
            throw wrong(
                    MEMBERS,
                    named
                            ? "has user names, since publish or listen says 'members'"
                            : "has no effect, since neither publish nor listen says 'members'");
        }
        return new Namespace.Access(publish, listen, members);
    }

    private Namespace.Kept kept(DeliveryClass delivery) {
        DataSize memory = size(HISTORY_MEMORY, DataSize.ofMegabytes(16), DataSize.ofGigabytes(4));
        int channels = number(CHANNELS, 10_000, 1, MOST_CHANNELS);
        return switch (delivery) {
            case STATE ->
                new Namespace.Kept(
                        number(HISTORY_SIZE, 100, 0, MOST_VALUES), age(Duration.ofHours(1)), memory, channels);
            case LOG ->
                new Namespace.Kept(
                        number(HISTORY_SIZE, 10_000, 1, MOST_EVENTS), age(Duration.ofDays(30)), memory, channels);
            case EPHEMERAL -> new Namespace.Kept(0, Duration.ZERO, memory, channels);
        };
    }

    private int rate(DeliveryClass delivery) {
        return delivery == DeliveryClass.STATE ? number(RATE, 10, 0, MOST_A_SECOND) : 0;
    }

    private Set<Who> who(String setting, Who otherwise, Set<Who> allowed) {
        Set<Who> found = new LinkedHashSet<>();
        for (String word : words(setting, otherwise.word())) {
            found.add(allowed.stream()
                    .filter(who -> who.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> wrong(
                            setting,
                            "has words of "
                                    + Arrays.stream(Who.values())
                                            .filter(allowed::contains)
                                            .map(Who::word)
                                            .collect(Collectors.joining(", ")))));
        }
        if (found.isEmpty()) {
            throw wrong(setting, "names at least one");
        }
        return found;
    }

    private Set<String> words(String setting, String otherwise) {
        return COMMA.splitAsStream(settings.getOrDefault(setting, otherwise).strip())
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private int number(String setting, int otherwise, int least, int most) {
        String value = settings.get(setting);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // The same answer.
        }
        throw wrong(setting, "is " + least + " to " + most);
    }

    private Duration age(Duration otherwise) {
        String value = settings.get(HISTORY_AGE);
        if (value == null) {
            return otherwise;
        }
        try {
            Duration age = DurationStyle.detectAndParse(value.strip());
            if (age.compareTo(Duration.ofSeconds(1)) >= 0 && age.compareTo(Duration.ofDays(36_500)) <= 0) {
                return age;
            }
        } catch (IllegalArgumentException | ArithmeticException notADuration) {
            // The same answer.
        }
        throw wrong(HISTORY_AGE, "is a time such as '90s', '1h' or '30d', 1 s to 100 years");
    }

    private DataSize size(String setting, DataSize otherwise, DataSize most) {
        String value = settings.get(setting);
        if (value == null) {
            return otherwise;
        }
        try {
            DataSize size = DataSize.parse(value.strip());
            if (size.toBytes() > 0 && size.compareTo(most) <= 0) {
                return size;
            }
        } catch (IllegalArgumentException notASize) {
            // The same answer.
        }
        throw wrong(setting, "is a size such as '16KB', 1 B to " + most.toMegabytes() + "MB");
    }

    private boolean flag(String setting) {
        return switch (settings.getOrDefault(setting, "false")) {
            case "true", "on" -> true;
            case "false", "off" -> false;
            default -> throw wrong(setting, "is 'true' or 'false'");
        };
    }

    private void requireOnly(DeliveryClass delivery, DeliveryClass only, String... theirs) {
        if (delivery != only) {
            refuse(theirs);
        }
    }

    private void refuse(String... noneOfTheClass) {
        for (String setting : noneOfTheClass) {
            if (settings.containsKey(setting)) {
                throw wrong(setting, "has no meaning where delivery is '" + settings.get(DELIVERY) + "'");
            }
        }
    }

    /** A setting by whichever spelling: {@code historySize}, {@code history_size}, one element of a list. */
    private String setting(String key) {
        String plain = plain(LIST_INDEX.matcher(key).replaceFirst(""));
        return ALL.stream()
                .filter(known -> plain(known).equals(plain))
                .findFirst()
                .orElseThrow(() -> new WrongChannelsException(PREFIX + name + '.' + key
                        + " is no setting of a namespace; there are " + String.join(", ", ALL)));
    }

    private static String plain(String key) {
        return key.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    private WrongChannelsException wrong(String setting, String rule) {
        @Nullable String value = settings.get(setting);
        return new WrongChannelsException(PREFIX
                + name
                + '.'
                + setting
                + ' '
                + rule
                + (value == null ? ", and is missing" : ", not '" + value + "'"));
    }
}
