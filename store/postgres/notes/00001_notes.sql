-- +goose Up
-- What people wrote beside words of articles, in PostgreSQL, format 1: the tables of notes.sql,
-- which says more.

create table about (
  key   text collate "C" primary key,
  value text collate "C" not null
);

create table notes (
  id      bytea primary key,
  article bytea not null,
  exact   text collate "C" not null,
  prefix  text collate "C" not null,
  suffix  text collate "C" not null,
  start   bigint not null,
  stop    bigint not null,         -- 0 when no position is known
  wording bytea not null,          -- empty when it is not known which text that is of
  body    text collate "C" not null,
  tags    text collate "C" not null, -- JSON
  author  text collate "C" not null, -- '' for nobody
  made    bigint not null,
  changed bigint not null,
  origin  text collate "C" not null -- what it is called where it was imported from; '' for nowhere
);
create index notes_article on notes (article, start);

insert into about (key, value) values ('format', '1');
