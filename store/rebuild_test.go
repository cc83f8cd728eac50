// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearsay"
	"hearsay/internal/onpostgres"
	"hearsay/store"
)

// refill fills a library anew with one article, and names the captures it has.
func refill(t *testing.T) func(*store.Writer) error {
	return func(w *store.Writer) error {
		files, err := w.CaptureFiles()
		if err != nil || strings.Join(files, " ") != "000001.warc.gz" {
			t.Errorf("capture files %q, %v", files, err)
		}
		if _, n, err := w.Latest(t.Context(), 0, 0); err != nil || n != 0 {
			t.Errorf("the library to be filled has %d articles, %v", n, err)
		}
		b := batchOf(row("new", nil))
		b.Archives = []store.Archive{{File: "000001.warc.gz", Size: 80}}
		b.Add = []store.Segment{{File: w.NextSegment(), Docs: 1, Bytes: 3}}
		put(t, w.SegmentPath(b.Add[0].File), []byte("new"))
		return w.Apply(t.Context(), b)
	}
}

// TestRebuild: whatever became of the facts, new ones take their place, with
// segments of names that were never used.
func TestRebuild(t *testing.T) {
	for _, c := range []struct {
		name   string
		before func(dir string)
		want   string
	}{
		{"sound", func(string) {}, "captures/000001.warc.gz:80 facts.sqlite index/2-000001.seg:3 lock"},
		{"rubbish behind the captures", func(dir string) {
			put(t, filepath.Join(dir, "captures/000001.warc.gz"), make([]byte, 90))
		}, "captures/000001.warc.gz:80 facts.sqlite index/2-000001.seg:3 lock"},
		{"facts lost", func(dir string) { os.Remove(filepath.Join(dir, onpostgres.Facts())) }, "captures/000001.warc.gz:80 facts.sqlite index/2-000001.seg:3 lock"},
		{"facts damaged", func(dir string) { put(t, filepath.Join(dir, "facts.sqlite"), []byte("damaged")) }, "captures/000001.warc.gz:80 facts.sqlite index/2-000001.seg:3 lock"},
		{"facts and index lost", func(dir string) {
			os.Remove(filepath.Join(dir, onpostgres.Facts()))
			os.RemoveAll(filepath.Join(dir, "index"))
		}, "captures/000001.warc.gz:80 facts.sqlite index/1-000001.seg:3 lock"},
		{"an interrupted rebuild before", func(dir string) {
			put(t, filepath.Join(dir, "facts.new.sqlite"), []byte("half"))
			put(t, filepath.Join(dir, "facts.new.sqlite-wal"), []byte("half"))
			put(t, filepath.Join(dir, "index/2-000001.seg"), []byte("half"))
		}, "captures/000001.warc.gz:80 facts.sqlite index/2-000001.seg:3 lock"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.name == "facts damaged" {
				onpostgres.Skip(t, "there is no file to be damaged")
			}
			dir := folder(t)
			c.before(dir)
			if err := store.Rebuild(t.Context(), dir, refill(t)); err != nil {
				t.Fatal(err)
			}
			if got := tree(t, dir); got != named(c.want) {
				t.Errorf("the folder holds %s\nwant %s", got, named(c.want))
			}
			s := open(t, dir)
			if briefs, n, err := s.Latest(t.Context(), 0, 9); err != nil || n != 1 || headlines(briefs) != "new" {
				t.Errorf("articles %q, %v", headlines(briefs), err)
			}
			if err := s.Integrity(t.Context()); err != nil {
				t.Error(err)
			}
			openWriter(t, dir).Close()
		})
	}
}

// TestRebuildThatFails: the old library is there as before, to the byte.
func TestRebuildThatFails(t *testing.T) {
	dir := folder(t)
	before, err := os.ReadFile(filepath.Join(dir, onpostgres.Facts()))
	if err != nil {
		t.Fatal(err)
	}
	full := errors.New("disk full")
	err = store.Rebuild(t.Context(), dir, func(w *store.Writer) error {
		return errors.Join(refill(t)(w), full)
	})
	if !errors.Is(err, full) || !strings.Contains(err.Error(), dir) {
		t.Errorf("error %v, want %q and the folder", err, full)
	}
	after, err := os.ReadFile(filepath.Join(dir, onpostgres.Facts()))
	if err != nil || string(after) != string(before) {
		t.Errorf("the facts are others, %v", err)
	}
	openWriter(t, dir).Close() // sweeps the new segment away
	if got := tree(t, dir); got != named(tidy) {
		t.Errorf("the folder holds %s, want %s", got, named(tidy))
	}
}

// TestReaderDuringRebuild keeps the old facts.
func TestReaderDuringRebuild(t *testing.T) {
	dir := folder(t)
	old := open(t, dir)
	if err := store.Rebuild(t.Context(), dir, refill(t)); err != nil {
		t.Fatal(err)
	}
	if _, n, err := old.Latest(t.Context(), 0, 0); err != nil || n != 2 {
		t.Errorf("the reader from before sees %d articles, %v, want 2", n, err)
	}
	if text, err := old.Text(t.Context(), idOf("a")); err != nil || text != "All about a." {
		t.Errorf("text %q, %v", text, err)
	}
}

func TestRebuildOfNothing(t *testing.T) {
	err := store.Rebuild(t.Context(), t.TempDir(), func(*store.Writer) error { t.Error("called"); return nil })
	mustSay(t, err, hearsay.ErrNotFound, "captures")
}
