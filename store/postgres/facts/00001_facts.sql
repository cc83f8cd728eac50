-- +goose Up
-- The facts of a library in PostgreSQL, format 1: the tables of schema.sql and later.sql. Everything here
-- can be made again from the captures: hearsay rebuild. Text is compared by its bytes, as
-- SQLite does. What may be long and is only looked up by equality has a hash index: others bear 2,700 bytes.

-- Of two numbers: what SQLite calls so.
create function min(a bigint, b bigint) returns bigint language sql immutable parallel safe return least(a, b);
create function max(a bigint, b bigint) returns bigint language sql immutable parallel safe return greatest(a, b);

create table library (
  key   text collate "C" primary key,
  value text collate "C" not null
);

-- One row per capture file; size is how much of it is acknowledged.
create table archives (
  file text collate "C" primary key,
  size bigint not null
);

-- One row per index segment that readers must ask.
create table segments (
  file  text collate "C" primary key,
  docs  bigint not null,
  bytes bigint not null
);

create table captures (
  id      bytea primary key,
  file    text collate "C" not null,           -- of archives
  start   bigint not null,        -- byte of the record in it
  size    bigint not null,
  at      bigint not null,        -- Unix seconds
  outcome text collate "C" not null            -- "" for an article, else why there is none
);

create table articles (
  n         bigint primary key,    -- order of arrival; rowid of the full text
  id        bytea not null unique,
  capture   bytea not null references captures (id),
  url       text collate "C" not null,
  story     text collate "C" not null,         -- canonical address, else url: same page
  outlet    text collate "C" not null,         -- key of outlets
  headline  text collate "C" not null,
  language  text collate "C" not null,
  words     bigint not null,
  published bigint,               -- beginning of the chosen date as written, Unix seconds
  latest    bigint,               -- end of it
  seen      bigint not null,
  text      bytea not null,         -- zstd
  facts     bytea not null          -- zstd of JSON: all else of the article
);
create index articles_story on articles using hash (story) where story != '';
create index articles_below on articles (left(story, 500), n) where story != '';
create index articles_outlet on articles (outlet, published);
create index articles_published on articles (published);

create table outlets (
  key    text collate "C" primary key,         -- folded name
  name   text collate "C" not null,
  domain text collate "C" not null
);
create index outlets_domain on outlets using hash (domain) where domain != '';

create table quotations (
  article bigint not null references articles (n),
  i       bigint not null,        -- index among the article's quotations
  speaker text collate "C" not null,           -- folded name; '' when not known
  primary key (article, i)
);
create index quotations_speaker on quotations using hash (speaker) where speaker != '';

-- The words of articles as the full text of SQLite has them, headline first, under the weight A.
create table fulltext (
  rowid bigint primary key,        -- of articles
  size  bigint not null,           -- words of both
  words tsvector not null
);
create index fulltext_words on fulltext using gin (words);

create table fulltext_size (
  texts   bigint not null,
  words   bigint not null,
  average double precision generated always as (words / greatest(texts, 1)::double precision) stored
);
insert into fulltext_size (texts, words) values (0, 0);

-- The parts of bm25, as SQLite counts it (sqlite.org/fts5.html): how rare a phrase is among all
-- texts, and how dense it is in one.
create function rarity(phrase tsquery) returns double precision language sql stable
  return (select greatest(ln((s.texts - f.n + 0.5) / (f.n + 0.5)), 1e-6)
    from fulltext_size s, (select count(*)::double precision as n from fulltext where words @@ phrase) f);

create function density(words tsvector, phrase text[], elsewhere int, size bigint, average double precision) returns double precision language sql stable
  return (select f.n * 2.2 / (f.n + 1.2 * (0.25 + 0.75 * size / average)) from (
    select coalesce(sum(case p.weight when 'A' then 4 else elsewhere end), 0)::double precision as n
    from unnest(words) w, unnest(w.positions, w.weights) as p (place, weight)
    where w.lexeme = phrase[1] and not exists (
      select 1 from generate_series(2, cardinality(phrase)) i where not exists (
        select 1 from unnest(words) x where x.lexeme = phrase[i] and (p.place + i - 1)::smallint = any (x.positions)))) f);

