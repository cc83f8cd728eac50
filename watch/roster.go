// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"hearsay"
	"hearsay/feed"
	"hearsay/fetch"
	"hearsay/store"
)

// Roster is the sources of a library as people see and change them. It needs no lock: a
// watcher that runs meanwhile takes note within seconds. It is safe for concurrent use.
type Roster struct {
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
	return &Roster{db, gate, now}, nil
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
}

func (w *Wish) source(kind store.SourceKind, now time.Time) store.Source {
	return store.Source{Kind: kind, Address: w.Address, Title: w.Title, Selector: w.Selector, Collection: w.Collection, Tags: w.Tags, Every: w.Every, Added: now.UTC().Truncate(time.Second)}
}

// Choice is the error of an address that names several feeds.
type Choice struct {
	Address string
	Feeds   []feed.Candidate
}

// Error lists the feeds.
func (c *Choice) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s names several feeds; add the one that you mean:", c.Address)
	for _, f := range c.Feeds {
		fmt.Fprintf(&b, "\n  %s", f.Address)
		if f.Title != "" {
			fmt.Fprintf(&b, "  (%s)", f.Title)
		}
	}
	return b.String()
}

// Add asks for an address, and adds it or the one feed that its page names. Errors:
// *Choice when that names several, ErrNotFound when it names none, ErrConflict when it is
// a source already, ErrInvalid for a selector, and those of the gate.
func (r *Roster) Add(ctx context.Context, w Wish) (store.Source, error) {
	if r.gate == nil {
		return store.Source{}, fmt.Errorf("add source %s: %w: nothing is fetched here", w.Address, hearsay.ErrRefused)
	}
	w.Address = strings.TrimSpace(w.Address)
	s, err := r.find(ctx, w)
	if err != nil {
		return s, err
	}
	return s, r.db.Add(ctx, &s)
}

func (r *Roster) find(ctx context.Context, w Wish) (store.Source, error) {
	if w.Selector != "" {
		return r.findLinks(ctx, w)
	}
	res, f, err := r.ask(ctx, w.Address)
	if err == nil {
		return r.found(w, res, f), nil
	}
	if !errors.Is(err, hearsay.ErrInvalid) || res.Body == nil {
		return store.Source{}, err
	}
	var named, guesses []feed.Candidate
	for _, c := range feed.Discover(res.Body, res.Capture.MediaType, res.Capture.URL) {
		switch {
		case !c.Guess:
			named = append(named, c)
		case c.Kind != feed.SitemapIndex: // of a whole site, archives and all: nobody asked for that
			guesses = append(guesses, c)
		}
	}
	if len(named) > 1 {
		return store.Source{}, &Choice{w.Address, named}
	}
	for _, c := range append(named, guesses...) {
		res, f, err := r.ask(ctx, c.Address)
		if err == nil {
			w.Address = c.Address
			return r.found(w, res, f), nil
		}
		if ctx.Err() != nil || !c.Guess {
			return store.Source{}, fmt.Errorf("the feed that %s names: %w", w.Address, err)
		}
	}
	return store.Source{}, fmt.Errorf("%s names no feed: %w; give the CSS selector of its links to articles with --selector", w.Address, hearsay.ErrNotFound)
}

// ask asks for a feed.
func (r *Roster) ask(ctx context.Context, address string) (fetch.Response, *feed.Feed, error) {
	res, err := r.gate.Get(ctx, fetch.Request{Address: address, Accept: acceptFeed})
	if err != nil {
		return fetch.Response{}, nil, err
	}
	f, err := feed.Parse(res.Body, res.Capture.MediaType, res.Capture.URL)
	return res, f, err
}

// found is the source that an address turned out to be. Its first look takes what it
// shows.
func (r *Roster) found(w Wish, res fetch.Response, f *feed.Feed) store.Source {
	kind := store.FeedSource
	if f.Kind == feed.Sitemap || f.Kind == feed.SitemapIndex {
		kind = store.SitemapSource
	}
	if res.MovedTo != "" {
		w.Address = res.MovedTo
	}
	if w.Title == "" {
		w.Title = f.Title
	}
	return w.source(kind, r.now())
}

