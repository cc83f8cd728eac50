// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"hearsay"
	"hearsay/feed"
	"hearsay/store"
)

// Imported is what became of a list of feeds.
type Imported struct {
	Added   []store.Source
	Already int
	Skipped []feed.Skipped
}

// Plan says what Import would do with an OPML list, and does nothing. A folder becomes a
// collection. Errors: those of feed.ParseOPML, and of the disk.
func (r *Roster) Plan(ctx context.Context, opml []byte) (Imported, error) {
	list, err := feed.ParseOPML(opml, "")
	if err != nil {
		return Imported{}, err
	}
	have := map[string]bool{}
	all, err := r.db.All(ctx)
	for i := range all {
		have[all[i].Address] = true
	}
	out := Imported{Skipped: list.Skipped}
	for _, f := range list.Feeds {
		if have[f.Address] {
			out.Already++
			continue
		}
		have[f.Address] = true
		kind := store.FeedSource
		switch f.Kind {
		case feed.Page:
			kind = store.PageSource
		case feed.Sitemap, feed.SitemapIndex:
			kind = store.SitemapSource
		}
		w := Wish{Address: f.Address, Title: f.Title, Selector: f.Selector, Collection: strings.Join(f.Folder, " / "), Tags: f.Tags}
		out.Added = append(out.Added, w.source(kind, r.now()))
	}
	return out, err
}

// Import adds the feeds of an OPML list as Plan says, without asking for any of them: that
// is the watcher's.
func (r *Roster) Import(ctx context.Context, opml []byte) (Imported, error) {
	out, err := r.Plan(ctx, opml)
	if err != nil {
		return out, err
	}
	planned := out.Added
	out.Added = nil
	for i := range planned {
		err := r.db.Add(ctx, &planned[i])
		switch {
		case errors.Is(err, hearsay.ErrConflict): // somebody else was faster
			out.Already++
		case err != nil:
			return out, err
		default:
			out.Added = append(out.Added, planned[i])
		}
	}
	return out, nil
}

// List is what is to be added, as an OPML list of our own.
func (i *Imported) List() ([]byte, error) { return opmlOf(i.Added) }

// Export writes the sources of the web as an OPML list.
func (r *Roster) Export(ctx context.Context) ([]byte, error) {
	sources, err := r.db.All(ctx)
	if err != nil {
		return nil, err
	}
	return opmlOf(sources)
}

func opmlOf(sources []store.Source) ([]byte, error) {
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
