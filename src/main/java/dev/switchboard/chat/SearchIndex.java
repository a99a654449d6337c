package dev.switchboard.chat;

import dev.switchboard.log.Transaction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps what search finds in step with what messages say, in the same transaction. What is deleted leaves it at once; the
 * message's own number stays, so that a restored message is found in its old place.
 */
@Component
final class SearchIndex implements RoomEventObserver {

    private final SearchSweep sweep;

    SearchIndex(SearchSweep sweep) {
        this.sweep = sweep;
    }

    @Override
    public void onAppended(RoomEvent event, Transaction transaction) {
        switch (event.body()) {
            case RoomEvent.Body.Message message -> insert(transaction, event, message.text());
            case RoomEvent.Body.Edited edited -> replace(transaction, event.room(), edited.target(), edited.text());
            case RoomEvent.Body.Deleted deleted -> replace(transaction, event.room(), deleted.target(), null);
            case RoomEvent.Body.Restored restored ->
                replace(transaction, event.room(), restored.target(), restored.text());
            case RoomEvent.Body.Reaction reaction -> {}
            case RoomEvent.Body.Joined joined -> {}
            case RoomEvent.Body.Left left -> {}
            case RoomEvent.Body.Removed removed -> {}
            case RoomEvent.Body.Invited invited -> {}
            case RoomEvent.Body.Created created -> {}
            case RoomEvent.Body.Renamed renamed -> {}
            case RoomEvent.Body.Archived archived -> {}
        }
    }

    @Override
    public void onErased(RoomId room, long target, Transaction transaction) {
        replace(transaction, room, target, null);
    }

    /** Nobody is in the room, so nobody finds anything of it; its words are taken out soon. */
    @Override
    public void onRoomDeleted(RoomId room, Transaction transaction) {
        transaction.afterCommit(sweep::start);
    }

    private static void insert(Transaction transaction, RoomEvent event, @Nullable String text) {
        transaction
                .jdbc()
                .sql("insert into searchable_messages (room, sequence) values (:room, :sequence)")
                .param("room", event.room().value())
                .param("sequence", event.sequence())
                .update();
        write(transaction, event.room(), event.sequence(), text);
    }

    private static void replace(Transaction transaction, RoomId room, long sequence, @Nullable String text) {
        transaction
                .jdbc()
                .sql("""
                        delete from searchable_texts
                        where rowid = (select id from searchable_messages where room = :room and sequence = :sequence)""")
                .param("room", room.value())
                .param("sequence", sequence)
                .update();
        write(transaction, room, sequence, text);
    }

    private static void write(Transaction transaction, RoomId room, long sequence, @Nullable String text) {
        String indexed = text == null ? "" : SearchText.indexed(text);
        if (!indexed.isEmpty()) {
            transaction
                    .jdbc()
                    .sql("""
                            insert into searchable_texts (rowid, text)
                            select id, :text from searchable_messages where room = :room and sequence = :sequence""")
                    .param("text", indexed)
                    .param("room", room.value())
                    .param("sequence", sequence)
                    .update();
        }
    }
}
