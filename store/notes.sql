-- What people wrote beside words of articles, format 1. Not in facts.sqlite: it cannot be made
-- again from captures, is written while somebody else writes the library, and is passed on to
-- nobody. Times are Unix seconds. Positions are code points of the text whose SHA-256 is wording.

create table if not exists about (
  key   text primary key,
  value text not null
) without rowid;

create table if not exists notes (
  id      blob primary key,
  article blob not null,
  exact   text not null,
  prefix  text not null,
  suffix  text not null,
  start   integer not null,
  stop    integer not null,        -- 0 when no position is known
  wording blob not null,           -- x'' when it is not known which text that is of
  body    text not null,
  tags    text not null,           -- JSON
  author  text not null,           -- '' for nobody
  made    integer not null,
  changed integer not null,
  origin  text not null            -- what it is called where it was imported from; '' for nowhere
) without rowid;
create index if not exists notes_article on notes (article, start);
