package dev.switchboard.chat;

import dev.switchboard.broker.DestinationLog;
import dev.switchboard.broker.Publication;
import java.util.List;
import org.springframework.stereotype.Component;

/** The rooms' logs as the broker replays them. Thread-safe. */
@Component
final class RoomLogs {

    private final RoomEvents events;
    private final RoomEventForm form;
    private final ChatProperties properties;

    RoomLogs(RoomEvents events, RoomEventForm form, ChatProperties properties) {
        this.events = events;
        this.form = form;
        this.properties = properties;
    }

    DestinationLog log(RoomId room) {
        return new DestinationLog() {
            @Override
            public long head() {
                return events.head(room);
            }

            @Override
            public List<Publication> after(long sequence, int limit) {
                return events.after(room, sequence, limit).stream()
                        .map(form::publication)
                        .toList();
            }

            @Override
            public int replayLimit() {
                return properties.replayLimit();
            }
        };
    }
}
