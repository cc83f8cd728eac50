// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"hearsay"
)

// retainDo is what a line of decisions on retention says is to be done.
const retainDo = "retain"

// retention is a rule in the file of decisions.
type retention struct {
	Scope hearsay.RetentionScope `json:"scope"`
	Name  string                 `json:"name,omitempty"`
	Level hearsay.Keep           `json:"level"`
	Days  int                    `json:"days"`
}

// readRetention takes a decision on retention, and reports whether it is one.
func (r *Rulings) readRetention(d *decision) bool {
	if d.Retain == nil {
		return false
	}
	rule := hearsay.Retention{N: d.N, At: d.At, Scope: d.Retain.Scope, Name: d.Retain.Name, Level: d.Retain.Level, Days: d.Retain.Days}
	if soundRetention(&rule) != nil {
		return false
	}
	r.Retention = append(r.Retention, rule)
	return true
}

// soundRetention is an error for a rule that says nothing.
func soundRetention(r *hearsay.Retention) error {
	switch r.Scope {
	case hearsay.OfAll:
		if r.Name != "" {
			return fmt.Errorf("%w: a rule for all articles has no name", hearsay.ErrInvalid)
		}
	case hearsay.OfOutlet, hearsay.OfSource, hearsay.OfCollection:
		if strings.TrimSpace(r.Name) == "" || len(r.Name) > 500 {
			return fmt.Errorf("%w: a rule for one %s has its name", hearsay.ErrInvalid, r.Scope)
		}
	default:
		return fmt.Errorf("%w: no rule is for %q", hearsay.ErrInvalid, r.Scope)
	}
	if !r.Level.Valid() || r.Days < 0 || r.Days > 100_000 {
		return fmt.Errorf("%w: a rule keeps text, passages or facts, after 0 to 100,000 days", hearsay.ErrInvalid)
	}
	return nil
}

// FindRetention returns the rule of a number, or nil.
func (r *Rulings) FindRetention(n int) *hearsay.Retention {
	for i := range r.Retention {
		if r.Retention[i].N == n {
			return &r.Retention[i]
		}
	}
	return nil
}

// Rules are the rules of retention that stand: of each outlet, source and collection, and of
// all, the latest.
func (r *Rulings) Rules() []hearsay.Retention {
	var out []hearsay.Retention
	for i, rule := range r.Retention {
		later := false
		for _, other := range r.Retention[i+1:] {
			later = later || !other.Undone && other.Scope == rule.Scope && strings.EqualFold(other.Name, rule.Name)
		}
		if !rule.Undone && !later {
			out = append(out, rule)
		}
	}
	return out
}

// DecideRetention adds a rule to what people decided. It is on disk when DecideRetention
// returns nil, and numbered. Error: ErrInvalid for one that says nothing.
func (w *Writer) DecideRetention(r *hearsay.Retention) error {
	if err := soundRetention(r); err != nil {
		return fmt.Errorf("decide: %w", err)
	}
	d := decision{At: r.At.UTC(), Do: retainDo, Retain: &retention{r.Scope, r.Name, r.Level, r.Days}}
	err := w.appendDecision(&d)
	r.N = d.N
	return err
}

// Keepable is what a rule of retention looks at.
type Keepable struct {
	ID      hearsay.ArticleID
	Capture hearsay.CaptureID
	URL     string
	Outlet  string // name
	Domain  string
	Seen    time.Time
	Level   hearsay.Keep // that was carried out
}

// Keepables calls f for every article, in order of arrival. It stops at the first error of f.
func (s *Store) Keepables(ctx context.Context, f func(Keepable) error) error {
	rows, err := s.db.QueryContext(ctx, `select a.id, a.capture, a.url, coalesce(o.name, ''), coalesce(o.domain, ''), a.seen, coalesce(k.level, 'text')
		from articles a left join outlets o on o.key = a.outlet left join kept k on k.article = a.n order by a.n`)
	if err != nil {
		return s.wrap("read articles", err)
	}
	defer rows.Close()
	for rows.Next() {
		var k Keepable
		var id, capture []byte
		var seen int64
		if err := rows.Scan(&id, &capture, &k.URL, &k.Outlet, &k.Domain, &seen, &k.Level); err != nil {
			return s.wrap("read articles", err)
		}
		copy(k.ID[:], id)
		copy(k.Capture[:], capture)
		k.Seen = fromUnix(seen)
		if err := f(k); err != nil {
			return err
		}
	}
	return s.wrap("read articles", rows.Err())
}

// Retained puts what is kept of an article in the place of the article, and has spaces written
// over its page.
type Retained struct {
	Row      ArticleRow
	Place    CaptureRow // of the record of what is kept
	Segments []string   // files that hold all of its words
	At       time.Time
}

