-- What format 1 got after its first libraries: made in new ones and, by their
-- next writer, in old ones.

-- Articles that were removed, where a segment has them still: one row each.
create table if not exists tombstones (
  segment text not null,           -- file
  article blob not null,           -- id
  primary key (segment, article)
) without rowid;

-- Records of capture files that are to be written over: a commit that removes
-- articles names them, and they are struck off when that is on disk.
create table if not exists blanks (
  file  text not null,
  start integer not null,
  size  integer not null,
  at    integer not null,          -- that the blank bears, Unix seconds
  primary key (file, start)
) without rowid;

-- Articles whose text is not kept: how much of it is, by what rule, since when (Unix
-- seconds). Their record in the captures says the same.
create table if not exists kept (
  article integer primary key references articles (n),
  level   text not null,           -- passages, facts
  rule    text not null,
  since   integer not null
);

create index if not exists articles_language on articles (language);
create index if not exists quotations_unclear on quotations (article) where speaker = '';
create index if not exists articles_url on articles (url) where url != '';
create index if not exists articles_shown on articles (coalesce(published, latest, seen)); -- the order of lists
create index if not exists articles_until on articles (coalesce(latest, published));
-- By the last word of the name.
create index if not exists quotations_surname on quotations (replace(speaker, rtrim(speaker, replace(speaker, ' ', '')), ''), speaker) where speaker != '';

-- Passages that articles share. Spans are in words: where one begins and how long
-- it is. Package cluster says what clusters are; they are made again from links.
create table if not exists links (
  a       integer not null references articles (n), -- the later arrival
  b       integer not null references articles (n),
  a_from  integer not null,
  b_from  integer not null,
  a_words integer not null,
  b_words integer not null,
  matched integer not null,
  primary key (a, b, a_from, b_from, a_words, b_words)
) without rowid;
create index if not exists links_b on links (b);

create table if not exists clusters (
  n         integer primary key,   -- which of two goes on when they are joined is
  id        blob not null,         -- no matter of their ids, but of their sizes
  at        integer not null,      -- of the earliest witness, and so on
  article   integer not null,
  from_word integer not null,
  words     integer not null,
  witnesses integer not null,
  outlets   integer not null,      -- known ones
  total     integer not null,      -- of the witnesses' words
  shortest  integer not null,
  longest   integer not null
);
create index if not exists clusters_witnesses on clusters (witnesses, at);
create index if not exists clusters_outlets on clusters (outlets, witnesses, at);
create index if not exists clusters_at on clusters (at);

create table if not exists witnesses (
  article   integer not null references articles (n),
  from_word integer not null,
  words     integer not null,
  before    integer not null,      -- words that the whole has more, on each side
  after     integer not null,
  cluster   integer not null,      -- n of clusters
  at        integer not null,      -- date of the article, Unix seconds
  primary key (article, from_word, words)
) without rowid;
create index if not exists witnesses_cluster on witnesses (cluster, at);

create table if not exists cluster_outlets (
  cluster   integer not null,
  outlet    text not null,
  witnesses integer not null,
  primary key (cluster, outlet)
) without rowid;

-- Every id that was ever given to a cluster, and the witness that it was made
-- from. Never deleted, and carried into what rebuild makes: others may have noted
-- them.
create table if not exists cluster_ids (
  id        blob primary key,
  article   blob not null,         -- id, not n: the article may go and come back
  from_word integer not null,
  words     integer not null,
  cluster   integer not null,      -- 0: look for the founding witness, else gone
  older     integer not null       -- 1: the cluster has another id now
) without rowid;
create index if not exists cluster_ids_older on cluster_ids (cluster) where older = 1;

-- Who speaks in articles, and what is one voice. Package speaker says so; all of it
-- but voice_ids is made again from the quotations and the decisions.
create table if not exists guises (
  n        integer primary key,
  stem     text not null,          -- guises of two stems are joined by decisions only
  kind     text not null,
  name     text not null,
  role     text not null,
  folded   text not null,          -- the name
  articles integer not null,       -- that have it
  voice    integer not null        -- 0: every appearance has one of its own
);
create unique index if not exists guises_what on guises (kind, name, role);
create index if not exists guises_stem on guises (stem);
create index if not exists guises_folded on guises (folded, articles, name); -- how articles write it most often

-- The words of folded names. No triggers keep them: a copy from elsewhere may have none.
create table if not exists guise_words (
  word  text not null,
  guise integer not null,          -- n of guises
  primary key (word, guise)
) without rowid;
insert or ignore into guise_words
  select value, g.n from guises g, json_each('[' || replace(json_quote(g.folded), ' ', '","') || ']')
  where value != '' and not exists (select 1 from guise_words);

