-- What people want to be told of, and what they were told, format 1. Not in facts.sqlite: it cannot
-- be made again from captures, since people set it up and what was sent was sent once. Times are Unix
-- seconds, 0 for none. Secrets are in secrets.sqlite, which no backup takes; but addresses of webhooks may be keys.

create table if not exists about (
  key   text primary key,
  value text not null
) without rowid;

create table if not exists alerts (
  id       integer primary key autoincrement, -- none is given twice
  title    text not null,
  kind     text not null,
  question text not null,          -- JSON
  made     integer not null,
  paused   integer not null default 0,
  since    integer not null,       -- number of the article after which it looks, and
  after    blob not null           -- its ID
);

-- The latest articles that were looked at, so that the place is found again when they
-- have other numbers, or the last of them are gone.
create table if not exists looked (
  n       integer primary key,
  article blob not null
);

create table if not exists events (
  n       integer primary key autoincrement,
  alert   integer not null references alerts (id) on delete cascade,
  key     text not null,           -- of what was found
  kind    text not null,
  article blob not null,
  at      integer not null,
  body    text not null,           -- JSON; '' when the article was removed
  unique (alert, key)
);
create index if not exists events_article on events (article);
-- A page of what one alert found, and how much that is, without reading what others found.
create index if not exists events_alert on events (alert, n, at);

-- What an alert has to remember: how many origins a story had, where an outlet linked to.
create table if not exists known (
  alert integer not null references alerts (id) on delete cascade,
  key   text not null,
  value integer not null,
  primary key (alert, key)
) without rowid;

create table if not exists targets (
  id      integer primary key autoincrement,
  kind    text not null,           -- webhook, mail
  address text not null,
  rhythm  text not null,           -- '', hourly, daily
  errors  integer not null default 0, -- in a row
  next    integer not null default 0, -- not before
  problem text not null default '',
  ended   text not null default '', -- why nothing is sent there any more
  unique (kind, address, rhythm)
);

create table if not exists sends (
  alert  integer not null references alerts (id) on delete cascade,
  target integer not null references targets (id) on delete cascade,
  primary key (alert, target)
) without rowid;

-- What is sent at once. Its events are fixed before it is sent the first time.
create table if not exists parcels (
  id        integer primary key autoincrement,
  target    integer not null references targets (id) on delete cascade,
  made      integer not null,
  attempts  integer not null default 0,
  delivered integer not null default 0,
  failed    integer not null default 0,
  problem   text not null default ''
);
create index if not exists parcels_open on parcels (target, attempts, id) where delivered = 0 and failed = 0;

-- The outbox: an event for each target of its alert, written with the event.
create table if not exists outbox (
  target integer not null references targets (id) on delete cascade,
  event  integer not null references events (n) on delete cascade,
  parcel integer not null default 0, -- 0 until it is packed
  primary key (target, event)
) without rowid;
create index if not exists outbox_waiting on outbox (target, event) where parcel = 0;
create index if not exists outbox_parcel on outbox (parcel) where parcel > 0;
create index if not exists outbox_event on outbox (event);

-- Addresses of feeds for readers that cannot log in: digests of the random part.
create table if not exists feeds (
  id     integer primary key autoincrement,
  digest blob not null unique,
  alert  integer not null,         -- 0 for all
  made   integer not null,
  used   integer not null default 0
);
