// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"hearsay"
	"hearsay/prose"
)

// Archives lists the capture files of which something counts, by name.
func (s *Store) Archives(ctx context.Context) ([]Archive, error) {
	return list(ctx, s, func(rows *sql.Rows) (a Archive, err error) {
		err = rows.Scan(&a.File, &a.Size)
		return a, err
	}, `select file, size from archives where size > 0 order by file`)
}

// Segments lists the index segments, by name.
func (s *Store) Segments(ctx context.Context) ([]Segment, error) {
	return list(ctx, s, func(rows *sql.Rows) (g Segment, err error) {
		err = rows.Scan(&g.File, &g.Docs, &g.Bytes)
		return g, err
	}, `select file, docs, bytes from segments order by file`)
}

// Tombstones returns the removed articles that segments hold still, by file.
func (s *Store) Tombstones(ctx context.Context) (map[string][]hearsay.ArticleID, error) {
	out := map[string][]hearsay.ArticleID{}
	if have, err := s.hasTable(ctx, s.db, "tombstones"); err != nil || !have {
		return out, err
	}
	rows, err := s.db.QueryContext(ctx, `select segment, article from tombstones order by segment, article`)
	if err != nil {
		return nil, s.wrap("read tombstones", err)
	}
	defer rows.Close()
	for rows.Next() {
		var file string
		var id []byte
		if err := rows.Scan(&file, &id); err != nil {
			return nil, s.wrap("read tombstones", err)
		}
		out[file] = append(out[file], hearsay.ArticleID(id))
	}
	return out, s.wrap("read tombstones", rows.Err())
}

// Generation changes whenever another connection has committed: a cheap way to
// learn that the list of segments may be another.
func (s *Store) Generation(ctx context.Context) (int64, error) {
	var n int64
	err := s.readGeneration.QueryRowContext(ctx).Scan(&n)
	return n, s.wrap("read library", err)
}

// Known returns which of the captures the library has.
func (s *Store) Known(ctx context.Context, ids []hearsay.CaptureID) (map[hearsay.CaptureID]bool, error) {
	known := map[hearsay.CaptureID]bool{}
	for len(ids) > 0 {
		n := min(len(ids), 500)
		found, err := list(ctx, s, func(rows *sql.Rows) (id hearsay.CaptureID, err error) {
			err = scanID(rows, &id)
			return id, err
		}, `select id from captures where id in (`+marks(n)+`)`, anyIDs(ids[:n])...)
		if err != nil {
			return nil, err
		}
		for _, id := range found {
			known[id] = true
		}
		ids = ids[n:]
	}
	return known, nil
}

// Captures calls f for every capture in order of file and place. It stops at the
// first error that f returns.
func (s *Store) Captures(ctx context.Context, f func(CaptureRow) error) error {
	rows, err := s.db.QueryContext(ctx, `select id, file, start, size, at, outcome from captures order by file, start`)
	if err != nil {
		return s.wrap("read captures", err)
	}
	defer rows.Close()
	for rows.Next() {
		c, err := scanCapture(rows)
		if err != nil {
			return s.wrap("read captures", err)
		}
		if err := f(c); err != nil {
			return err
		}
	}
	return s.wrap("read captures", rows.Err())
}

// Capture returns where the capture of an article lies.
func (s *Store) Capture(ctx context.Context, id hearsay.CaptureID) (CaptureRow, error) {
	found, err := list(ctx, s, scanCapture, `select id, file, start, size, at, outcome from captures where id = ?`, id[:])
	if err == nil && len(found) == 0 {
		return CaptureRow{}, fmt.Errorf("capture %s: %w", id, hearsay.ErrNotFound)
	}
	if err != nil {
		return CaptureRow{}, err
	}
	return found[0], nil
}

func scanCapture(rows *sql.Rows) (CaptureRow, error) {
	var c CaptureRow
	var id []byte
	var at int64
	err := rows.Scan(&id, &c.File, &c.Start, &c.Size, &at, &c.Outcome)
	copy(c.ID[:], id)
	c.At = fromUnix(at)
	return c, err
}

// Article returns an article with its text, facts and quotations. Error:
// ErrNotFound.
func (s *Store) Article(ctx context.Context, id hearsay.ArticleID) (*hearsay.Article, []hearsay.Quotation, error) {
	var quotations []hearsay.Quotation
	a, err := s.article(ctx, id, &quotations)
	return a, quotations, err
}

// Facts is Article without quotations, in half of the time. Error: ErrNotFound.
func (s *Store) Facts(ctx context.Context, id hearsay.ArticleID) (*hearsay.Article, error) {
	return s.article(ctx, id, nil)
}

