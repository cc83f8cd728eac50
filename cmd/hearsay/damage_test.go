// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/index"
)

// TestDamagedSegment: with a segment of the index damaged anywhere, adding and
// tracing go on, check names the file, and after rebuild the library equals one
// that was never damaged.
func TestDamagedSegment(t *testing.T) {
	t.Parallel()
	invented := invented(120)
	dir := t.TempDir()
	file := func(i int) string { return filepath.Join(dir, fmt.Sprintf("%d.jsonl", i)) }
	for i := range 12 {
		writeRows(t, file(i), invented[i*10:i*10+10])
	}
	whole := filepath.Join(dir, "whole")
	parts := []string{file(0), file(1), file(2)}
	addEach(t, whole, parts...)
	segment := firstSegment(t, whole)
	good, err := os.ReadFile(segment)
	if err != nil {
		t.Fatal(err)
	}
	type damage struct {
		name   string
		noted  bool // adding must notice
		change func(path string) error
	}
	damages := []damage{
		{"the file is gone", true, os.Remove},
		{"the file is empty", true, func(path string) error { return os.Truncate(path, 0) }},
		{"the file is cut", true, func(path string) error { return os.Truncate(path, int64(len(good)/2)) }},
	}
	for at := 0; at < len(good); at += 1 + len(good)/9 {
		damages = append(damages, damage{fmt.Sprintf("byte %d of %d", at, len(good)), at < 100, func(path string) error {
			broken := slices.Clone(good)
			broken[at] ^= 0xff
			return os.WriteFile(path, broken, 0o600)
		}})
	}
	later := []string{file(3), file(4), file(5), file(6), file(7), file(8), file(9), file(10), file(11)}
	addEach(t, whole, later...)
	must(t, "rebuild", "--clusters", "--library", whole)
	links, clusters := linksOf(t, whole), clustersOf(t, whole)
	for i, d := range damages {
		t.Run(d.name, func(t *testing.T) {
			lib := filepath.Join(dir, fmt.Sprint("lib", i))
			addEach(t, lib, parts...)
			path := firstSegment(t, lib)
			if err := d.change(path); err != nil {
				t.Fatal(err)
			}
			said := addEach(t, lib, later...)
			if d.noted && (!strings.Contains(said, "are not compared") || !strings.Contains(said, "are not merged") || !strings.Contains(said, "run hearsay rebuild --index")) {
				t.Errorf("adding said %q", said)
			}
			code, stdout, stderr := run(t, "", "check", "--library", lib)
			if code != exitFailed || !strings.Contains(stdout, filepath.Base(path)) || !strings.Contains(stdout, "run hearsay rebuild --index") {
				t.Errorf("check: exit %d: %s%s", code, stdout, stderr)
			}
			if d.noted && !strings.Contains(stdout, "90 articles were not compared") {
				t.Errorf("check says nothing of articles that wait: %s", stdout)
			}
			if code, _, stderr := run(t, invented[100]["text"], "trace", "--library", lib, "-"); code != exitDone {
				t.Errorf("trace: exit %d: %s", code, stderr)
			}
			must(t, "rebuild", "--index", "--library", lib)
			must(t, "check", "--library", lib)
			must(t, "add", "--library", lib, parts[0]) // nothing new: what waited is compared
			if v := checked(t, lib); v.Articles != 120 || len(v.Notes) > 0 {
				t.Errorf("%d articles, notes %q", v.Articles, v.Notes)
			}
			if d.noted {
				if diff := cmp.Diff(links, linksOf(t, lib)); diff != "" {
					t.Errorf("links (-never damaged +damaged):\n%s", diff)
				}
			}
			must(t, "rebuild", "--clusters", "--library", lib)
			if diff := cmp.Diff(links, linksOf(t, lib)); diff != "" {
				t.Errorf("links (-never damaged +damaged):\n%s", diff)
			}
			if diff := cmp.Diff(clusters, clustersOf(t, lib)); diff != "" {
				t.Errorf("clusters (-never damaged +damaged):\n%s", diff)
			}
		})
	}
	if index.MaxLive >= len(parts)+len(later) {
		t.Error("no merge was due: the test shows less than it says")
	}
}

// addEach adds files, each in a run of its own, and returns what was said.
func addEach(t *testing.T, lib string, files ...string) (said string) {
	t.Helper()
	for _, f := range files {
		said += must(t, "add", "--library", lib, f)
	}
	return said
}

// must runs a command that must succeed, and returns what it said.
func must(t *testing.T, args ...string) (stderr string) {
	t.Helper()
	code, stdout, stderr := run(t, "", args...)
	if code != exitDone {
		t.Fatalf("%v: exit %d: %s%s", args, code, stdout, stderr)
	}
	return stderr
}

// firstSegment is the path of the first segment of a library.
func firstSegment(t *testing.T, lib string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(lib, "index", "*.seg"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%v, %v", files, err)
	}
	return files[0]
}
