// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package stories reads the articles of a set of bench/provenance as a library
// reads them, without a library: for the making of models and for tests.
package stories

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"hearsay/bench/provenance"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/lineage"
)

// readAt is when the articles were seen, as far as the models know: after all of
// them, and the same whenever a model is made.
var readAt = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

// Read returns what is read of each article, in their order. Errors: those of
// temporary files; an article that cannot be read.
func Read(ctx context.Context, articles []provenance.Article) ([]lineage.Text, error) {
	dir, err := os.MkdirTemp("", "stories")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "articles.jsonl")
	if err := writeRows(name, articles); err != nil {
		return nil, err
	}
	out := make([]lineage.Text, 0, len(articles))
	for item := range intake.Walk(ctx, []string{name}, intake.Options{Now: readAt}) {
		if item.Skip != nil {
			return nil, fmt.Errorf("%s: %w", item.Where, item.Skip)
		}
		r, err := ingest.Read(item.Capture, item.Body)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", item.Where, err)
		}
		out = append(out, lineage.Text{Article: &r.Article, Quotations: r.Quotations})
	}
	if len(out) != len(articles) {
		return nil, fmt.Errorf("%d articles, of which %d could be read", len(articles), len(out))
	}
	return out, ctx.Err()
}

func writeRows(name string, articles []provenance.Article) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := provenance.WriteRows(f, articles); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
