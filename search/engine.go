// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"

	"hearsay"
	"hearsay/index"
	"hearsay/store"
)

// Engine answers questions about one library. It is safe for concurrent use.
type Engine struct {
	lib   *store.Store
	shelf *shelf
	// outlets is how many articles each outlet has.
	outlets *lru.Cache[hearsay.Agent, int]
	// chains are those of pages, as chain.Page makes them.
	chains *lru.Cache[hearsay.ArticleID, []hearsay.Step]
	// said are quotations of articles: reading them takes longer than what is asked.
	said *lru.Cache[hearsay.ArticleID, []hearsay.Quotation]
	// words are those of wordings, with the articles that have them.
	words  *lru.Cache[string, holders]
	limits limits

	// mu is held for reading while segments are looked up, and for writing
	// while their list is changed.
	mu         sync.RWMutex
	generation int64 // of the facts that segments was read from
	segments   map[string]*index.Segment
	order      []string
	damaged    []string          // segments that could not be opened
	extent     *hearsay.Searched // of that generation; nil when not asked for yet
	holding    *Holding          // likewise
	unclear    *[2]int           // quotations of nobody known, and their articles; likewise
	exchange   *exchange         // likewise; may be under way
	whole      *exchange         // the last that was counted to its end

	ends   context.Context // done when the engine is closed
	end    context.CancelFunc
	behind sync.WaitGroup // what is counted behind questions
}

// Open opens the library in dir for questions. Errors are those of store.Open
// and index.Open.
func Open(ctx context.Context, dir string) (*Engine, error) {
	lib, err := store.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	e := &Engine{lib: lib, segments: map[string]*index.Segment{}, generation: -1, limits: usual()}
	e.ends, e.end = context.WithCancel(context.WithoutCancel(ctx))
	if e.shelf, err = newShelf(lib.Facts, shelfArticles); err == nil {
		e.outlets, err = lru.New[hearsay.Agent, int](shelfArticles)
	}
	if err == nil {
		e.chains, err = lru.New[hearsay.ArticleID, []hearsay.Step](shelfArticles)
	}
	if err == nil {
		e.said, err = lru.New[hearsay.ArticleID, []hearsay.Quotation](saidArticles)
	}
	if err == nil {
		e.words, err = lru.New[string, holders](keptWords)
	}
	if err == nil {
		err = e.refresh(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return e, nil
}

// Close releases the library. No question may be under way.
func (e *Engine) Close() error {
	e.end()
	e.behind.Wait()
	errs := []error{e.lib.Close()}
	for _, s := range e.segments {
		errs = append(errs, s.Close())
	}
	return errors.Join(errs...)
}

// Dir is the folder of the library.
func (e *Engine) Dir() string { return e.lib.Dir() }

// refresh opens the segments that the library has now, if they are others than
// at the last question.
func (e *Engine) refresh(ctx context.Context) error {
	now, err := e.lib.Generation(ctx)
	if err != nil {
		return err
	}
	e.mu.RLock()
	same := now == e.generation
	e.mu.RUnlock()
	if same {
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	// A writer may merge between our reading the list and opening a file of
	// it: then the list is read again. A file that is never there is damage.
	for try := 0; ; try++ {
		err := e.reload(ctx, try == 3)
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
}

// reload brings the open segments in line with the facts; the last time, without
// those that are not there. Mu is held.
func (e *Engine) reload(ctx context.Context, last bool) error {
	generation, err := e.lib.Generation(ctx)
	if err != nil {
		return err
	}
	rows, err := e.lib.Segments(ctx)
	if err != nil {
		return err
	}
	gone, err := e.lib.Tombstones(ctx)
	if err != nil {
		return err
	}
	next, order := map[string]*index.Segment{}, make([]string, 0, len(rows))
	var damaged []string
	for _, row := range rows {
		s, open := e.segments[row.File]
		if !open {
			s, err = index.Open(e.lib.SegmentPath(row.File))
			if errors.Is(err, hearsay.ErrCorrupt) || last && errors.Is(err, fs.ErrNotExist) {
				damaged = append(damaged, row.File)
				continue
			}
			if err != nil {
				closeNew(next, e.segments)
				return err
			}
		}
		s.Bury(gone[row.File])
		next[row.File] = s
		order = append(order, row.File)
	}
	closeNew(e.segments, next)
	e.segments, e.order, e.damaged, e.generation, e.extent, e.holding, e.unclear = next, order, damaged, generation, nil, nil, nil
	e.shelf.clear()
	e.outlets.Purge()
	e.chains.Purge()
	e.said.Purge()
	e.words.Purge()
	return nil
}

// closeNew closes the segments of a that are not in b.
func closeNew(a, b map[string]*index.Segment) {
	for file, s := range a {
		if b[file] == nil {
			s.Close()
		}
	}
}

// shelves are the segments of one question, with the names of their files.
type shelves struct {
	segments []*index.Segment
	files    []string
	damaged  []string // files that could not be opened
}

// withShelves calls f with the segments that the library has now. They stay open
// until it returns.
func (e *Engine) withShelves(ctx context.Context, f func(shelves) error) error {
	if err := e.refresh(ctx); err != nil {
		return err
	}
	e.mu.RLock()
	defer e.mu.RUnlock()
	s := shelves{files: e.order, damaged: e.damaged}
	for _, file := range e.order {
		s.segments = append(s.segments, e.segments[file])
	}
	return readable(func() error { return f(s) })
}

// Latest returns a page of the newest articles and how many there are in all.
func (e *Engine) Latest(ctx context.Context, offset, limit int) ([]hearsay.Brief, int, error) {
	return e.lib.Latest(ctx, offset, limit)
}

// Text returns the text of an article. Error: ErrNotFound.
func (e *Engine) Text(ctx context.Context, id hearsay.ArticleID) (string, error) {
	return e.lib.Text(ctx, id)
}

// Extent says what the library holds. The answer is kept until the library
// changes: counting reads every row.
func (e *Engine) Extent(ctx context.Context) (hearsay.Searched, error) {
	if err := e.refresh(ctx); err != nil {
		return hearsay.Searched{}, err
	}
	e.mu.RLock()
	kept, generation := e.extent, e.generation
	e.mu.RUnlock()
	if kept != nil {
		return *kept, nil
	}
	extent, err := e.lib.Extent(ctx)
	if err != nil {
		return extent, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.generation == generation {
		e.extent = &extent
	}
	return extent, nil
}

// AtAddress returns the articles found at, or declared to live at, an address: versions of a
// page, the oldest capture first.
func (e *Engine) AtAddress(ctx context.Context, address string) ([]hearsay.Brief, error) {
	return e.lib.ByURL(ctx, address)
}

// Resolve returns the article that a person means by what they typed: its ID or
// its address. Error: ErrNotFound.
func (e *Engine) Resolve(ctx context.Context, name string) (hearsay.ArticleID, error) {
	found, err := e.lib.Named(ctx, name)
	if err != nil {
		return hearsay.ArticleID{}, err
	}
	if len(found) == 0 {
		return hearsay.ArticleID{}, fmt.Errorf("article %q: %w in this library; give its id or its address (hearsay search finds both)", name, hearsay.ErrNotFound)
	}
	// Of several versions the latest seen is meant.
	return found[len(found)-1].ID, nil
}
