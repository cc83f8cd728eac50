-- +goose Up
-- Articles that publish fact-checks, by the words and addresses of the claims that these look at: hashes of
-- three words in a row, and of addresses. What the reviews say is in the facts of the article.
create table reviewed (
  mark    bigint not null,
  article bigint not null references articles (n),
  primary key (mark, article)
);
create index reviewed_article on reviewed (article);
