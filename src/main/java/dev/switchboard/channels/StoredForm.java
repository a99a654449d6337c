package dev.switchboard.channels;

import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** How the event log keeps a content: as JSON, with the bytes as text where they are text, and else as base64. Thread-safe. */
@Component
final class StoredForm {

    private record Stored(
            String type, @Nullable String text, @Nullable String base64) {}

    private final JsonMapper json;

    StoredForm(JsonMapper json) {
        this.json = json;
    }

    String payload(Content content) {
        String text = content.text();
        String base64 = text == null ? Base64.getEncoder().encodeToString(content.bytes()) : null;
        return json.writeValueAsString(new Stored(content.type(), text, base64));
    }

    Content content(String payload) {
        Stored stored = json.readValue(payload, Stored.class);
        String base64 = stored.base64();
        byte[] bytes = base64 == null
                ? Content.utf8(stored.text() == null ? "" : stored.text())
                : Base64.getDecoder().decode(base64);
        return new Content(stored.type(), bytes);
    }
}
