// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"hearsay"
	"hearsay/feed"
	"hearsay/fetch"
	"hearsay/store"
)

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

// Offer is what was found at an address: a source that can be added, or addresses where one
// may be.
type Offer struct {
	Source  store.Source // of no kind when the address is none
	Entries []feed.Entry // that it has now
	Feeds   []feed.Candidate
	Guesses []feed.Candidate // that the page does not name; many sites have one there
}

// Found reports whether the address itself is a source.
func (o *Offer) Found() bool { return o.Source.Kind != "" }

// Look asks for an address, and for nothing else, and adds nothing. Errors: those of the
// gate, ErrInvalid for a selector, ErrNotFound for one that finds nothing.
func (r *Roster) Look(ctx context.Context, w Wish) (*Offer, error) {
	w.Address = strings.TrimSpace(w.Address)
	if err := w.check(); err != nil {
		return nil, err
	}
	if r.gate == nil {
		return nil, fmt.Errorf("ask for %s: %w: nothing is fetched here", w.Address, hearsay.ErrRefused)
	}
	if w.Selector != "" {
		return r.lookLinks(ctx, w)
	}
	res, f, err := r.ask(ctx, w.Address)
	if err == nil {
		return &Offer{Source: r.found(w, res, f), Entries: f.Entries}, nil
	}
	if !errors.Is(err, hearsay.ErrInvalid) || res.Body == nil {
		return nil, err
	}
	o := &Offer{}
	for _, c := range feed.Discover(res.Body, res.Capture.MediaType, res.Capture.URL) {
		switch {
		case !c.Guess:
			o.Feeds = append(o.Feeds, c)
		case c.Kind != feed.SitemapIndex: // of a whole site, archives and all: nobody asked for that
			o.Guesses = append(o.Guesses, c)
		}
	}
	return o, nil
}

// Add asks for an address, and adds it or the one feed that its page names. Errors:
// *Choice when that names several, ErrNotFound when it names none, ErrConflict when it is
// a source already, ErrInvalid for a selector, and those of the gate.
func (r *Roster) Add(ctx context.Context, w Wish) (store.Source, error) {
	s, err := r.find(ctx, w)
	if err != nil {
		return s, err
	}
	return s, r.db.Add(ctx, &s)
}

func (r *Roster) find(ctx context.Context, w Wish) (store.Source, error) {
	o, err := r.Look(ctx, w)
	switch {
	case err != nil:
		return store.Source{}, err
	case o.Found():
		return o.Source, nil
	case len(o.Feeds) > 1:
		return store.Source{}, &Choice{w.Address, o.Feeds}
	}
	for _, c := range append(o.Feeds, o.Guesses...) {
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

// AddKnown adds an address of the web as what it is known to be, and asks nobody. Errors:
// ErrInvalid, ErrConflict when it is a source already.
func (r *Roster) AddKnown(ctx context.Context, w Wish, kind store.SourceKind) (store.Source, error) {
	w.Address = strings.TrimSpace(w.Address)
	if err := w.check(); err != nil {
		return store.Source{}, err
	}
	if _, _, ok := pageAddress(w.Address); !ok {
		return store.Source{}, fmt.Errorf("add source: %w: %.80q is no web address", hearsay.ErrInvalid, w.Address)
	}
	switch kind {
	case store.FeedSource, store.SitemapSource:
		w.Selector = ""
	case store.PageSource:
		if err := feed.CheckSelector(w.Selector); err != nil {
			return store.Source{}, err
		}
	default:
		return store.Source{}, fmt.Errorf("add source: %w: %.20q is no kind of source of the web", hearsay.ErrInvalid, kind)
	}
	s := w.source(kind, r.now())
	return s, r.db.Add(ctx, &s)
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

func (r *Roster) lookLinks(ctx context.Context, w Wish) (*Offer, error) {
	if err := feed.CheckSelector(w.Selector); err != nil {
		return nil, err
	}
	res, err := r.gate.Get(ctx, fetch.Request{Address: w.Address})
	if err != nil {
		return nil, err
	}
	f, err := feed.Links(res.Body, res.Capture.MediaType, res.Capture.URL, w.Selector)
	if err != nil {
		return nil, err
	}
	if len(f.Entries) == 0 {
		return nil, fmt.Errorf("the selector %q finds no link in %s: %w", w.Selector, w.Address, hearsay.ErrNotFound)
	}
	s := r.found(w, res, f)
	s.Kind = store.PageSource
	return &Offer{Source: s, Entries: f.Entries}, nil
}
