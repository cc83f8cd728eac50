// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"hearsay"
)

// This file keeps which articles are on one event. It follows adding, as clusters
// and voices do: the facts say up to which article what they tell was gathered, and
// which of these are in no story yet.

// Teller places articles in stories, in one transaction: what it wrote it reads. It
// is the library that package story asks.
type Teller struct {
	*applier
	// met are articles that were asked about in this transaction. Articles of one time
	// are asked about again and again, and nobody else writes meanwhile.
	met map[int64]*acquaintance
}

// An acquaintance is what is known of an article.
type acquaintance struct {
	hearsay.Neighbour
	whole bool // else only its number, date and story
}

// maxAcquaintances bounds how many are kept.
const maxAcquaintances = 20_000

// Tell runs f in a transaction.
func (w *Writer) Tell(ctx context.Context, f func(*Teller) error) error {
	err := w.transact(ctx, func(tx *sql.Tx) error {
		t := &Teller{newApplier(ctx, tx, w.engine), map[int64]*acquaintance{}}
		if err := f(t); err != nil {
			return err
		}
		return t.err
	})
	if err != nil {
		return fmt.Errorf("write stories to %s: %w", w.path(), fault(err))
	}
	return nil
}

// Gathered notes what an article tells. It waits to be placed.
func (t *Teller) Gathered(a *hearsay.Account) {
	var at int64
	t.get([]any{&at}, `select `+dateOf+` from articles a where a.n = ?`, a.N)
	marks := make([]byte, 0, 8*(len(a.Names)+len(a.Links)))
	for _, list := range [][]hearsay.Mark{a.Names, a.Links} {
		for _, m := range list {
			marks = binary.LittleEndian.AppendUint64(marks, m.Key)
			t.exec(`insert into marks values (?, ?, ?) on conflict do nothing`, int64(m.Key), placeOf(at, a.Article), a.N)
		}
	}
	delete(t.met, a.N)
	t.exec(`insert into members values (?, ?, ?, ?, 0, '', x'', 0, 0, 0) on conflict (article) do update set at = excluded.at, names = excluded.names,
		marks = excluded.marks, story = 0, rule = '', tied = x'', words = 0, shared = 0, ruling = 0`, a.N, at, len(a.Names), marks)
}

// placeOf is where an article stands among those of a mark.
func placeOf(at int64, id hearsay.ArticleID) int64 {
	return at<<20 | int64(binary.BigEndian.Uint32(id[:])>>12)
}

// GatheredUpTo notes that what articles tell was gathered up to number n.
func (t *Teller) GatheredUpTo(n int64) { t.set("told", fmt.Sprint(n)) }

// Account is what an article told, as it was gathered, without the words of its
// marks.
func (t *Teller) Account(_ context.Context, n int64) (hearsay.Account, error) {
	var a hearsay.Account
	a.N = n
	var id, marks []byte
	var at, names int64
	if !t.get([]any{&id, &at, &a.Undated, &a.Outlet, &a.Page, &a.Words, &names, &marks},
		`select a.id, m.at, a.published is null, a.outlet, a.story, a.words, m.names, m.marks from members m join articles a on a.n = m.article where m.article = ?`, n) {
		if t.err == nil {
			t.err = fmt.Errorf("article number %d: %w", n, hearsay.ErrNotFound)
		}
		return a, t.err
	}
	copy(a.Article[:], id)
	a.Date = instant(at)
	for i := 0; i+8 <= len(marks); i += 8 {
		m := hearsay.Mark{Key: binary.LittleEndian.Uint64(marks[i:])}
		if i < 8*int(names) {
			a.Names = append(a.Names, m)
		} else {
			a.Links = append(a.Links, m)
		}
	}
	a.Passages = rowsOf(t.applier, scanWitness, selectWitness+`where w.article = ? order by w.from_word, w.words`, n)
	return a, t.err
}

// acquaint makes the dates and stories of articles known, in one question for all that are
// not. They are none of those that wait to be gathered.
func (t *Teller) acquaint(articles []int64) {
	strange := t.strange(articles)
	if len(t.met)+len(strange) > maxAcquaintances {
		clear(t.met)
		strange = t.strange(articles)
	}
	if len(strange) == 0 {
		return
	}
	for _, n := range strange {
		t.met[n] = &acquaintance{Neighbour: hearsay.Neighbour{N: n, Date: instant(0)}}
	}
	ask(t, strange, `select m.article, m.at, m.story from `+t.engine.numbers(`?1`)+` v cross join members m where m.article = v.value`, func(rows *sql.Rows) error {
		var n, at, story int64
		err := rows.Scan(&n, &at, &story)
		if known := t.met[n]; known != nil {
			known.Date, known.Story = instant(at), story
		}
		return err
	})
}

// strange are those of articles of which nothing is known yet.
func (t *Teller) strange(articles []int64) (out []int64) {
	for _, n := range articles {
		if t.met[n] == nil {
			out = append(out, n)
		}
	}
	return out
}

