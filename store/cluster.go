// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"hearsay"
)

// hasClusters reports whether there are tables of clusters: a library of before
// has none until its next writer makes them.
func (s *Store) hasClusters(ctx context.Context) (bool, error) {
	if s.clusters.Load() {
		return true, nil
	}
	var tables int
	err := s.db.QueryRowContext(ctx, `select count(*) from sqlite_schema where name = 'cluster_ids'`).Scan(&tables)
	s.clusters.Store(tables > 0)
	return tables > 0, s.wrap("read library", err)
}

// listClusters is list for tables of clusters: nothing where there are none.
func listClusters[T any](ctx context.Context, s *Store, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	if have, err := s.hasClusters(ctx); err != nil || !have {
		return nil, err
	}
	return list(ctx, s.db, scan, query, args...)
}

const selectCluster = `select c.id, a.id, c.at, c.from_word, c.words, c.witnesses, c.outlets, c.total, c.shortest, c.longest
	from clusters c join articles a on a.n = c.article `

func scanCluster(rows *sql.Rows) (c hearsay.Cluster, err error) {
	var id, article []byte
	var at int64
	var from, words int
	err = rows.Scan(&id, &article, &at, &from, &words, &c.Witnesses, &c.Outlets, &c.Words, &c.Shortest, &c.Longest)
	copy(c.ID[:], id)
	copy(c.First.Article[:], article)
	c.First.Date, c.First.Words = fromUnix(at), hearsay.WordSpan{From: from, To: from + words}
	return c, err
}

// Cluster returns the cluster that an ID names, be it an older name of it: then
// the ID of what is returned is another. Errors: ErrNotFound for an ID that was
// never given, ErrGone when no passage is left.
func (s *Store) Cluster(ctx context.Context, id hearsay.ClusterID) (hearsay.Cluster, error) {
	found, err := listClusters(ctx, s, scanCluster, selectCluster+`where c.n = (select cluster from cluster_ids where id = ?)`, id[:])
	if err != nil {
		return hearsay.Cluster{}, err
	}
	if len(found) > 0 {
		return found[0], nil
	}
	return s.refound(ctx, id)
}

// refound looks for the cluster of an ID that no number is known of: there may
// be one now in which its founding witness is.
func (s *Store) refound(ctx context.Context, id hearsay.ClusterID) (hearsay.Cluster, error) {
	founders, err := listClusters(ctx, s, scanName, selectName+`where i.id = ?`, id[:])
	if err != nil {
		return hearsay.Cluster{}, err
	}
	if len(founders) == 0 {
		return hearsay.Cluster{}, fmt.Errorf("cluster %s: %w", id, hearsay.ErrNotFound)
	}
	f := founders[0].Founder
	c, err := s.Carrier(ctx, f.Article)
	if err != nil && !errors.Is(err, hearsay.ErrNotFound) {
		return hearsay.Cluster{}, err
	}
	w := mostLike(c.Witnesses, f.Words)
	if w.Cluster.IsZero() {
		return hearsay.Cluster{}, fmt.Errorf("cluster %s: %w: no two articles of the library share the passage now", id, hearsay.ErrGone)
	}
	found, err := list(ctx, s.db, scanCluster, selectCluster+`where c.n = (select cluster from witnesses
		where article = ? and from_word = ? and words = ?)`, c.N, w.Words.From, w.Words.Len())
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("cluster %s: %w: its witnesses are in none", id, hearsay.ErrCorrupt)
	}
	if err != nil {
		return hearsay.Cluster{}, err
	}
	return found[0], nil
}

// mostLike is the witness that has most in common with a span, and at least half
// of the longer one: a rebuild may have moved its ends by some words. Zero when
// there is none.
func mostLike(witnesses []hearsay.Witness, s hearsay.WordSpan) (best hearsay.Witness) {
	overlap, length := 1, 2
	for _, w := range witnesses {
		o, l := s.Overlap(w.Words), max(s.Len(), w.Words.Len())
		if o*length > overlap*l || o*length == overlap*l && best.Cluster.IsZero() {
			best, overlap, length = w, o, l
		}
	}
	return best
}

// selectWitness gives what an article says of a witness, and its cluster.
const selectWitness = `select c.id, a.id, w.at, a.outlet, w.from_word, w.words, w.before, w.after
	from witnesses w join articles a on a.n = w.article join clusters c on c.n = w.cluster `

func scanWitness(rows *sql.Rows) (w hearsay.Witness, err error) {
	var cluster, article []byte
	var at int64
	var from, words, before, after int
	err = rows.Scan(&cluster, &article, &at, &w.Outlet, &from, &words, &before, &after)
	copy(w.Cluster[:], cluster)
	copy(w.Article[:], article)
	w.Date = fromUnix(at)
	w.Words = hearsay.WordSpan{From: from, To: from + words}
	w.Whole = hearsay.WordSpan{From: from - before, To: from + words + after}
	return w, err
}

