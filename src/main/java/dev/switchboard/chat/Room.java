package dev.switchboard.chat;

/**
 * A room, whoever looks at it.
 *
 * @param name 1 to 80 characters (code points); empty for direct rooms, which are called by their people
 * @param isPrivate whether it does not exist for those who are not in it; always so for direct rooms
 * @param direct whether its people are fixed for ever
 * @param archived whether it is closed: readable, but nothing is said in it and nobody comes in
 */
record Room(RoomId id, String name, boolean isPrivate, boolean direct, boolean archived) {}
