// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"

	"hearsay"
	"hearsay/store"
)

// This file answers with all of a library, as of one moment and with memory that does
// not grow with it: what is exported.

// momentTexts is how many articles are kept while a library is read through. The
// clusters of two articles that share several passages often stand near each
// other; with news it takes 12 MB.
const momentTexts = 512

// eachCluster calls f for every cluster that passes the filter, in its order, with the
// moment and a shelf of its articles. Left is how many witnesses the filter leaves.
func (e *Engine) eachCluster(ctx context.Context, filter ClusterFilter,
	f func(m *store.Moment, kept *shelf, c hearsay.Cluster, left int) error) (uncompared int, err error) {
	err = e.lib.At(ctx, func(m *store.Moment) (err error) {
		kept, err := newShelf(m.Facts, momentTexts)
		if err != nil {
			return err
		}
		if uncompared, err = m.Undetected(ctx); err != nil {
			return err
		}
		return m.Clusters(ctx, filter, func(c hearsay.Cluster, left int) error { return f(m, kept, c, left) })
	})
	return uncompared, err
}

// EachWitness calls f for every witness of the clusters that pass the filter: the
// clusters in its order, the witnesses of each earliest first. Size is for how many
// witnesses of the cluster f is called. It stops at the first error of f.
// Uncompared is how many articles have not been looked at for passages yet: those
// that they share may be missing.
func (e *Engine) EachWitness(ctx context.Context, filter ClusterFilter, f func(size int, p Passage) error) (uncompared int, err error) {
	return e.eachCluster(ctx, filter, func(m *store.Moment, kept *shelf, c hearsay.Cluster, left int) error {
		seen := map[string]bool{}
		return m.Witnesses(ctx, c.ID, func(w hearsay.Witness) error {
			if filter.WithoutRepeats && seen[w.Outlet] {
				return nil
			}
			seen[w.Outlet] = w.Outlet != ""
			p, err := passage(ctx, kept.article, w)
			if err != nil {
				return err
			}
			return f(left, p)
		})
	})
}

// EachPassage calls f for every cluster that passes the filter, in its order, with its
// earliest witness. Size and uncompared are as for EachWitness.
func (e *Engine) EachPassage(ctx context.Context, filter ClusterFilter, f func(size int, c *Cluster) error) (uncompared int, err error) {
	return e.eachCluster(ctx, filter, func(_ *store.Moment, kept *shelf, c hearsay.Cluster, left int) error {
		p, err := passage(ctx, kept.article, c.First)
		if err != nil {
			return err
		}
		return f(left, &Cluster{c, p})
	})
}

// EachArticle calls f for every article, without quotations, in the order in which
// they came. It stops at the first error of f.
func (e *Engine) EachArticle(ctx context.Context, f func(*hearsay.Article) error) error {
	return e.lib.At(ctx, func(m *store.Moment) error { return m.Articles(ctx, f) })
}

// Reading is an article with all that was read from it.
type Reading struct{ store.Reading }

// Said is one of its quotations.
func (r *Reading) Said(i int) hearsay.Said {
	agent := r.Quotations[i].Speaker.Agent
	return hearsay.Said{Article: r.Article, Quotations: r.Quotations, I: i, Voice: r.Voices[hearsay.Guise{Kind: agent.Kind, Name: agent.Name}]}
}

// EachReading calls f for every article with its quotations, in the order in which
// they came. It stops at the first error of f.
func (e *Engine) EachReading(ctx context.Context, f func(*Reading) error) error {
	return e.lib.At(ctx, func(m *store.Moment) error {
		return m.Readings(ctx, func(r store.Reading) error { return f(&Reading{r}) })
	})
}

// EachQuotation calls f for every quotation of every article, in the order in which
// articles came and quotations stand. It stops at the first error of f.
func (e *Engine) EachQuotation(ctx context.Context, f func(*hearsay.Said) error) error {
	return e.EachReading(ctx, func(r *Reading) error {
		for i := range r.Quotations {
			said := r.Said(i)
			if err := f(&said); err != nil {
				return err
			}
		}
		return nil
	})
}
