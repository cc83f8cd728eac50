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

// Entry is what a source shows once: mostly an article's page.
type Entry struct {
	Mark          [16]byte // of its guid, title and date: it again, by whatever address
	State         [16]byte // of its title and date: its page again, by whatever guid
	GUID          string
	Address, Host string // of its page; "" when it has none
	Seen          time.Time
	Published     time.Time // as the source says; zero for not known
	Content       []byte    // what the source has of the text, until the page is there; may be empty
	Due           time.Time // of the first visit
}

// Page is an article's page with the plan of its visits.
type Page struct {
	ID             int64
	Address, Host  string
	Source         int64 // that showed it first; it may be removed since
	Seen           time.Time
	Due            time.Time // zero when no visit is planned any more
	Visits         int       // that answered
	Step           int       // of the plan, done
	Tries          int       // in a row that did not answer
	ETag, Modified string
	Fresh          time.Time
	First, Visited time.Time // when the first and the latest visit answered
	Capture        hearsay.CaptureID
	Payload        hearsay.Digest
	Problem        string
}

// Novelty says what of an entry is new.
type Novelty byte

// The novelties, of which a watcher makes different plans.
const (
	Known   Novelty = iota // the entry was there
	Changed                // its page is known from this source, by another title or date
	New                    // the source did not have it
)

// Novel tells for each entry what is new of it, in their order.
func (s *Sources) Novel(ctx context.Context, source int64, entries []Entry) ([]Novelty, error) {
	byMark, err := s.db.PrepareContext(ctx, `select 1 from entries where source = ? and mark = ?`)
	if err != nil {
		return nil, s.wrap("read entries", err)
	}
	defer byMark.Close()
	byPage, err := s.db.PrepareContext(ctx, `select max(case when e.state = ? then 1 else 0 end) from entries e join pages p on p.id = e.page where p.address = ? and e.source = ?`)
	if err != nil {
		return nil, s.wrap("read entries", err)
	}
	defer byPage.Close()
	out := make([]Novelty, len(entries))
	for i, e := range entries {
		out[i] = New
		err := byMark.QueryRowContext(ctx, source, e.Mark[:]).Scan(new(int))
		if err == nil {
			out[i] = Known
			continue
		}
		var same sql.NullBool // null when the source did not have the page
		if errors.Is(err, sql.ErrNoRows) {
			err = byPage.QueryRowContext(ctx, e.State[:], e.Address, source).Scan(&same)
		}
		if err != nil {
			return nil, s.wrap("read entries", err)
		}
		switch {
		case same.Valid && same.Bool:
			out[i] = Known
		case same.Valid:
			out[i] = Changed
		}
	}
	return out, nil
}

// DueSources lists sources that are due at a moment, those that wait longest first.
func (s *Sources) DueSources(ctx context.Context, at time.Time, limit int) ([]Source, error) {
	return s.list(ctx, `where paused = '' and due <= ? order by due, id limit ?`, unix(at), limit)
}

// NextSource is when the first source after a moment is due; zero when none is.
func (s *Sources) NextSource(ctx context.Context, after time.Time) (time.Time, error) {
	var at sql.NullInt64
	err := s.db.QueryRowContext(ctx, `select min(due) from sources where paused = '' and due > ?`, unix(after)).Scan(&at)
	return fromUnix(at.Int64), s.wrap("read sources", err)
}

// Planned lists the pages of a host whose visits come next, the earliest first.
func (s *Sources) Planned(ctx context.Context, host string, limit int) ([]Page, error) {
	return sideList(ctx, &s.side, scanPage, selectPage+`where host = ? and due is not null order by due, id limit ?`, host, limit)
}

// Content is what the sources had of the text of a page, as Entry gave it; nil for nothing.
func (s *Sources) Content(ctx context.Context, page int64) ([]byte, error) {
	var b []byte
	err := s.db.QueryRowContext(ctx, `select content from pages where id = ?`, page).Scan(&b)
	if err == nil && len(b) > 0 {
		b, err = decompress(b)
	}
	return b, s.wrap("read page", err)
}

