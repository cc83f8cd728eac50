// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package warc_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/warc"
)

// sample returns n records of all sizes, the same for the same seed.
func sample(n int, seed uint64) []*warc.Record {
	r := rand.New(rand.NewPCG(seed, seed))
	recs := []*warc.Record{info()}
	for i := range n - 1 {
		block := make([]byte, r.IntN(1<<r.IntN(17)))
		for j := range block {
			block[j] = byte(r.IntN(1 << (1 + r.IntN(8))))
		}
		rec := warc.New(warc.TypeResource, fmt.Sprintf("https://gazette.example/%d", i), noon, "application/octet-stream", block)
		if r.IntN(3) == 0 {
			rec.Header = append(rec.Header, warc.Field{Name: "X-Note", Value: "späte: Änderung"})
		}
		recs = append(recs, rec)
	}
	return recs
}

// write returns the file of the records and where each lies.
func write(t testing.TB, recs []*warc.Record) ([]byte, []warc.Place) {
	t.Helper()
	var b bytes.Buffer
	w := warc.NewWriter(&b, 0)
	var places []warc.Place
	for _, rec := range recs {
		p, err := w.Write(rec)
		if err != nil {
			t.Fatal(err)
		}
		places = append(places, p)
	}
	if w.Size() != int64(b.Len()) {
		t.Errorf("size is %d, the file has %d bytes", w.Size(), b.Len())
	}
	return b.Bytes(), places
}

// TestRoundTrip: what is written is read again, in order and by place, and the
// same records make the same file.
func TestRoundTrip(t *testing.T) {
	recs := sample(200, 1)
	file, places := write(t, recs)
	again, _ := write(t, sample(200, 1))
	if !bytes.Equal(file, again) {
		t.Error("the same records gave other bytes")
	}
	rd := warc.NewReader(bytes.NewReader(file), warc.Limits{})
	for i, want := range recs {
		got, err := rd.Next()
		if err != nil {
			t.Fatalf("record %d: %v", i, err)
		}
		want.Place = places[i]
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("record %d (-want +got):\n%s", i, diff)
		}
		at, err := warc.ReadAt(bytes.NewReader(file), places[i], warc.Limits{})
		if err != nil {
			t.Fatalf("record %d: %v", i, err)
		}
		if diff := cmp.Diff(want, at); diff != "" {
			t.Fatalf("record %d by place (-want +got):\n%s", i, diff)
		}
		if n, err := got.CheckDigests(); n != 1 || err != nil {
			t.Errorf("record %d: %d digests compared, %v", i, n, err)
		}
	}
	if _, err := rd.Next(); err != io.EOF {
		t.Errorf("behind the last record: %v", err)
	}
}

