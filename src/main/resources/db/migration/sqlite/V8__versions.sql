-- The events about another one are asked for by their type as well: the edits of a message, without its reactions.
drop index events_target;
create index events_about on events (stream, target, type, seq) where target is not null;