-- Articles that were removed, where a segment has them still: one row each.
create table tombstones (
  segment text collate "C" not null,           -- file
  article bytea not null,           -- id
  primary key (segment, article)
);

-- Records of capture files that are to be written over: a commit that removes
-- articles names them, and they are struck off when that is on disk.
create table blanks (
  file  text collate "C" not null,
  start bigint not null,
  size  bigint not null,
  at    bigint not null,          -- that the blank bears, Unix seconds
  primary key (file, start)
);

-- Articles whose text is not kept: how much of it is, by what rule, since when (Unix
-- seconds). Their record in the captures says the same.
create table kept (
  article bigint primary key references articles (n),
  level   text collate "C" not null,           -- passages, facts
  rule    text collate "C" not null,
  since   bigint not null
);

create index articles_language on articles (language);
create index quotations_unclear on quotations (article) where speaker = '';
create index articles_url on articles using hash (url) where url != '';
create index articles_shown on articles (coalesce(published, latest, seen)); -- the order of lists

-- Passages that articles share. Spans are in words: where one begins and how long
-- it is. Package cluster says what clusters are; they are made again from links.
create table links (
  a       bigint not null references articles (n), -- the later arrival
  b       bigint not null references articles (n),
  a_from  bigint not null,
  b_from  bigint not null,
  a_words bigint not null,
  b_words bigint not null,
  matched bigint not null,
  primary key (a, b, a_from, b_from, a_words, b_words)
);
create index links_b on links (b);

create table clusters (
  n         bigint primary key,   -- which of two goes on when they are joined is
  id        bytea not null,         -- no matter of their ids, but of their sizes
  at        bigint not null,      -- of the earliest witness, and so on
  article   bigint not null,
  from_word bigint not null,
  words     bigint not null,
  witnesses bigint not null,
  outlets   bigint not null,      -- known ones
  total     bigint not null,      -- of the witnesses' words
  shortest  bigint not null,
  longest   bigint not null
);
create index clusters_witnesses on clusters (witnesses, at);
create index clusters_outlets on clusters (outlets, witnesses, at);
create index clusters_at on clusters (at);

create table witnesses (
  article   bigint not null references articles (n),
  from_word bigint not null,
  words     bigint not null,
  before    bigint not null,      -- words that the whole has more, on each side
  after     bigint not null,
  cluster   bigint not null,      -- n of clusters
  at        bigint not null,      -- date of the article, Unix seconds
  primary key (article, from_word, words)
);
create index witnesses_cluster on witnesses (cluster, at);

create table cluster_outlets (
  cluster   bigint not null,
  outlet    text collate "C" not null,
  witnesses bigint not null,
  primary key (cluster, outlet)
);

-- Every id that was ever given to a cluster, and the witness that it was made
-- from. Never deleted, and carried into what rebuild makes: others may have noted
-- them.
create table cluster_ids (
  id        bytea primary key,
  article   bytea not null,         -- id, not n: the article may go and come back
  from_word bigint not null,
  words     bigint not null,
  cluster   bigint not null,      -- 0: look for the founding witness, else gone
  older     bigint not null       -- 1: the cluster has another id now
);
create index cluster_ids_older on cluster_ids (cluster) where older = 1;

-- Who speaks in articles, and what is one voice. Package speaker says so; all of it
-- but voice_ids is made again from the quotations and the decisions.
create table guises (
  n        bigint primary key,
  stem     text collate "C" not null,          -- guises of two stems are joined by decisions only
  kind     text collate "C" not null,
  name     text collate "C" not null,
  role     text collate "C" not null,
  folded   text collate "C" not null,          -- the name
  articles bigint not null,       -- that have it
  voice    bigint not null        -- 0: every appearance has one of its own
);
create unique index guises_what on guises (kind, name, role);
create index guises_stem on guises (stem);