// retain carries out a rule on one article.
func (t *applier) retain(r *Retained) {
	a := r.Row.Article
	packed, err := Pack(a, r.Row.Quotations)
	if err != nil {
		t.err = cmp.Or(t.err, err)
		return
	}
	t.exec(`insert into blanks select file, start, size, ? from captures where id = ? `+again, unix(r.At), a.Capture[:])
	t.exec(`update captures set file = ?, start = ?, size = ? where id = ?`, r.Place.File, r.Place.Start, r.Place.Size, a.Capture[:])
	t.exec(`update articles set text = ?, facts = ? where id = ?`, packed.text, packed.facts, a.ID[:])
	t.reword(a)
	t.kept(a)
	t.unreview(a.ID)
	for _, file := range r.Segments {
		t.exec(`insert into tombstones values (?, ?) on conflict do nothing`, file, a.ID[:])
	}
}

// kept notes that an article's text is not kept.
func (t *applier) kept(a *hearsay.Article) {
	if a.Kept != nil {
		t.exec(`insert into kept select n, ?, ?, ? from articles where id = ?
			on conflict (article) do update set level = excluded.level, rule = excluded.rule, since = excluded.since`, string(a.Kept.Level), a.Kept.Rule, unix(a.Kept.Since), a.ID[:])
	}
}

// KeptCounts counts the articles whose text is not kept, by level.
func (s *Store) KeptCounts(ctx context.Context) (map[hearsay.Keep]int, error) {
	out := map[hearsay.Keep]int{}
	if have, err := s.hasTable(ctx, s.db, "kept"); err != nil || !have {
		return out, err
	}
	type count struct {
		level string
		n     int
	}
	found, err := list(ctx, s, func(rows *sql.Rows) (c count, err error) { return c, rows.Scan(&c.level, &c.n) }, `select level, count(*) from kept group by level`)
	for _, c := range found {
		out[hearsay.Keep(c.level)] = c.n
	}
	return out, err
}

// Share is another article with how many words it shares, as they were counted when the
// passages were found.
type Share struct {
	With  hearsay.Brief
	Words int
}

// Shares returns the articles that share passages with one, of most words first.
func (s *Store) Shares(ctx context.Context, id hearsay.ArticleID, most int) ([]Share, error) {
	type stretch struct {
		with     hearsay.ArticleID
		from, to int // words of the article
	}
	shared, err := listClusters(ctx, s, func(rows *sql.Rows) (p stretch, err error) {
		var b []byte
		err = rows.Scan(&b, &p.from, &p.to)
		copy(p.with[:], b)
		return p, err
	}, `select a.id, w.from_word, w.from_word + min(w.words, o.words) from witnesses w join witnesses o on o.cluster = w.cluster and o.article != w.article
		join articles a on a.n = o.article where w.article = (select n from articles where id = ?) order by w.from_word`, id[:])
	if err != nil {
		return nil, err
	}
	words, end := map[hearsay.ArticleID]int{}, map[hearsay.ArticleID]int{}
	for _, p := range shared { // passages overlap: a word counts once
		words[p.with] += max(0, p.to-max(p.from, end[p.with]))
		end[p.with] = max(p.to, end[p.with])
	}
	ids := slices.SortedFunc(maps.Keys(words), func(x, y hearsay.ArticleID) int {
		return cmp.Or(words[y]-words[x], bytes.Compare(x[:], y[:]))
	})
	ids = ids[:min(most, len(ids))]
	briefs, err := s.Briefs(ctx, ids)
	var out []Share
	for _, b := range briefs {
		out = append(out, Share{b, words[b.ID]})
	}
	return out, err
}

// Shown says which source showed a page first.
type Shown struct {
	Source, Address, Collection string // title and address of the source
	Keep                        string // its own rule: "passages 30"; "" for none
}

// Shown returns which source showed a page, by its address or its latest capture. Error:
// ErrNotFound.
func (s *Sources) Shown(ctx context.Context, address string, capture hearsay.CaptureID) (Shown, error) {
	var out Shown
	err := s.db.QueryRowContext(ctx, `select s.title, s.address, s.collection, s.keep from pages p join sources s on s.id = p.source
		where p.id in (select id from pages where address = ? union select id from pages where capture = ? and capture != x'') order by p.id limit 1`, address, capture[:]).
		Scan(&out.Source, &out.Address, &out.Collection, &out.Keep)
	if errors.Is(err, sql.ErrNoRows) {
		return out, fmt.Errorf("source of %s: %w", address, hearsay.ErrNotFound)
	}
	return out, s.wrap("read sources", err)
}
