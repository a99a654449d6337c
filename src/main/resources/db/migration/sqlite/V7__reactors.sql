-- The event by which this person put the emoji there: the order in which they are named.
alter table reactions add column put integer not null default 0;
