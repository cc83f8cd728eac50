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
