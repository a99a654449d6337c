-- Full-text search over our own normalised text: what is stored here is never shown.

create table searchable_messages (
    id       integer not null primary key, -- rises in the order of writing, over all rooms
    room     text    not null,
    sequence integer not null,
    unique (room, sequence)
);

-- The text holds ready tokens, separated by spaces; "ascii" takes every character beyond ASCII as part of a token.
create virtual table searchable_texts using fts5 (text, tokenize = 'ascii', prefix = '1 2 3');

-- What is deleted leaves the index at once, not at some later merge.
insert into searchable_texts (searchable_texts, rank) values ('secure-delete', 1);
