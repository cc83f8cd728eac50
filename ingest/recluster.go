// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"hearsay"
	"hearsay/cluster"
	"hearsay/index"
	"hearsay/reuse"
	"hearsay/store"
)

// Recluster looks for reuse in all articles again, each compared with those before
// it by date, and makes the links and clusters of the library anew. Adding compares
// an article with those that happen to be there; this does not depend on the order
// in which articles came. Stories are made anew, and what articles have of other outlets', too. IDs of clusters that were given out go on naming what they
// named. Memory is some 80 bytes a link. Errors: ErrCorrupt when a segment is
// damaged, ErrInvalid when one is of an older format; then nothing was changed.
func Recluster(ctx context.Context, lib *store.Writer, opt Options) (*Summary, error) {
	r := &reclusterer{detector: newDetector(lib, opt.workers()), opt: opt, began: time.Now()}
	defer func() { _ = r.close() }() // they were only read
	err := r.refresh(ctx)
	if err == nil {
		err = r.all(ctx)
	}
	if err == nil {
		err = r.replace(ctx)
	}
	if err == nil {
		// Stories rest on clusters.
		err = Restory(ctx, lib, opt)
	}
	if err == nil {
		err = Take(ctx, lib, opt)
	}
	took := time.Since(r.began)
	return &Summary{Compared: r.compared, Links: r.links, Elapsed: took, Detection: took}, err
}

// reclusterer gathers the links of all articles.
type reclusterer struct {
	*detector
	opt   Options
	began time.Time
	held  []store.Text
	found []hearsay.Link
}

// perCompare is how many texts are in memory at once.
const perCompare = 2000

// all finds the links of all articles.
func (r *reclusterer) all(ctx context.Context) error {
	r.shelves.Words = nil // the library has one connection, which is reading texts
	if err := r.haveWords(); err != nil {
		return err
	}
	err := r.lib.Texts(ctx, func(t store.Text) error {
		r.held = append(r.held, t)
		if len(r.held) < perCompare {
			return nil
		}
		return cmp.Or(ctx.Err(), r.compare())
	})
	return cmp.Or(err, r.compare())
}

// haveWords refuses segments of before version 2: articles without words would be
// passed over.
func (r *reclusterer) haveWords() error {
	for _, s := range r.shelves.Segments {
		for n := range uint32(s.Len()) {
			if !s.HasWords(n) {
				return fmt.Errorf("compare articles: %w: segment %s is of an older format; run hearsay rebuild --index first", hearsay.ErrInvalid, s.Path())
			}
		}
	}
	return nil
}

// compare finds the links of the texts that are held.
func (r *reclusterer) compare() error {
	links := make([][]hearsay.Link, len(r.held))
	if err := inTurns(r.workers, len(r.held), func(i int) (err error) {
		links[i], err = r.linksBefore(&r.held[i])
		return err
	}); err != nil {
		return err
	}
	for _, l := range links {
		r.found = append(r.found, l...)
		r.links += len(l)
	}
	r.compared += len(r.held)
	r.held = r.held[:0]
	if r.opt.Progress != nil {
		r.opt.Progress(Progress{Stage: "detect", Compared: r.compared, Links: r.links, Elapsed: time.Since(r.began)})
	}
	return nil
}

// linksBefore compares an article with those before it by date and then by ID,
// those without a date last.
func (r *reclusterer) linksBefore(t *store.Text) ([]hearsay.Link, error) {
	own := index.Article{ID: t.ID, Published: index.MinuteOf(t.Published)}
	answer, err := r.findOne(t.Text, reuse.Ask{Skip: func(a index.Article) bool { return a.Compare(own) >= 0 }})
	if err != nil {
		return nil, err
	}
	if err := r.damaged(answer); err != nil {
		return nil, err
	}
	var out []hearsay.Link
	for i := range answer.Matches {
		out = append(out, links(&answer.Matches[i], t.ID)...)
	}
	return out, nil
}

// replace makes clusters of the links.
func (r *reclusterer) replace(ctx context.Context) error {
	refiner := cluster.NewRefiner()
	known := map[hearsay.ArticleID]bool{}
	carrier := func(c hearsay.Carrier) error {
		known[c.Article] = true
		refiner.Carrier(c)
		return nil
	}
	err := errors.Join(
		r.lib.Carriers(ctx, carrier),
		r.lib.ClusterNames(ctx, func(n hearsay.ClusterName) error { refiner.Name(n); return nil }))
	for i := 0; i < len(r.found) && err == nil; i++ {
		l := &r.found[i]
		for _, id := range []hearsay.ArticleID{l.A.Article, l.B.Article} {
			if known[id] {
				continue
			}
			// One that had no link so far.
			c, readErr := r.lib.Carrier(ctx, id)
			err = errors.Join(err, readErr, carrier(c))
		}
		err = errors.Join(err, refiner.Link(*l))
	}
	if err != nil {
		return err
	}
	made := refiner.Refine()
	if r.found == nil {
		r.found = []hearsay.Link{}
	}
	return r.lib.ReplaceClusters(ctx, made.Clusters(), made.Names(), r.found)
}

// links are those between a match and the article that was asked for.
func links(m *reuse.Match, article hearsay.ArticleID) []hearsay.Link {
	out := make([]hearsay.Link, 0, len(m.Passages))
	for _, p := range m.Passages {
		out = append(out, hearsay.Link{
			A: hearsay.Stretch{Article: m.ID, Words: wordSpan(p.B)}, B: hearsay.Stretch{Article: article, Words: wordSpan(p.A)},
			Matched: p.Matched,
		})
	}
	return out
}
