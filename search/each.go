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

// Moment is a library as of one moment, for answers that must fit each other. It is for
// one goroutine; its methods may be called from within each other's callbacks.
type Moment struct {
	lib  *store.Moment
	kept *shelf
}

// At calls f with the library as it is now; what is added meanwhile does not show.
func (e *Engine) At(ctx context.Context, f func(*Moment) error) error {
	return e.lib.At(ctx, func(m *store.Moment) error {
		kept, err := newShelf(m.Facts, momentTexts)
		if err != nil {
			return err
		}
		return f(&Moment{m, kept})
	})
}

// Uncompared is how many articles have not been looked at for passages yet: those
// that they share may be missing.
func (m *Moment) Uncompared(ctx context.Context) (int, error) { return m.lib.Undetected(ctx) }

// Witnesses calls f for every witness of the clusters that pass the filter: the
// clusters in its order, the witnesses of each earliest first. Size is for how many
// witnesses of the cluster f is called. It stops at the first error of f.
func (m *Moment) Witnesses(ctx context.Context, filter ClusterFilter, f func(size int, p Passage) error) error {
	return m.lib.Clusters(ctx, filter, func(c hearsay.Cluster, left int) error {
		seen := map[string]bool{}
		return m.lib.Witnesses(ctx, c.ID, func(w hearsay.Witness) error {
			if filter.WithoutRepeats && seen[w.Outlet] {
				return nil
			}
			seen[w.Outlet] = w.Outlet != ""
			p, err := passage(ctx, m.kept.article, w)
			if err != nil {
				return err
			}
			return f(left, p)
		})
	})
}

// Passages calls f for every cluster that passes the filter, in its order, with its
// earliest witness. Size is as for Witnesses.
func (m *Moment) Passages(ctx context.Context, filter ClusterFilter, f func(size int, c *Cluster) error) error {
	return m.lib.Clusters(ctx, filter, func(c hearsay.Cluster, left int) error {
		p, err := passage(ctx, m.kept.article, c.First)
		if err != nil {
			return err
		}
		return f(left, &Cluster{c, p})
	})
}

// Readings calls f for every article with its quotations, in the order in which they
// came. It stops at the first error of f.
func (m *Moment) Readings(ctx context.Context, f func(*Reading) error) error {
	return m.lib.Readings(ctx, func(r store.Reading) error { return f(&Reading{r}) })
}

// Voices calls f for every speaker across articles, in the order of their IDs. It
// stops at the first error of f.
func (m *Moment) Voices(ctx context.Context, f func(hearsay.Voice) error) error {
	return m.lib.Voices(ctx, f)
}

// Outlets calls f for every outlet with the number of its articles. It stops at the
// first error of f.
func (m *Moment) Outlets(ctx context.Context, f func(id hearsay.OutletID, o hearsay.Agent, articles int) error) error {
	return m.lib.Outlets(ctx, func(key string, o hearsay.Agent, articles int) error { return f(outletID(key), o, articles) })
}

// OutletOf is the outlet of an article; zero when it is not known.
func (m *Moment) OutletOf(ctx context.Context, article hearsay.ArticleID) (hearsay.OutletID, error) {
	key, err := m.lib.OutletOf(ctx, article)
	if err != nil || key == "" {
		return hearsay.OutletID{}, err
	}
	return outletID(key), nil
}

// EachWitness is [Moment.Witnesses] of now, with [Moment.Uncompared].
func (e *Engine) EachWitness(ctx context.Context, filter ClusterFilter, f func(size int, p Passage) error) (uncompared int, err error) {
	err = e.At(ctx, func(m *Moment) (err error) {
		if uncompared, err = m.Uncompared(ctx); err != nil {
			return err
		}
		return m.Witnesses(ctx, filter, f)
	})
	return uncompared, err
}

// EachPassage is [Moment.Passages] of now, with [Moment.Uncompared].
func (e *Engine) EachPassage(ctx context.Context, filter ClusterFilter, f func(size int, c *Cluster) error) (uncompared int, err error) {
	err = e.At(ctx, func(m *Moment) (err error) {
		if uncompared, err = m.Uncompared(ctx); err != nil {
			return err
		}
		return m.Passages(ctx, filter, f)
	})
	return uncompared, err
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

// EachReading is [Moment.Readings] of now.
func (e *Engine) EachReading(ctx context.Context, f func(*Reading) error) error {
	return e.At(ctx, func(m *Moment) error { return m.Readings(ctx, f) })
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
