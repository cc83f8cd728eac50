// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/internal/onpostgres"
	"hearsay/internal/sample"
	"hearsay/store"
	"hearsay/warc"
)

var someDay = time.Date(2025, 4, 1, 12, 0, 0, 0, time.UTC)

// sampleItems yields the sample library as if it had been walked.
func sampleItems(t *testing.T) []intake.Item {
	t.Helper()
	var out []intake.Item
	for it := range sample.Items() {
		if it.Skip != nil {
			t.Fatalf("%s: %v", it.Where, it.Skip)
		}
		out = append(out, it)
	}
	return out
}

func seq[T any](list []T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, v := range list {
			if !yield(v) {
				return
			}
		}
	}
}

func add(t *testing.T, dir string, items iter.Seq[intake.Item], opt ingest.Options) *ingest.Summary {
	t.Helper()
	lib, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	opt.Now = someDay
	sum, err := ingest.Add(t.Context(), lib, items, opt)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// dump is everything that a library says of its articles and captures, in order.
func dump(t *testing.T, dir string) []string {
	t.Helper()
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	var out []string
	err = lib.ArticleCaptures(t.Context(), func(id hearsay.ArticleID, _ hearsay.CaptureID) error {
		a, quotations, err := lib.Article(t.Context(), id)
		if err != nil {
			return err
		}
		b, err := json.Marshal(map[string]any{"article": a, "quotations": quotations})
		out = append(out, string(b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	err = lib.Captures(t.Context(), func(c store.CaptureRow) error {
		out = append(out, fmt.Sprintf("%+v", c))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func check(t *testing.T, dir string) *ingest.Verdict {
	t.Helper()
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	v, err := ingest.Check(t.Context(), lib)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func sound(t *testing.T, dir string, articles int) {
	t.Helper()
	v := check(t, dir)
	if len(v.Problems) > 0 || v.Articles != articles {
		t.Errorf("%d articles, want %d; problems %q", v.Articles, articles, v.Problems)
	}
}

func TestAdd(t *testing.T) {
	dir := t.TempDir()
	items := sampleItems(t)
	first := add(t, dir, seq(items), ingest.Options{})
	if first.New != len(items) || first.Read != len(items) || len(first.Unused) > 0 {
		t.Errorf("first: %+v", first)
	}
	sound(t, dir, len(items))
	before := dump(t, dir)
	again := add(t, dir, seq(items), ingest.Options{})
	if again.New != 0 || again.Already != len(items) {
		t.Errorf("again: %+v", again)
	}
	if diff := cmp.Diff(before, dump(t, dir)); diff != "" {
		t.Errorf("adding the same again changed the library:\n%s", diff)
	}
}

// TestAddInAnyNumberOfWorkers: the library is the same on every machine.
func TestAddInAnyNumberOfWorkers(t *testing.T) {
	one, many := t.TempDir(), t.TempDir()
	add(t, one, seq(sampleItems(t)), ingest.Options{Workers: 1})
	add(t, many, seq(sampleItems(t)), ingest.Options{Workers: 7})
	if diff := cmp.Diff(dump(t, one), dump(t, many)); diff != "" {
		t.Error(diff)
	}
}

// TestAddTwiceAtOnce: the same page twice in one input is one article.
func TestAddTwiceAtOnce(t *testing.T) {
	items := sampleItems(t)
	sum := add(t, t.TempDir(), seq(append(items[:9:9], items[:9]...)), ingest.Options{})
	if sum.New != 9 || sum.Already != 9 {
		t.Errorf("%+v", sum)
	}
}

func TestAddKeepsWhatItCannotRead(t *testing.T) {
	dir := t.TempDir()
	items := sampleItems(t)[:2]
	empty := warc.New(warc.TypeResource, "https://empty.example/", someDay, "text/html", []byte("<html><body><nav><a href=/>Home</a></nav></body></html>"))
	it := intake.NewItem(intake.Where{Path: "empty.html"}, empty)
	skipped := intake.Item{Where: intake.Where{Path: "a.pdf"}, Skip: &intake.Skip{Reason: "looks like a PDF, not a page", Err: hearsay.ErrInvalid}}
	sum := add(t, dir, seq([]intake.Item{items[0], it, skipped, items[1]}), ingest.Options{})
	want := ingest.Counts{Read: 4, New: 2, Failed: 1, Skipped: 1}
	if sum.Counts != want {
		t.Errorf("%+v, want %+v", sum.Counts, want)
	}
	var reasons []string
	for _, u := range sum.Unused {
		reasons = append(reasons, u.Where.String()+": "+u.Reason)
	}
	if diff := cmp.Diff([]string{"empty.html: no article text was recognised", "a.pdf: looks like a PDF, not a page"}, reasons); diff != "" {
		t.Error(diff)
	}
	sound(t, dir, 2)
	if v := check(t, dir); v.Captures != 3 {
		t.Errorf("%d captures, want 3: a page that gave no article is kept", v.Captures)
	}
}

// TestInterrupted: what was acknowledged before is there, nothing is half there,
// and the next run goes on.
func TestInterrupted(t *testing.T) {
	dir := t.TempDir()
	items := sampleItems(t)
	ctx, cancel := context.WithCancel(t.Context())
	source := func(yield func(intake.Item) bool) {
		for i, it := range items {
			if i == len(items)/2 {
				cancel()
			}
			if !yield(it) {
				return
			}
		}
	}
	lib, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	sum, err := ingest.Add(ctx, lib, source, ingest.Options{Now: someDay})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that it was cancelled", err)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	sound(t, dir, sum.New)
	rest := add(t, dir, seq(items), ingest.Options{})
	if rest.Already != sum.New || sum.New+rest.New != len(items) {
		t.Errorf("first %+v, then %+v", sum.Counts, rest.Counts)
	}
	sound(t, dir, len(items))
}

func TestRebuild(t *testing.T) {
	dir := t.TempDir()
	items := sampleItems(t)
	add(t, dir, seq(items), ingest.Options{})
	before := dump(t, dir)
	for _, lose := range []string{"", onpostgres.Facts(), "index"} {
		if lose != "" {
			if err := os.RemoveAll(filepath.Join(dir, lose)); err != nil {
				t.Fatal(err)
			}
		}
		sum, err := ingest.Rebuild(t.Context(), dir, ingest.Options{})
		if err != nil {
			t.Fatalf("without %q: %v", lose, err)
		}
		if sum.New != len(items) || len(sum.Unused) > 0 {
			t.Errorf("without %q: %+v", lose, sum)
		}
		if diff := cmp.Diff(before, dump(t, dir)); diff != "" {
			t.Errorf("without %q, rebuilding changed the library:\n%s", lose, diff)
		}
		sound(t, dir, len(items))
	}
	// And adding goes on behind it.
	if sum := add(t, dir, seq(items), ingest.Options{}); sum.Already != len(items) {
		t.Errorf("after rebuilding: %+v", sum)
	}
}

// TestReindex: the index alone is made again, whatever became of its files, and is
// what it was; nothing of the facts changes.
func TestReindex(t *testing.T) {
	dir := t.TempDir()
	items := sampleItems(t)
	for _, part := range [][]intake.Item{items[:20], items[20:21], items[21:]} {
		add(t, dir, seq(part), ingest.Options{})
	}
	before := dump(t, dir)
	segments := func() []string {
		names, err := filepath.Glob(filepath.Join(dir, "index", "*.seg"))
		if err != nil {
			t.Fatal(err)
		}
		return names
	}
	for _, harm := range []func(string) error{
		func(string) error { return nil },
		os.Remove,
		func(path string) error { return os.Truncate(path, 50) },
		func(path string) error { return os.WriteFile(path, []byte("no segment"), 0o600) },
	} {
		for _, path := range segments() {
			if err := harm(path); err != nil {
				t.Fatal(err)
			}
		}
		lib, err := store.OpenWriter(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		sum, err := ingest.Reindex(t.Context(), lib, ingest.Options{})
		if err != nil || sum.New != len(items) {
			t.Fatalf("%+v, %v", sum, err)
		}
		if err := lib.Close(); err != nil {
			t.Fatal(err)
		}
		if names := segments(); len(names) != 1 {
			t.Errorf("segments %v, want one", names)
		}
		sound(t, dir, len(items))
	}
	if diff := cmp.Diff(before, dump(t, dir)); diff != "" {
		t.Errorf("the library is another:\n%s", diff)
	}
}

// TestRebuildAfterCut: a capture file that ends in the middle of a record gives
// everything before it, and the rest is named.
func TestRebuildAfterCut(t *testing.T) {
	dir := t.TempDir()
	items := sampleItems(t)
	add(t, dir, seq(items), ingest.Options{})
	path := filepath.Join(dir, "captures", "000001.warc.gz")
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, info.Size()-100); err != nil {
		t.Fatal(err)
	}
	if v := check(t, dir); len(v.Problems) == 0 {
		t.Error("check finds nothing wrong with a cut file")
	}
	if _, err := store.OpenWriter(t.Context(), dir); !errors.Is(err, hearsay.ErrCorrupt) || !strings.Contains(err.Error(), "hearsay rebuild") {
		t.Errorf("opening for writing: %v; want damage and the way out", err)
	}
	sum, err := ingest.Rebuild(t.Context(), dir, ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if sum.New != len(items)-1 || sum.Skipped != 1 {
		t.Errorf("%+v", sum)
	}
	sound(t, dir, len(items)-1)
	if sum := add(t, dir, seq(items), ingest.Options{}); sum.New != 1 {
		t.Errorf("adding what was lost: %+v", sum)
	}
	sound(t, dir, len(items))
}

func TestCheckFindsDamage(t *testing.T) {
	base := t.TempDir()
	add(t, base, seq(sampleItems(t)[:20]), ingest.Options{})
	for _, c := range []struct {
		name, want string
		damage     func(t *testing.T, dir string)
	}{
		{"a capture with another byte", "capture ", func(t *testing.T, dir string) { flip(t, filepath.Join(dir, "captures", "000001.warc.gz"), 5000) }},
		{"a capture file is gone", "the file is not there", func(t *testing.T, dir string) { remove(t, filepath.Join(dir, "captures", "000001.warc.gz")) }},
		{"a segment with another byte", "checksum", func(t *testing.T, dir string) { flip(t, segmentOf(t, dir), 2000) }},
		{"a segment is gone", "no such file", func(t *testing.T, dir string) { remove(t, segmentOf(t, dir)) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(base)); err != nil {
				t.Fatal(err)
			}
			c.damage(t, dir)
			v := check(t, dir)
			if len(v.Problems) == 0 || !strings.Contains(strings.Join(v.Problems, "\n"), c.want) {
				t.Errorf("problems %q, want one with %q", v.Problems, c.want)
			}
		})
	}
}

func segmentOf(t *testing.T, dir string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "index", "*.seg"))
	if err != nil || len(found) == 0 {
		t.Fatalf("no segment (%v)", err)
	}
	return found[0]
}

func flip(t *testing.T, path string, at int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b [1]byte
	if _, err := f.ReadAt(b[:], at); err != nil {
		t.Fatal(err)
	}
	b[0] ^= 0x40
	if _, err := f.WriteAt(b[:], at); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

// TestManyBatches makes enough segments for merges of two tiers and looks whether
// anything got lost on the way.
func TestManyBatches(t *testing.T) {
	if testing.Short() {
		t.Skip("several thousand articles")
	}
	dir := t.TempDir()
	const n = 6000
	items := func(yield func(intake.Item) bool) {
		for i := range n {
			row := fmt.Sprintf(`{"id":"row-%d","text":"Line %d of the ledger was read aloud by clerk number %d at the harbour office.\n\nNobody asked what entry %d of %d meant, and the clerk did not say."}`, i, i, i*7, i*13, i*17)
			rec := warc.New(warc.TypeResource, fmt.Sprintf("urn:hearsay:name:row-%d", i), someDay, "application/x-ndjson", []byte(row))
			if !yield(intake.NewItem(intake.Where{Path: "ledger", Row: int64(i + 1)}, rec)) {
				return
			}
		}
	}
	if sum := add(t, dir, items, ingest.Options{}); sum.New != n {
		t.Fatalf("%+v", sum)
	}
	sound(t, dir, n)
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	segments, err := lib.Segments(t.Context())
	if err != nil || len(segments) >= 12 {
		t.Errorf("%d segments are left unmerged (%v)", len(segments), err)
	}
	files, err := os.ReadDir(filepath.Join(dir, "index"))
	if err != nil || len(files) != len(segments) {
		t.Errorf("%d files for %d segments (%v)", len(files), len(segments), err)
	}
}

// BenchmarkAdd measures reading and storing, on the sample pages.
func BenchmarkAdd(b *testing.B) {
	items := slices.Collect(sample.Items())
	for b.Loop() {
		lib, err := store.OpenWriter(b.Context(), b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		if _, err := ingest.Add(b.Context(), lib, seq(items), ingest.Options{Now: someDay}); err != nil {
			b.Fatal(err)
		}
		lib.Close()
	}
	b.ReportMetric(float64(b.N*len(items))/b.Elapsed().Seconds(), "docs/s")
}