// ask reads what a query tells of some articles, row by row.
func ask(t *Teller, articles []int64, query string, take func(*sql.Rows) error) {
	list, err := json.Marshal(articles)
	if err != nil && t.err == nil {
		t.err = err
	}
	rowsOf(t.applier, func(rows *sql.Rows) (struct{}, error) { return struct{}{}, take(rows) }, query, string(list))
}

// Holders returns the articles other than n that have a mark and are nearest to a
// date: up to each before it, and up to each after it.
func (t *Teller) Holders(_ context.Context, mark uint64, at time.Time, n int64, each int) ([]hearsay.Neighbour, error) {
	const holder = `select article from marks where mark = ?1 and article != ?3 and place `
	found := rowsOf(t.applier, scanNumber, `select * from (`+holder+`< ?2 order by place desc, article desc`+limit(each)+`) before
		union all select * from (`+holder+`>= ?2 order by place, article`+limit(each)+`) after`, int64(mark), at.Unix()<<20, n)
	t.acquaint(found)
	out := make([]hearsay.Neighbour, len(found))
	for i, n := range found {
		known := t.met[n]
		out[i] = hearsay.Neighbour{N: n, Date: known.Date, Story: known.Story}
	}
	return out, t.err
}

// Elsewhen counts the articles that have a mark more than gap before or after a date,
// no more than each of the two.
func (t *Teller) Elsewhen(_ context.Context, mark uint64, at time.Time, gap time.Duration, each int) (n int, err error) {
	t.get([]any{&n}, `select (select count(*) from (select 1 from marks where mark = ?1 and place < ?2`+limit(each)+`) before)
		+ (select count(*) from (select 1 from marks where mark = ?1 and place > ?3`+limit(each)+`) after)`,
		int64(mark), at.Add(-gap).Unix()<<20, at.Add(gap).Unix()<<20)
	return n, t.err
}

// Witnesses is Holders for a passage; outlets are known, too.
func (t *Teller) Witnesses(_ context.Context, c hearsay.ClusterID, at time.Time, n int64, each int) ([]hearsay.Neighbour, error) {
	const witness = `select w.article, w.at, coalesce(m.story, 0) as story, a.outlet from witnesses w join articles a on a.n = w.article left join members m on m.article = w.article
		where w.cluster = (select cluster from cluster_ids where id = ?1) and w.article != ?3 and w.at `
	found := rowsOf(t.applier, func(rows *sql.Rows) (n hearsay.Neighbour, err error) {
		var at int64
		err = rows.Scan(&n.N, &at, &n.Story, &n.Outlet)
		n.Date = instant(at)
		return n, err
	}, `select * from (`+witness+`< ?2 order by w.at desc`+limit(each)+`) before union all select * from (`+witness+`>= ?2 order by w.at`+limit(each)+`) after`,
		c[:], at.Unix(), n)
	return found, t.err
}

// limit is written into a query, not handed to it: SQLite plans a statement anew for
// each number that it is handed there.
func limit(n int) string { return " limit " + strconv.Itoa(n) }

// Neighbours fills in all of neighbours. Their names must not be changed.
func (t *Teller) Neighbours(_ context.Context, list []hearsay.Neighbour) error {
	numbers := make([]int64, len(list))
	for i := range list {
		numbers[i] = list[i].N
	}
	t.acquaint(numbers)
	t.complete(numbers)
	for i := range list {
		list[i] = t.met[list[i].N].Neighbour
	}
	return t.err
}

// complete reads the rest of what is to be known of articles.
func (t *Teller) complete(articles []int64) {
	partly := slices.DeleteFunc(slices.Clone(articles), func(n int64) bool { return t.met[n].whole })
	if len(partly) == 0 {
		return
	}
	ask(t, partly, `select m.article, a.id, a.published is null, a.outlet, a.story, a.words, m.names, m.marks
		from `+t.engine.numbers(`?1`)+` v cross join members m cross join articles a where m.article = v.value and a.n = m.article`, func(rows *sql.Rows) error {
		var n int64
		var id, marks []byte
		var names int
		var a acquaintance
		err := rows.Scan(&n, &id, &a.Undated, &a.Outlet, &a.Page, &a.Words, &names, &marks)
		if known := t.met[n]; err == nil && known != nil {
			a.N, a.Date, a.Story, a.whole = n, known.Date, known.Story, true
			copy(a.Article[:], id)
			for ; names > 0 && len(marks) >= 8; names-- {
				a.Names, marks = append(a.Names, binary.LittleEndian.Uint64(marks)), marks[8:]
			}
			*known = a
		}
		return err
	})
}

// Whereabouts returns the stories that articles are in; 0 for one that is in none.
func (t *Teller) Whereabouts(_ context.Context, articles []hearsay.ArticleID) ([]int64, error) {
	out := make([]int64, len(articles))
	for i, id := range articles {
		t.get([]any{&out[i]}, `select story from members where article = (select n from articles where id = ?)`, id[:])
	}
	return out, t.err
}

// Size counts the articles of a story.
func (t *Teller) Size(_ context.Context, story int64) (n int, err error) {
	t.get([]any{&n}, `select articles from stories where n = ?`, story)
	return n, t.err
}

