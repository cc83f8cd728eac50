-- What a library watches, format 1. Not in facts.sqlite: it cannot be made again from captures, since
-- people set it up and the outside said it once, and it is written while others write the facts. Times
-- are Unix seconds, 0 for none.

create table if not exists about (
  key   text primary key,
  value text not null
) without rowid;

-- What a person set up, and how it went.
create table if not exists sources (
  id         integer primary key autoincrement, -- none is given twice
  kind       text not null,          -- feed, sitemap, page, folder
  address    text not null unique,   -- of the web, or the path of a folder
  title      text not null,
  selector   text not null,          -- CSS, of the links of a page
  collection text not null,
  tags       text not null,          -- a JSON array
  every      integer not null,       -- seconds between two looks, as wished; 0 for as often as it has news
  keep       text not null,          -- name of the rule of retention; '' for all
  paused     text not null,          -- why, or ''
  added      integer not null,
  -- from here on written by the watcher alone
  due        integer not null,
  etag       text not null default '',
  modified   text not null default '', -- Last-Modified, as sent
  fresh      integer not null default 0,
  moved_from text not null default '', -- its address before the site moved it for good
  tried      integer not null default 0,
  succeeded  integer not null default 0,
  items      integer not null default 0,
  rate       real not null default 0,  -- new entries an hour, of late
  delays     text not null default '[]', -- seconds between an entry's date and our sight of it, the latest; a JSON array
  errors     integer not null default 0, -- in a row
  problem    text not null default ''
);
create index if not exists sources_due on sources (due) where paused = '';
create index if not exists sources_failing on sources (id) where paused = '' and errors >= 3; -- every page of the reading room counts them

-- Each article page once, whoever showed it, with the plan of its visits.
create table if not exists pages (
  id       integer primary key,
  address  text not null unique,     -- without fragment and what only tells where the reader comes from
  host     text not null,
  source   integer not null,         -- that showed it first; it may be removed since
  seen     integer not null,
  due      integer,                  -- null when no visit is planned any more
  visits   integer not null default 0, -- that answered
  step     integer not null default 0, -- of the plan, done
  tries    integer not null default 0, -- in a row that did not answer
  etag     text not null default '',
  modified text not null default '',
  fresh    integer not null default 0,
  first    integer not null default 0, -- when the first visit answered
  visited  integer not null default 0, -- when the latest did
  capture  blob not null default x'', -- the latest
  payload  blob not null default x'', -- SHA-256 of its bytes
  problem  text not null default '',
  content  blob not null default x''  -- what the feed had of the text, compressed, until the page is there
);
create index if not exists pages_due on pages (host, due) where due is not null;
create index if not exists pages_capture on pages (capture) where capture != x'';

-- Each entry of a source once.
create table if not exists entries (
  source    integer not null references sources (id) on delete cascade,
  mark      blob not null,           -- digest of guid, title and date: the entry by any address
  state     blob not null,           -- digest of title and date: what its page is said to be
  guid      text not null,
  address   text not null,           -- as page, or ''
  page      integer,                 -- null when it has none
  seen      integer not null,
  published integer not null,        -- as it says
  primary key (source, mark)
) without rowid;
create index if not exists entries_page on entries (page, source);
create index if not exists entries_seen on entries (source, seen desc, mark);

-- Files of watched folders, as they were when they were added.
create table if not exists files (
  source   integer not null references sources (id) on delete cascade,
  path     text not null,            -- below the folder
  modified integer not null,         -- Unix nanoseconds
  size     integer not null,
  primary key (source, path)
) without rowid;

-- Hosts that asked not to be asked before a time.
create table if not exists hosts (
  host  text primary key,
  until integer not null
) without rowid;

-- Files of the spool, with the bytes that count.
create table if not exists spool (
  file text primary key,
  size integer not null
) without rowid;
