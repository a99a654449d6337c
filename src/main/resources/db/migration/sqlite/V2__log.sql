-- The truth: what happened, stream by stream. Only the log module inserts here.
create table events (
    stream        text    not null,
    seq           integer not null check (seq > 0),
    id            text    not null,
    type          text    not null,
    actor         text    not null,
    at_ms         integer not null,
    -- The earlier event of the same stream that this one is about.
    target        integer,
    -- The client's own id of what it sent, and a digest of its content; the digest goes when the text is erased.
    client_msg_id text,
    digest        text,
    payload       text    not null,
    primary key (stream, seq)
);
create unique index events_id on events (id);
create unique index events_client_msg_id on events (actor, client_msg_id) where client_msg_id is not null;
create index events_target on events (stream, target) where target is not null;

-- The number of the newest commit: how the writer finds out what became of a commit that failed.
create table last_commit (
    only_row integer primary key check (only_row = 1),
    number   integer not null
);
insert into last_commit (only_row, number) values (1, 0);
