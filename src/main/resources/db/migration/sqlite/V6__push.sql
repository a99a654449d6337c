-- The key pair by which push services know this server: one, for good.
create table vapid_keys (
    only_row      integer primary key check (only_row = 1),
    public_key    text    not null, -- the uncompressed point, base64url
    private_key   text    not null, -- PKCS #8, base64url
    created_at_ms integer not null
) strict;
