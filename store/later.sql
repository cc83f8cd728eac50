-- What format 1 got after its first libraries: made in new ones and, by their
-- next writer, in old ones.

-- Articles that were removed, where a segment has them still: one row each.
create table if not exists tombstones (
  segment text not null,           -- file
  article blob not null,           -- id
  primary key (segment, article)
) without rowid;

create index if not exists articles_language on articles (language);
create index if not exists articles_shown on articles (coalesce(published, latest, seen)); -- the order of lists
