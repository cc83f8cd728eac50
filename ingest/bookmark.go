// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"

	"hearsay/intake"
	"hearsay/store"
)

// bookmarkEvery is how many bytes of a file may be read without a new capture before its
// place is noted all the same: what is there already takes time to read, too.
const bookmarkEvery = 64 << 20

// Bookmarks note in the library how far large WARC files were read, in the transaction that
// commits what was read: a run that was killed goes on there. A file that was read to its end is
// forgotten, so that adding it again reads all of it. It is for one run.
type Bookmarks struct {
	ctx     context.Context
	lib     *store.Writer
	sources []*intake.Source // those that reading came to
	reached intake.Reached
	noted   int64 // of the file that reached is in
}

// NewBookmarks returns the bookmarks of a library for one run of [Add]. They end with ctx.
func NewBookmarks(ctx context.Context, lib *store.Writer) *Bookmarks {
	return &Bookmarks{ctx: ctx, lib: lib}
}

// Resume is for the options of [intake.Walk].
func (b *Bookmarks) Resume(s *intake.Source) (offset, record int64) {
	b.sources = append(b.sources, s)
	at, err := b.lib.Bookmark(b.ctx, s.Key())
	if err != nil {
		return 0, 0 // nothing is lost by beginning at the start
	}
	return at.Offset, at.Record
}

// reach takes note of an item's place.
func (b *Bookmarks) reach(at intake.Reached) {
	if b == nil || at.In == nil {
		return
	}
	if b.reached.In != at.In {
		b.noted = 0
	}
	b.reached = at
}

// due returns what to note, when there is something: with new captures, or when much was
// read without any.
func (b *Bookmarks) due(captures bool) map[string]store.Bookmark {
	if b == nil || b.reached.In == nil || b.reached.Offset == b.noted || !captures && b.reached.Offset-b.noted < bookmarkEvery {
		return nil
	}
	b.noted = b.reached.Offset
	return map[string]store.Bookmark{b.reached.In.Key(): {Offset: b.reached.Offset, Record: b.reached.Record}}
}

// finish forgets the files that were read to their ends. The walk is over by then.
func (b *Bookmarks) finish(ctx context.Context) error {
	if b == nil {
		return nil
	}
	done := map[string]store.Bookmark{}
	for _, s := range b.sources {
		if s.Ended() {
			done[s.Key()] = store.Bookmark{}
		}
	}
	if len(done) == 0 {
		return nil
	}
	return b.lib.Apply(ctx, &store.Batch{Bookmarks: done})
}
