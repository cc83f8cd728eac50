// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"hearsay"
)

//go:embed sources.sql
var sourcesSchema string

func sourcesKind() sideKind {
	return sideKind{what: "sources", about: "about", file: SourcesName, schema: sourcesSchema, format: 1}
}

// SourceKind says what a source is.
type SourceKind string

// The kinds.
const (
	FeedSource    SourceKind = "feed"
	SitemapSource SourceKind = "sitemap"
	PageSource    SourceKind = "page"   // its links, by a CSS selector
	FolderSource  SourceKind = "folder" // on disk
)

// Source is something that a library watches: what a person set up, and how it went.
type Source struct {
	ID      int64
	Kind    SourceKind
	Address string // of the web, or the path of a folder
	Title   string
	// Selector is the CSS selector of the links of a page.
	Selector   string
	Collection string
	Tags       []string
	Every      time.Duration // between two looks, as wished; 0: as often as there is news
	Keep       string        // name of the rule of retention; "": all
	Paused     string        // why it is not looked at; "": it is
	Added      time.Time

	State SourceState
}

// SourceState is what a watcher notes of a source. Times are zero for never.
type SourceState struct {
	Due              time.Time
	ETag, Modified   string // of the last answer
	Fresh            time.Time
	MovedFrom        string // its address before the site moved it for good
	Tried, Succeeded time.Time
	Items            int             // entries seen so far
	Rate             float64         // new entries an hour, of late
	Delays           []time.Duration // between an entry's date and our sight of it, the latest ones
	Errors           int             // in a row
	Problem          string          // whose fault the last error is, and what now
}

// Delay is the median of Delays; false when there are none.
func (s *SourceState) Delay() (time.Duration, bool) {
	if len(s.Delays) == 0 {
		return 0, false
	}
	sorted := slices.Sorted(slices.Values(s.Delays))
	return sorted[len(sorted)/2], true
}

// Sources keeps what a library watches. It is safe for concurrent use, and several
// processes may have it open; the state is written by the one that holds the watch.
type Sources struct {
	side
	dir string
}

// HasSources reports whether the library in dir has ever had sources.
func HasSources(dir string) (bool, error) { return hasSide(dir, sourcesKind()) }

// OpenSources opens the sources of the library in dir, making the file when there is
// none. Errors: ErrNotFound when there is no folder dir, ErrNewer when a later Hearsay made it.
func OpenSources(ctx context.Context, dir string) (*Sources, error) {
	s, err := openSide(ctx, dir, sourcesKind())
	if err != nil {
		return nil, err
	}
	return &Sources{s, dir}, nil
}

// watchLock is held by the one process that watches.
const watchLock = "watch.lock"

// Hold makes the caller the one that watches, until it calls end or the process
// ends. Error: ErrConflict when another is.
func (s *Sources) Hold() (end func() error, err error) {
	l, err := acquire(context.Background(), s.dir, s.schemas, watchLock)
	if errors.Is(err, errHeld) {
		return nil, fmt.Errorf("watch %s: %w: another hearsay is watching it", s.dir, hearsay.ErrConflict)
	}
	if err != nil {
		return nil, fmt.Errorf("watch %s: %w", s.dir, err)
	}
	return l.release, nil
}

const selectSource = `select id, kind, address, title, selector, collection, tags, every, keep, paused, added,
	due, etag, modified, fresh, moved_from, tried, succeeded, items, rate, delays, errors, problem from sources `

func scanSource(row interface{ Scan(...any) error }) (s Source, err error) {
	var tags, delays []byte
	var every, added, due, fresh, tried, succeeded int64
	t := &s.State
	if err = row.Scan(&s.ID, &s.Kind, &s.Address, &s.Title, &s.Selector, &s.Collection, &tags, &every, &s.Keep, &s.Paused, &added,
		&due, &t.ETag, &t.Modified, &fresh, &t.MovedFrom, &tried, &succeeded, &t.Items, &t.Rate, &delays, &t.Errors, &t.Problem); err != nil {
		return s, err
	}
	s.Every, s.Added = time.Duration(every)*time.Second, fromUnix(added)
	t.Due, t.Fresh, t.Tried, t.Succeeded = fromUnix(due), fromUnix(fresh), fromUnix(tried), fromUnix(succeeded)
	var seconds []int64
	if err := errors.Join(json.Unmarshal(tags, &s.Tags), json.Unmarshal(delays, &seconds)); err != nil {
		return s, fmt.Errorf("source %d: %w: %w", s.ID, hearsay.ErrCorrupt, err)
	}
	for _, n := range seconds {
		t.Delays = append(t.Delays, time.Duration(n)*time.Second)
	}
	return s, nil
}