create table if not exists appearances (
  article    integer not null references articles (n),
  guise      integer not null,
  at         integer not null,     -- date of the article, Unix seconds
  quotations integer not null,
  voice      integer not null,     -- n of voices; 0 until its stem is settled
  own        integer not null,     -- 1: a decision names it, and not its guise
  primary key (article, guise)
) without rowid;
create index if not exists appearances_guise on appearances (guise, at);
create index if not exists appearances_voice on appearances (voice, at, quotations);
create index if not exists appearances_unsettled on appearances (guise) where voice = 0;
create index if not exists appearances_own on appearances (guise) where own = 1;

create table if not exists voices (
  n          integer primary key,
  id         blob not null,        -- of the earliest appearance
  kind       text not null,
  name       text not null,
  role       text not null,
  articles   integer not null,
  quotations integer not null,
  first      integer not null,     -- date of the earliest article, and so on
  last       integer not null
);
create index if not exists voices_id on voices (id);
create index if not exists voices_articles on voices (articles, last);

-- Every ID that was ever given to a voice, and the article of the appearance that it
-- was made from. Never deleted, and carried into what rebuild makes.
create table if not exists voice_ids (
  id      blob primary key,
  article blob not null,           -- id, not n
  voice   integer not null,        -- that it names where that appearance is gone; 0: see now
  now     blob not null            -- ID to ask for instead; '' for none: gone
) without rowid;
create index if not exists voice_ids_voice on voice_ids (voice) where voice > 0;

-- Stems of guises of which something came, went or was decided.
create table if not exists unsettled (
  stem text primary key
) without rowid;

-- What articles tell of the event that they are on, and which are on one. Package
-- story says so; all of it but story_ids is made again from articles, clusters and
-- decisions.
create table if not exists stories (
  n         integer primary key,
  id        blob not null,         -- of the earliest article in it
  first     integer not null,      -- what that is ordered by, Unix seconds
  last      integer not null,
  articles  integer not null,
  confirmed integer not null       -- 1: a person said that some of it belongs together
);
create index if not exists stories_last on stories (last) where articles > 1;
create index if not exists stories_articles on stories (articles, last) where articles > 1;

create table if not exists members (
  article integer primary key references articles (n),
  at      integer not null,        -- date of the article, Unix seconds
  names   integer not null,        -- how many of its marks are names or figures
  marks   blob not null,           -- 8 bytes each, names first
  story   integer not null,        -- n of stories; 0 until it is placed
  rule    text not null,           -- why it is in it: hearsay.StoryTie
  tied    blob not null,           -- id of the article
  words   integer not null,
  shared  integer not null,        -- names and figures
  ruling  integer not null
);
create index if not exists members_story on members (story, at) where story > 0;
create index if not exists members_unplaced on members (at) where story = 0;

-- Articles by name, figure or address. Place is the date and then 20 bits of the
-- article's ID, so that order does not depend on arrival.
create table if not exists marks (
  mark    integer not null,
  place   integer not null,
  article integer not null references articles (n),
  primary key (mark, place, article)
) without rowid;

-- IDs of removed articles that may have named stories, and what to ask for instead.
-- Never deleted, and carried into what rebuild makes.
create table if not exists story_ids (
  id  blob primary key,
  now blob not null
) without rowid;

-- Articles that publish fact-checks, by the words and addresses of the claims that these look at: hashes of
-- three words in a row, and of addresses. What the reviews say is in the facts of the article.
create table if not exists reviewed (
  mark    integer not null,
  article integer not null references articles (n),
  primary key (mark, article)
) without rowid;
create index if not exists reviewed_article on reviewed (article);

-- Articles of which another outlet's has half of the words: which, and how. Package internal/taking says
-- what that is; all of it is made again from clusters and articles.
create table if not exists taken (
  article      integer primary key references articles (n),
  id           blob not null,
  giver        blob not null,      -- id of the other
  outlet       text not null,      -- keys of the outlets of both
  giver_outlet text not null,
  words        integer not null,   -- that they share
  how          text not null,      -- credited, uncredited, wire, unknown
  named        integer not null,   -- 1: it names the other, or links to it
  at           integer,            -- date, Unix seconds
  delay        integer             -- seconds from the other's date to its own
);

-- Numbers of articles whose row in taken is to be made anew: something changed that it depends on.
create table if not exists retake (
  article integer primary key
);
insert or ignore into retake select distinct article from witnesses where not exists (select 1 from library where key = 'takings');
insert or ignore into library values ('takings', '1');

-- How many articles outlets have.
create table if not exists outlet_counts (
  outlet   text primary key,       -- key of outlets
  articles integer not null,
  dated    integer not null
) without rowid;
insert or ignore into outlet_counts select outlet, count(*), count(published) from articles
  where not exists (select 1 from outlet_counts) group by outlet;
