// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"hearsay"
)

// ApplyClusters commits a change of clusters, and that reuse has been looked for
// in all articles up to number detected (0: leave that as it is). When it returns
// nil, everything is on disk and visible to readers; otherwise nothing of it is.
// A cluster that is joined to another takes time by the witnesses of the smaller
// one, so that a witness is moved log2 of the size of its cluster times at most;
// for everything else the size of clusters does not matter, but that all witnesses of
// one are noted whose first article is another now.
func (w *Writer) ApplyClusters(ctx context.Context, c *hearsay.ClusterChange, detected int64) error {
	return w.cluster(ctx, func(t *clusterer) {
		for _, j := range c.Joined {
			t.join(j.From, j.To)
		}
		for i := range c.Clusters {
			t.put(&c.Clusters[i])
		}
		for _, n := range c.Names {
			t.name(n.ID, n.Founder)
		}
		for i := range c.Witnesses {
			t.witness(&c.Witnesses[i])
		}
		for _, id := range t.outletsOf {
			t.exec(`update clusters set outlets = outlets + ? where n = ?`, t.outlets[id], id)
		}
		for i := range c.Links {
			t.link(&c.Links[i])
		}
		if detected > 0 {
			t.exec(`insert into library values ('detected', ?) on conflict (key) do update set value = excluded.value`, fmt.Sprint(detected))
		}
	})
}

// ReplaceClusters commits clusters that were made anew of all links, in place of
// those that there are. Each comes with all of its witnesses; names says what IDs
// of before name now. Links are those of all articles, in place of the old ones; nil:
// those stay, and so does what was detected. One transaction, so the write-ahead log
// grows by what is written, some 120 bytes a witness.
func (w *Writer) ReplaceClusters(ctx context.Context, clusters iter.Seq2[hearsay.Cluster, []hearsay.Witness], names []hearsay.ClusterName, links []hearsay.Link) error {
	return w.cluster(ctx, func(t *clusterer) {
		if links != nil {
			t.replaceLinks(links)
		}
		t.exec(`insert into retake select distinct article from witnesses where true on conflict do nothing`)
		for _, table := range []string{"witnesses", "cluster_outlets", "clusters"} {
			t.exec(`delete from ` + table)
		}
		t.exec(`update cluster_ids set cluster = 0, older = 1`)
		for c, witnesses := range clusters {
			t.put(&c)
			t.name(c.ID, hearsay.Stretch{Article: c.First.Article, Words: c.First.Words})
			for i := range witnesses {
				t.witness(&witnesses[i])
			}
			if t.err != nil {
				return
			}
		}
		for _, id := range t.outletsOf {
			t.exec(`update clusters set outlets = ? where n = ?`, t.outlets[id], id)
		}
		for _, n := range names {
			if n.ID != n.Now && !n.Now.IsZero() {
				t.exec(`update cluster_ids set cluster = ? where id = ?`, t.number(n.Now), n.ID[:])
			}
		}
		t.exec(`insert into retake select article from taken where true on conflict do nothing`)
		t.exec(`delete from outlet_counts`)
		t.exec(recountOutlets)
	})
}

// cluster runs f in a transaction.
func (w *Writer) cluster(ctx context.Context, f func(*clusterer)) error {
	err := w.transact(ctx, func(tx *sql.Tx) error {
		t := &clusterer{
			applier:  newApplier(ctx, tx, w.engine),
			articles: map[hearsay.ArticleID]carried{}, clusters: map[hearsay.ClusterID]int64{}, outlets: map[int64]int{},
		}
		f(t)
		t.exec(countTakings)
		return t.err
	})
	if err != nil {
		return fmt.Errorf("write clusters to %s: %w", w.path(), fault(err))
	}
	return nil
}

// clusterer carries out a change of clusters.
type clusterer struct {
	*applier
	articles  map[hearsay.ArticleID]carried
	clusters  map[hearsay.ClusterID]int64 // by their own ID
	outlets   map[int64]int               // how many more outlets a cluster has
	outletsOf []int64                     // keys of outlets, in order
}

// carried is what witnesses need of their article.
type carried struct {
	n, at  int64
	outlet string
}

// article is the row of an article, which must be there.
func (t *clusterer) article(id hearsay.ArticleID) carried {
	c, have := t.articles[id]
	if !have && t.err == nil {
		if !t.get([]any{&c.n, &c.at, &c.outlet}, `select a.n, `+dateOf+`, a.outlet from articles a where a.id = ?`, id[:]) && t.err == nil {
			t.err = fmt.Errorf("article %s: %w", id, hearsay.ErrNotFound)
		}
		t.articles[id] = c
	}
	return c
}

// find is the number of the cluster whose own ID it is, or 0.
func (t *clusterer) find(id hearsay.ClusterID) int64 {
	n, have := t.clusters[id]
	if !have && t.get([]any{&n}, `select c.n from cluster_ids i join clusters c on c.n = i.cluster where i.id = ?1 and c.id = ?1`, id[:]) {
		t.clusters[id] = n
	}
	return n
}

// number is find for a cluster that must be there.
func (t *clusterer) number(id hearsay.ClusterID) int64 {
	n := t.find(id)
	if n == 0 && t.err == nil {
		t.err = fmt.Errorf("cluster %s: %w", id, hearsay.ErrNotFound)
	}
	return n
}

