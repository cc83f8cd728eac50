// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package keep_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearsay"
	"hearsay/index"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/keep"
	"hearsay/store"
	"hearsay/warc"
)

// secretPage has words that no other page has, and ends with some that one has.
func secretPage() intake.Item {
	body := []byte("Zebulon Quillfeather sues\n\nA court heard on Monday that Zebulon Quillfeather had xylographed the municipal kaleidoscope without any permission of the guild. " +
		"“I never touched the kaleidoscope,” said Zebulon Quillfeather, a glazier, on the steps of the courthouse.\n")
	return intake.NewItem(intake.Where{}, warc.New(warc.TypeResource, "https://secret.example/zebulon", day(1), "text/plain; charset=utf-8", body))
}

// compact compacts a library.
func compact(t testing.TB, dir string) *ingest.Compaction {
	t.Helper()
	lib, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	c, err := ingest.Compact(t.Context(), lib)
	if err = errors.Join(err, lib.Close()); err != nil {
		t.Fatal(err)
	}
	return c
}

// named returns the ID of the article of an address.
func named(t testing.TB, dir, address string) hearsay.ArticleID {
	t.Helper()
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	found, err := lib.Named(t.Context(), address)
	if err != nil || len(found) != 1 {
		t.Fatalf("%s: %v, %v", address, found, err)
	}
	return found[0].ID
}

