// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"hearsay"
)

// clusterReads are the statements that detection asks for every link, parsed
// once. A library of before has no tables for them until its next writer makes
// them: then they are parsed when they are there.
type clusterReads struct {
	mu                           sync.Mutex
	there                        bool
	carrier, witnesses, clusters *sql.Stmt
}

// hasClusters reports whether there are tables of clusters, and statements.
func (s *Store) hasClusters(ctx context.Context) (bool, error) {
	r := &s.clusters
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.there {
		return true, nil
	}
	if have, err := s.hasTable(ctx, s.db, "cluster_ids"); err != nil || !have {
		return false, err
	}
	for _, p := range []struct {
		to    **sql.Stmt
		query string
	}{
		{&r.carrier, selectCarrier},
		{&r.witnesses, selectWitness + `where w.article = ? order by w.from_word, w.words`},
		{&r.clusters, selectNamed + `where i.id = ?`},
	} {
		stmt, err := s.db.PrepareContext(ctx, p.query)
		if err != nil {
			return false, s.wrap("read library", err)
		}
		*p.to = stmt
	}
	r.there = true
	return true, nil
}

// listClusters is list for tables of clusters: nothing where there are none.
func listClusters[T any](ctx context.Context, s *Store, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	if have, err := s.hasClusters(ctx); err != nil || !have {
		return nil, err
	}
	return list(ctx, s, scan, query, args...)
}

// clusterColumns are those that clusterRow reads.
const clusterColumns = `c.id, a.id, c.at, c.from_word, c.words, c.witnesses, c.outlets, c.total, c.shortest, c.longest`

// clusterRow is a row of clusters with the ID of its first article; all of it
// null when an ID names none.
type clusterRow struct {
	id, article                                                   []byte
	at, from, words, witnesses, outlets, total, shortest, longest sql.NullInt64
}

func (r *clusterRow) columns() []any {
	return []any{&r.id, &r.article, &r.at, &r.from, &r.words, &r.witnesses, &r.outlets, &r.total, &r.shortest, &r.longest}
}

func (r *clusterRow) cluster() (c hearsay.Cluster) {
	copy(c.ID[:], r.id)
	copy(c.First.Article[:], r.article)
	if r.id == nil {
		return c
	}
	c.First.Date = instant(r.at.Int64)
	c.First.Words = hearsay.WordSpan{From: int(r.from.Int64), To: int(r.from.Int64 + r.words.Int64)}
	c.Witnesses, c.Outlets, c.Words = int(r.witnesses.Int64), int(r.outlets.Int64), int(r.total.Int64)
	c.Shortest, c.Longest = int(r.shortest.Int64), int(r.longest.Int64)
	return c
}

// selectNamed gives what an ID names, and its founding witness.
const selectNamed = `select ` + clusterColumns + `, i.article, i.from_word, i.words
	from cluster_ids i left join clusters c on c.n = i.cluster left join articles a on a.n = c.article `

// Cluster returns the cluster that an ID names, be it an older name of it: then
// the ID of what is returned is another. Errors: ErrNotFound for an ID that was
// never given, ErrGone when no passage is left.
func (s *Store) Cluster(ctx context.Context, id hearsay.ClusterID) (hearsay.Cluster, error) {
	c, founder, err := s.named(ctx, id)
	if err != nil || !c.ID.IsZero() {
		return c, err
	}
	// No number is known of it: there may be a cluster now that holds its
	// founding witness.
	carrier, err := s.Carrier(ctx, founder.Article)
	if err != nil && !errors.Is(err, hearsay.ErrNotFound) {
		return hearsay.Cluster{}, err
	}
	w := mostLike(carrier.Witnesses, founder.Words)
	if w.Cluster.IsZero() {
		return hearsay.Cluster{}, fmt.Errorf("cluster %s: %w: no two articles of the library share the passage now", id, hearsay.ErrGone)
	}
	c, _, err = s.named(ctx, w.Cluster)
	if err == nil && c.ID.IsZero() {
		err = fmt.Errorf("cluster %s: %w: the library does not know its ID; run hearsay rebuild", w.Cluster, hearsay.ErrCorrupt)
	}
	return c, err
}

// named returns the cluster that has the ID, or is known to have had it, and the
// founding witness; a zero cluster when there is none now. Error: ErrNotFound.
func (s *Store) named(ctx context.Context, id hearsay.ClusterID) (c hearsay.Cluster, founder hearsay.Stretch, err error) {
	have, err := s.hasClusters(ctx)
	if err != nil {
		return c, founder, err
	}
	if !have {
		return c, founder, fmt.Errorf("cluster %s: %w", id, hearsay.ErrNotFound)
	}
	var row clusterRow
	var article []byte
	var from, words int
	err = s.clusters.clusters.QueryRowContext(ctx, id[:]).Scan(append(row.columns(), &article, &from, &words)...)
	if errors.Is(err, sql.ErrNoRows) {
		return c, founder, fmt.Errorf("cluster %s: %w", id, hearsay.ErrNotFound)
	}
	copy(founder.Article[:], article)
	founder.Words = hearsay.WordSpan{From: from, To: from + words}
	return row.cluster(), founder, s.wrap("read cluster "+id.String(), err)
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
	w.Date = instant(at)
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
	return list(ctx, s, scanWitness, selectWitness+witnessesOf+` limit ? offset ?`, c.ID[:], limit, offset)
}

