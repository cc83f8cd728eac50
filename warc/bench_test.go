// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package warc_test

import (
	"archive/tar"
	"bytes"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"hearsay/warc"
)

// pages returns the 181 pages of extract-scrapinghub as response records.
func pages(b *testing.B) (recs []*warc.Record, size int64) {
	f, err := os.Open(filepath.Join(data(b, "extract-scrapinghub"), "html.tar.zst"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	z, err := zstd.NewReader(f, zstd.WithDecoderMaxWindow(1<<27))
	if err != nil {
		b.Fatal(err)
	}
	defer z.Close()
	recs = append(recs, info())
	for tr := tar.NewReader(z); ; {
		h, err := tr.Next()
		if err == io.EOF {
			return recs, size
		}
		if err != nil {
			b.Fatal(err)
		}
		body, err := io.ReadAll(tr)
		if err != nil {
			b.Fatal(err)
		}
		block := append([]byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"), body...)
		recs = append(recs, warc.New(warc.TypeResponse, "https://gazette.example/"+path.Base(h.Name), noon, "application/http; msgtype=response", block))
		size += int64(len(block))
	}
}

func BenchmarkWriter(b *testing.B) {
	recs, size := pages(b)
	b.SetBytes(size)
	b.ReportAllocs()
	var out int64
	for b.Loop() {
		w := warc.NewWriter(io.Discard, 0)
		for _, rec := range recs {
			if _, err := w.Write(rec); err != nil {
				b.Fatal(err)
			}
		}
		out = w.Size()
	}
	b.ReportMetric(float64(len(recs)*b.N)/b.Elapsed().Seconds(), "records/s")
	b.ReportMetric(float64(out)/float64(size), "size")
}

func BenchmarkReader(b *testing.B) {
	recs, size := pages(b)
	packed, places := write(b, recs)
	var flat strings.Builder
	for _, rec := range recs {
		flat.WriteString(plain(rec))
	}
	frames := ""
	for _, rec := range recs {
		frames += zst(plain(rec))
	}
	for name, file := range map[string][]byte{"gzip": packed, "plain": []byte(flat.String()), "zstd": []byte(frames)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				rd := warc.NewReader(bytes.NewReader(file), warc.Limits{})
				n := 0
				for {
					_, err := rd.Next()
					if err == io.EOF {
						break
					}
					if err != nil {
						b.Fatal(err)
					}
					n++
				}
				if n != len(recs) {
					b.Fatalf("%d records", n)
				}
			}
			b.ReportMetric(float64(len(recs)*b.N)/b.Elapsed().Seconds(), "records/s")
		})
	}
	b.Run("by place", func(b *testing.B) {
		b.SetBytes(size)
		b.ReportAllocs()
		for b.Loop() {
			for _, p := range places {
				if _, err := warc.ReadAt(bytes.NewReader(packed), p, warc.Limits{}); err != nil {
					b.Fatal(err)
				}
			}
		}
		b.ReportMetric(float64(len(places)*b.N)/b.Elapsed().Seconds(), "records/s")
	})
}

func BenchmarkParseResponse(b *testing.B) {
	recs, size := pages(b)
	b.SetBytes(size)
	for b.Loop() {
		for _, rec := range recs[1:] {
			if _, err := warc.ParseResponse(rec.Block, warc.HTTPLimits{}); err != nil {
				b.Fatal(err)
			}
		}
	}
}