func remove(t testing.TB, dir string, compact bool, ids ...hearsay.ArticleID) *keep.Proof {
	t.Helper()
	p, err := keep.Remove(t.Context(), dir, ids, keep.Removing{AskedBy: "Z. Q., by letter", Compact: compact, Now: day(5)})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestProof: what is removed is looked for, where it may stand still is said, and after
// compacting nothing is said any more and no file has a word of it.
func TestProof(t *testing.T) {
	t.Parallel()
	for _, atOnce := range []bool{false, true} {
		dir := small(t)
		if err := os.RemoveAll(filepath.Join(dir, "spool")); err != nil { // it is no archive
			t.Fatal(err)
		}
		grow(t, dir, []intake.Item{secretPage()})
		id := named(t, dir, "https://secret.example/zebulon")
		note(t, dir, id, "xylographed the municipal kaleidoscope", "Ask Zebulon Quillfeather.")
		p := remove(t, dir, atOnce, id)
		if len(p.Articles) != 1 || p.Articles[0].Article != id || len(p.Articles[0].Record.SHA256Before) != 64 || p.Articles[0].Record.SHA256Before == p.Articles[0].Record.SHA256After {
			t.Errorf("%+v", p.Articles)
		}
		said, err := json.Marshal(p)
		if err != nil || bytes.Contains(said, []byte("ebulon")) || bytes.Contains(said, []byte("secret.example")) || !bytes.Contains(said, []byte("by letter")) {
			t.Errorf("the proof says %s, %v", said, err)
		}
		if p.Searched.Articles != 12 || p.Searched.Records < 12 || p.Searched.Segments == 0 || len(p.Questions) != 4 || p.Articles[0].PrivateNotes != 1 || len(p.Alike) > 0 {
			t.Errorf("searched %+v", p.Searched)
		}
		if found := tracesOf(p); atOnce && found != "" || !atOnce && (!strings.Contains(found, "index/") || !strings.Contains(found, "facts.sqlite")) {
			t.Errorf("at once %v: traces %q", atOnce, found)
		}
		if !atOnce {
			c := compact(t, dir)
			if c.Files != 1 || c.Blanks != 1 || c.Segments != 1 || c.After.Captures >= c.Before.Captures {
				t.Errorf("%+v", c)
			}
			if again := compact(t, dir); again.Files+again.Blanks+again.Segments != 0 {
				t.Errorf("again: %+v", again)
			}
		}
		if got := sound(t, dir); got != 12 {
			t.Errorf("%d articles", got)
		}
		wordless(t, dir, "zebulon", "quillfeather", "xylographed", "secret.example")
		if _, err := ingest.Rebuild(t.Context(), dir, ingest.Options{Now: day(6)}); err != nil {
			t.Fatal(err)
		}
		if got := sound(t, dir); got != 12 {
			t.Errorf("rebuilt: %d articles", got)
		}
		wordless(t, dir, "zebulon", "quillfeather", "xylographed", "secret.example")
	}
}

// note puts a note on words of an article.
func note(t testing.TB, dir string, id hearsay.ArticleID, words, body string) {
	t.Helper()
	n, err := store.OpenNotes(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	_, err = n.Put(t.Context(), &hearsay.Note{ID: hearsay.NoteID{1}, Article: id, At: hearsay.Anchor{Exact: words}, Body: body})
	if err = errors.Join(err, n.Close()); err != nil {
		t.Fatal(err)
	}
}

func tracesOf(p *keep.Proof) string {
	var all []string
	for _, t := range p.Traces {
		all = append(all, t.Where)
	}
	return strings.Join(all, " ")
}

// wordless requires that no file of a library has some words, packed or not, in any case.
func wordless(t testing.TB, dir string, words ...string) {
	t.Helper()
	for name, content := range files(t, dir) {
		plain := strings.ToLower(content)
		if strings.HasSuffix(name, ".warc.gz") && strings.HasPrefix(name, "captures/") {
			r := warc.NewReader(strings.NewReader(content), warc.Limits{})
			for rec, err := r.Next(); err == nil; rec, err = r.Next() {
				plain += strings.ToLower(string(rec.Block)) + rec.TargetURI()
			}
		}
		for _, w := range words {
			if strings.Contains(plain, w) {
				t.Errorf("%s has %q still", name, w)
			}
		}
	}
}

// TestProofNamesWhatStays: another article with the same words, a question that was kept, and a page whose
// furniture repeats them are named, and not touched.
func TestProofNamesWhatStays(t *testing.T) {
	t.Parallel()
	dir := small(t)
	page := secretPage()
	copied := intake.NewItem(intake.Where{}, warc.New(warc.TypeResource, "https://other.example/copy", day(1), "text/plain; charset=utf-8",
		append([]byte("Another headline of the copy\n\nThis paper has learnt of it as well.\n\n"), page.Body...)))
	grow(t, dir, []intake.Item{page, copied})
	write(t, filepath.Join(dir, "kept", "00000000000000000000000000000000.txt"), string(page.Body))
	p := remove(t, dir, true, named(t, dir, "https://secret.example/zebulon"))
	if len(p.Alike) != 1 || p.Alike[0].Article != named(t, dir, "https://other.example/copy") || p.Alike[0].Runs < 20 {
		t.Errorf("alike: %+v", p.Alike)
	}
	if got := tracesOf(p); !strings.Contains(got, "kept/") {
		t.Errorf("traces: %q", got)
	}
	sound(t, dir)
}

// TestCompactBesideReader: who has the library open reads on, before and after.
func TestCompactBesideReader(t *testing.T) {
	t.Parallel()
	dir := small(t)
	grow(t, dir, []intake.Item{secretPage()})
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	var opened []*index.Segment
	segments, err := lib.Segments(t.Context())
	for _, s := range segments {
		g, openErr := index.Open(lib.SegmentPath(s.File))
		err = errors.Join(err, openErr)
		opened = append(opened, g)
	}
	if err != nil {
		t.Fatal(err)
	}
	remove(t, dir, false, named(t, dir, "https://secret.example/zebulon"))
	compact(t, dir)
	for _, g := range opened {
		if err := g.Check(); err != nil {
			t.Error(err)
		}
		g.Close()
	}
	if v, err := ingest.Check(t.Context(), lib); err != nil || len(v.Problems) > 0 || v.Articles != 12 {
		t.Errorf("%v, %+v", err, v)
	}
	grow(t, dir, []intake.Item{secretPage()})
	if v, err := ingest.Check(t.Context(), lib); err != nil || len(v.Problems) > 0 || v.Articles != 13 {
		t.Errorf("added again: %v, %+v", err, v)
	}
}

// TestCompactInterrupted leaves what a killed run may leave: a file that was not
// committed, and one that was replaced.
func TestCompactInterrupted(t *testing.T) {
	t.Parallel()
	dir := small(t)
	begun := filepath.Join(dir, "captures", "000001.1.warc.gz")
	write(t, begun, "half a fi")
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	left, err := lib.Leftovers(t.Context())
	if err = errors.Join(err, lib.Close()); err != nil || len(left) != 1 || left[0].Path != begun || left[0].Foreign {
		t.Errorf("%+v, %v", left, err)
	}
	grow(t, dir, items(12, 13))
	if _, err := os.Stat(begun); err == nil {
		t.Error("the next writer left it")
	}
	removeOne(t, dir)
	old := filepath.Join(dir, "captures", "000001.warc.gz")
	compact(t, dir)
	if _, err := os.Stat(old); err == nil {
		t.Error("the replaced file is there")
	}
	grow(t, dir, items(13, 15))
	removeOne(t, dir)
	if c := compact(t, dir); c.Files != 1 {
		t.Errorf("%+v", c)
	}
	if _, err := os.Stat(filepath.Join(dir, "captures", "000001.2.warc.gz")); err != nil {
		t.Error(err)
	}
	sound(t, dir)
}
