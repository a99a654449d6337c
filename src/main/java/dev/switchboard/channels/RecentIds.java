package dev.switchboard.channels;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.log.ClientMessage;
import dev.switchboard.log.ClientMessageId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What clients have published lately under ids of their own where nothing is stored. Remembers the last 10,000 and forgets
 * the oldest: a repeat that comes after as many is published again. Thread-safe.
 */
@Component
final class RecentIds {

    static final int REMEMBERED = 10_000;

    private record Key(UserId sender, ClientMessageId id) {}

    private record First(String content, String id) {}

    private final Map<Key, First> firsts = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, First> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * Remembers a publication, unless it is a repeat.
     *
     * @return the id of the first one, if this is a repeat
     * @throws RefusedException CONFLICT if the client said something else under the same id
     */
    synchronized Optional<String> first(UserId sender, ClientMessage said, String id) {
        First first = firsts.putIfAbsent(new Key(sender, said.id()), new First(said.content(), id));
        if (first == null) {
            return Optional.empty();
        }
        if (!first.content().equals(said.content())) {
            throw new RefusedException(Refusal.CONFLICT, "This client-msg-id was used before, for something else");
        }
        return Optional.of(first.id());
    }
}
