// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"errors"
	"strings"
	"testing"

	"hearsay"
	"hearsay/index"
	"hearsay/prose"
	"hearsay/reuse"
	"hearsay/store"
)

// TestReclusterWithoutWords: segments that have no words, as those of format 1, are
// not passed over; when the index was made again all links are there.
func TestReclusterWithoutWords(t *testing.T) {
	lib, segments := inSegments(t)
	sum, err := Recluster(t.Context(), lib, Options{})
	if err != nil || sum.Links == 0 {
		t.Fatalf("%+v, %v", sum, err)
	}
	want := sum.Links
	withoutWords(t, lib, segments[0].File)
	if _, err := Recluster(t.Context(), lib, Options{}); !errors.Is(err, hearsay.ErrInvalid) || !strings.Contains(err.Error(), "rebuild --index") {
		t.Errorf("%v, want ErrInvalid with what to do", err)
	}
	if _, err := Reindex(t.Context(), lib, Options{}); err != nil {
		t.Fatal(err)
	}
	if sum, err = Recluster(t.Context(), lib, Options{}); err != nil || sum.Links != want {
		t.Errorf("%+v, %v, want %d links", sum, err, want)
	}
}

// withoutWords writes a segment anew, without words.
func withoutWords(t *testing.T, lib *store.Writer, file string) {
	t.Helper()
	s, err := openSegment(lib.Store, file)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	b := index.NewBuilder(reuse.News().Index())
	for n := range uint32(s.Len()) {
		text, err := lib.Text(t.Context(), s.Article(n).ID)
		if err == nil {
			err = b.Add(s.Article(n), reuse.News().Seeds(prose.Words(text)), nil)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := b.WriteFile(lib.SegmentPath(file)); err != nil {
		t.Fatal(err)
	}
}
