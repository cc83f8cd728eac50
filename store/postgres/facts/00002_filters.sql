-- +goose Up
-- What makes one condition of a search, and names of speakers, found without looking at every row: as later.sql.

create index articles_until on articles (coalesce(latest, published));

-- By the last word of the name.
create index quotations_surname on quotations using hash (replace(speaker, rtrim(speaker, replace(speaker, ' ', '')), '')) where speaker != '';

-- By the words of folded names.
create index guises_words on guises using gin (string_to_array(folded, ' '));