// article reads an article, and its quotations unless that is nil.
func (s *Store) article(ctx context.Context, id hearsay.ArticleID, quotations *[]hearsay.Quotation) (*hearsay.Article, error) {
	a, err := scanArticle(s.readArticle.QueryRowContext(ctx, id[:]).Scan, quotations)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("article %s: %w", id, hearsay.ErrNotFound)
	}
	return a, s.wrap("read article "+id.String(), err)
}

// scanArticle makes an article of a row of selectArticle.
func scanArticle(scan func(...any) error, quotations *[]hearsay.Quotation) (*hearsay.Article, error) {
	a := &hearsay.Article{}
	var id, capture, stored, text []byte
	var seen int64
	if err := scan(&id, &capture, &a.URL, &a.Headline, &a.Language, &a.Words, &seen, &stored, &text); err != nil {
		return nil, err
	}
	copy(a.ID[:], id)
	copy(a.Capture[:], capture)
	a.Seen = fromUnix(seen)
	plain, err := decompress(text)
	if err != nil {
		return nil, err
	}
	a.Text = string(plain)
	return a, decodeFacts(stored, a, quotations)
}

// Text returns the text of an article alone. Error: ErrNotFound.
func (s *Store) Text(ctx context.Context, id hearsay.ArticleID) (string, error) {
	var text []byte
	err := s.readText.QueryRowContext(ctx, id[:]).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("article %s: %w", id, hearsay.ErrNotFound)
	}
	if err != nil {
		return "", s.wrap("read article "+id.String(), err)
	}
	plain, err := decompress(text)
	return string(plain), err
}

// Text is the text of an article with what the index must know besides.
type Text struct {
	ID        hearsay.ArticleID
	Published time.Time // the beginning of the chosen date as written; zero when there is none
	Text      string
}

// Texts calls f for the text of every article in order of arrival. It stops at the
// first error that f returns.
func (s *Store) Texts(ctx context.Context, f func(Text) error) error {
	rows, err := s.db.QueryContext(ctx, `select id, published, text from articles order by n`)
	if err != nil {
		return s.wrap("read texts", err)
	}
	defer rows.Close()
	for rows.Next() {
		var t Text
		var id, text []byte
		var published sql.NullInt64
		if err := rows.Scan(&id, &published, &text); err != nil {
			return s.wrap("read texts", err)
		}
		copy(t.ID[:], id)
		if published.Valid {
			t.Published = fromUnix(published.Int64)
		}
		plain, err := decompress(text)
		if err != nil {
			return err
		}
		t.Text = string(plain)
		if err := f(t); err != nil {
			return err
		}
	}
	return s.wrap("read texts", rows.Err())
}

// Briefs returns what lists show of articles, in the order of ids. An id that is
// not in the library has no brief.
func (s *Store) Briefs(ctx context.Context, ids []hearsay.ArticleID) ([]hearsay.Brief, error) {
	byID := map[hearsay.ArticleID]hearsay.Brief{}
	for rest := ids; len(rest) > 0; {
		n := min(len(rest), 500)
		found, err := s.briefs(ctx, `where a.id in (`+marks(n)+`)`, anyIDs(rest[:n])...)
		if err != nil {
			return nil, err
		}
		for _, b := range found {
			byID[b.ID] = b
		}
		rest = rest[n:]
	}
	out := make([]hearsay.Brief, 0, len(ids))
	for _, id := range ids {
		if b, ok := byID[id]; ok {
			out = append(out, b)
		}
	}
	return out, nil
}

// briefs reads briefs; the chosen date's basis and value stand in the facts, so
// only interval columns are read here and the rest is decoded.
func (s *Store) briefs(ctx context.Context, where string, args ...any) ([]hearsay.Brief, error) {
	return list(ctx, s, func(rows *sql.Rows) (hearsay.Brief, error) {
		var b hearsay.Brief
		var id, stored []byte
		var seen int64
		if err := rows.Scan(&id, &b.URL, &b.Headline, &b.Language, &b.Words, &seen, &stored); err != nil {
			return b, err
		}
		copy(b.ID[:], id)
		b.Seen = fromUnix(seen)
		var a hearsay.Article
		if err := decodeFacts(stored, &a, nil); err != nil {
			return b, err
		}
		b.Outlet = a.Outlet
		b.Date, _ = a.Published()
		b.Kept = a.Kept
		return b, nil
	}, `select a.id, a.url, a.headline, a.language, a.words, a.seen, a.facts from articles a `+where, args...)
}

// Latest returns the newest articles, by chosen date and then by arrival, and
// how many there are in all.
func (s *Store) Latest(ctx context.Context, offset, limit int) ([]hearsay.Brief, int, error) {
	var total int
	if err := s.db.QueryRowContext(ctx, `select count(*) from articles`).Scan(&total); err != nil {
		return nil, 0, s.wrap("count articles", err)
	}
	briefs, err := s.briefs(ctx, `order by coalesce(a.published, a.latest, a.seen) desc, a.n desc limit ? offset ?`, limit, offset)
	return briefs, total, err
}

