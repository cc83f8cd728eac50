-- +goose Up
-- Articles of which another outlet's has half of the words: which, and how. Package internal/taking says
-- what that is; all of it is made again from clusters and articles.
create table taken (
  article      bigint primary key references articles (n),
  id           bytea not null,
  giver        bytea not null,     -- id of the other
  outlet       text not null,      -- keys of the outlets of both
  giver_outlet text not null,
  words        bigint not null,    -- that they share
  how          text not null,      -- credited, uncredited, wire, unknown
  named        bigint not null,    -- 1: it names the other, or links to it
  at           bigint,             -- date, Unix seconds
  delay        bigint              -- seconds from the other's date to its own
);

-- Numbers of articles whose row in taken is to be made anew: something changed that it depends on.
create table retake (
  article bigint primary key
);
insert into retake select distinct article from witnesses;
insert into library values ('takings', '1');

-- How many articles outlets have.
create table outlet_counts (
  outlet   text primary key,       -- key of outlets
  articles bigint not null,
  dated    bigint not null
);
insert into outlet_counts select outlet, count(*), count(published) from articles group by outlet;
