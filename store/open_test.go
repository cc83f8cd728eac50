// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay"
	"hearsay/internal/onpostgres"
	"hearsay/store"
)

// mustSay fails unless err is of the kind and says all of the words.
func mustSay(t *testing.T, err, kind error, words ...string) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Errorf("error %v, want kind %q", err, kind)
		return
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("error %q does not say %q", err, w)
		}
	}
}

// folder makes a closed library with a capture file of 100 bytes, 80 of which are
// acknowledged, a segment, and articles.
func folder(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	w := openWriter(t, dir)
	b := batchOf(row("a", nil), row("b", nil))
	b.Archives = []store.Archive{{File: "000001.warc.gz", Size: 80}}
	b.Add = []store.Segment{{File: w.NextSegment(), Docs: 2, Bytes: 10}}
	put(t, w.CapturePath("000001.warc.gz"), bytes.Repeat([]byte("c"), 80))
	put(t, w.SegmentPath(b.Add[0].File), []byte("0123456789"))
	if err := w.Apply(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func put(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// tree lists the files of a library with their sizes; the database has none.
func tree(t testing.TB, dir string) string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		info, err := d.Info()
		if err == nil && !strings.HasPrefix(name, "facts") && name != "lock" {
			name = fmt.Sprintf("%s:%d", filepath.ToSlash(name), info.Size())
		}
		out = append(out, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, " ")
}

const tidy = "captures/000001.warc.gz:80 facts.sqlite index/1-000001.seg:10 lock"

func TestClosedLibraryIsTidy(t *testing.T) {
	if got := tree(t, folder(t)); got != named(tidy) {
		t.Errorf("the folder holds %s, want %s", got, named(tidy))
	}
}

func TestTwoWriters(t *testing.T) {
	dir := folder(t)
	first := openWriter(t, dir)
	_, err := store.OpenWriter(t.Context(), dir)
	mustSay(t, err, hearsay.ErrConflict, dir, "another hearsay is writing", "wait for it")
	mustSay(t, store.Rebuild(t.Context(), dir, func(*store.Writer) error { return nil }), hearsay.ErrConflict, dir)
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	openWriter(t, dir).Close()
}

// TestReaderDuringWriter: readers come in while a writer holds the lock, see
// commits as a whole, and make the writer wait for nothing.
func TestReaderDuringWriter(t *testing.T) {
	dir := folder(t)
	w := openWriter(t, dir)
	defer w.Close()
	early := open(t, dir)
	count := func(s *store.Store) int {
		_, n, err := s.Latest(t.Context(), 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for i := range 20 {
		name := fmt.Sprint("n", i)
		// A reader in the middle of a long answer keeps what it began with.
		seen := 0
		err := early.ArticleCaptures(t.Context(), func(hearsay.ArticleID, hearsay.CaptureID) error {
			if seen == 0 {
				if err := w.Apply(t.Context(), batchOf(row(name, nil), row(name+"b", nil))); err != nil {
					return err
				}
			}
			seen++
			return nil
		})
		if err != nil || seen != 2+2*i {
			t.Fatalf("an answer begun before commit %d gave %d articles, %v", i, seen, err)
		}
		if n, late := count(early), count(open(t, dir)); n != 4+2*i || late != n {
			t.Fatalf("after commit %d readers see %d and %d articles", i, n, late)
		}
	}
}

// TestSweep: what an interrupted writer left is gone, what others put there stays.
func TestSweep(t *testing.T) {
	junk := []byte("half a record")
	for _, c := range []struct {
		name  string
		crash func(dir string)
		want  string
	}{
		{"nothing happened", func(string) {}, tidy},
		{"bytes appended to a capture file", func(dir string) {
			put(t, filepath.Join(dir, "captures/000001.warc.gz"), append(bytes.Repeat([]byte("c"), 80), junk...))
		}, tidy},
		{"the next capture file begun", func(dir string) { put(t, filepath.Join(dir, "captures/000002.warc.gz"), junk) }, tidy},
		{"a segment that no commit names", func(dir string) { put(t, filepath.Join(dir, "index/1-000002.seg"), junk) }, tidy},
		{"half a segment", func(dir string) { put(t, filepath.Join(dir, "index/1-000002.seg.tmp"), junk) }, tidy},
		{"all of it", func(dir string) {
			put(t, filepath.Join(dir, "captures/000001.warc.gz"), append(bytes.Repeat([]byte("c"), 80), junk...))
			put(t, filepath.Join(dir, "captures/000002.warc.gz"), junk)
			put(t, filepath.Join(dir, "index/1-000002.seg"), junk)
		}, tidy},
		{"a stranger's capture file", func(dir string) { put(t, filepath.Join(dir, "captures/mine.warc.gz"), junk) },
			"captures/000001.warc.gz:80 captures/mine.warc.gz:13 facts.sqlite index/1-000001.seg:10 lock"},
		{"a hidden file", func(dir string) { put(t, filepath.Join(dir, "captures/.DS_Store"), junk) },
			"captures/.DS_Store:13 captures/000001.warc.gz:80 facts.sqlite index/1-000001.seg:10 lock"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := folder(t)
			c.crash(dir)
			w := openWriter(t, dir)
			if _, n, err := w.Latest(t.Context(), 0, 0); err != nil || n != 2 {
				t.Errorf("%d articles, %v", n, err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			if got := tree(t, dir); got != named(c.want) {
				t.Errorf("the folder holds %s\nwant %s", got, named(c.want))
			}
		})
	}
}

// TestLostCaptures: bytes that were acknowledged and are gone are damage.
func TestLostCaptures(t *testing.T) {
	for name, lose := range map[string]func(path string) error{
		"cut":     func(path string) error { return os.Truncate(path, 79) },
		"emptied": func(path string) error { return os.Truncate(path, 0) },
		"removed": os.Remove,
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t)
			if err := lose(filepath.Join(dir, "captures/000001.warc.gz")); err != nil {
				t.Fatal(err)
			}
			_, err := store.OpenWriter(t.Context(), dir)
			mustSay(t, err, hearsay.ErrCorrupt, "000001.warc.gz", "80 were acknowledged", "backup", "hearsay rebuild")
			_, err = store.OpenWriter(t.Context(), dir)
			mustSay(t, err, hearsay.ErrCorrupt) // and not ErrConflict: the lock is free
			if _, n, err := open(t, dir).Latest(t.Context(), 0, 0); err != nil || n != 2 {
				t.Errorf("readers see %d articles, %v", n, err)
			}
		})
	}
}

// TestBeforeTombstones: a library of before later.sql is read as it is, and gets
// what it lacks by its next writer.
func TestBeforeTombstones(t *testing.T) {
	onpostgres.Skip(t, "its tables come all at once")
	dir := folder(t)
	alter(t, dir, `drop table tombstones`, `drop index articles_language`, `drop index articles_shown`)
	reader, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if gone, err := reader.Tombstones(t.Context()); err != nil || len(gone) > 0 {
		t.Errorf("tombstones %v, %v", gone, err)
	}
	w, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	// Each fails when it is not there again.
	alter(t, dir, `drop table tombstones`, `drop index articles_language`, `drop index articles_shown`)
}

func TestNewerFormat(t *testing.T) {
	dir := folder(t)
	alter(t, dir, `update library set value = '2' where key = 'format'`)
	before := tree(t, dir)
	_, err := store.Open(t.Context(), dir)
	mustSay(t, err, hearsay.ErrNewer, dir, "format 2", "knows 1", "use a newer hearsay")
	_, err = store.OpenWriter(t.Context(), dir)
	mustSay(t, err, hearsay.ErrNewer, dir, "use a newer hearsay")
	// Neither may an older program make the facts anew: it would lose what it
	// does not know of.
	err = store.Rebuild(t.Context(), dir, func(*store.Writer) error { return nil })
	mustSay(t, err, hearsay.ErrNewer, dir, "use a newer hearsay")
	if after := tree(t, dir); after != before {
		t.Errorf("the folder held %s, now %s", before, after)
	}
}

func TestNoLibrary(t *testing.T) {
	for _, dir := range []string{t.TempDir(), filepath.Join(t.TempDir(), "missing")} {
		_, err := store.Open(t.Context(), dir)
		mustSay(t, err, hearsay.ErrNotFound, dir, "hearsay add")
		if _, err := os.Stat(filepath.Join(dir, "facts.sqlite")); err == nil {
			t.Error("a reader made a database")
		}
	}
}

// TestCapturesWithoutFacts: the database was lost. Nothing is made in its place,
// and everybody says what to do.
func TestCapturesWithoutFacts(t *testing.T) {
	dir := folder(t)
	if err := os.Remove(filepath.Join(dir, onpostgres.Facts())); err != nil {
		t.Fatal(err)
	}
	_, err := store.Open(t.Context(), dir)
	mustSay(t, err, hearsay.ErrCorrupt, dir, "hearsay rebuild")
	_, err = store.OpenWriter(t.Context(), dir)
	mustSay(t, err, hearsay.ErrCorrupt, dir, "captures but no facts", "hearsay rebuild")
	// What the writer tried must not change the answers.
	_, err = store.Open(t.Context(), dir)
	mustSay(t, err, hearsay.ErrCorrupt, dir, "hearsay rebuild")
	_, err = store.OpenWriter(t.Context(), dir)
	mustSay(t, err, hearsay.ErrCorrupt, "hearsay rebuild")
	if got, want := tree(t, dir), "captures/000001.warc.gz:80"; !strings.Contains(got, want) {
		t.Errorf("the folder holds %s, want %s in it", got, want)
	}
}

// TestDamagedDatabase overwrites the head of the database, or all of it.
func TestDamagedDatabase(t *testing.T) {
	onpostgres.Skip(t, "there is no file to be damaged")
	for name, damage := range map[string]func([]byte) []byte{
		"no database":        func([]byte) []byte { return []byte("This is a text about a database, and it is longer than a header.") },
		"empty":              func([]byte) []byte { return nil },
		"cut in the middle":  func(b []byte) []byte { return b[:8192] },
		"zeros at the head":  func(b []byte) []byte { clear(b[:100]); return b },
		"noise in the first": func(b []byte) []byte { copy(b[100:8000], bytes.Repeat([]byte{0xa5}, 7900)); return b },
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t)
			path := filepath.Join(dir, "facts.sqlite")
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			put(t, path, damage(data))
			_, err = store.Open(t.Context(), dir)
			mustSay(t, err, hearsay.ErrCorrupt, dir, "hearsay rebuild")
			_, err = store.OpenWriter(t.Context(), dir)
			mustSay(t, err, hearsay.ErrCorrupt, dir, "hearsay rebuild")
		})
	}
}

