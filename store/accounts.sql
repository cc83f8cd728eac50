-- Who may use a library, format 1. Not in facts.sqlite: that is made anew by rebuild, has one
-- writer at a time, and is passed on; this is written by every log-in, and is nobody else's.
-- There is no secret in it: only digests of random ones, and argon2id hashes of passwords.

create table if not exists accounts (
  key   text primary key,
  value text not null
) without rowid;

create table if not exists users (
  id       integer primary key autoincrement, -- none is given twice
  name     text not null unique,
  role     text not null,
  password text not null,          -- PHC; '' for none
  issuer   text not null,          -- of the provider that knows the user, and
  subject  text not null,          -- what it calls them; both '' for none
  made     integer not null        -- Unix seconds, as all times here
);
create unique index if not exists users_subject on users (issuer, subject) where subject != '';

create table if not exists sessions (
  digest blob primary key,
  user   integer not null references users (id) on delete cascade,
  made   integer not null,
  seen   integer not null
) without rowid;
create index if not exists sessions_user on sessions (user);

create table if not exists tokens (
  id     text primary key,
  digest blob not null unique,
  user   integer not null references users (id) on delete cascade,
  name   text not null,
  scopes integer not null,         -- set of account.Right
  made   integer not null,
  ends   integer not null,
  used   integer not null          -- 0 for never
) without rowid;
create index if not exists tokens_user on tokens (user);

create table if not exists shares (
  id      text primary key,
  digest  blob not null unique,
  user    integer not null references users (id) on delete cascade,
  address text not null,           -- path and query of the one page that it opens
  made    integer not null,
  ends    integer not null
) without rowid;
create index if not exists shares_user on shares (user);
