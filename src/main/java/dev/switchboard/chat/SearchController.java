package dev.switchboard.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.RestCall;
import dev.switchboard.UserId;
import dev.switchboard.identity.Speaker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Search over REST: what is said in one's own rooms. */
@RestController
final class SearchController {

    private final Search search;
    private final Rooms rooms;
    private final History history;

    SearchController(Search search, Rooms rooms, History history) {
        this.search = search;
        this.rooms = rooms;
        this.history = history;
    }

    /** Messages that have all words of {@code q}, as words or beginnings of words, the newest first. */
    @RestCall(
            value = "Messages in one's rooms that have all words, the newest first",
            refuses = {Refusal.INVALID, Refusal.FORBIDDEN, Refusal.NOT_FOUND})
    @GetMapping("/api/search")
    Found find(
            @AuthenticationPrincipal Speaker speaker,
            @RequestParam(name = "q") String q,
            @RequestParam(name = "room", required = false) @Nullable String room,
            @RequestParam(name = "before", required = false) @Nullable Long before) {
        SearchQuery query = SearchQuery.parse(q);
        if (before != null && before < 1) {
            throw new RefusedException(Refusal.INVALID, "before is the next of another page of this search");
        }
        UserId user = speaker.user();
        RoomId only = null;
        if (room != null) {
            only = RoomId.seek(room);
            rooms.requireMember(only, user);
        }
        Search.Page page = search.find(user, query, only, before == null ? Long.MAX_VALUE : before);
        return new Found(items(page.hits(), user, query), page.next());
    }

    private List<FoundMessage> items(List<Search.Hit> hits, UserId user, SearchQuery query) {
        Map<RoomId, List<Long>> sequences = hits.stream()
                .collect(Collectors.groupingBy(
                        Search.Hit::room, Collectors.mapping(Search.Hit::sequence, Collectors.toList())));
        Map<RoomId, Map<Long, MessageItem>> messages = new HashMap<>();
        sequences.forEach((room, wanted) -> messages.put(room, history.some(room, user, wanted)));
        return hits.stream()
                .map(hit -> messages.getOrDefault(hit.room(), Map.of()).get(hit.sequence()))
                .filter(Objects::nonNull)
                .map(message ->
                        new FoundMessage(message, query.highlight(Objects.requireNonNullElse(message.text(), ""))))
                .toList();
    }

    /**
     * Messages that were found, the newest first.
     *
     * @param next to go on to older ones, as {@code before}; null if there are none
     */
    record Found(
            List<FoundMessage> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Long next) {}

    /**
     * A message as in the history, and why it was found.
     *
     * @param highlight the text around the first hit, in pieces
     */
    record FoundMessage(@JsonUnwrapped MessageItem message, List<SearchQuery.Fragment> highlight) {}
}