func TestFormatOfNoNumber(t *testing.T) {
	dir := folder(t)
	alter(t, dir, `update library set value = 'one' where key = 'format'`)
	_, err := store.Open(t.Context(), dir)
	mustSay(t, err, hearsay.ErrCorrupt, `format "one"`)
}

// TestDamagedPages overwrites each page of the database in turn. Whatever is asked
// then is answered or refused as damaged, and the integrity check finds it.
func TestDamagedPages(t *testing.T) {
	onpostgres.Skip(t, "its pages are not Hearsay's to read")
	dir := folder(t)
	path := filepath.Join(dir, "facts.sqlite")
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 8192
	found := 0
	for at := page; at < len(good); at += page {
		data := slices.Clone(good)
		copy(data[at:], bytes.Repeat([]byte{0xa5}, page))
		put(t, path, data)
		s, err := store.Open(t.Context(), dir)
		if err != nil {
			mustSay(t, err, hearsay.ErrCorrupt, "hearsay rebuild")
			found++
			continue
		}
		for name, err := range answers(t.Context(), s) {
			if err != nil && !errors.Is(err, hearsay.ErrCorrupt) && !errors.Is(err, hearsay.ErrNotFound) {
				t.Errorf("page %d, %s: %v, want ErrCorrupt", at/page, name, err)
			}
		}
		if err := s.Integrity(t.Context()); err != nil {
			mustSay(t, err, hearsay.ErrCorrupt, "hearsay rebuild")
			found++
		}
		s.Close()
	}
	if pages := len(good)/page - 1; found < pages {
		t.Errorf("of %d damaged pages %d were found", pages, found)
	}
	put(t, path, good)
	if err := open(t, dir).Integrity(t.Context()); err != nil {
		t.Errorf("the sound library: %v", err)
	}
}

