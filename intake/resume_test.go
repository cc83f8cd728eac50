// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package intake_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"

	"hearsay/intake"
	"hearsay/warc"
)

// seen is what an item was, and where the next walk may go on.
type seen struct {
	What    string
	reached intake.Reached
}

// through walks a file from a place on.
func through(t *testing.T, path string, from seen) []seen {
	t.Helper()
	var out []seen
	opt := intake.Options{Now: noon, Resume: func(*intake.Source) (int64, int64) { return from.reached.Offset, from.reached.Record }}
	for it := range intake.Walk(t.Context(), []string{path}, opt) {
		what := fmt.Sprintf("row %d %v", it.Where.Row, it.Capture.ID)
		if it.Skip != nil {
			what = fmt.Sprintf("row %d SKIP %s", it.Where.Row, it.Skip.Reason)
		}
		out = append(out, seen{what, it.Reached})
	}
	return out
}

// TestResume goes on from each place that a walk tells of: what comes is what would have come.
// Members of several records begin again, so some of theirs may come once more.
func TestResume(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	noise := func(n int) string { // which no packing makes small
		b := make([]byte, n)
		for i := range b {
			b[i] = byte('a' + r.IntN(26))
		}
		return string(b)
	}
	var pages []string
	for i := range 24 {
		pages = append(pages, fmt.Sprintf("<!doctype html><title>Page %d</title><p>%s</p>", i, noise(90_000)))
	}
	packed := records(t, pages...)
	plain, pairs := repacked(t, packed)
	broken := bytes.Clone(packed)
	copy(broken[len(broken)/2:], "this is no gzip data, and so a record is lost")
	for name, file := range map[string][]byte{"a.warc.gz": packed, "a.warc": plain, "pairs.warc.gz": pairs, "broken.warc.gz": broken} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, file, 0o644); err != nil {
			t.Fatal(err)
		}
		all := through(t, path, seen{})
		if len(all) < 20 {
			t.Fatalf("%s: %d items", name, len(all))
		}
		for i := 0; i < len(all); i += 5 {
			rest := through(t, path, all[i])
			again := len(rest) - (len(all) - i - 1)
			if again < 0 || again > 3 || name == "a.warc" && again > 0 {
				t.Errorf("%s: behind item %d come %d, of %d", name, i, len(rest), len(all))
				continue
			}
			if d := cmp.Diff(what(all[i+1-again:]), what(rest)); d != "" {
				t.Errorf("%s: behind item %d: %s", name, i, d)
			}
		}
	}
}

// repacked is a .warc.gz without its gzip, and with two records a member.
func repacked(t *testing.T, packed []byte) (plain, pairs []byte) {
	t.Helper()
	var all, two bytes.Buffer
	reader := warc.NewReader(bytes.NewReader(packed), warc.Limits{})
	var z *gzip.Writer
	for n := 0; ; n++ {
		rec, err := reader.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		unzipped, err := gzip.NewReader(bytes.NewReader(packed[rec.Place.Offset : rec.Place.Offset+rec.Place.Length]))
		if err != nil {
			t.Fatal(err)
		}
		record, err := io.ReadAll(unzipped)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(record)
		if n%2 == 0 {
			if z != nil {
				z.Close()
			}
			z = gzip.NewWriter(&two)
		}
		z.Write(record) // to memory
	}
	z.Close()
	return all.Bytes(), two.Bytes()
}

func what(list []seen) []string {
	out := []string{}
	for _, s := range list {
		out = append(out, s.What)
	}
	return out
}

// TestNoResume: a file that is another, or none, is read from its start.
func TestNoResume(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"small.warc.gz": string(records(t, somePage))})
	asked := 0
	opt := intake.Options{Now: noon, Resume: func(*intake.Source) (int64, int64) { asked++; return 1, 1 }}
	for it := range intake.Walk(t.Context(), []string{filepath.Join(dir, "small.warc.gz")}, opt) {
		if it.Skip != nil || it.Reached.In != nil {
			t.Errorf("%+v", it)
		}
	}
	if asked > 0 {
		t.Error("a small file is read again soon enough")
	}
}
