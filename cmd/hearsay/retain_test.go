// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

//go:build linux

package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hearsay/index"
)

// TestKilledRetain kills the carrying out of rules of retention at many moments: the library
// is sound each time, the same command goes on, and in the end no article has words that
// its rule does not keep, and the index no more segments than adding leaves.
func TestKilledRetain(t *testing.T) {
	t.Parallel()
	n, kills := 120, 2
	if os.Getenv("HEARSAY_LONG") != "" {
		n, kills = 300, 60
	}
	dir, binary, r := t.TempDir(), itself(t), rand.New(rand.NewPCG(9, 10))
	whole := filepath.Join(dir, "whole")
	must(t, "add", "--library", whole, writeRows(t, filepath.Join(dir, "rows.jsonl"), invented(n)))
	must(t, "retain", "set", "passages", "--library", whole)
	done := 0
	for k := range kills {
		lib := filepath.Join(dir, fmt.Sprint(k))
		if err := os.CopyFS(lib, os.DirFS(whole)); err != nil {
			t.Fatal(err)
		}
		if killing(t, binary, time.Duration(r.IntN(900))*time.Millisecond, "retain", "apply", "--library", lib) {
			done++
		}
		if v := checked(t, lib); v.Articles != n {
			t.Fatalf("after a kill: %d articles of %d", v.Articles, n)
		}
		must(t, "retain", "apply", "--library", lib)
		retained(t, lib, n, index.MaxLive) // what a kill left unmerged is not new to the next run
		if err := os.RemoveAll(lib); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("killed %d times", done)
}

// retained sees that rules were carried out on all of n articles, and that their index is in at
// most most segments.
func retained(t *testing.T, lib string, n, most int) {
	t.Helper()
	if v := checked(t, lib); v.Articles != n || len(v.Notes) > 0 {
		t.Errorf("in the end %d articles of %d and notes %q", v.Articles, n, v.Notes)
	}
	code, stdout, stderr := run(t, "", "retain", "--json", "--library", lib)
	var kept struct{ Articles map[string]int }
	if err := json.Unmarshal([]byte(stdout), &kept); code != exitDone || err != nil || kept.Articles["passages"] != n {
		t.Errorf("exit %d, error %v: kept %v of %d articles %s", code, err, kept.Articles, n, stderr)
	}
	segments, err := filepath.Glob(filepath.Join(lib, "index", "*.seg"))
	if err != nil || len(segments) == 0 || len(segments) > most {
		t.Errorf("%d segments, error %v; at most %d are wanted", len(segments), err, most)
	}
}

// TestFullDiskRetain lets a disk run full while rules of retention are carried out, each
// time with a little more room: nothing is lost, questions are answered, and in the end it
// succeeds.
func TestFullDiskRetain(t *testing.T) {
	t.Parallel()
	disk, dir := smallDisk(t, 200<<20), t.TempDir()
	lib, rows := filepath.Join(disk, "lib"), invented(120)
	must(t, "add", "--library", lib, writeRows(t, filepath.Join(dir, "rows.jsonl"), rows))
	must(t, "retain", "set", "passages", "--library", lib)
	failed := 0
	for room := int64(48 << 10); ; room *= 2 {
		resize(t, disk, used(t, disk)+room)
		code, _, stderr := run(t, "", "retain", "apply", "--library", lib)
		if code == exitDone {
			break
		}
		saysFull(t, code, stderr)
		failed++
		if code, _, stderr := run(t, rows[100]["text"], "trace", "--library", lib, "-"); code != exitDone {
			t.Errorf("trace: exit %d: %s", code, stderr)
		}
		if v := checked(t, lib); v.Articles != len(rows) {
			t.Fatalf("%d articles", v.Articles)
		}
	}
	if failed == 0 {
		t.Error("the disk was never full: the test shows nothing")
	}
	retained(t, lib, len(rows), 3) // a full disk keeps a merge from being made: the next command that writes makes it
}
