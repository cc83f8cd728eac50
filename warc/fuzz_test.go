// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package warc_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/warc"
)

// FuzzReader: whatever the bytes, reading ends, places are in order and within
// the file, and a record that was read can be written, and read by its place.
func FuzzReader(f *testing.F) {
	a, b := record("a", "5", "hello", "\r\n\r\n"), record("b", "9", "world", "\r\n\r\n")
	for _, seed := range []string{"", a + b, gz(a) + gz(b), gz(a + b), gz(a[:30]) + gz(a[30:]), zst(a) + zst(b), a + "rubbish" + gz(b), gz(a)[:50] + gz(b), plain(info()) + plain(page("a", "b"))} {
		f.Add([]byte(seed))
	}
	const block = 1 << 16
	f.Fuzz(func(t *testing.T, file []byte) {
		rd := warc.NewReader(bytes.NewReader(file), warc.Limits{Block: block})
		var last int64
		for n := 0; ; n++ {
			if n > 2*len(file)+2 {
				t.Fatalf("no end after %d answers", n)
			}
			rec, err := rd.Next()
			var damaged *warc.Error
			if err == io.EOF {
				return
			}
			p := warc.Place{}
			switch {
			case errors.As(err, &damaged):
				p = warc.Place{Offset: damaged.Offset, Length: damaged.Length}
			case err != nil:
				t.Fatal(err)
			default:
				p = rec.Place
				rewrite(t, file, rec)
			}
			if p.Offset < last || p.Length < 0 || p.Offset+p.Length > int64(len(file)) {
				t.Fatalf("place %v after offset %d in a file of %d bytes", p, last, len(file))
			}
			last = p.Offset + p.Length
		}
	})
}

func rewrite(t *testing.T, file []byte, rec *warc.Record) {
	if rec.Place.Length > 0 {
		again, err := warc.ReadAt(bytes.NewReader(file), rec.Place, warc.Limits{Block: 1 << 16})
		if diff := cmp.Diff(rec, again); err != nil || diff != "" {
			t.Fatalf("by its place: %v %s", err, diff)
		}
	}
	rec.CheckDigests() // must only not panic
	var b bytes.Buffer
	p, err := warc.NewWriter(&b, 1).Write(rec)
	if err != nil {
		if strings.Contains(err.Error(), "the limit is 65536") {
			return // CRLF for LF made the header longer
		}
		t.Fatalf("%q cannot be written: %v", rec.Header, err)
	}
	again, err := warc.NewReader(&b, warc.Limits{Block: 1 << 16}).Next()
	rec.Place = warc.Place{Length: p.Length}
	if diff := cmp.Diff(rec, again); err != nil || diff != "" {
		t.Fatalf("written and read: %v %s", err, diff)
	}
}

// FuzzParseResponse: whatever the block, bodies stay within the limit and memory
// within reason.
func FuzzParseResponse(f *testing.F) {
	ok := "HTTP/1.1 200 OK\r\n"
	for _, seed := range []string{"", ok + "\r\nbody", ok + "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n", ok + "Content-Encoding: gzip\r\n\r\n" + gz("body"),
		ok + "Content-Encoding: deflate\r\n\r\n" + zlibbed("body"), ok + "Content-Encoding: deflate\r\n\r\n" + bareDeflate("body"), ok + "Content-Encoding: zstd\r\n\r\n" + zst("body")} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, block []byte) {
		r, err := warc.ParseResponse(block, warc.HTTPLimits{Body: 1 << 16})
		if err != nil {
			return
		}
		if len(r.Body) > 1<<16 {
			t.Errorf("body of %d bytes", len(r.Body))
		}
		if r.Status < 0 || r.Status > 999 {
			t.Errorf("status %d", r.Status)
		}
		for _, field := range r.Header {
			if field.Name == "" {
				t.Errorf("a field without a name among %q", r.Header)
			}
		}
	})
}
