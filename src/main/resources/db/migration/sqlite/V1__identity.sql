create table accounts (
    id text not null primary key,
    username text not null unique,
    name text not null,
    administrator integer not null check (administrator in (0, 1)),
    disabled integer not null default 0 check (disabled in (0, 1)),
    password text not null,
    -- 1 for the account that the set-up made, null for all others: there is one set-up.
    founder integer unique check (founder = 1),
    created_at_ms integer not null
) strict;

create table tokens (
    id text not null primary key,
    account text not null references accounts (id),
    name text not null,
    -- SHA-256 of the secret, in hexadecimal.
    secret_hash text not null unique,
    -- Words parted by spaces; empty for everything the account may.
    scopes text not null,
    created_at_ms integer not null,
    expires_at_ms integer,
    last_used_at_ms integer
) strict;

create index tokens_by_account on tokens (account);

create table invitations (
    id text not null primary key,
    code_hash text not null unique,
    invited_by text not null references accounts (id),
    uses integer not null check (uses > 0),
    used integer not null default 0 check (used <= uses),
    created_at_ms integer not null,
    expires_at_ms integer not null,
    revoked integer not null default 0 check (revoked in (0, 1))
) strict;
