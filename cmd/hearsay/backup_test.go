// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hearsay"
	"hearsay/store"
)

// itself is a path under which this test binary is the command (see TestMain).
func itself(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	path := filepath.Join(t.TempDir(), "hearsay")
	if err == nil {
		err = os.Symlink(self, path)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// killing runs a command and kills it after a while, unless it is done before.
func killing(t *testing.T, binary string, after time.Duration, args ...string) (killed bool) {
	t.Helper()
	cmd := exec.Command(binary, args...)
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(after, func() { _ = cmd.Process.Signal(syscall.SIGKILL) }) // it may have ended
	err := cmd.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) && !exit.Exited() {
		return true
	}
	if err != nil {
		t.Fatalf("%v: %v: %s", args, err, said.String())
	}
	return false
}

// TestKilledBackup kills backups, and restoring, at many moments: what is there is whole,
// or is not taken for a backup or a library; and the same command, given again, succeeds.
func TestKilledBackup(t *testing.T) {
	t.Parallel()
	kills := 6
	if os.Getenv("HEARSAY_LONG") != "" {
		kills = 100
	}
	dir, binary, r := t.TempDir(), itself(t), rand.New(rand.NewPCG(5, 6))
	lib := filepath.Join(dir, "lib")
	must(t, "add", "--library", lib, writeRows(t, filepath.Join(dir, "rows.jsonl"), invented(300)))
	begun := time.Now()
	must(t, "backup", "--library", lib, filepath.Join(dir, "first.tar"))
	most := 2*int(time.Since(begun)/time.Millisecond) + 150
	done := 0
	for n := range kills {
		target := filepath.Join(dir, []string{"folder", "b.tar", "b.tar.zst"}[n%3])
		if killing(t, binary, time.Duration(r.IntN(most))*time.Millisecond, "backup", "--library", lib, target) {
			done++
		}
		code, stdout, stderr := run(t, "", "backup", "--verify", target)
		if code != exitDone && !strings.Contains(stderr, "not found") {
			t.Errorf("after a kill: %s%s", stdout, stderr)
		}
		again := filepath.Join(dir, "again")
		if killing(t, binary, time.Duration(r.IntN(most))*time.Millisecond, "restore", filepath.Join(dir, "first.tar"), "--library", again) {
			done++
		}
		if _, err := os.Stat(again); err == nil {
			checked(t, again)
			if err := os.RemoveAll(again); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Logf("killed %d times", done)
	// What a killed restore leaves is taken up by the next one to the same place.
	must(t, "restore", filepath.Join(dir, "first.tar"), "--library", filepath.Join(dir, "again"))
	for _, target := range []string{"folder", "b.tar", "b.tar.zst"} {
		path := filepath.Join(dir, target)
		must(t, "backup", "--library", lib, path)
		must(t, "backup", "--verify", path)
		must(t, "restore", path, "--library", path+".lib")
		if v := checked(t, path+".lib"); v.Articles != 300 {
			t.Errorf("%d articles", v.Articles)
		}
		left, _ := filepath.Glob(filepath.Join(dir, "*.partial*"))
		more, _ := filepath.Glob(filepath.Join(dir, "folder", ".[pg]*"))
		if len(left)+len(more) > 0 && target == "b.tar.zst" {
			t.Errorf("left: %q, %q", left, more)
		}
	}
}

// TestKilledCompact kills removing with compaction, and compacting, at many moments: the
// library is sound each time, what is left over is named, and in the end nothing is left of
// what was removed.
func TestKilledCompact(t *testing.T) {
	t.Parallel()
	kills := 8
	if os.Getenv("HEARSAY_LONG") != "" {
		kills = 100
	}
	dir, binary, r := t.TempDir(), itself(t), rand.New(rand.NewPCG(7, 8))
	const removed = 9 // by each second command
	part := 20 + removed*kills/6
	lib, rows := filepath.Join(dir, "lib"), invented(3*part)
	for i := range 3 {
		must(t, "add", "--library", lib, writeRows(t, filepath.Join(dir, "rows.jsonl"), rows[i*part:(i+1)*part]))
	}
	ids := idsOf(t, lib)
	done, gone := 0, 0
	for n := range kills {
		args := []string{"compact", "--library", lib}
		if n%2 == 0 {
			args = append([]string{"remove", "--library", lib, "--compact"}, ids[gone:gone+removed]...)
			gone += removed
		}
		if killing(t, binary, time.Duration(r.IntN(250))*time.Millisecond, args...) {
			done++
		}
		checked(t, lib)
	}
	must(t, append([]string{"remove", "--library", lib}, idsOf(t, lib)[:20]...)...)
	must(t, "compact", "--library", lib)
	left := idsOf(t, lib)
	if v := checked(t, lib); v.Articles != len(left) || len(v.Notes) > 0 {
		t.Errorf("%d articles listed; %+v", len(left), v)
	}
	must(t, "rebuild", "--library", lib)
	if v := checked(t, lib); v.Articles != len(left) {
		t.Errorf("rebuilt: %d articles of %d", v.Articles, len(left))
	}
	t.Logf("killed %d times; %d articles of %d are left", done, len(left), len(rows))
}

// idsOf lists the articles of a library, in order of arrival.
func idsOf(t *testing.T, dir string) (out []string) {
	t.Helper()
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	err = lib.ArticleCaptures(t.Context(), func(a hearsay.ArticleID, _ hearsay.CaptureID) error {
		out = append(out, a.String())
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
