-- What opens doors elsewhere, format 1: readable by the owner of the folder alone, and in no backup
-- or export. Each is bound to the address that it was given for.

create table if not exists about (
  key   text primary key,
  value text not null
) without rowid;

create table if not exists secrets (
  kind    text not null,
  address text not null,
  value   text not null,
  primary key (kind, address)
) without rowid;
