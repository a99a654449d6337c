package dev.switchboard.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a device's name of what its browser says of itself. */
final class UserAgent {

    /** For those who say nothing that we know. */
    static final String UNKNOWN = "Unknown device";

    /** In this order: most browsers also claim to be those below. */
    private static final Map<String, String> BROWSERS = ordered(
            "Edg",
            "Edge",
            "OPR/",
            "Opera",
            "SamsungBrowser",
            "Samsung Internet",
            "Firefox/",
            "Firefox",
            "FxiOS",
            "Firefox",
            "CriOS",
            "Chrome",
            "Chrome/",
            "Chrome",
            "Safari/",
            "Safari",
            "curl/",
            "curl");

    private static final Map<String, String> SYSTEMS = ordered(
            "iPhone",
            "iPhone",
            "iPad",
            "iPad",
            "Android",
            "Android",
            "Windows",
            "Windows",
            "CrOS",
            "ChromeOS",
            "Mac OS X",
            "macOS",
            "Linux",
            "Linux");

    private UserAgent() {}

    /** Such as {@code Firefox on Linux}. */
    static String device(@Nullable String header) {
        if (header == null) {
            return UNKNOWN;
        }
        String browser = first(header, BROWSERS);
        String system = first(header, SYSTEMS);
        if (browser.isEmpty()) {
            return system.isEmpty() ? UNKNOWN : system;
        }
        return system.isEmpty() ? browser : browser + " on " + system;
    }

    private static String first(String header, Map<String, String> names) {
        for (Map.Entry<String, String> entry : names.entrySet()) {
            if (header.contains(entry.getKey())) {
                return entry.getValue();
            }
        }
        return "";
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int index = 0; index < pairs.length; index += 2) {
            map.put(pairs[index], pairs[index + 1]);
        }
        return map;
    }
}
