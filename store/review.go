// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"hash/fnv"
	"slices"

	"hearsay"
	"hearsay/lexicon"
	"hearsay/prose"
)

// This file finds published fact-checks by the words of the claims that they look at, and by the
// addresses where these stand. An article that publishes reviews has a row for each mark of a claim; an article
// that may be concerned is asked for by its own marks. Reviews themselves are facts of the article that
// publishes them.

const (
	// markWords is how many words in a row are a mark: two wordings of one utterance have as
	// many in common (package family).
	markWords = 3
	// maxClaimMarks is how many marks of words a claim has at most, and maxTextMarks how many of
	// a text are looked for.
	maxClaimMarks = 64
	maxTextMarks  = 20_000
	// maxReviewed is how many rows one question reads: words that more claims have in
	// common are a phrase of the language.
	maxReviewed = 20_000
)

// reviewed notes the marks of what a new article, of number n, says it reviews.
func (t *applier) reviewed(n int64, a *hearsay.Article) {
	for _, m := range reviewMarks(a.Reviews) {
		t.exec(`insert into reviewed values (?, ?)`, m, n)
	}
}

// unreview takes the marks of an article out.
func (t *applier) unreview(id hearsay.ArticleID) {
	t.exec(`delete from reviewed where article = (select n from articles where id = ?)`, id[:])
}

// reviewMarks are the marks of some reviews, in order, each once.
func reviewMarks(reviews []hearsay.Review) []int64 {
	var out []int64
	for i := range reviews {
		r := &reviews[i]
		out = append(out, wordMarks(r.Claim, maxClaimMarks)...)
		for _, address := range r.Appearances {
			out = appendAddress(out, address)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// wordMarks are hashes of words in a row of which one says something at least, in order, no more than most.
func wordMarks(text string, most int) []int64 {
	words := prose.Words(text)
	telling := make([]bool, len(words))
	for i, w := range words {
		telling[i] = lexicon.WordKind(lexicon.Key(w.Span.In(text))) == 0
	}
	var out []int64
	for i := 0; i+markWords <= len(words) && len(out) < most; i++ {
		if slices.Contains(telling[i:i+markWords], true) {
			h := uint64(markWords)
			for _, w := range words[i : i+markWords] {
				h = prose.Mix(h ^ w.Hash)
			}
			out = append(out, int64(h))
		}
	}
	return out
}

// appendAddress appends the mark of an address of the web.
func appendAddress(marks []int64, address string) []int64 {
	plain := hearsay.PlainAddress(address)
	if plain == "" {
		return marks
	}
	h := fnv.New64a()
	h.Write([]byte(plain)) // a hash never returns an error
	return append(marks, int64(prose.Mix(h.Sum64())))
}

// Reviewing returns the articles that publish a review of a claim which shares an address, or some words in a
// row, with an article: at most most, those first that share most. It is a matter of the caller whether a review
// concerns it. An article that is not in the library may be asked about, too.
func (s *Store) Reviewing(ctx context.Context, a *hearsay.Article, most int) ([]hearsay.ArticleID, error) {
	marks := append(wordMarks(a.Headline, maxTextMarks), wordMarks(a.Text, maxTextMarks)...)
	marks = appendAddress(appendAddress(marks, a.URL), a.Canonical)
	if len(marks) == 0 {
		return nil, nil
	}
	slices.Sort(marks)
	array, err := json.Marshal(slices.Compact(marks))
	if err != nil {
		return nil, s.wrap("look for reviews", err)
	}
	found, err := list(ctx, s, func(rows *sql.Rows) (id hearsay.ArticleID, err error) {
		err = scanID(rows, &id)
		return id, err
	}, `select a.id from (select article, count(*) as shared from
			(select r.article from `+s.engine.numbers(`?1`)+` v join reviewed r on r.mark = v.value limit ?2) hit
			group by article) found join articles a on a.n = found.article
		where a.id != ?3 order by found.shared desc, a.id limit ?4`, string(array), maxReviewed, a.ID[:], most)
	if noTable(err) { // a library of before
		return nil, nil
	}
	return found, err
}

// HasReviewed reports whether an article of the library publishes a review.
func (s *Store) HasReviewed(ctx context.Context) (bool, error) {
	found, err := list(ctx, s, func(rows *sql.Rows) (n int64, err error) {
		err = rows.Scan(&n)
		return n, err
	}, `select article from reviewed limit 1`)
	if noTable(err) { // a library of before
		return false, nil
	}
	return len(found) > 0, err
}