// All lists the sources by collection, title and address.
func (s *Sources) All(ctx context.Context) ([]Source, error) {
	return s.list(ctx, `order by collection, title, address`)
}

func (s *Sources) list(ctx context.Context, where string, args ...any) ([]Source, error) {
	return sideList(ctx, &s.side, func(r *sql.Rows) (Source, error) { return scanSource(r) }, selectSource+where, args...)
}

// Source returns one source. Error: ErrNotFound.
func (s *Sources) Source(ctx context.Context, id int64) (Source, error) {
	src, err := scanSource(s.db.QueryRowContext(ctx, selectSource+`where id = ?`, id))
	return src, s.wrap(fmt.Sprintf("source %d", id), err)
}

// SourceAt returns the source of that address. Error: ErrNotFound.
func (s *Sources) SourceAt(ctx context.Context, address string) (Source, error) {
	src, err := scanSource(s.db.QueryRowContext(ctx, selectSource+`where address = ?`, address))
	return src, s.wrap("source "+address, err)
}

// Add adds a source, due at once, and numbers it. Error: ErrConflict when its address is
// a source's already.
func (s *Sources) Add(ctx context.Context, src *Source) error {
	tags, err := json.Marshal(slices.Concat([]string{}, src.Tags))
	if err != nil {
		return err
	}
	return s.change(ctx, "add source "+src.Address, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `insert into sources (kind, address, title, selector, collection, tags, every, keep, paused, added, due)
			values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (address) do nothing returning id`,
			src.Kind, src.Address, src.Title, src.Selector, src.Collection, string(tags), int64(src.Every/time.Second), src.Keep, src.Paused, unix(src.Added), unix(src.Added)).Scan(&src.ID)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("%w: it is a source already", hearsay.ErrConflict)
		}
		src.State.Due = src.Added
		return err
	})
}

// SourceEdit is what a person may change of a source.
type SourceEdit struct {
	Title, Collection string
	Tags              []string
	Every             time.Duration
	Keep              string
}

// Edit changes what a person set up. Another wish of how often brings the next look forward
// when that is due by it. Error: ErrNotFound.
func (s *Sources) Edit(ctx context.Context, id int64, e *SourceEdit) error {
	tags, err := json.Marshal(slices.Concat([]string{}, e.Tags))
	if err != nil {
		return err
	}
	every := int64(e.Every / time.Second)
	return s.wrap(fmt.Sprintf("change source %d", id), one(s.db.ExecContext(ctx, `update sources set title = ?, collection = ?, tags = ?, every = ?4, keep = ?,
		due = case when cast(?4 as bigint) > 0 and tried > 0 and errors = 0 then max(fresh, min(due, tried + ?4)) else due end where id = ?`, e.Title, e.Collection, string(tags), every, e.Keep, id)))
}

// Pause stops looking at a source; why is shown to people. Error: ErrNotFound.
func (s *Sources) Pause(ctx context.Context, id int64, why string) error {
	return s.wrap(fmt.Sprintf("pause source %d", id), one(s.db.ExecContext(ctx, `update sources set paused = ? where id = ?`, why, id)))
}

// Resume looks at a source again, from the given moment on, as if it had never failed.
// Error: ErrNotFound.
func (s *Sources) Resume(ctx context.Context, id int64, from time.Time) error {
	return s.wrap(fmt.Sprintf("resume source %d", id),
		one(s.db.ExecContext(ctx, `update sources set paused = '', errors = 0, problem = '', due = max(?, fresh) where id = ?`, unix(from), id)))
}

// Remove forgets a source and what it showed; the articles stay. Pages that no other
// source showed are not visited again. Error: ErrNotFound.
func (s *Sources) Remove(ctx context.Context, id int64) error {
	return s.change(ctx, fmt.Sprintf("remove source %d", id), func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `update pages set due = null where due is not null and id in (select page from entries where source = ?1)
			and not exists (select 1 from entries e where e.page = pages.id and e.source != ?1)`, id)
		if err != nil {
			return err
		}
		return one(tx.ExecContext(ctx, `delete from sources where id = ?`, id))
	})
}