// Page returns the page of an address. Error: ErrNotFound.
func (s *Sources) Page(ctx context.Context, address string) (Page, error) {
	out, err := sideList(ctx, &s.side, scanPage, selectPage+`where address = ?`, address)
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("page %s: %w", address, hearsay.ErrNotFound)
	}
	if err != nil {
		return Page{}, err
	}
	return out[0], nil
}

const selectPage = `select id, address, host, source, seen, due, visits, step, tries, etag, modified, fresh, first, visited, capture, payload, problem from pages `

func scanPage(r *sql.Rows) (p Page, err error) {
	var due sql.NullInt64
	var seen, fresh, first, visited int64
	var capture, payload []byte
	if err := r.Scan(&p.ID, &p.Address, &p.Host, &p.Source, &seen, &due, &p.Visits, &p.Step, &p.Tries, &p.ETag, &p.Modified, &fresh, &first, &visited,
		&capture, &payload, &p.Problem); err != nil {
		return p, err
	}
	p.Seen, p.Due, p.Fresh, p.First, p.Visited = fromUnix(seen), fromUnix(due.Int64), fromUnix(fresh), fromUnix(first), fromUnix(visited)
	copy(p.Capture[:], capture)
	copy(p.Payload[:], payload)
	return p, nil
}

// HostDue is when the first page of a host is due.
type HostDue struct {
	Host string
	Due  time.Time
}

// HostsDue lists the hosts with pages to be visited.
func (s *Sources) HostsDue(ctx context.Context) ([]HostDue, error) {
	return sideList(ctx, &s.side, func(r *sql.Rows) (h HostDue, err error) {
		var at int64
		err = r.Scan(&h.Host, &at)
		h.Due = fromUnix(at)
		return h, err
	}, `select host, min(due) from pages where due is not null group by host`)
}

// HostsUntil lists the hosts that asked not to be asked before a time.
func (s *Sources) HostsUntil(ctx context.Context) (map[string]time.Time, error) {
	out := map[string]time.Time{}
	_, err := sideList(ctx, &s.side, func(r *sql.Rows) (struct{}, error) {
		var host string
		var until int64
		err := r.Scan(&host, &until)
		out[host] = fromUnix(until)
		return struct{}{}, err
	}, `select host, until from hosts`)
	return out, err
}

// Counts are figures of all that is watched.
type Counts struct {
	Sources, Paused, Failing int // failing: three errors in a row and more
	Pages, Waiting           int // waiting: for their first visit
	Entries                  int
}

// Unskew brings back what is due later than the given moment though no plan reaches that
// far: the clock was wrong when it was made.
func (s *Sources) Unskew(ctx context.Context, now, latest time.Time) error {
	_, err := s.db.ExecContext(ctx, `update sources set due = ?1 where due > ?2`, unix(now), unix(latest))
	return s.wrap("read sources", err)
}

// Count counts what is watched, in a time that grows with it.
func (s *Sources) Count(ctx context.Context) (c Counts, err error) {
	err = s.db.QueryRowContext(ctx, `select count(*), count(*) filter (where paused != ''), count(*) filter (where paused = '' and errors >= 3), coalesce(sum(items), 0) from sources`).
		Scan(&c.Sources, &c.Paused, &c.Failing, &c.Entries)
	if err == nil {
		err = s.db.QueryRowContext(ctx, `select count(*), count(*) filter (where visits = 0 and due is not null) from pages`).Scan(&c.Pages, &c.Waiting)
	}
	return c, s.wrap("count sources", err)
}

// Failing counts the sources that fail, in a time that grows with how many do.
func (s *Sources) Failing(ctx context.Context) (n int, err error) {
	err = s.db.QueryRowContext(ctx, `select count(*) from sources where paused = '' and errors >= 3`).Scan(&n)
	return n, s.wrap("count sources", err)
}
