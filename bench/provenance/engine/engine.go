// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package engine lets Hearsay answer the provenance benchmark: it makes a library
// of the articles, asks search.Engine what a user would ask, and writes down what
// it says in the benchmark's words. It sees no truth.
//
//	answers, err := engine.Answer(ctx, "set/articles.jsonl", library, questions)
package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"hearsay"
	"hearsay/bench/provenance"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/search"
	"hearsay/store"
)

// Answer makes a library in the folder library, which should be empty, of the
// articles of a file, and answers for all of them. Errors: those of reading the
// file and of the library; articles that the library does not take are an error.
func Answer(ctx context.Context, articles, library string, questions []provenance.Question) (*provenance.Answers, error) {
	rows, err := readArticles(articles)
	if err != nil {
		return nil, err
	}
	if err := fill(ctx, articles, library); err != nil {
		return nil, err
	}
	e, err := search.Open(ctx, library)
	if err != nil {
		return nil, err
	}
	a := asker{engine: e}
	err = a.identify(ctx, rows)
	if err == nil {
		err = a.ask(ctx, questions)
	}
	return &a.answers, errors.Join(err, e.Close())
}

func readArticles(name string) ([]provenance.Article, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := provenance.ReadArticles(f)
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return rows, err
}

// fill adds the articles to a library.
func fill(ctx context.Context, articles, library string) error {
	lib, err := store.OpenWriter(ctx, library)
	if err != nil {
		return err
	}
	now := time.Now()
	sum, err := ingest.Add(ctx, lib, intake.Walk(ctx, []string{articles}, intake.Options{Now: now}), ingest.Options{Now: now})
	if err = errors.Join(err, lib.Close()); err != nil {
		return err
	}
	if n := len(sum.Unused); n > 0 {
		return fmt.Errorf("%s: %d articles were not taken; the first: %s", articles, n, sum.Unused[0].Reason)
	}
	return nil
}

// asker puts questions to an engine and gathers answers.
type asker struct {
	engine  *search.Engine
	ids     []hearsay.ArticleID          // in the library's order
	name    map[hearsay.ArticleID]string // of rows that are alike letter for letter, the first
	id      map[string]hearsay.ArticleID
	answers provenance.Answers
}

// identify finds out which article of the library is which row: by address, and
// where there are several versions of a page, by their order of length.
func (a *asker) identify(ctx context.Context, rows []provenance.Article) error {
	byURL := map[string][]provenance.Article{}
	for _, r := range rows {
		byURL[r.URL] = append(byURL[r.URL], r)
	}
	found := map[string][]*hearsay.Article{}
	err := a.engine.EachArticle(ctx, func(article *hearsay.Article) error {
		found[article.URL] = append(found[article.URL], article)
		a.ids = append(a.ids, article.ID)
		return nil
	})
	if err != nil {
		return err
	}
	a.name, a.id = map[hearsay.ArticleID]string{}, map[string]hearsay.ArticleID{}
	known := 0
	for url, articles := range found {
		// A library keeps a page once that is printed twice, letter for letter.
		versions := once(byURL[url])
		known += len(byURL[url])
		if len(versions) != len(articles) {
			return fmt.Errorf("%s: %d articles, and the library has %d", url, len(versions), len(articles))
		}
		slices.SortFunc(versions, func(a, b provenance.Article) int { return cmp.Compare(len(a.Plain()), len(b.Plain())) })
		slices.SortFunc(articles, func(a, b *hearsay.Article) int { return cmp.Compare(len(a.Text), len(b.Text)) })
		for i, article := range articles {
			a.name[article.ID] = versions[i].ID
			for _, r := range byURL[url] {
				if alike(r, versions[i]) {
					a.id[r.ID] = article.ID
				}
			}
		}
	}
	if known != len(rows) {
		return fmt.Errorf("%d articles, and the library knows %d", len(rows), known)
	}
	return nil
}

// once leaves rows out that are printed before, letter for letter.
func once(rows []provenance.Article) []provenance.Article {
	var out []provenance.Article
	for _, r := range rows {
		if !slices.ContainsFunc(out, func(o provenance.Article) bool { return alike(o, r) }) {
			out = append(out, r)
		}
	}
	return out
}

func alike(a, b provenance.Article) bool {
	return a.Text == b.Text && a.HTML == b.HTML && a.Title == b.Title && a.Date == b.Date
}
