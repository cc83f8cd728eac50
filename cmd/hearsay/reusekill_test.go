// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// reuseKiller runs hearsay reuse and does not let it finish.
type reuseKiller struct {
	*testing.T
	binary, spill, out, input string
	killed                    map[string]int // by the stage that was under way
	resumed                   map[string]int // by the stage behind which a run went on
	left                      int            // files that were cleared and named
	status                    string         // file in which Linux says of the program how much is resident
	peak                      int64          // bytes of it, at most, as the stages began
}

func (k *reuseKiller) args(more ...string) []string {
	return append([]string{"reuse", "--progress", "--json", "--memory", "128MB", "--spill", k.spill, "--out", k.out, k.input}, more...)
}

// run runs the program; once a stage begins, and a while has passed, it kills it. It
// reports whether that came in time.
func (k *reuseKiller) run(stage string, wait time.Duration) bool {
	k.Helper()
	cmd := exec.Command(k.binary, k.args()...)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		k.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		k.Fatal(err)
	}
	if stage == "read" {
		time.AfterFunc(wait, func() { _ = cmd.Process.Kill() }) // it may have ended
	}
	k.status = fmt.Sprintf("/proc/%d/status", cmd.Process.Pid)
	at, said := k.follow(stderr, stage, func() { time.Sleep(wait); _ = cmd.Process.Kill() })
	err = cmd.Wait()
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	if ok && status.Signaled() {
		k.killed[at]++
		return true
	}
	if code := cmd.ProcessState.ExitCode(); code != exitSkipped {
		k.Fatalf("exit %d, %v: %s", code, err, said)
	}
	k.kept()
	return false
}

// follow reads what the program says, and calls kill when a stage begins. It returns the
// stage that began last.
func (k *reuseKiller) follow(stderr io.Reader, stage string, kill func()) (at, said string) {
	at = "read"
	for s := bufio.NewScanner(stderr); s.Scan(); {
		k.peak = max(k.peak, resident(k.status))
		var p progress
		if json.Unmarshal(s.Bytes(), &p) == nil {
			if p.Stage != at && p.Stage == stage {
				kill()
			}
			at = p.Stage
			continue
		}
		said += s.Text() + "\n"
		if _, behind, ok := strings.Cut(s.Text(), "goes on behind the stage "); ok {
			name, _, _ := strings.Cut(behind, ",")
			k.resumed[name]++
		}
		k.left += strings.Count(s.Text(), " bytes)")
	}
	return at, said
}

// kept requires that the program kept to its memory: above it may be 15 in 100, and the
// pages of the program file, which count as its own while they are mapped.
func (k *reuseKiller) kept() {
	program, err := os.Stat(k.binary)
	if err != nil {
		k.Fatal(err)
	}
	if most := int64(128<<20)*115/100 + program.Size(); k.peak > most {
		k.Errorf("%d bytes resident, at most %d are wanted", k.peak, most)
	}
}

// resident is how many bytes a program had resident at most, by the file in which Linux says so;
// 0 where that is not there. What wait tells of a child has what its parent held when it began.
func resident(status string) (n int64) {
	text, err := os.ReadFile(status)
	if err != nil {
		return 0
	}
	if _, after, ok := strings.Cut(string(text), "VmHWM:"); ok {
		fmt.Sscan(after, &n)
	}
	return n << 10
}

// TestReuseKilled kills hearsay reuse in every stage. The next run goes on behind the
// last whole stage, and the files are equal to those of a run that was never killed.
func TestReuseKilled(t *testing.T) {
	t.Parallel()
	n, rounds, wait := 400, 1, 2
	if os.Getenv("HEARSAY_LONG") != "" {
		n, rounds, wait = 60_000, 12, 700
	}
	dir, r := t.TempDir(), rand.New(rand.NewPCG(5, 8))
	k := &reuseKiller{T: t, binary: binary(t), spill: filepath.Join(dir, "spill"), out: filepath.Join(dir, "found"),
		input: writeRows(t, filepath.Join(dir, "rows.jsonl"), append(invented(n), map[string]string{"id": "none"})), killed: map[string]int{}, resumed: map[string]int{}}
	want := filepath.Join(dir, "want")
	if code, _, stderr := run(t, "", "reuse", "--out", want, k.input); code != exitSkipped {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	for range rounds {
		for _, stage := range []string{"read", "order", "seeds", "hits", "compare", "cluster"} {
			if !k.run(stage, time.Duration(r.IntN(wait*1000))*time.Microsecond) {
				k.same(want)
			}
		}
		for k.run("", 0) { // to its end
		}
		k.same(want)
	}
	t.Logf("killed in %v; went on behind %v; %d files were left, cleared and named", k.killed, k.resumed, k.left)
	if len(k.killed) == 0 || len(k.resumed) == 0 {
		t.Error("no kill came in time: the test shows nothing")
	}
	for _, stage := range []string{"read", "seeds", "hits", "compare"} {
		if rounds > 1 && k.resumed[stage] == 0 {
			t.Errorf("no run went on behind %s: the test shows less than it says", stage)
		}
	}
}

// same requires the files of a run that was never killed, and no others.
func (k *reuseKiller) same(want string) {
	k.Helper()
	for _, name := range []string{witnessesName, pairsName} {
		got, err := os.ReadFile(filepath.Join(k.out, name))
		wanted, err2 := os.ReadFile(filepath.Join(want, name))
		if err != nil || err2 != nil || !bytes.Equal(got, wanted) || len(got) == 0 {
			k.Fatalf("%s differs (%d bytes, want %d; %v)", name, len(got), len(wanted), err)
		}
	}
	if got := names(k.out); got != pairsName+"\n"+witnessesName+"\n" {
		k.Errorf("files %q", got)
	}
	if got := names(k.spill); got != "" {
		k.Errorf("%q stay", got)
	}
	if err := os.RemoveAll(k.out); err != nil {
		k.Fatal(err)
	}
}

// TestReuseElse: a run of other options, input or program says why it starts anew.
func TestReuseElse(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	input := writeRows(t, filepath.Join(dir, "rows.jsonl"), invented(60))
	k := &reuseKiller{T: t, binary: binary(t), spill: filepath.Join(dir, "spill"), input: input}
	blocked := filepath.Join(dir, "blocked")
	writeFile(t, blocked, "a file where a folder should be")
	left := func() {
		t.Helper()
		k.out = filepath.Join(blocked, "found")
		if code, _, stderr := run(t, "", k.args()...); code != exitFailed {
			t.Fatalf("exit %d: %s", code, stderr)
		}
		k.out = filepath.Join(dir, "found")
	}
	left()
	for _, c := range []struct {
		change func()
		args   []string
		says   string
	}{
		{func() {}, nil, "goes on behind the stage read"},
		{func() {}, []string{"--min-words", "9"}, "least 9 words"},
		{func() {}, []string{"--series"}, "within series false"},
		{func() { writeRows(t, input, invented(61)) }, nil, "rows.jsonl has changed since"},
	} {
		left()
		c.change()
		args := append(k.args()[:1:1], append(c.args, k.args()[1:]...)...)
		if code, _, stderr := run(t, "", args...); code != exitDone || !strings.Contains(stderr, c.says) {
			t.Errorf("exit %d, no %q in %s", code, c.says, stderr)
		}
	}
	if got := fmt.Sprint(names(k.spill)); got != "" {
		t.Errorf("%q stay", got)
	}
}
