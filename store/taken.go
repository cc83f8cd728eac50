// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"hearsay"
)

// This file keeps who takes from whom: table taken has a row for each article of which another
// outlet's has half of the words, and says which and how. Package internal/taking says what that is. It
// depends on the witnesses in the article, on the first articles of their clusters, and on the
// outlets of both, and what articles say is never changed. A transaction that changes one of these
// notes the article in table retake; its row is made anew later.

// TakenHow says what is known of how an article has words of another.
type TakenHow string

// The ways, as in hearsay.Standing.
const (
	TakenCredited   TakenHow = "credited"
	TakenUncredited TakenHow = "uncredited"
	TakenWire       TakenHow = "wire"
	TakenUnknown    TakenHow = "unknown" // dates do not tell which was first
)

// Taken is an article of which another outlet's has half of the words or more.
type Taken struct {
	N             int64 // number of the article
	Article, From hearsay.ArticleID
	Outlet, Giver string // keys of the outlets of both
	Words         int    // that they share
	How           TakenHow
	Named         bool          // it names the other, or links to it
	At            time.Time     // when it was published, as written; zero when that is not known
	Delay         time.Duration // from one publication to the other
	Dated         bool          // Delay is known
}

// Equal reports whether two say the same; dates are kept to the second.
func (t *Taken) Equal(o *Taken) bool {
	a, b := *t, *o
	a.At, b.At = time.Unix(unix(a.At), 0), time.Unix(unix(b.At), 0)
	a.Delay, b.Delay = a.Delay.Truncate(time.Second), b.Delay.Truncate(time.Second)
	return a == b && t.At.IsZero() == o.At.IsZero()
}

const (
	// countsTable came with the others of this file: a library of before has none until its next writer.
	countsTable = "outlet_counts"
	takingsKey  = "takings" // number of changes of who takes from whom
	// retakeCluster notes all articles of a cluster.
	retakeCluster = `insert into retake select article from witnesses where cluster = ? on conflict do nothing`
	retakeArticle = `insert into retake values (?) on conflict do nothing`
	countTakings  = `update library set value = cast(cast(value as bigint) + 1 as text) where key = '` + takingsKey + `'`
)

// Takings is a number that changes with who takes from whom in the library; 0 for a library in
// which that is not kept yet: its next writer does.
func (s *Store) Takings(ctx context.Context) (n int64, err error) {
	err = s.db.QueryRowContext(ctx, `select cast(value as bigint) from library where key = '`+takingsKey+`'`).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return n, s.wrap("read library", err)
}

// hasTaken reports whether the moment's library keeps who takes from whom.
func (m *Moment) hasTaken(ctx context.Context) (bool, error) { return m.hasTable(ctx, countsTable) }

// Untaken counts the articles whose row of what they take is to be made, and returns the number of the
// last. In a library that keeps none these are all articles.
func (m *Moment) Untaken(ctx context.Context) (n int, last int64, err error) {
	query := `select count(*), coalesce(max(article), 0) from retake`
	if have, err := m.hasTaken(ctx); err != nil {
		return 0, 0, err
	} else if !have {
		query = `select count(*), coalesce(max(n), 0) from articles`
	}
	err = m.row(ctx, func(row *sql.Row) error { return row.Scan(&n, &last) }, query)
	return n, last, m.s.wrap("count articles", err)
}

// Taken calls f for every row that stands, in order of arrival. F must not keep it. It stops at the first
// error of f. O(rows): nothing else is read.
func (m *Moment) Taken(ctx context.Context, f func(*Taken) error) error {
	have, err := m.hasTaken(ctx)
	if err != nil || !have {
		return err
	}
	return m.each(ctx, func(rows *sql.Rows) error {
		t, err := scanTaken(rows)
		if err != nil {
			return m.s.wrap("read takings", err)
		}
		return f(&t)
	}, selectTaken+`where t.article not in (select article from retake) order by t.article`)
}

const selectTaken = `select t.article, t.id, t.giver, t.outlet, t.giver_outlet, t.words, t.how, t.named, t.at, t.delay from taken t `

func scanTaken(rows *sql.Rows) (t Taken, err error) {
	var id, from sql.RawBytes
	var at, delay sql.NullInt64
	var named int
	err = rows.Scan(&t.N, &id, &from, &t.Outlet, &t.Giver, &t.Words, &t.How, &named, &at, &delay)
	copy(t.Article[:], id)
	copy(t.From[:], from)
	t.Named = named != 0
	if at.Valid {
		t.At = instant(at.Int64)
	}
	t.Delay, t.Dated = time.Duration(delay.Int64)*time.Second, delay.Valid
	return t, err
}

// Retakes returns the numbers of articles whose row is to be made anew, the first ones.
func (s *Store) Retakes(ctx context.Context, most int) ([]int64, error) {
	return list(ctx, s, scanNumber, `select article from retake order by article limit ?`, most)
}

