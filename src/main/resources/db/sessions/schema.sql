create table if not exists sessions (
    primary_id text not null primary key,
    session_id text not null unique,
    creation_time integer not null,
    last_access_time integer not null,
    max_inactive_interval integer not null,
    expiry_time integer not null,
    principal_name text
);

create index if not exists sessions_by_expiry on sessions (expiry_time);

create index if not exists sessions_by_principal on sessions (principal_name);

create table if not exists sessions_attributes (
    session_primary_id text not null references sessions (primary_id) on delete cascade,
    attribute_name text not null,
    attribute_bytes blob not null,
    primary key (session_primary_id, attribute_name)
);
