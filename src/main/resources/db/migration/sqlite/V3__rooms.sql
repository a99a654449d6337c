-- Rooms, who is in them, and who is kept out.

create table rooms (
    id            text    not null primary key,
    name          text    not null, -- empty for direct rooms, which are called by their people
    private       boolean not null,
    direct_key    text    unique, -- the sorted ids of a direct room's people; null for every other room
    archived      boolean not null default false,
    created_at_ms integer not null
);

create index rooms_public on rooms (id) where private = false;

-- An id is given once: a client that remembers a deleted room must not take another for it.
create table retired_rooms (
    id text not null primary key
);

create table members (
    room            text    not null references rooms (id) on delete cascade,
    user_id         text    not null,
    role            text    not null check (role in ('member', 'moderator', 'owner')),
    joined_at_ms    integer not null,
    joined_sequence integer not null, -- of the event that made them a member
    primary key (room, user_id)
);

create index members_by_user on members (user_id, room);

create table bans (
    room         text    not null references rooms (id) on delete cascade,
    user_id      text    not null,
    banned_by    text    not null,
    banned_at_ms integer not null,
    primary key (room, user_id)
);