// Versions returns the articles that are versions of one page, earliest seen
// first.
func (s *Store) Versions(ctx context.Context, story string) ([]hearsay.Brief, error) {
	if story == "" {
		return nil, nil
	}
	return s.briefs(ctx, `where a.story = ? and a.story != '' order by a.seen, a.n`, story) // the second is for the index
}

// ByURL returns the articles found at, or declared to live at, an address.
func (s *Store) ByURL(ctx context.Context, address string) ([]hearsay.Brief, error) {
	if address == "" {
		return nil, nil
	}
	return s.briefs(ctx, `where a.story != '' and a.story = ?1 or a.n in (select n from articles where url = ?1 and url != '') order by a.seen, a.n`, address)
}

// Named returns the articles that a person means by an id or an address, oldest
// capture first; none when there is none of that name.
func (s *Store) Named(ctx context.Context, name string) ([]hearsay.Brief, error) {
	if id, err := hearsay.ParseID[hearsay.Article](name); err == nil {
		if found, err := s.Briefs(ctx, []hearsay.ArticleID{id}); err != nil || len(found) > 0 {
			return found, err
		}
	}
	return s.ByURL(ctx, name)
}

// Outlets returns the names and domains of all outlets, by name.
func (s *Store) Outlets(ctx context.Context) ([]hearsay.Agent, error) {
	return list(ctx, s, func(rows *sql.Rows) (hearsay.Agent, error) {
		o := hearsay.Agent{Kind: hearsay.Outlet}
		err := rows.Scan(&o.Name, &o.Domain)
		return o, err
	}, `select name, domain from outlets order by key`)
}

// Extent says what the library holds, for honest empty answers.
func (s *Store) Extent(ctx context.Context) (hearsay.Searched, error) {
	var e hearsay.Searched
	have, err := s.hasTable(ctx, s.db, countsTable)
	if err != nil {
		return e, err
	}
	articles := `select count(*) from articles`
	if have {
		articles = `select coalesce(sum(articles), 0) from outlet_counts`
	}
	var first, last sql.NullInt64
	err = s.db.QueryRowContext(ctx, `
		select (`+articles+`), (select min(published) from articles), (select max(published) from articles)`).Scan(&e.Articles, &first, &last)
	if err != nil {
		return e, s.wrap("count articles", err)
	}
	if first.Valid {
		e.Earliest, e.Latest = fromUnix(first.Int64), fromUnix(last.Int64)
	}
	if err := s.db.QueryRowContext(ctx, `select count(*) from outlets`).Scan(&e.Outlets); err != nil {
		return e, s.wrap("count outlets", err)
	}
	e.Languages, err = list(ctx, s, func(rows *sql.Rows) (l string, err error) {
		err = rows.Scan(&l)
		return l, err
	}, languages+` where l is not null`)
	return e, err
}

// SpeakerArticles returns the articles in which somebody of that name speaks.
func (s *Store) SpeakerArticles(ctx context.Context, name string) ([]hearsay.ArticleID, error) {
	return list(ctx, s, func(rows *sql.Rows) (id hearsay.ArticleID, err error) {
		err = scanID(rows, &id)
		return id, err
	}, `select a.id from articles a where a.n in (select article from quotations where speaker = ?) order by a.n`, prose.Fold(name))
}

// list runs a query and scans every row.
func list[T any](ctx context.Context, s *Store, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", s.name, fault(err))
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", s.name, fault(err))
		}
		out = append(out, v)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", s.name, fault(err))
	}
	return out, nil
}

func (s *Store) wrap(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %s: %w", what, s.name, fault(err))
}

// scanID reads a blob of sixteen bytes.
func scanID[T any](rows *sql.Rows, id *hearsay.ID[T]) error {
	var b []byte
	if err := rows.Scan(&b); err != nil {
		return err
	}
	if len(b) != len(id) {
		return fmt.Errorf("%w: an id of %d bytes", hearsay.ErrCorrupt, len(b))
	}
	copy(id[:], b)
	return nil
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }

func anyIDs[T any](ids []hearsay.ID[T]) []any {
	out := make([]any, len(ids))
	for i := range ids {
		out[i] = ids[i][:]
	}
	return out
}

func fromUnix(sec int64) time.Time {
	if sec == 0 {
		return time.Time{}
	}
	return time.Unix(sec, 0).UTC()
}

// OutletArticles counts the articles of an outlet.
func (s *Store) OutletArticles(ctx context.Context, outlet hearsay.Agent) (int, error) {
	var n int
	err := s.db.QueryRowContext(ctx, `select count(*) from articles where outlet in (select key from outlets where key = ? or domain != '' and domain = ?)`,
		outletKey(outlet), outlet.Domain).Scan(&n)
	return n, s.wrap("count articles", err)
}
