// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"database/sql"
	"errors"
	"slices"

	"hearsay"
)

// This file keeps clusters right while articles come and go.

// gone is a witness that is to be deleted.
type gone struct {
	article, cluster int64
	outlet           string
	from, words      int
}

// unlink deletes the witnesses and links of an article. A cluster that is left
// with one article is deleted, too; its ID stays.
func (t *applier) unlink(id hearsay.ArticleID) {
	witnesses := rowsOf(t, func(rows *sql.Rows) (g gone, err error) {
		err = rows.Scan(&g.article, &g.cluster, &g.outlet, &g.from, &g.words)
		return g, err
	}, `select w.article, w.cluster, a.outlet, w.from_word, w.words from witnesses w join articles a on a.n = w.article where a.id = ?`, id[:])
	for _, g := range witnesses {
		t.exec(`delete from witnesses where article = ? and from_word = ? and words = ?`, g.article, g.from, g.words)
		t.exec(`update clusters set witnesses = witnesses - 1, total = total - ? where n = ?`, g.words, g.cluster)
		t.exec(`update cluster_outlets set witnesses = witnesses - 1 where cluster = ? and outlet = ?`, g.cluster, g.outlet)
	}
	// Only when all are gone: two may have been in one cluster.
	for i, g := range witnesses {
		if !slices.ContainsFunc(witnesses[:i], func(h gone) bool { return h.cluster == g.cluster }) {
			t.mend(g.cluster)
		}
	}
	t.exec(`delete from links where a = (select n from articles where id = ?)`, id[:])
	t.exec(`delete from links where b = (select n from articles where id = ?)`, id[:])
}

// mend makes the row of a cluster right that has lost witnesses, but for their
// number and the sum of their words. Shortest and longest are read from all
// witnesses, some 0.1 ms a thousand: articles are seldom removed.
func (t *applier) mend(cluster int64) {
	articles := rowsOf(t, scanNumber, `select distinct article from witnesses where cluster = ? limit 2`, cluster)
	if t.err != nil {
		return
	}
	if len(articles) < 2 {
		for _, query := range []string{
			retakeCluster,
			`delete from witnesses where cluster = ?`, `delete from cluster_outlets where cluster = ?`,
			`update cluster_ids set cluster = 0, older = 1 where cluster = ?1 and older = 1 or id = (select id from clusters where n = ?1)`,
			`delete from clusters where n = ?`,
		} {
			t.exec(query, cluster)
		}
		return
	}
	var first, now int64
	t.get([]any{&first}, selectFirst, cluster)
	t.exec(`delete from cluster_outlets where cluster = ? and witnesses = 0`, cluster)
	t.exec(`update clusters set outlets = (select count(*) from cluster_outlets where cluster = ?1),
		(shortest, longest) = (select min(words), max(words) from witnesses where cluster = ?1),
		(at, article, from_word, words) = (select w.at, w.article, w.from_word, w.words
			from witnesses w join articles a on a.n = w.article where w.cluster = ?1
			order by w.at, a.id, w.from_word, w.words limit 1)
		where n = ?1`, cluster)
	if t.get([]any{&now}, selectFirst, cluster); now != first {
		t.exec(retakeCluster, cluster)
	}
}

// selectFirst is the article of the first witness of a cluster.
const selectFirst = `select article from clusters where n = ?`

// lowerDetected keeps the numbers up to which reuse has been looked for, and speakers
// and stories were gathered, from passing that of the last article: the next one may get it again.
func (t *applier) lowerDetected() {
	t.exec(`update library set value = cast(min(cast(value as bigint), (select coalesce(max(n), 0) from articles)) as text) where key in ('detected', 'heard', 'told')`)
}

// renameOutlet moves what is counted under one key of an outlet to another, as
// long as its articles still have the first one.
func (t *applier) renameOutlet(from, to string) {
	clusters := rowsOf(t, scanNumber, `select distinct w.cluster from articles a join witnesses w on w.article = a.n where a.outlet = ?`, from)
	for _, n := range clusters {
		t.exec(`insert into cluster_outlets select cluster, ?, witnesses from cluster_outlets where cluster = ? and outlet = ?
			on conflict (cluster, outlet) do update set witnesses = cluster_outlets.witnesses + excluded.witnesses`, to, n, from)
		t.exec(`delete from cluster_outlets where cluster = ? and outlet = ?`, n, from)
		t.exec(`update clusters set outlets = (select count(*) from cluster_outlets where cluster = ?1) where n = ?1`, n)
		t.exec(retakeCluster, n)
	}
	var articles, dated int
	if t.get([]any{&articles, &dated}, `delete from outlet_counts where outlet = ? returning articles, dated`, from) {
		t.countOutlet(to, articles, dated)
	}
}

func scanNumber(rows *sql.Rows) (n int64, err error) {
	err = rows.Scan(&n)
	return n, err
}

// collect scans all rows and closes them.
func collect[T any](rows *sql.Rows, scan func(*sql.Rows) (T, error)) ([]T, error) {
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, errors.Join(err, rows.Close())
		}
		out = append(out, v)
	}
	return out, errors.Join(rows.Err(), rows.Close())
}