// TestAppend: a file that is written in two goes is the file written in one.
func TestAppend(t *testing.T) {
	recs := sample(20, 2)
	whole, _ := write(t, recs)
	first, _ := write(t, recs[:7])
	b := bytes.NewBuffer(bytes.Clone(first))
	w := warc.NewWriter(b, int64(len(first)))
	for _, rec := range recs[7:] {
		if _, err := w.Write(rec); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(b.Bytes(), whole) {
		t.Error("the files differ")
	}
}

func TestNew(t *testing.T) {
	rec := warc.New(warc.TypeResource, "https://gazette.example/a", noon, "text/plain", []byte("It rained.\n"))
	want := `WARC/1.1
WARC-Type: resource
WARC-Record-ID: <urn:uuid:5cf00787-f41a-8164-b68c-57f551c47450>
WARC-Date: 2026-11-05T12:00:00Z
WARC-Target-URI: https://gazette.example/a
WARC-Block-Digest: sha256:9037922d0d5d5e25182f79c994a7a78a520aaaf3eab9a000cd9f571efa283373
Content-Type: text/plain
Content-Length: 11

It rained.
`
	if diff := cmp.Diff(want, strings.TrimRight(strings.ReplaceAll(plain(rec), "\r\n", "\n"), "\n")+"\n"); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	ids := map[string]bool{}
	for _, other := range []*warc.Record{rec,
		warc.New(warc.TypeConversion, "https://gazette.example/a", noon, "text/plain", []byte("It rained.\n")),
		warc.New(warc.TypeResource, "https://gazette.example/b", noon, "text/plain", []byte("It rained.\n")),
		warc.New(warc.TypeResource, "https://gazette.example/a", noon.AddDate(0, 0, 1), "text/plain", []byte("It rained.\n")),
		warc.New(warc.TypeResource, "https://gazette.example/a", noon, "text/html", []byte("It rained.\n")),
		warc.New(warc.TypeResource, "https://gazette.example/a", noon, "text/plain", []byte("It snowed.\n")),
	} {
		ids[other.ID()] = true
	}
	if len(ids) != 6 {
		t.Errorf("six records have %d identifiers", len(ids))
	}
}

func TestWriterRefuses(t *testing.T) {
	long := page("a", "")
	long.Header = append(long.Header, warc.Field{Name: "X-Long", Value: strings.Repeat("y", 70000)})
	wrong := page("a", "")
	wrong.Block = wrong.Block[1:]
	tests := []struct {
		name string
		rec  *warc.Record
	}{
		{"a line end in a value", warc.New(warc.TypeResource, "https://gazette.example/a\r\nWARC-Type: response", noon, "text/html", nil)},
		{"a name with a colon", &warc.Record{Header: warc.Header{{Name: "WARC-Type", Value: "resource"}, {Name: "A:B", Value: "c"}}}},
		{"a name with a blank", &warc.Record{Header: warc.Header{{Name: "WARC-Type", Value: "resource"}, {Name: "A B", Value: "c"}}}},
		{"no type", &warc.Record{}},
		{"a version of another kind", &warc.Record{Version: "HTTP/1.1", Header: warc.Header{{Name: "WARC-Type", Value: "resource"}}}},
		{"a Content-Length that is not the block's", wrong},
		{"a header that is too long", long},
	}
	for _, tt := range tests {
		var b bytes.Buffer
		w := warc.NewWriter(&b, 1)
		if _, err := w.Write(tt.rec); !errors.Is(err, hearsay.ErrInvalid) || b.Len() > 0 || w.Size() != 1 {
			t.Errorf("%s: error %v, %d bytes written", tt.name, err, b.Len())
		}
	}
	if _, err := warc.NewWriter(io.Discard, 0).Write(page("a", "")); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("a file without warcinfo: %v", err)
	}
}

// brokenDisk takes some bytes and then none.
type brokenDisk struct{ left int }

var errDisk = errors.New("no space left on device")

func (d *brokenDisk) Write(p []byte) (int, error) {
	n := min(len(p), d.left)
	d.left -= n
	if n < len(p) {
		return n, errDisk
	}
	return n, nil
}

func TestFullDisk(t *testing.T) {
	w := warc.NewWriter(&brokenDisk{left: 700}, 0)
	first, err := w.Write(info())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(page("a", noise(2000))); !errors.Is(err, errDisk) {
		t.Errorf("error is %v", err)
	}
	if w.Size() != first.Length {
		t.Errorf("size is %d after a failed write, want %d: the caller cuts the file there", w.Size(), first.Length)
	}
}

func TestReadAtRefuses(t *testing.T) {
	recs := sample(5, 3)
	file, places := write(t, recs)
	at := bytes.NewReader(file)
	cut := places[2]
	cut.Length -= 5
	tests := []struct {
		name  string
		place warc.Place
		kind  error
	}{
		{"no length", warc.Place{Offset: places[2].Offset}, hearsay.ErrInvalid},
		{"two records", warc.Place{Offset: places[2].Offset, Length: places[2].Length + places[3].Length}, hearsay.ErrCorrupt},
		{"less than one", cut, hearsay.ErrCorrupt},
		{"beside one", warc.Place{Offset: places[2].Offset + 1, Length: places[2].Length}, hearsay.ErrCorrupt},
		{"behind the end", warc.Place{Offset: int64(len(file)) + 10, Length: 10}, hearsay.ErrCorrupt},
	}
	for _, tt := range tests {
		_, err := warc.ReadAt(at, tt.place, warc.Limits{})
		if !errors.Is(err, tt.kind) {
			t.Errorf("%s: error %v, want %v", tt.name, err, tt.kind)
		}
		var damaged *warc.Error
		if errors.As(err, &damaged) && damaged.Offset < tt.place.Offset {
			t.Errorf("%s: offset %d is not one of the file", tt.name, damaged.Offset)
		}
	}
}