// answers asks everything once.
func answers(ctx context.Context, s *store.Store) map[string]error {
	out := map[string]error{}
	_, _, out["Article"] = s.Article(ctx, idOf("a"))
	_, out["Text"] = s.Text(ctx, idOf("b"))
	_, out["Briefs"] = s.Briefs(ctx, []hearsay.ArticleID{idOf("a"), idOf("b")})
	_, _, out["Latest"] = s.Latest(ctx, 0, 10)
	_, out["Versions"] = s.Versions(ctx, "https://dailygull.example/a")
	_, out["ByURL"] = s.ByURL(ctx, "https://dailygull.example/a")
	_, out["Outlets"] = s.Outlets(ctx)
	_, out["OutletArticles"] = s.OutletArticles(ctx, gull)
	_, out["Extent"] = s.Extent(ctx)
	_, _, out["Find"] = s.Find(ctx, store.Filter{Words: `"about"`}, 0, 10)
	_, _, out["Find speaker"] = s.Find(ctx, store.Filter{Speaker: "Dorrick"}, 0, 10)
	_, out["Speaker"] = s.SpeakerArticles(ctx, "Dorrick")
	_, out["Archives"] = s.Archives(ctx)
	_, out["Segments"] = s.Segments(ctx)
	_, out["Generation"] = s.Generation(ctx)
	_, out["Known"] = s.Known(ctx, []hearsay.CaptureID{{1}})
	_, out["Capture"] = s.Capture(ctx, idAsCapture("a"))
	out["Captures"] = s.Captures(ctx, func(store.CaptureRow) error { return nil })
	out["ArticleCaptures"] = s.ArticleCaptures(ctx, func(hearsay.ArticleID, hearsay.CaptureID) error { return nil })
	return out
}

