// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package alert_test

import (
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hearsay"
	"hearsay/alert"
	"hearsay/fetch"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/internal/sample"
	"hearsay/search"
	"hearsay/store"
)

// late are the pages of the sample library that come after the alerts were made.
var late = []string{"gull-treaty", "quillock-treaty", "straitsnow-treaty", "courier-bridge-2", "courier-bridge-3", "lowmere-bridge", "measure-bridge", "veltv-interview", "straitsnow-interview", "crossread-treaty", "straitsnow-quotes"}

// shelf is a library with alerts, in a folder of its own.
type shelf struct {
	dir    string
	engine *search.Engine
	book   *store.Alerts
	desk   *alert.Desk
	ids    map[string]hearsay.ArticleID // by slug
	slugs  map[hearsay.ArticleID]string
	clock  *clock
}

// clock is a clock that stands still.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// made has the folder of a library that lacks the late pages; tests copy it.
var made struct {
	sync.Once
	dir string
	err error
}

func TestMain(m *testing.M) {
	if dir := os.Getenv("HEARSAY_ALERT_CHILD"); dir != "" {
		child(dir)
		return
	}
	code := m.Run()
	os.RemoveAll(made.dir)
	os.Exit(code)
}

func items(want func(slug string) bool) iter.Seq[intake.Item] {
	return func(yield func(intake.Item) bool) {
		for it := range sample.Items() {
			if want(it.Where.Path) && !yield(it) {
				return
			}
		}
	}
}

func addTo(t testing.TB, dir string, want func(slug string) bool) {
	t.Helper()
	lib, err := store.OpenWriter(t.Context(), dir)
	if err == nil {
		_, err = ingest.Add(t.Context(), lib, items(want), ingest.Options{Now: time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC)})
		if e := lib.Close(); err == nil {
			err = e
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

func isLate(slug string) bool { return slices.Contains(late, slug) }

func newShelf(t testing.TB) *shelf {
	t.Helper()
	made.Do(func() {
		if made.dir, made.err = os.MkdirTemp("", "alerts"); made.err == nil {
			addTo(t, made.dir, func(slug string) bool { return !isLate(slug) })
		}
	})
	if made.err != nil {
		t.Fatal(made.err)
	}
	s := &shelf{dir: filepath.Join(t.TempDir(), "library"), clock: &clock{at: time.Date(2025, 4, 1, 12, 0, 0, 0, time.UTC)}}
	if err := os.CopyFS(s.dir, os.DirFS(made.dir)); err != nil {
		t.Fatal(err)
	}
	s.open(t, nil)
	return s
}

// open opens the library anew, as after a restart.
func (s *shelf) open(t testing.TB, gate *fetch.Gate) {
	t.Helper()
	var err error
	if s.engine, err = search.Open(t.Context(), s.dir); err != nil {
		t.Fatal(err)
	}
	if s.book, err = store.OpenAlerts(t.Context(), s.dir); err != nil {
		t.Fatal(err)
	}
	engine, book := s.engine, s.book
	t.Cleanup(func() { engine.Close(); book.Close() })
	s.desk = alert.New(s.book, s.engine, alert.Options{Gate: gate, Now: s.clock.now, Base: "https://news.example"})
	s.ids, s.slugs = map[string]hearsay.ArticleID{}, map[hearsay.ArticleID]string{}
	captures := map[hearsay.CaptureID]string{}
	for it := range sample.Items() {
		captures[it.Capture.ID] = it.Where.Path
	}
	err = s.engine.EachArticle(t.Context(), func(a *hearsay.Article) error {
		s.slugs[a.ID], s.ids[captures[a.Capture]] = captures[a.Capture], a.ID
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// grow adds pages.
func (s *shelf) grow(t testing.TB, want func(slug string) bool) {
	t.Helper()
	addTo(t, s.dir, want)
	s.open(t, nil)
}

func (s *shelf) check(t testing.TB) alert.Report {
	t.Helper()
	r, err := s.desk.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (s *shelf) add(t testing.TB, q hearsay.Question, targets ...hearsay.Target) alert.Added {
	t.Helper()
	a, err := s.desk.Add(t.Context(), alert.Wish{Asks: q, Targets: targets})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// events are what an alert found, in order, one to a line.
func (s *shelf) events(t testing.TB, id int64) (out []string) {
	t.Helper()
	list, err := s.book.Events(t.Context(), id, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		out = append(out, fmt.Sprintf("%s %s", e.Kind, s.slugs[e.Article]))
	}
	slices.Reverse(out)
	return out
}

func text(lines []string) string { return strings.Join(lines, "\n") }
