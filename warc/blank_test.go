// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package warc_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/warc"
)

// TestBlank: for every size the member has that size, is read as one record of
// spaces, and leaves those around it alone.
func TestBlank(t *testing.T) {
	at := time.Date(2026, 11, 24, 15, 0, 0, 0, time.UTC)
	record := func(target string) []byte {
		var b bytes.Buffer
		if _, err := warc.NewWriter(&b, 1).Write(warc.New(warc.TypeResource, target, at, "text/plain", []byte("words"))); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	first, last := record("https://a.example/"), record("https://b.example/")
	sizes := []int64{1 << 20}
	for size := int64(190); size < 700; size++ {
		sizes = append(sizes, size)
	}
	for _, around := range []int64{65535, 65540, 65555, 131_090} {
		for size := around - 30; size < around+30; size++ {
			sizes = append(sizes, size)
		}
	}
	for _, size := range sizes {
		blank, err := warc.NewBlank(size, at)
		if err != nil {
			t.Fatal(err)
		}
		if int64(len(blank)) != size {
			t.Fatalf("%d bytes, want %d", len(blank), size)
		}
		r := warc.NewReader(io.MultiReader(bytes.NewReader(first), bytes.NewReader(blank), bytes.NewReader(last)), warc.Limits{})
		var types []string
		for {
			rec, err := r.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("size %d: %v", size, err)
			}
			types = append(types, rec.Type())
			if rec.Type() == warc.TypeMetadata && len(bytes.TrimLeft(rec.Block, " ")) > 0 {
				t.Fatalf("size %d: the blank holds %q", size, rec.Block)
			}
		}
		if got := strings.Join(types, " "); got != "resource metadata resource" {
			t.Fatalf("size %d: %s", size, got)
		}
	}
	for _, size := range []int64{0, 17, 18, 23, 100} {
		if _, err := warc.NewBlank(size, at); !errors.Is(err, hearsay.ErrTooLarge) {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
}
