-- The facts of a library, format 1; later.sql has more of it. Everything here
-- can be made again from the captures: hearsay rebuild.

create table library (
  key   text primary key,
  value text not null
) without rowid;

-- One row per capture file; size is how much of it is acknowledged.
create table archives (
  file text primary key,
  size integer not null
) without rowid;

-- One row per index segment that readers must ask.
create table segments (
  file  text primary key,
  docs  integer not null,
  bytes integer not null
) without rowid;

create table captures (
  id      blob primary key,
  file    text not null,           -- of archives
  start   integer not null,        -- byte of the record in it
  size    integer not null,
  at      integer not null,        -- Unix seconds
  outcome text not null            -- "" for an article, else why there is none
) without rowid;

create table articles (
  n         integer primary key,   -- order of arrival; rowid of the full text
  id        blob not null unique,
  capture   blob not null references captures (id),
  url       text not null,
  story     text not null,         -- canonical address, else url: same page
  outlet    text not null,         -- key of outlets
  headline  text not null,
  language  text not null,
  words     integer not null,
  published integer,               -- beginning of the chosen date as written, Unix seconds
  latest    integer,               -- end of it
  seen      integer not null,
  text      blob not null,         -- zstd
  facts     blob not null          -- zstd of JSON: all else of the article
);
create index articles_story on articles (story) where story != '';
create index articles_outlet on articles (outlet, published);
create index articles_published on articles (published);

create table outlets (
  key    text primary key,         -- folded name
  name   text not null,
  domain text not null
) without rowid;
create index outlets_domain on outlets (domain) where domain != '';

create table quotations (
  article integer not null references articles (n),
  i       integer not null,        -- index among the article's quotations
  speaker text not null,           -- folded name; '' when not known
  primary key (article, i)
) without rowid;
create index quotations_speaker on quotations (speaker) where speaker != '';

create virtual table fulltext using fts5 (
  headline, text,
  content = '', contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 2'
);
