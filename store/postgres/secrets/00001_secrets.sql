-- +goose Up
-- What opens doors elsewhere, in PostgreSQL, format 1: the tables of secrets.sql, which says more.

create table about (
  key   text collate "C" primary key,
  value text collate "C" not null
);

create table secrets (
  kind    text collate "C" not null,
  address text collate "C" not null,
  value   text collate "C" not null,
  primary key (kind, address)
);

insert into about (key, value) values ('format', '1');