// witnessesOf are those of one cluster, in order.
const witnessesOf = `where w.cluster = (select cluster from cluster_ids where id = ?) order by w.at, a.id, w.from_word, w.words`

// instant is a moment that witnesses are ordered by. Zero seconds are 1970, as in
// the tables, and not "not known": that would come before 1850.
func instant(sec int64) time.Time { return time.Unix(sec, 0).UTC() }

// dateOf is what articles are ordered by, here and in lists.
const dateOf = `coalesce(a.published, a.latest, a.seen)`

const selectCarrier = `select a.n, ` + dateOf + `, a.outlet from articles a where a.id = ?`

// Carrier returns an article with the witnesses in it. Error: ErrNotFound.
func (s *Store) Carrier(ctx context.Context, id hearsay.ArticleID) (hearsay.Carrier, error) {
	c := hearsay.Carrier{Article: id}
	have, err := s.hasClusters(ctx)
	if err != nil {
		return c, err
	}
	row := s.clusters.carrier.QueryRowContext
	if !have {
		row = func(ctx context.Context, args ...any) *sql.Row {
			return s.db.QueryRowContext(ctx, selectCarrier, args...)
		}
	}
	var at int64
	err = row(ctx, id[:]).Scan(&c.N, &at, &c.Outlet)
	if errors.Is(err, sql.ErrNoRows) {
		return c, fmt.Errorf("article %s: %w", id, hearsay.ErrNotFound)
	}
	c.Date = instant(at)
	if err == nil && have {
		var rows *sql.Rows
		if rows, err = s.clusters.witnesses.QueryContext(ctx, c.N); err == nil {
			c.Witnesses, err = collect(rows, scanWitness)
		}
	}
	return c, s.wrap("read article "+id.String(), err)
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
	return list(ctx, s, func(rows *sql.Rows) (k Kin, err error) {
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
	Only           hearsay.ClusterID // or the one that has had this ID
	LeastOutlets   int
	LeastWitnesses int // of those that are left without repeats
	// WithoutRepeats leaves out what an outlet repeats of its own: clusters of
	// one outlet, unless Only asks for it, and further witnesses of each.
	WithoutRepeats bool
	Order          ClusterOrder
}

// clauses are the conditions and the order of clusters c.
func (f *ClusterFilter) clauses() (where, order string) {
	least := f.LeastOutlets
	if f.WithoutRepeats && f.Only.IsZero() {
		least = max(least, 2)
	}
	var all []string
	if !f.Only.IsZero() {
		all = append(all, fmt.Sprintf(`c.n = (select cluster from cluster_ids where id = x'%x')`, f.Only[:]))
	}
	if least > 0 {
		all = append(all, fmt.Sprintf(`c.outlets >= %d`, least))
	}
	if f.LeastWitnesses > 0 {
		all = append(all, fmt.Sprintf(`%s >= %d`, f.left(), f.LeastWitnesses))
	}
	if len(all) > 0 {
		where = `where ` + strings.Join(all, ` and `)
	}
	order = `c.witnesses desc, c.at desc`
	switch {
	case f.Order == ByDate:
		order = `c.at desc`
	case f.WithoutRepeats:
		order = `c.outlets desc, c.witnesses desc, c.at desc`
	}
	return where, ` order by ` + order + `, c.id`
}

// left is how many witnesses of cluster c the filter leaves.
func (f *ClusterFilter) left() string {
	if f.WithoutRepeats {
		return `c.witnesses + c.outlets - (select coalesce(sum(o.witnesses), 0) from cluster_outlets o where o.cluster = c.n)`
	}
	return `c.witnesses`
}

// Clusters returns a page of the clusters that pass the filter, and how many
// there are in all.
func (s *Store) Clusters(ctx context.Context, f ClusterFilter, offset, limit int) ([]hearsay.Cluster, int, error) {
	where, order := f.clauses()
	counts, err := listClusters(ctx, s, func(rows *sql.Rows) (n int, err error) {
		err = rows.Scan(&n)
		return n, err
	}, `select count(*) from clusters c `+where)
	if err != nil || len(counts) == 0 {
		return nil, 0, err
	}
	page, err := list(ctx, s, func(rows *sql.Rows) (hearsay.Cluster, error) {
		var r clusterRow
		err := rows.Scan(r.columns()...)
		return r.cluster(), err
	}, `select `+clusterColumns+` from clusters c join articles a on a.n = c.article `+where+order+` limit ? offset ?`, limit, offset)
	return page, counts[0], err
}
