package dev.switchboard.chat;

import dev.switchboard.log.Transaction;

/**
 * Follows what happens in rooms, inside the transaction that stores it: an index, a projection. A thrown exception undoes
 * the change. Called in the writer's thread, after the messages' own projection.
 */
interface RoomEventObserver {

    void onAppended(RoomEvent event, Transaction transaction);

    /** The text of a deleted message is erased for ever, in every version; nobody hears of it by an event. */
    default void onErased(RoomId room, long target, Transaction transaction) {}

    /** A room is deleted: nothing that was kept of it may stay. */
    default void onRoomDeleted(RoomId room, Transaction transaction) {}
}
