// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package feed_test

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// fixtures returns the files of the set of formats below a folder, by their name there.
// A test that needs them is skipped where they are not.
func fixtures(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	all, err := allFixtures()
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the fixtures of feeds (formats-warc-rss) are not in HEARSAY_DATA")
	}
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for name, body := range all {
		if below, ok := strings.CutPrefix(name, folder); ok {
			out[below] = body
		}
	}
	return out
}

var allFixtures = sync.OnceValues(func() (map[string][]byte, error) {
	data := os.Getenv("HEARSAY_DATA")
	if data == "" {
		data = "../../shared/data"
	}
	f, err := os.Open(filepath.Join(data, "formats-warc-rss", "formats.tar.gz"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		if out[strings.TrimPrefix(h.Name, "./")], err = io.ReadAll(r); err != nil {
			return nil, err
		}
	}
})
