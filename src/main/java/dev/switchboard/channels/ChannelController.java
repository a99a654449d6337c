package dev.switchboard.channels;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.RestCall;
import dev.switchboard.identity.Speaker;
import dev.switchboard.log.ClientMessageId;
import dev.switchboard.log.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Channels over REST: publishing, the current value, and the kept past. Writes wait in the request's own thread. */
@RestController
@RequestMapping("/api/channels/{namespace}")
final class ChannelController {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final Namespaces namespaces;
    private final Publishing publishing;
    private final ChannelRights rights;
    private final Past past;

    ChannelController(Namespaces namespaces, Publishing publishing, ChannelRights rights, Past past) {
        this.namespaces = namespaces;
        this.publishing = publishing;
        this.rights = rights;
        this.past = past;
    }

    /** Publishes the body, whatever it is. */
    @RestCall(
            value = "Publishes the body; a repeat under the same key is not published again",
            answers = {201, 200},
            refuses = {Refusal.INVALID, Refusal.NOT_FOUND, Refusal.CONFLICT, Refusal.TOO_LARGE})
    @PostMapping(path = "/{name}", consumes = MediaType.ALL_VALUE)
    ResponseEntity<Receipt> publish(
            @AuthenticationPrincipal Speaker speaker,
            @PathVariable("namespace") String namespace,
            @PathVariable("name") String name,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.CONTENT_TYPE, required = false) @Nullable String type,
            HttpEntity<byte[]> request) {
        Channel channel = namespaces.channel(namespace, name);
        byte[] body = request.getBody();
        Content content = Content.parse(stated(type), Content.BYTES, body == null ? new byte[0] : body);
        Wish wish = new Wish(channel, content, key == null ? null : ClientMessageId.parse(key));
        Receipt receipt = Receipt.of(
                Writer.await(publishing.publish(speaker, List.of(wish))).getFirst());
        boolean repeated = Boolean.TRUE.equals(receipt.deduplicated());
        return ResponseEntity.status(repeated ? HttpStatus.OK : HttpStatus.CREATED)
                .body(receipt);
    }

    /** Publishes several at once: all or nothing. */
    @RestCall(
            value = "Publishes several on channels of one namespace, all of them or none",
            answers = 201,
            refuses = {Refusal.INVALID, Refusal.NOT_FOUND, Refusal.CONFLICT, Refusal.TOO_LARGE})
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Receipts publishAll(
            @AuthenticationPrincipal Speaker speaker,
            @PathVariable("namespace") String namespace,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestBody Batch batch) {
        List<Wish> wishes = batch.wishes(namespaces.require(namespace), key);
        return new Receipts(Writer.await(publishing.publish(speaker, wishes)).stream()
                .map(Receipt::of)
                .toList());
    }

    /** The current values of a namespace, by name. */
    @RestCall(
            value = "The current values of a namespace's channels",
            refuses = {Refusal.INVALID, Refusal.NOT_FOUND})
    @GetMapping
    Past.Listing values(
            @AuthenticationPrincipal @Nullable Speaker speaker,
            @PathVariable("namespace") String namespace,
            @RequestParam(name = "prefix", defaultValue = "") String prefix,
            @RequestParam(name = "after", defaultValue = "") String after,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit) {
        return past.list(readable(speaker, namespace), prefix, after, limit);
    }

    /** The current value, or the newest event of a log. */
    @RestCall(
            value = "The current value of a channel",
            refuses = {Refusal.INVALID, Refusal.NOT_FOUND})
    @GetMapping("/{name}")
    ChannelItem value(
            @AuthenticationPrincipal @Nullable Speaker speaker,
            @PathVariable("namespace") String namespace,
            @PathVariable("name") String name) {
        Channel channel = readable(speaker, namespace, name);
        return past.newest(channel)
                .map(newest -> ChannelItem.of(channel, newest))
                .orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND, "There is no value here"));
    }

    /** The kept past, in rising order; without a cursor the newest. */
    @RestCall(
            value = "What is kept of a channel's past",
            refuses = {Refusal.INVALID, Refusal.NOT_FOUND})
    @GetMapping("/{name}/history")
    Past.Page history(
            @AuthenticationPrincipal @Nullable Speaker speaker,
            @PathVariable("namespace") String namespace,
            @PathVariable("name") String name,
            @RequestParam(name = "before", required = false) @Nullable Long before,
            @RequestParam(name = "after", required = false) @Nullable Long after,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit) {
        return past.page(readable(speaker, namespace, name), new Past.Position(before, after, limit));
    }

    /** Whoever has not said who they are learns of open namespaces only. */
    private Namespace readable(@Nullable Speaker speaker, String name) {
        if (speaker == null
                && namespaces.find(name).filter(Namespace::welcomesGuests).isEmpty()) {
            throw new RefusedException(Refusal.UNAUTHENTICATED, "Sign in first");
        }
        Namespace namespace = namespaces.require(name);
        if (speaker != null) {
            rights.requireListener(namespace, speaker.user());
        }
        return namespace;
    }

    private Channel readable(@Nullable Speaker speaker, String namespace, String name) {
        return Channel.parse(readable(speaker, namespace), name);
    }

    /** What the client says that its body is: what curl says of its own accord is refused, for it is a guess. */
    private static @Nullable String stated(@Nullable String type) {
        if (type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)) {
            throw new RefusedException(
                    Refusal.INVALID, "Say with Content-Type what the body is, such as application/json");
        }
        return type;
    }

    /**
     * What became of a publication.
     *
     * @param seq in a log only
     * @param deduplicated true if it was published earlier under the same key; else left out
     */
    record Receipt(
            String name,
            String id,
            @Nullable Long seq,
            @Nullable Boolean deduplicated) {

        static Receipt of(Published published) {
            return new Receipt(
                    published.channel().name(),
                    published.id(),
                    published.sequence() == 0 ? null : published.sequence(),
                    published.repeated() ? true : null);
        }
    }

    /** What became of a batch, item by item. */
    record Receipts(List<Receipt> items) {}
}
