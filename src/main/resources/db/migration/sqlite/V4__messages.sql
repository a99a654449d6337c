-- Messages as they read now.
create table messages (
    room          text    not null,
    seq           integer not null,
    id            text    not null,
    author        text    not null,
    at_ms         integer not null,
    -- Null once it is erased.
    text          text,
    reply_to      integer,
    client_msg_id text,
    -- Which message of its room this is, and which of its author's there, counting from 1 and never changed: unread counts
    -- are differences of these.
    nth           integer not null,
    nth_of_author integer not null,
    edited_at_ms  integer,
    deleted_at_ms integer,
    deleted_by    text,
    primary key (room, seq)
);
create index messages_author on messages (room, author, seq, nth_of_author);
create index messages_deleted on messages (room, seq, author) where deleted_at_ms is not null;
create index messages_to_erase on messages (deleted_at_ms) where deleted_at_ms is not null and text is not null;

create table reactions (
    room    text    not null,
    seq     integer not null,
    emoji   text    not null,
    user_id text    not null,
    -- The event that first put this emoji there, as long as anybody has it there: the order in which emoji are shown.
    since   integer not null,
    primary key (room, seq, emoji, user_id)
) without rowid;

-- Whom the undeleted messages name, their authors left out.
create table mentions (
    user_id text    not null,
    room    text    not null,
    seq     integer not null,
    primary key (user_id, room, seq)
) without rowid;
create index mentions_message on mentions (room, seq);

create table read_positions (
    user_id text    not null,
    room    text    not null,
    seq     integer not null,
    primary key (user_id, room)
) without rowid;
create index read_positions_room on read_positions (room);
