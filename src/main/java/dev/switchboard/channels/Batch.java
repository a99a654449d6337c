package dev.switchboard.channels;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.log.ClientMessageId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Several publications in one call. */
record Batch(@Nullable List<@Nullable Item> items) {

    static final int MOST = 1_000;

    /** How long a key may be, so that each item's own, which is made of it, has its form. */
    private static final int KEY_LENGTH = 120;

    /**
     * One of them, with exactly one of three bodies.
     *
     * @param contentType left out for what the kind of body suggests
     * @param json written anew, so the same value but perhaps not the same bytes
     */
    record Item(
            @Nullable String name,
            @Nullable String contentType,
            @Nullable String text,
            @Nullable String base64,
            @Nullable JsonNode json) {

        private Content content() {
            if ((text == null ? 0 : 1) + (base64 == null ? 0 : 1) + (json == null ? 0 : 1) != 1) {
                throw new RefusedException(Refusal.INVALID, "An item has either 'text', 'base64' or 'json'");
            }
            if (text != null) {
                return Content.parse(contentType, Content.TEXT, Content.utf8(text));
            }
            if (base64 != null) {
                return Content.parse(contentType, Content.BYTES, decoded(base64));
            }
            return Content.parse(contentType, Content.JSON, Content.utf8(String.valueOf(json)));
        }

        private static byte[] decoded(String base64) {
            try {
                return Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException notBase64) {
                throw new RefusedException(Refusal.INVALID, "'base64' is base64");
            }
        }
    }

    /**
     * Reads what a client wrote.
     *
     * @param key the client's id of the whole; each item's is made of it and the item's place
     * @throws RefusedException INVALID if an item has not its form
     */
    List<Wish> wishes(Namespace namespace, @Nullable String key) {
        if (items == null || items.isEmpty() || items.size() > MOST) {
            throw new RefusedException(Refusal.INVALID, "A batch has 1 to " + MOST + " items");
        }
        if (key != null && key.length() > KEY_LENGTH) {
            throw new RefusedException(Refusal.INVALID, "The key of a batch has at most " + KEY_LENGTH + " characters");
        }
        List<Wish> wishes = new ArrayList<>();
        for (Item item : items) {
            if (item == null) {
                throw new RefusedException(Refusal.INVALID, "An item is an object");
            }
            ClientMessageId id = key == null ? null : ClientMessageId.parse(key + '#' + wishes.size());
            wishes.add(new Wish(Channel.parse(namespace, item.name() == null ? "" : item.name()), item.content(), id));
        }
        return wishes;
    }
}