// TestDamagedContent: a damaged text or facts is not taken for another text.
func TestDamagedContent(t *testing.T) {
	for _, column := range []string{"text", "facts"} {
		dir := folder(t)
		alter(t, dir, `update articles set `+column+` = substr(`+column+`, 1, length(`+column+`) - 5) || x'0102030405'`)
		s := open(t, dir)
		_, _, err := s.Article(t.Context(), idOf("a"))
		mustSay(t, err, hearsay.ErrCorrupt, "hearsay rebuild")
	}
}

// TestCancelledIsNotDamaged: who gives up is not told to rebuild the library.
func TestCancelledIsNotDamaged(t *testing.T) {
	dir := folder(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, reader := store.Open(ctx, dir)
	_, writer := store.OpenWriter(ctx, dir)
	for name, err := range map[string]error{"reader": reader, "writer": writer} {
		if !errors.Is(err, context.Canceled) || errors.Is(err, hearsay.ErrCorrupt) {
			t.Errorf("%s: %v, want only context canceled", name, err)
		}
	}
	for name, err := range answers(ctx, open(t, dir)) {
		if name != "Versions" && !errors.Is(err, context.Canceled) || errors.Is(err, hearsay.ErrCorrupt) {
			t.Errorf("%s: %v, want only context canceled", name, err)
		}
	}
}

// TestFolderWithAnyName: a path is a path, whatever signs it has.
func TestFolderWithAnyName(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a b#c?d%20é&mode=memory")
	w := openWriter(t, dir)
	if err := w.Apply(t.Context(), batchOf(row("a", nil))); err != nil {
		t.Fatal(err)
	}
	w.Close()
	if got := tree(t, dir); got != named("facts.sqlite lock") {
		t.Errorf("the folder holds %s", got)
	}
	if _, n, err := open(t, dir).Latest(t.Context(), 0, 0); err != nil || n != 1 {
		t.Errorf("%d articles, %v", n, err)
	}
}
