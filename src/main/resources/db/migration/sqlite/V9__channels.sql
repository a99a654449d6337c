-- The channels of class log that were ever published on; what was published is in the events, in the stream namespace/name.
create table log_channels (
    namespace text not null,
    name      text not null,
    primary key (namespace, name)
) without rowid;