// Witnesses returns witnesses of a cluster, earliest first; it takes an ID as
// Cluster does. Errors: those of Cluster.
func (s *Store) Witnesses(ctx context.Context, id hearsay.ClusterID, offset, limit int) ([]hearsay.Witness, error) {
	c, err := s.Cluster(ctx, id)
	if err != nil {
		return nil, err
	}
	return list(ctx, s.db, scanWitness, selectWitness+`where w.cluster = (select cluster from cluster_ids where id = ?)
		order by w.at, a.id, w.from_word, w.words limit ? offset ?`, c.ID[:], limit, offset)
}

// dateOf is what articles are ordered by, here and in lists.
const dateOf = `coalesce(a.published, a.latest, a.seen)`

// Carrier returns an article with the witnesses in it. Error: ErrNotFound.
func (s *Store) Carrier(ctx context.Context, id hearsay.ArticleID) (hearsay.Carrier, error) {
	c := hearsay.Carrier{Article: id}
	var at int64
	err := s.db.QueryRowContext(ctx, `select a.n, `+dateOf+`, a.outlet from articles a where a.id = ?`, id[:]).Scan(&c.N, &at, &c.Outlet)
	if errors.Is(err, sql.ErrNoRows) {
		return c, fmt.Errorf("article %s: %w", id, hearsay.ErrNotFound)
	}
	if err != nil {
		return c, s.wrap("read article "+id.String(), err)
	}
	c.Date = fromUnix(at)
	c.Witnesses, err = listClusters(ctx, s, scanWitness, selectWitness+`where w.article = ? order by w.from_word, w.words`, c.N)
	return c, err
}

// Kin is a cluster whose passage lies within another's, or has another within it.
type Kin struct {
	Cluster hearsay.ClusterID
	Within  bool // it lies within the one that was asked about
	Times   int  // in how many of the witnesses that were looked at
}

// Kin returns the clusters that the earliest 64 witnesses of a cluster lie
// within, or that lie within them, by four fifths of the shorter one's words;
// most often seen first. Errors: those of Cluster.
func (s *Store) Kin(ctx context.Context, id hearsay.ClusterID) ([]Kin, error) {
	c, err := s.Cluster(ctx, id)
	if err != nil {
		return nil, err
	}
	return list(ctx, s.db, func(rows *sql.Rows) (k Kin, err error) {
		var id []byte
		err = rows.Scan(&id, &k.Within, &k.Times)
		copy(k.Cluster[:], id)
		return k, err
	}, `
		with own as (
			select article, from_word, words from witnesses
			where cluster = (select cluster from cluster_ids where id = ?1) order by at limit 64
		)
		select c.id, o.words < own.words as within, count(*) as times
		from own join witnesses o on o.article = own.article join clusters c on c.n = o.cluster
		where c.id != ?1 and o.words != own.words
			and 5 * (min(o.from_word + o.words, own.from_word + own.words) - max(o.from_word, own.from_word)) >= 4 * min(o.words, own.words)
		group by c.id, within order by times desc, c.id, within`, c.ID[:])
}

// ClusterOrder is how a list of clusters is ordered.
type ClusterOrder int

// The orders. Equal ones come by date, latest first.
const (
	BySize ClusterOrder = iota // most witnesses first; most outlets first without repeats
	ByDate                     // latest first witness first
)

// ClusterFilter says which clusters are wanted. Zero fields do not restrict.
type ClusterFilter struct {
	LeastOutlets   int
	LeastWitnesses int
	// WithoutRepeats leaves out what an outlet repeats of its own: clusters of
	// one outlet, and in BySize the further witnesses of each.
	WithoutRepeats bool
	Order          ClusterOrder
}

// Clusters returns a page of the clusters that pass the filter, and how many
// there are in all.
func (s *Store) Clusters(ctx context.Context, f ClusterFilter, offset, limit int) ([]hearsay.Cluster, int, error) {
	if f.WithoutRepeats {
		f.LeastOutlets = max(f.LeastOutlets, 2)
	}
	var where []string
	if f.LeastOutlets > 0 {
		where = append(where, fmt.Sprintf(`c.outlets >= %d`, f.LeastOutlets))
	}
	if f.LeastWitnesses > 0 {
		where = append(where, fmt.Sprintf(`c.witnesses >= %d`, f.LeastWitnesses))
	}
	clause := ""
	if len(where) > 0 {
		clause = `where ` + strings.Join(where, ` and `)
	}
	order := `c.witnesses desc`
	switch {
	case f.Order == ByDate:
		order = `c.at desc`
	case f.WithoutRepeats:
		order = `c.outlets desc, c.witnesses desc`
	}
	counts, err := listClusters(ctx, s, func(rows *sql.Rows) (n int, err error) {
		err = rows.Scan(&n)
		return n, err
	}, `select count(*) from clusters c `+clause)
	if err != nil || len(counts) == 0 {
		return nil, 0, err
	}
	page, err := list(ctx, s.db, scanCluster, selectCluster+clause+` order by `+order+`, c.at desc, c.id limit ? offset ?`, limit, offset)
	return page, counts[0], err
}
