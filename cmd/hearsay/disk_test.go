// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

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
	lib, input := filepath.Join(disk, "lib"), writeRows(t, filepath.Join(t.TempDir(), "rows.jsonl"), invented(20_000))
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
