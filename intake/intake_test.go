// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package intake_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"hearsay"
	"hearsay/intake"
	"hearsay/warc"
)

var noon = time.Date(2026, 11, 5, 12, 0, 0, 0, time.UTC)

const somePage = "<!doctype html><title>Rain</title><p>It rained, the mayor said.</p>"

// folder writes files into a new folder and returns it.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// walk reads paths and returns an item a line, with the folder cut off:
//
//	a.html: html "It rained" name=a.html
//	rows.jsonl row 2: SKIP no text or html field
func walk(t testing.TB, dir string, opt intake.Options, paths ...string) string {
	t.Helper()
	if opt.Now.IsZero() {
		opt.Now = noon
	}
	for i, path := range paths {
		if path != "-" {
			paths[i] = filepath.Join(dir, path)
		}
	}
	var out strings.Builder
	for it := range intake.Walk(t.Context(), paths, opt) {
		where := filepath.ToSlash(strings.TrimPrefix(strings.TrimPrefix(it.Where.String(), dir), string(filepath.Separator)))
		out.WriteString(where + ": " + describe(t, it) + "\n")
	}
	return out.String()
}

// one reads the only file of a folder.
func one(t testing.TB, name, content string) string {
	t.Helper()
	return walk(t, folder(t, map[string]string{name: content}), intake.Options{}, name)
}

func describe(t testing.TB, it intake.Item) string {
	t.Helper()
	if it.Skip != nil {
		if it.Record != nil || it.Body != nil || it.Skip.Err == nil {
			t.Errorf("%s is skipped, but has a record or no kind: %+v", it.Where, it)
		}
		return "SKIP " + it.Skip.Reason
	}
	sameAgain(t, it)
	c := it.Capture
	s := strings.TrimPrefix(c.MediaType, "text/")
	if c.Status != 0 {
		s += fmt.Sprint(" ", c.Status)
	}
	text := string(it.Body)
	if len(text) > 40 {
		text = fmt.Sprintf("%s… (%d bytes)", text[:20], len(text))
	}
	s += fmt.Sprintf(" %q", text)
	for _, field := range []struct{ name, value string }{{"url", c.URL}, {"name", c.Name}, {"given", given(c.Given)}, {"header", header(c.Header)}, {"note", it.Note}} {
		if field.value != "" {
			s += " " + field.name + "=" + field.value
		}
	}
	return s
}

func given(g hearsay.Given) string {
	if g == (hearsay.Given{}) {
		return ""
	}
	return fmt.Sprintf("{%s|%s|%s|%s|%s}", g.URL, g.Outlet, g.Title, g.Date, g.Language)
}

func header(h map[string]string) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(h)) {
		out = append(out, name+":"+h[name])
	}
	return strings.Join(out, ",")
}

// sameAgain holds every item to the promise that the library is built on: its
// record, written and read again, gives the same capture and body.
func sameAgain(t testing.TB, it intake.Item) {
	t.Helper()
	var b bytes.Buffer
	if _, err := warc.NewWriter(&b, 1).Write(it.Record); err != nil {
		t.Errorf("%s: the record cannot be kept: %v", it.Where, err)
		return
	}
	rec, err := warc.NewReader(&b, warc.Limits{}).Next()
	if err != nil {
		t.Errorf("%s: the record cannot be read again: %v", it.Where, err)
		return
	}
	c, body, err := intake.FromRecord(rec, intake.Limits{})
	if err != nil {
		t.Errorf("%s: the record gives no capture again: %v", it.Where, err)
		return
	}
	if diff := cmp.Diff(it.Capture, c); diff != "" || !bytes.Equal(it.Body, body) {
		t.Errorf("%s: the record gives another capture or body: %s", it.Where, diff)
	}
	if c.ID != c.Identity() || c.ID.IsZero() || (c.URL == "" && c.Name == "") {
		t.Errorf("%s: identity %v of %+v", it.Where, c.ID, c)
	}
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

// file is a member of an archive to be made.
type file struct{ name, content string }

func tarOf(files ...file) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		h := &tar.Header{Name: f.name, Size: int64(len(f.content)), Mode: 0o644, Typeflag: tar.TypeReg}
		if link, ok := strings.CutPrefix(f.content, "link:"); ok {
			h.Typeflag, h.Linkname, h.Size, f.content = tar.TypeSymlink, link, 0, ""
		}
		if strings.HasSuffix(f.name, "/") {
			h.Typeflag = tar.TypeDir
		}
		if err := w.WriteHeader(h); err != nil {
			panic(err)
		}
		io.WriteString(w, f.content)
	}
	w.Close()
	return b.String()
}

func zipOf(files ...file) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate}
		if strings.HasPrefix(f.content, "link:") {
			h.SetMode(os.ModeSymlink | 0o777)
		}
		m, err := w.CreateHeader(h)
		if err != nil {
			panic(err)
		}
		io.WriteString(m, f.content)
	}
	w.Close()
	return b.String()
}

// identities returns the captures of a walk by name.
func identities(t testing.TB, paths ...string) map[string]hearsay.CaptureID {
	t.Helper()
	out := map[string]hearsay.CaptureID{}
	for it := range intake.Walk(context.Background(), paths, intake.Options{Now: noon}) {
		if it.Skip != nil {
			t.Errorf("%s: %s", it.Where, it.Skip)
		}
		out[it.Capture.Name] = it.Capture.ID
	}
	return out
}