// Place puts an article into stories, which become one, or makes a story of it.
func (t *Teller) Place(a *hearsay.Account, stories []int64, tie *hearsay.StoryTie) {
	var n int64
	if len(stories) > 0 {
		n = t.joinStories(stories)
	} else {
		t.get([]any{&n}, `insert into stories (id, first, last, articles, confirmed) values (?, ?, ?, 0, 0) returning n`, a.Article[:], a.Date.Unix(), a.Date.Unix())
	}
	t.exec(`update members set story = ?, rule = ?, tied = ?, words = ?, shared = ?, ruling = ? where article = ?`,
		n, string(tie.Rule), idBytes(tie.With), tie.Words, tie.Names, tie.Ruling, a.N)
	delete(t.met, a.N)
	t.exec(`update stories set articles = articles + 1, last = max(last, ?1),
		id = case when ?1 < first or ?1 = first and ?2 < id then ?2 else id end, first = min(first, ?1) where n = ?3`, a.Date.Unix(), a.Article[:], n)
}

// idBytes is an ID as a database keeps it; empty for none.
func idBytes(id hearsay.ArticleID) []byte {
	if id.IsZero() {
		return []byte{}
	}
	return id[:]
}

// joinStories makes one of stories, and returns its number: that of the largest.
func (t *Teller) joinStories(stories []int64) int64 {
	keep, most := stories[0], -1
	for _, s := range stories {
		var articles int
		t.get([]any{&articles}, `select articles from stories where n = ?`, s)
		if articles > most {
			keep, most = s, articles
		}
	}
	for _, s := range stories {
		if s == keep {
			continue
		}
		t.exec(`update members set story = ? where story = ? and story > 0`, keep, s)
		t.exec(`delete from stories where n = ?`, s)
	}
	if len(stories) > 1 {
		t.restateStory(keep)
		clear(t.met)
	}
	return keep
}

// Join makes one story of several, as a decision of a person says.
func (t *Teller) Join(stories []int64) { t.joinStories(stories) }

// Confirm marks a story as one that a person confirmed.
func (t *Teller) Confirm(story int64) {
	t.exec(`update stories set confirmed = 1 where n = ?`, story)
}

// Unplace takes an article out of its story; it waits to be placed again.
func (t *Teller) Unplace(id hearsay.ArticleID) {
	var story int64
	if t.get([]any{&story}, `select story from members where article = (select n from articles where id = ?) and story > 0`, id[:]) {
		t.exec(`update members set story = 0 where article = (select n from articles where id = ?)`, id[:])
		clear(t.met)
		t.restateStory(story)
	}
}

// UnplaceAll takes all articles out of a story.
func (t *Teller) UnplaceAll(story int64) {
	t.exec(`update members set story = 0 where story = ? and story > 0`, story)
	clear(t.met)
	t.exec(`delete from stories where n = ?`, story)
}

// UnplaceEverything takes all articles out of their stories.
func (t *Teller) UnplaceEverything() {
	t.exec(`update members set story = 0 where story > 0`)
	clear(t.met)
	t.exec(`delete from stories`)
}

// restateStory makes the row of a story right, or deletes it when it is empty.
func (t *Teller) restateStory(n int64) {
	t.exec(deleteEmptyStory, n)
	t.exec(restateStory, n)
}

const (
	deleteEmptyStory = `delete from stories where n = ?1 and not exists (select 1 from members where story = ?1 and story > 0)`
	restateStory     = `update stories set
		(articles, first, last) = (select count(*), min(at), max(at) from members where story = ?1 and story > 0),
		id = (select a.id from members m join articles a on a.n = m.article where m.story = ?1 and m.story > 0 order by m.at, a.id limit 1)
		where n = ?1`
)

// forgetStory deletes what an article that is removed told. Its ID goes on naming
// what is left of its story.
func (t *applier) forgetStory(id hearsay.ArticleID) {
	const its = `(select n from articles where id = ?)`
	stories := rowsOf(t, scanNumber, `select story from members where article = `+its, id[:])
	for _, marks := range rowsOf(t, func(rows *sql.Rows) (b []byte, err error) {
		err = rows.Scan(&b)
		return b, err
	}, `select marks from members where article = `+its, id[:]) {
		for i := 0; i+8 <= len(marks); i += 8 {
			t.exec(`delete from marks where mark = ? and article = `+its, int64(binary.LittleEndian.Uint64(marks[i:])), id[:])
		}
	}
	t.exec(`delete from members where article = `+its, id[:])
	for _, n := range stories {
		if n == 0 {
			continue
		}
		t.exec(deleteEmptyStory, n)
		t.exec(restateStory, n)
		t.exec(`insert into story_ids values (?1, coalesce((select id from stories where n = ?2), x''))
			on conflict (id) do update set now = excluded.now`, id[:], n)
	}
}

// ForgetStories makes all that articles tell ungathered, and the articles unplaced.
func (w *Writer) ForgetStories(ctx context.Context) error {
	return w.Tell(ctx, func(t *Teller) error {
		for _, table := range []string{"marks", "members", "stories"} {
			t.exec(`delete from ` + table)
		}
		t.exec(`delete from library where key = 'told'`)
		return nil
	})
}
