-- +goose Up
-- How articles write a name most often.
create index guises_folded on guises (folded);
