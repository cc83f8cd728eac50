// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// rows writes a file of n articles.
func rows(t *testing.T, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "rows.jsonl")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	enc := json.NewEncoder(f)
	for i := range n {
		text := fmt.Sprintf("Entry %d\n\nClerk number %d read entry %d of the ledger aloud at the harbour office. “I have never seen %d boats,” Enid Strake said.", i, i*3, i, i*7)
		if err := enc.Encode(map[string]string{"id": fmt.Sprintf("row-%d", i), "text": text}); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// TestKilled kills adding at many moments. Whatever the moment, the library is
// sound, what was acknowledged is there, and in the end it equals one that was
// never killed.
func TestKilled(t *testing.T) {
	n, kills := 4000, 10
	if os.Getenv("HEARSAY_LONG") != "" {
		n, kills = 20_000, 200
	}
	input, lib := rows(t, n), filepath.Join(t.TempDir(), "lib")
	binary := build(t)
	acknowledged := 0
	for i := range kills {
		cmd := exec.Command(binary, "add", "--json", "--progress", "--library", lib, input)
		var errs strings.Builder
		cmd.Stderr = &errs
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(20+i*431%2400) * time.Millisecond)
		cmd.Process.Kill()
		cmd.Wait() // it was killed, so its error says nothing
		acknowledged = max(acknowledged, lastProgress(errs.String()))
		if acknowledged > 0 {
			if got := checked(t, binary, lib); got < acknowledged {
				t.Fatalf("after kill %d: %d articles, but %d were acknowledged", i, got, acknowledged)
			}
		}
	}
	if acknowledged == 0 {
		t.Error("no kill came after the first commit: the test shows nothing")
	}
	t.Logf("%d of %d were acknowledged before the last kill", acknowledged, n)
	if out, err := exec.Command(binary, "add", "--library", lib, input).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got := checked(t, binary, lib); got != n {
		t.Errorf("%d articles in the end, want %d", got, n)
	}
}

// lastProgress returns how many articles the last whole line of progress tells
// of.
func lastProgress(stderr string) int {
	total := 0
	for line := range strings.Lines(stderr) {
		var p progress
		if json.Unmarshal([]byte(line), &p) == nil {
			total = max(total, p.New+p.Already)
		}
	}
	return total
}

// checked checks a library and returns its number of articles.
func checked(t *testing.T, binary, lib string) int {
	t.Helper()
	out, err := exec.Command(binary, "check", "--json", "--library", lib).Output()
	var v struct{ Articles int }
	if err != nil || json.Unmarshal(out, &v) != nil {
		t.Fatalf("check: %v: %s", err, out)
	}
	return v.Articles
}

func build(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "hearsay")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return binary
}

// TestTwoWriters: the second is told, and the first is not disturbed.
func TestTwoWriters(t *testing.T) {
	lib, binary := filepath.Join(t.TempDir(), "lib"), build(t)
	first := exec.Command(binary, "add", "--library", lib, "-")
	in, err := first.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(20 * time.Second)
	for {
		if _, err := os.Stat(filepath.Join(lib, "facts.sqlite")); err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the first writer never made the library")
		}
		time.Sleep(10 * time.Millisecond)
	}
	code, _, stderr := run(t, good, "add", "--library", lib, "-")
	if code != exitFailed || !strings.Contains(stderr, "another hearsay is writing to it") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	fmt.Fprint(in, good)
	in.Close()
	if err := first.Wait(); err != nil {
		t.Error(err)
	}
	if got := checked(t, binary, lib); got != 1 {
		t.Errorf("%d articles, want 1", got)
	}
}

// TestFullDisk fills a small file system. It needs the right to mount one.
func TestFullDisk(t *testing.T) {
	disk := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk).CombinedOutput(); err != nil {
		t.Skipf("cannot mount a small file system: %v: %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", disk).CombinedOutput(); err != nil {
			t.Errorf("umount: %v: %s", err, out)
		}
	})
	lib, input := filepath.Join(disk, "lib"), rows(t, 20_000)
	code, stdout, stderr := run(t, "", "add", "--json", "--progress", "--library", lib, input)
	if code != exitFailed || !strings.Contains(strings.ToLower(stderr), "full") {
		t.Fatalf("exit %d: %s", code, lastLines(stderr))
	}
	acknowledged := lastProgress(stderr)
	var sum summary
	if json.Unmarshal([]byte(stdout), &sum) == nil {
		acknowledged = max(acknowledged, sum.New)
	}
	t.Logf("%d acknowledged; %s", acknowledged, lastLines(stderr))
	if acknowledged == 0 {
		t.Error("nothing was acknowledged before the disk was full")
	}
	// The disk grows, and the run goes on.
	if out, err := exec.Command("mount", "-o", "remount,size=300m", disk).CombinedOutput(); err != nil {
		t.Fatalf("remount: %v: %s", err, out)
	}
	code, stdout, stderr = run(t, "", "add", "--json", "--library", lib, input)
	if code != exitDone || json.Unmarshal([]byte(stdout), &sum) != nil {
		t.Fatalf("exit %d: %s", code, lastLines(stderr))
	}
	if sum.Already < acknowledged || sum.Already+sum.New != 20_000 {
		t.Errorf("%d acknowledged, then %d already and %d new", acknowledged, sum.Already, sum.New)
	}
	if code, stdout, _ := run(t, "", "check", "--library", lib); code != exitDone {
		t.Errorf("check: %s", stdout)
	}
}

func lastLines(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return strings.Join(lines[max(0, len(lines)-3):], "\n")
}
