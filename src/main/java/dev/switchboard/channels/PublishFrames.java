package dev.switchboard.channels;

import dev.switchboard.broker.Accepted;
import dev.switchboard.identity.Speaker;
import dev.switchboard.log.ClientMessageId;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;

/** What is published over STOMP: {@code SEND} to {@code /app/publish/{namespace}/{name}}, with any body. */
@Controller
final class PublishFrames {

    private final Namespaces namespaces;
    private final Publishing publishing;

    PublishFrames(Namespaces namespaces, Publishing publishing) {
        this.namespaces = namespaces;
        this.publishing = publishing;
    }

    /** Takes the whole message, whose body is the publication's whatever its type. */
    @MessageMapping("/publish/{namespace}/{name}")
    CompletionStage<Accepted> publish(
            Speaker speaker,
            @DestinationVariable("namespace") String namespace,
            @DestinationVariable("name") String name,
            @Header(name = "content-type", required = false) @Nullable String type,
            @Header(name = "client-msg-id", required = false) @Nullable String id,
            Message<byte[]> message) {
        Channel channel = namespaces.channel(namespace, name);
        Content content = Content.parse(type, Content.TEXT, message.getPayload());
        Wish wish = new Wish(channel, content, id == null ? null : ClientMessageId.parse(id));
        return publishing
                .publish(speaker, List.of(wish))
                .thenApply(published -> published.getFirst().accepted());
    }
}
