package dev.switchboard.channels;

import dev.switchboard.broker.Publication;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A publication as REST gives it. Never as a response of its own type, which a browser might run.
 *
 * @param seq in a log only
 * @param at ISO 8601 in UTC, with milliseconds
 * @param text the body, if it is text
 * @param base64 the body, if it is not
 */
record ChannelItem(
        String namespace,
        String name,
        String id,
        @Nullable Long seq,
        String at,
        String contentType,
        @Nullable String text,
        @Nullable String base64) {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    static ChannelItem of(Channel channel, Moment moment) {
        Publication publication = moment.publication();
        boolean text = publication.isText();
        return new ChannelItem(
                channel.namespace().name(),
                channel.name(),
                publication.id(),
                publication.sequence().isPresent() ? publication.sequence().getAsLong() : null,
                MILLISECONDS.format(moment.at()),
                publication.contentType(),
                text ? new String(publication.body(), StandardCharsets.UTF_8) : null,
                text ? null : Base64.getEncoder().encodeToString(publication.body()));
    }
}