func (r *Roster) findLinks(ctx context.Context, w Wish) (store.Source, error) {
	if err := feed.CheckSelector(w.Selector); err != nil {
		return store.Source{}, err
	}
	res, err := r.gate.Get(ctx, fetch.Request{Address: w.Address})
	if err != nil {
		return store.Source{}, err
	}
	f, err := feed.Links(res.Body, res.Capture.MediaType, res.Capture.URL, w.Selector)
	if err != nil {
		return store.Source{}, err
	}
	if len(f.Entries) == 0 {
		return store.Source{}, fmt.Errorf("the selector %q finds no link in %s: %w", w.Selector, w.Address, hearsay.ErrNotFound)
	}
	s := r.found(w, res, f)
	s.Kind = store.PageSource
	return s, nil
}

// AddFolder adds a folder of this machine. Whoever may call it may read what is in it.
// Errors: ErrInvalid for what is no folder, ErrConflict, that of the file system.
func (r *Roster) AddFolder(ctx context.Context, w Wish) (store.Source, error) {
	path, err := filepath.Abs(w.Address)
	if err != nil {
		return store.Source{}, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return store.Source{}, fmt.Errorf("add folder: %w", err)
	}
	if !info.IsDir() {
		return store.Source{}, fmt.Errorf("add folder %s: %w: it is a file; add it with: hearsay add %s", path, hearsay.ErrInvalid, w.Address)
	}
	w.Address = path
	if w.Title == "" {
		w.Title = filepath.Base(path)
	}
	s := w.source(store.FolderSource, r.now())
	return s, r.db.Add(ctx, &s)
}

// Imported is what became of a list of feeds.
type Imported struct {
	Added   []store.Source
	Already int
	Skipped []feed.Skipped
}

// Import adds the feeds of an OPML list, without asking for any of them: that is the
// watcher's. A folder becomes a collection. Errors: those of feed.ParseOPML, and of the disk.
func (r *Roster) Import(ctx context.Context, opml []byte) (Imported, error) {
	list, err := feed.ParseOPML(opml, "")
	if err != nil {
		return Imported{}, err
	}
	out := Imported{Skipped: list.Skipped}
	for _, f := range list.Feeds {
		kind := store.FeedSource
		switch f.Kind {
		case feed.Page:
			kind = store.PageSource
		case feed.Sitemap, feed.SitemapIndex:
			kind = store.SitemapSource
		}
		w := Wish{Address: f.Address, Title: f.Title, Selector: f.Selector, Collection: strings.Join(f.Folder, " / "), Tags: f.Tags}
		s := w.source(kind, r.now())
		err := r.db.Add(ctx, &s)
		switch {
		case errors.Is(err, hearsay.ErrConflict):
			out.Already++
		case err != nil:
			return out, err
		default:
			out.Added = append(out.Added, s)
		}
	}
	return out, nil
}

// Export writes the sources of the web as an OPML list.
func (r *Roster) Export(ctx context.Context) ([]byte, error) {
	sources, err := r.db.All(ctx)
	if err != nil {
		return nil, err
	}
	list := feed.List{Title: "Sources of Hearsay"}
	for _, s := range sources {
		kind := feed.RSS
		switch s.Kind {
		case store.FolderSource:
			continue
		case store.PageSource:
			kind = feed.Page
		case store.SitemapSource:
			kind = feed.Sitemap
		}
		f := feed.Listed{Title: s.Title, Address: s.Address, Tags: s.Tags, Kind: kind, Selector: s.Selector}
		if s.Collection != "" {
			f.Folder = strings.Split(s.Collection, " / ")
		}
		list.Feeds = append(list.Feeds, f)
	}
	b, err := list.OPML()
	return bytes.TrimRight(b, "\n"), err
}