create table appearances (
  article    bigint not null references articles (n),
  guise      bigint not null,
  at         bigint not null,     -- date of the article, Unix seconds
  quotations bigint not null,
  voice      bigint not null,     -- n of voices; 0 until its stem is settled
  own        bigint not null,     -- 1: a decision names it, and not its guise
  primary key (article, guise)
);
create index appearances_guise on appearances (guise, at);
create index appearances_voice on appearances (voice, at, quotations);
create index appearances_unsettled on appearances (guise) where voice = 0;
create index appearances_own on appearances (guise) where own = 1;

create table voices (
  n          bigint primary key,
  id         bytea not null,        -- of the earliest appearance
  kind       text collate "C" not null,
  name       text collate "C" not null,
  role       text collate "C" not null,
  articles   bigint not null,
  quotations bigint not null,
  first      bigint not null,     -- date of the earliest article, and so on
  last       bigint not null
);
create index voices_id on voices (id);
create index voices_articles on voices (articles, last);

-- Every ID that was ever given to a voice, and the article of the appearance that it
-- was made from. Never deleted, and carried into what rebuild makes.
create table voice_ids (
  id      bytea primary key,
  article bytea not null,           -- id, not n
  voice   bigint not null,        -- that it names where that appearance is gone; 0: see now
  now     bytea not null            -- ID to ask for instead; '' for none: gone
);
create index voice_ids_voice on voice_ids (voice) where voice > 0;

-- Stems of guises of which something came, went or was decided.
create table unsettled (
  stem text collate "C" primary key
);

-- What articles tell of the event that they are on, and which are on one. Package
-- story says so; all of it but story_ids is made again from articles, clusters and
-- decisions.
create table stories (
  n         bigint primary key,
  id        bytea not null,         -- of the earliest article in it
  first     bigint not null,      -- what that is ordered by, Unix seconds
  last      bigint not null,
  articles  bigint not null,
  confirmed bigint not null       -- 1: a person said that some of it belongs together
);
create index stories_last on stories (last) where articles > 1;
create index stories_articles on stories (articles, last) where articles > 1;

create table members (
  article bigint primary key references articles (n),
  at      bigint not null,        -- date of the article, Unix seconds
  names   bigint not null,        -- how many of its marks are names or figures
  marks   bytea not null,           -- 8 bytes each, names first
  story   bigint not null,        -- n of stories; 0 until it is placed
  rule    text collate "C" not null,           -- why it is in it: hearsay.StoryTie
  tied    bytea not null,           -- id of the article
  words   bigint not null,
  shared  bigint not null,        -- names and figures
  ruling  bigint not null
);
create index members_story on members (story, at) where story > 0;
create index members_unplaced on members (at) where story = 0;

-- Articles by name, figure or address. Place is the date and then 20 bits of the
-- article's ID, so that order does not depend on arrival.
create table marks (
  mark    bigint not null,
  place   bigint not null,
  article bigint not null,         -- of articles
  primary key (mark, place, article)
);

-- IDs of removed articles that may have named stories, and what to ask for instead.
-- Never deleted, and carried into what rebuild makes.
create table story_ids (
  id  bytea primary key,
  now bytea not null
);

-- Numbers go on from the highest, as those of SQLite do. There is one writer at a time.
create function next_article() returns bigint language sql volatile return (select coalesce(max(n), 0) + 1 from articles);
alter table articles alter n set default next_article();
create function next_cluster() returns bigint language sql volatile return (select coalesce(max(n), 0) + 1 from clusters);
alter table clusters alter n set default next_cluster();
create function next_guise() returns bigint language sql volatile return (select coalesce(max(n), 0) + 1 from guises);
alter table guises alter n set default next_guise();
create function next_voice() returns bigint language sql volatile return (select coalesce(max(n), 0) + 1 from voices);
alter table voices alter n set default next_voice();
create function next_story() returns bigint language sql volatile return (select coalesce(max(n), 0) + 1 from stories);
alter table stories alter n set default next_story();

insert into library (key, value) values ('format', '1'), ('generation', '1'), ('next segment', '1'), ('writer', '0');
