// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"context"
	"errors"
	"path/filepath"
	"strconv"
	"time"

	"hearsay"
	"hearsay/store"
)

// Roster is the sources of a library as people see and change them. It needs no lock: a
// watcher that runs meanwhile takes note within seconds. It is safe for concurrent use.
type Roster struct {
	dir  string
	db   *store.Sources
	gate Getter
	now  func() time.Time
}

// OpenRoster opens the sources of the library in dir. Gate is for what is added; nil
// refuses addresses. Errors: those of store.OpenSources.
func OpenRoster(ctx context.Context, dir string, gate Getter, now func() time.Time) (*Roster, error) {
	db, err := store.OpenSources(ctx, dir)
	if err != nil {
		return nil, err
	}
	return &Roster{dir, db, gate, now}, nil
}

// Close releases the sources.
func (r *Roster) Close() error { return r.db.Close() }

// List lists the sources by collection, title and address.
func (r *Roster) List(ctx context.Context) ([]store.Source, error) { return r.db.All(ctx) }

// Failing counts the sources that fail.
func (r *Roster) Failing(ctx context.Context) (int, error) { return r.db.Failing(ctx) }

// Named returns the source of that number or address. Error: ErrNotFound.
func (r *Roster) Named(ctx context.Context, name string) (store.Source, error) {
	if id, err := strconv.ParseInt(name, 10, 64); err == nil {
		return r.db.Source(ctx, id)
	}
	s, err := r.db.SourceAt(ctx, name)
	if errors.Is(err, hearsay.ErrNotFound) {
		if path, e := filepath.Abs(name); e == nil {
			if folder, e := r.db.SourceAt(ctx, path); e == nil {
				return folder, nil
			}
		}
	}
	return s, err
}

// Pause stops looking at a source; visits of pages that are planned go on. Error: ErrNotFound.
func (r *Roster) Pause(ctx context.Context, id int64) error {
	return r.db.Pause(ctx, id, "Paused by hand.")
}

// Resume looks at a source again, at once. Error: ErrNotFound.
func (r *Roster) Resume(ctx context.Context, id int64) error { return r.db.Resume(ctx, id, r.now()) }

// Remove forgets a source and ends the visits of pages that no other shows; its articles
// stay. Error: ErrNotFound.
func (r *Roster) Remove(ctx context.Context, id int64) error { return r.db.Remove(ctx, id) }

// Wish is a source as a person asks for it.
type Wish struct {
	Address    string // of a feed, a sitemap, or a page that names its feeds
	Selector   string // CSS, of the links of a page that has no feed
	Title      string // "": its own
	Collection string
	Tags       []string
	Every      time.Duration // 0: as often as there is news
	Keep       string        // its own rule of keeping: "passages 30"; "" for none
}

func (w *Wish) source(kind store.SourceKind, now time.Time) store.Source {
	return store.Source{Kind: kind, Address: w.Address, Title: w.Title, Selector: w.Selector, Collection: w.Collection, Tags: w.Tags, Every: w.Every, Keep: w.Keep, Added: now.UTC().Truncate(time.Second)}
}