// join makes one cluster of two, under the ID of the second. The rows of the
// smaller one move.
func (t *clusterer) join(from, to hearsay.ClusterID) {
	lose, win := t.number(from), t.find(to)
	if win == 0 { // it is new: it takes the rows of the first one that joins it
		t.rename(lose, from, to)
		return
	}
	var smaller bool
	if t.get([]any{&smaller}, `select (select witnesses from clusters where n = ?) < (select witnesses from clusters where n = ?)`, win, lose); smaller {
		win, lose = lose, win
	}
	t.exec(retakeCluster, lose)
	t.exec(`update witnesses set cluster = ? where cluster = ?`, win, lose)
	t.exec(`insert into cluster_outlets select ?, outlet, witnesses from cluster_outlets where cluster = ?
		on conflict (cluster, outlet) do update set witnesses = cluster_outlets.witnesses + excluded.witnesses`, win, lose)
	t.exec(`delete from cluster_outlets where cluster = ?`, lose)
	t.exec(`update cluster_ids set cluster = ?1 where cluster = ?2 and older = 1 or id = (select id from clusters where n = ?2)`, win, lose)
	t.exec(`update clusters set witnesses = witnesses + (select witnesses from clusters where n = ?2),
		outlets = (select count(*) from cluster_outlets where cluster = ?1) where n = ?1`, win, lose)
	t.exec(`delete from clusters where n = ?`, lose)
	t.rename(win, from, to)
}

// rename gives a cluster the ID to; from has become an older name of it.
func (t *clusterer) rename(n int64, from, to hearsay.ClusterID) {
	t.exec(`update clusters set id = ? where n = ?`, to[:], n)
	t.exec(`update cluster_ids set older = case when id = ?1 then 1 else 0 end where id in (?1, ?2)`, from[:], to[:])
	t.clusters[from] = 0
	t.clusters[to] = n
}

// put makes or changes the row of a cluster. What it is joined from is done.
func (t *clusterer) put(c *hearsay.Cluster) {
	first := t.article(c.First.Article)
	from, words := c.First.Words.From, c.First.Words.Len()
	n := t.find(c.ID)
	if n == 0 {
		t.get([]any{&n}, `insert into clusters (id, at, article, from_word, words, witnesses, outlets, total, shortest, longest) values (?, ?, ?, ?, ?, ?, 0, ?, ?, ?) returning n`,
			c.ID[:], first.at, first.n, from, words, c.Witnesses, c.Words, c.Shortest, c.Longest)
		t.clusters[c.ID] = n
	} else {
		var before int64
		if t.get([]any{&before}, selectFirst, n); before != first.n {
			t.exec(retakeCluster, n)
		}
		t.exec(`update clusters set at = ?, article = ?, from_word = ?, words = ?, witnesses = ?, total = ?, shortest = ?, longest = ? where n = ?`,
			first.at, first.n, from, words, c.Witnesses, c.Words, c.Shortest, c.Longest, n)
	}
}

// name notes an ID that is given to a cluster, for ever. One that named another
// cluster, or none, names this one now.
func (t *clusterer) name(id hearsay.ClusterID, founder hearsay.Stretch) {
	t.exec(`insert into cluster_ids values (?, ?, ?, ?, ?, 0) on conflict (id) do update set cluster = excluded.cluster, older = 0`,
		id[:], founder.Article[:], founder.Words.From, founder.Words.Len(), t.number(id))
}

// witness makes the row of a witness, or lets it grow.
func (t *clusterer) witness(w *hearsay.Witness) {
	a, n := t.article(w.Article), t.number(w.Cluster)
	t.exec(retakeArticle, a.n)
	before, after := w.Words.From-w.Whole.From, w.Whole.To-w.Words.To
	res := t.exec(`insert into witnesses values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
		a.n, w.Words.From, w.Words.Len(), before, after, n, a.at)
	if t.err != nil {
		return
	}
	if made, err := res.RowsAffected(); err != nil || made == 0 {
		t.exec(`update witnesses set before = ?, after = ? where article = ? and from_word = ? and words = ?`,
			before, after, a.n, w.Words.From, w.Words.Len())
		return
	}
	var times int
	if a.outlet != "" && t.get([]any{&times}, `insert into cluster_outlets values (?, ?, 1)
		on conflict (cluster, outlet) do update set witnesses = cluster_outlets.witnesses + 1 returning witnesses`, n, a.outlet) && times == 1 {
		if t.outlets[n] == 0 {
			t.outletsOf = append(t.outletsOf, n)
		}
		t.outlets[n]++
	}
}

// replaceLinks puts links of all articles in the place of those that there are.
func (t *clusterer) replaceLinks(links []hearsay.Link) {
	t.exec(`delete from links`)
	for i := range links {
		t.link(&links[i])
	}
	t.exec(`insert into library select 'detected', coalesce(max(n), 0) from articles where true on conflict (key) do update set value = excluded.value`)
}

// link keeps a link, the later arrival first.
func (t *clusterer) link(l *hearsay.Link) {
	x, y := l.A, l.B
	a, b := t.article(x.Article).n, t.article(y.Article).n
	if a < b {
		a, b, x, y = b, a, y, x
	}
	t.exec(`insert into links values (?, ?, ?, ?, ?, ?, ?) on conflict (a, b, a_from, b_from, a_words, b_words) do update set matched = max(links.matched, excluded.matched)`,
		a, b, x.Words.From, y.Words.From, x.Words.Len(), y.Words.Len(), l.Matched)
}