// RetakeLoans returns the loans of articles whose row is to be made anew, of a range of numbers,
// article by article.
func (s *Store) RetakeLoans(ctx context.Context, first, last int64) ([]Loan, error) {
	return list(ctx, s, scanLoan, selectLoan+`from retake r cross join witnesses w cross join clusters c cross join articles a cross join articles x
		where r.article >= ? and r.article <= ? and w.article = r.article and `+isLoan+` order by w.article`, first, last)
}

// Retake commits what some articles take, in place of what was known of them. Those of articles that are
// not among taken have nothing of others.
func (w *Writer) Retake(ctx context.Context, articles []int64, taken []Taken) error {
	err := w.transact(ctx, func(tx *sql.Tx) error {
		t := newApplier(ctx, tx, w.engine)
		for _, n := range articles {
			t.exec(`delete from taken where article = ?`, n)
			t.exec(`delete from retake where article = ?`, n)
		}
		for i := range taken {
			t.take(&taken[i])
		}
		t.exec(countTakings)
		return t.err
	})
	if err != nil {
		return fmt.Errorf("write takings to %s: %w", w.path(), fault(err))
	}
	return nil
}

func (t *applier) take(x *Taken) {
	var delay any
	if x.Dated {
		delay = int64(x.Delay / time.Second)
	}
	named := 0
	if x.Named {
		named = 1
	}
	t.exec(`insert into taken values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		x.N, x.Article[:], x.From[:], x.Outlet, x.Giver, x.Words, string(x.How), named, nullTime(x.At), delay)
}

// untake forgets what an article takes.
func (t *applier) untake(id hearsay.ArticleID) {
	for _, table := range []string{"taken", "retake"} {
		t.exec(`delete from `+table+` where article = (select n from articles where id = ?)`, id[:])
	}
}

// countOutlet notes that an outlet has so many more articles, and so many that have a date.
func (t *applier) countOutlet(key string, articles, dated int) {
	t.exec(`insert into outlet_counts values (?, ?, ?) on conflict (outlet) do update
		set articles = outlet_counts.articles + excluded.articles, dated = outlet_counts.dated + excluded.dated`, key, articles, dated)
}

// recountOutlets counts the articles of all outlets anew.
const recountOutlets = `insert into outlet_counts select outlet, count(*), count(published) from articles group by outlet`

// CheckTakings says what of the counts of outlets is not what articles say, and calls f for every article that
// takes from another, or that may, with what is kept of it: nil when that is nothing. Articles whose row is
// to be made anew are left out. Nothing is called for a library that keeps none.
func (m *Moment) CheckTakings(ctx context.Context, f func(loans []Loan, kept *Taken) error) (wrong []string, err error) {
	have, err := m.hasTaken(ctx)
	if err != nil || !have {
		return nil, err
	}
	var outlets, rows int
	err = m.row(ctx, func(row *sql.Row) error { return row.Scan(&outlets, &rows) }, `select (select count(*) from
			(select outlet as key, count(*) as n, count(published) as dated from articles group by outlet) a full join (select * from outlet_counts where articles > 0) k on k.outlet = a.key
			where coalesce(a.n, 0) != coalesce(k.articles, 0) or coalesce(a.dated, 0) != coalesce(k.dated, 0)),
		(select count(*) from taken where article not in (select article from retake))`)
	if err != nil {
		return nil, m.s.wrap("check", err)
	}
	if outlets > 0 {
		wrong = append(wrong, fmt.Sprintf("the articles of %d outlets are counted wrongly", outlets))
	}
	var loans []Loan
	call := func() error {
		kept, err := m.takenOf(ctx, loans[0].N)
		if err != nil {
			return err
		}
		if kept != nil {
			rows--
		}
		return f(loans, kept)
	}
	err = m.loans(ctx, func(l *Loan) error {
		if len(loans) > 0 && loans[0].N != l.N {
			if err := call(); err != nil {
				return err
			}
			loans = loans[:0]
		}
		loans = append(loans, *l)
		return nil
	}, fromLoans+` and w.article not in (select article from retake) order by w.article`)
	if err == nil && len(loans) > 0 {
		err = call()
	}
	if err == nil && rows > 0 {
		wrong = append(wrong, fmt.Sprintf("%d articles that share nothing with other outlets' are kept as taking from them", rows))
	}
	return wrong, err
}

// takenOf is the row of an article, or nil.
func (m *Moment) takenOf(ctx context.Context, article int64) (kept *Taken, err error) {
	err = m.each(ctx, func(rows *sql.Rows) error {
		t, err := scanTaken(rows)
		kept = &t
		return err
	}, selectTaken+`where t.article = ?`, article)
	return kept, err
}
