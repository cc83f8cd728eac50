// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package warc_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"hearsay"
	"hearsay/warc"
)

var noon = time.Date(2026, 11, 5, 12, 0, 0, 0, time.UTC)

// page returns a response record about a page with the given words.
func page(name, words string) *warc.Record {
	block := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>" + words + "</p>\n"
	return warc.New(warc.TypeResponse, "https://gazette.example/"+name, noon, "application/http; msgtype=response", []byte(block))
}

func info() *warc.Record {
	return warc.NewInfo("a.warc", noon, warc.Header{{Name: "software", Value: "hearsay/test"}})
}

// plain is a record as a plain file holds it.
func plain(rec *warc.Record) string {
	var b strings.Builder
	b.WriteString(rec.Version + "\r\n")
	for _, f := range rec.Header {
		b.WriteString(f.Name + ": " + f.Value + "\r\n")
	}
	return b.String() + "\r\n" + string(rec.Block) + "\r\n\r\n"
}

func gz(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

func zst(s string, options ...zstd.EOption) string {
	w, err := zstd.NewWriter(nil, append(options, zstd.WithEncoderConcurrency(1))...)
	if err != nil {
		panic(err)
	}
	return string(w.EncodeAll([]byte(s), nil))
}

// read returns what a Reader says of a file, one line a record or error:
//
//	response gazette.example/a 60 @0+300
//	damage @300+20: the reason
//
// Plain "+0" is left out.
func read(t testing.TB, r io.Reader, limits warc.Limits) []string {
	t.Helper()
	var out []string
	rd := warc.NewReader(r, limits)
	for range 100000 {
		rec, err := rd.Next()
		var damaged *warc.Error
		switch {
		case err == io.EOF:
			return out
		case errors.As(err, &damaged):
			if !errors.Is(err, hearsay.ErrCorrupt) && !errors.Is(err, hearsay.ErrTooLarge) {
				t.Errorf("%v has no kind", err)
			}
			out = append(out, "damage "+place(damaged.Offset, damaged.Length)+": "+damaged.Reason)
		case err != nil:
			return append(out, "error "+err.Error())
		default:
			name := strings.TrimPrefix(rec.TargetURI(), "https://")
			out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s", rec.Type(), name))+
				fmt.Sprintf(" %d %s", len(rec.Block), place(rec.Place.Offset, rec.Place.Length)))
		}
	}
	t.Fatalf("no end after %d answers; the last: %s", len(out), out[len(out)-1])
	return nil
}

func place(offset, length int64) string {
	if length == 0 {
		return fmt.Sprintf("@%d", offset)
	}
	return fmt.Sprintf("@%d+%d", offset, length)
}

// data returns a folder of the labelled data, or skips the test.
func data(t testing.TB, folder string) string {
	t.Helper()
	dir := os.Getenv("HEARSAY_DATA")
	if dir == "" {
		root, err := filepath.Abs("..")
		if err != nil {
			t.Fatal(err)
		}
		dir = filepath.Join(root, "..", "shared", "data")
	}
	dir = filepath.Join(dir, folder)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("needs the data set %s: %v; set HEARSAY_DATA to the folder that holds it", folder, err)
	}
	return dir
}
