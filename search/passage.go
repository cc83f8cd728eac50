// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"
	"errors"
	"fmt"

	"hearsay"
	"hearsay/store"
)

// ClusterFilter says which clusters are wanted, and in which order.
type ClusterFilter = store.ClusterFilter

// The orders of clusters.
const (
	BySize = store.BySize
	ByDate = store.ByDate
)

// Passage is a witness where it stands.
type Passage struct {
	hearsay.Witness
	Brief hearsay.Brief
	// Article has no quotations. It is shared and must not be changed.
	Article *hearsay.Article
	Span    hearsay.Span // of the witness's Words, in bytes of Article.Text
}

// Cluster is a cluster with its earliest passage, of which Outlet and Whole are
// not filled in.
type Cluster struct {
	hearsay.Cluster
	Earliest Passage
}

// Clusters returns a page of the clusters that pass the filter, and how many there
// are in all. It reads one article for each.
func (e *Engine) Clusters(ctx context.Context, f ClusterFilter, offset, limit int) ([]Cluster, int, error) {
	page, total, err := e.lib.Clusters(ctx, f, offset, limit)
	if err != nil {
		return nil, 0, err
	}
	out := make([]Cluster, 0, len(page))
	for _, c := range page {
		g, err := e.gathered(ctx, c)
		if errors.Is(err, hearsay.ErrNotFound) {
			continue // the article was removed since the page was read
		}
		if err != nil {
			return nil, 0, err
		}
		out = append(out, g)
	}
	return out, total, nil
}

// Cluster returns what an ID of a cluster names, be it an older one: then the ID of
// what is returned is another. Errors: ErrNotFound for an ID that was never given,
// ErrGone when no two articles share the passage now.
func (e *Engine) Cluster(ctx context.Context, id hearsay.ClusterID) (Cluster, error) {
	c, err := e.lib.Cluster(ctx, id)
	switch {
	case errors.Is(err, hearsay.ErrNotFound):
		return Cluster{}, fmt.Errorf("cluster %s: %w in this library: it never gave this id to a cluster; look for it in the library that the id comes from", id, hearsay.ErrNotFound)
	case err != nil:
		return Cluster{}, err
	}
	return e.gathered(ctx, c)
}

func (e *Engine) gathered(ctx context.Context, c hearsay.Cluster) (Cluster, error) {
	c.First.Cluster = c.ID
	p, err := passage(ctx, e.shelf.article, c.First)
	return Cluster{c, p}, err
}

// Witnesses returns a page of the passages of a cluster, earliest first. Errors:
// those of Cluster.
func (e *Engine) Witnesses(ctx context.Context, id hearsay.ClusterID, offset, limit int) ([]Passage, error) {
	page, err := e.lib.Witnesses(ctx, id, offset, limit)
	if err != nil {
		return nil, err
	}
	out := make([]Passage, 0, len(page))
	for _, w := range page {
		p, err := passage(ctx, e.shelf.article, w)
		if errors.Is(err, hearsay.ErrNotFound) {
			continue // removed since
		}
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// passage finds the bytes of a witness.
func passage(ctx context.Context, read func(context.Context, hearsay.ArticleID) (*volume, error), w hearsay.Witness) (Passage, error) {
	v, err := read(ctx, w.Article)
	if err != nil {
		return Passage{}, err
	}
	from, to := w.Words.From, w.Words.To
	if from < 0 || from >= to || to > len(v.codes) {
		return Passage{}, fmt.Errorf("cluster %s: %w: it has words %d to %d of article %s, which has %d; run hearsay rebuild",
			w.Cluster, hearsay.ErrCorrupt, from, to, w.Article, len(v.codes))
	}
	span := v.bytes(hearsay.Span{Start: from, End: to})
	return Passage{Witness: w, Brief: v.Article.Brief(), Article: v.Article, Span: span}, nil
}
