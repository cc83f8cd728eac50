// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/index"
	"hearsay/store"
)

// TestKilled kills adding, merging, detection and the kinds of rebuilding at many
// moments. Whatever the moment, the library is sound, what was acknowledged is
// there, what is left over is named, and in the end the library equals one that
// was never killed.
func TestKilled(t *testing.T) {
	t.Parallel()
	n, kills, long := 300, 16, os.Getenv("HEARSAY_LONG") != ""
	if long {
		n, kills = 2500, 200
	}
	k := newKiller(t, speaking(invented(n)))
	for done := 0; done < kills; {
		if k.chunk == len(k.chunks) {
			k.finish()
		}
		if k.step() {
			done++
		}
	}
	k.finish()
	t.Logf("%d libraries of %d articles; killed while %v; %d files were left and named", k.libraries-2, n, k.killed, k.left)
	for _, stage := range []string{"adding", "merging", "detecting", "rebuild", "rebuild --index", "rebuild --clusters"} {
		if long && k.killed[stage] == 0 {
			t.Errorf("no kill came while %s: the test shows less than it says", stage)
		}
	}
}

// killer adds chunks of rows to a library, and is not let finish.
type killer struct {
	*testing.T
	r         *rand.Rand
	binary    string
	chunks    []string // files
	chunk     int      // the next one
	lib       string
	libraries int
	seen      map[hearsay.ArticleID]bool // in lib
	killed    map[string]int
	left      int                 // files that a kill left and check named
	links     []string            // of a library that was never killed
	clusters  map[string][]string // of it
	voices    []string            // of it
}

func newKiller(t *testing.T, rows []map[string]string) *killer {
	k := &killer{T: t, r: rand.New(rand.NewPCG(1, 2)), binary: binary(t), killed: map[string]int{}}
	dir := t.TempDir()
	for len(rows) > 0 {
		// Short runs make many segments, and so many merges; long ones commit often.
		n := min(len(rows), 3+k.r.IntN(7))
		if len(rows) > 1500 && k.r.IntN(60) == 0 {
			n = 500 + k.r.IntN(300)
		}
		k.chunks = append(k.chunks, writeRows(t, filepath.Join(dir, fmt.Sprintf("%04d.jsonl", len(k.chunks))), rows[:n]))
		rows = rows[n:]
	}
	k.begin()
	k.must(append([]string{"add"}, k.chunks...)...)
	k.links = linksOf(t, k.lib)
	k.must("rebuild", "--clusters")
	k.clusters = clustersOf(t, k.lib)
	k.voices = voicesOf(t, k.lib)
	if len(k.links) == 0 || len(k.clusters) == 0 || len(k.voices) == 0 {
		t.Fatalf("%d links, %d clusters and %d voices: the test would show nothing", len(k.links), len(k.clusters), len(k.voices))
	}
	k.begin()
	return k
}

// begin begins a library.
func (k *killer) begin() {
	k.lib, k.chunk, k.seen = filepath.Join(k.TempDir(), "lib"), 0, map[hearsay.ArticleID]bool{}
	k.libraries++
}

// moment is when to kill: a while after a line of progress, or after a file
// appeared in the index, or after the beginning.
type moment struct {
	stage string
	nth   int
	wait  time.Duration
}

const (
	atOnce    = ""
	onSegment = "a file"
)

// step runs one command, kills it if it can, and looks at what it left.
func (k *killer) step() bool {
	wait := func(most int) time.Duration { return time.Duration(k.r.IntN(most)) * 100 * time.Microsecond }
	var m moment
	args := []string{"add"}
	switch k.r.IntN(11) {
	case 0, 1, 2:
		k.feed()
		m = moment{stage: "merge", nth: 1, wait: wait(150)}
	case 3, 4:
		m = moment{stage: "add", nth: 1, wait: wait(40)}
	case 5:
		m = moment{stage: atOnce, wait: wait(1500)}
	case 6:
		m = moment{stage: onSegment, wait: wait(80)}
	case 7:
		m, args = moment{stage: onSegment, wait: wait(300)}, []string{"rebuild", "--index"}
	case 8:
		m, args = moment{stage: "detect", nth: 1, wait: wait(300)}, []string{"rebuild", "--clusters"}
	case 9:
		m, args = moment{stage: atOnce, wait: wait(2500)}, []string{"rebuild"}
	case 10:
		m, args = moment{stage: "stories", nth: 1, wait: wait(100)}, []string{"rebuild", "--stories"}
	}
	if k.chunk == len(k.chunks) {
		return false
	}
	add := []string{"add", k.chunks[k.chunk]}
	if args[0] == "add" {
		args = add
	}
	if args[0] == "rebuild" && len(k.seen) == 0 {
		return false // there is nothing yet
	}
	o := k.run(m, args...)
	if o.killed {
		k.killed[o.during(args)]++
		if args[0] == "rebuild" {
			o.added = 0 // what it counts was there
		}
		k.verify(o)
	}
	if args[0] == "add" && (!o.killed || k.r.IntN(2) == 0) {
		if o.killed {
			k.must(add...)
		}
		k.chunk++
		k.look(false)
	}
	return o.killed
}

// feed adds chunks until one more segment makes a merge due.
func (k *killer) feed() {
	for k.chunk < len(k.chunks)-1 && strings.Count(names(filepath.Join(k.lib, "index")), "\n") < index.MaxLive {
		if code, _, stderr := run(k.T, "", "add", "--library", k.lib, k.chunks[k.chunk]); code != exitDone {
			k.Fatalf("exit %d: %s", code, stderr)
		}
		k.chunk++
	}
	if k.chunk > 0 {
		k.look(false)
	}
}

// outcome is what became of a command.
type outcome struct {
	killed bool
	stage  string // of the last line of progress
	added  int    // articles that were acknowledged
}

// during says what a command was doing. A line of progress comes after a commit.
func (o outcome) during(args []string) string {
	switch {
	case args[0] == "rebuild":
		return strings.Join(args, " ")
	case o.stage == "add":
		return "detecting"
	case o.stage == "merge":
		return "merging"
	case o.stage == "detect", o.stage == "speakers", o.stage == "stories":
		return "telling speakers"
	}
	return "adding"
}

// run runs a command and kills it when the moment comes. One that ends before must
// succeed.
func (k *killer) run(m moment, args ...string) outcome {
	cmd := exec.Command(k.binary, slices.Concat(args[:1], []string{"--json", "--progress", "--library", k.lib}, args[1:])...)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		k.Fatal(err)
	}
	dir := filepath.Join(k.lib, "index")
	before := names(dir)
	if err := cmd.Start(); err != nil {
		k.Fatal(err)
	}
	lines := make(chan string)
	go func() {
		defer close(lines)
		for s := bufio.NewScanner(stderr); s.Scan(); {
			lines <- s.Text()
		}
	}()
	said, o := hearOut(lines, m, func() bool { return names(dir) != before }, cmd.Process)
	err = cmd.Wait()
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	if o.killed = ok && status.Signaled(); err != nil && !o.killed {
		k.Fatalf("%v: %v: %s", args, err, said)
	}
	return o
}

// hearOut reads what a process says until it ends, and kills it when the moment
// comes.
func hearOut(lines <-chan string, m moment, appeared func() bool, victim *os.Process) (said string, o outcome) {
	var fire <-chan time.Time
	if m.stage == atOnce {
		fire = time.After(m.wait)
	}
	tick := time.NewTicker(500 * time.Microsecond)
	defer tick.Stop()
	for {
		select {
		case line, more := <-lines:
			if !more {
				return said, o
			}
			var p progress
			if json.Unmarshal([]byte(line), &p) != nil {
				said += line + "\n"
				continue
			}
			o.stage, o.added = p.Stage, max(o.added, p.New)
			if p.Stage == m.stage {
				if m.nth--; m.nth == 0 {
					fire = time.After(m.wait)
				}
			}
		case <-tick.C:
			if m.stage == onSegment && appeared() {
				m.stage, fire = atOnce, time.After(m.wait)
			}
		case <-fire:
			_ = victim.Kill() // it may have ended
		}
	}
}

// names are the files of a folder.
func names(dir string) string {
	entries, _ := os.ReadDir(dir) // none before the folder is there
	var b strings.Builder
	for _, e := range entries {
		b.WriteString(e.Name() + "\n")
	}
	return b.String()
}

// must runs a command to its end.
func (k *killer) must(args ...string) {
	k.Helper()
	if o := k.run(moment{stage: "never"}, args...); o.killed {
		k.Fatalf("%v was killed", args)
	}
}

// verify looks at what a killed command left.
func (k *killer) verify(o outcome) {
	k.Helper()
	before := len(k.seen)
	if _, err := os.Stat(filepath.Join(k.lib, "facts.sqlite")); err != nil {
		if o.added+before > 0 {
			k.Fatalf("%v, but %d articles were acknowledged", err, o.added+before)
		}
		return
	}
	if !k.look(true) {
		return
	}
	if got := len(k.seen) - before; got < o.added {
		k.Fatalf("%d new articles, but %d were acknowledged", got, o.added)
	}
}

// look requires that every article of before is there, and checks all of it when
// that is asked for. It reports whether there is a library.
func (k *killer) look(all bool) bool {
	k.Helper()
	lib, err := store.Open(k.Context(), k.lib)
	if errors.Is(err, hearsay.ErrNotFound) && len(k.seen) == 0 {
		return false // killed before it was made
	}
	if err != nil {
		k.Fatal(err)
	}
	defer lib.Close()
	now := map[hearsay.ArticleID]bool{}
	if err := lib.ArticleCaptures(k.Context(), func(a hearsay.ArticleID, _ hearsay.CaptureID) error {
		now[a] = true
		return nil
	}); err != nil {
		k.Fatal(err)
	}
	for id := range k.seen {
		if !now[id] {
			k.Fatalf("article %s was there and is not", id)
		}
	}
	k.seen = now
	if !all {
		return true
	}
	v := checked(k.T, k.lib)
	if v.Articles != len(now) {
		k.Errorf("check counts %d articles of %d", v.Articles, len(now))
	}
	k.orphans(lib, strings.Join(v.Notes, "\n"))
	return true
}

// orphans requires that check's notes name every file that belongs to nothing.
func (k *killer) orphans(lib *store.Store, notes string) {
	k.Helper()
	segments, err := lib.Segments(k.Context())
	if err != nil {
		k.Fatal(err)
	}
	for name := range strings.FieldsSeq(names(filepath.Join(k.lib, "index"))) {
		if !slices.ContainsFunc(segments, func(s store.Segment) bool { return s.File == name }) {
			k.left++
			if !strings.Contains(notes, name) {
				k.Errorf("nothing is said of %s, which no commit names: %q", name, notes)
			}
		}
	}
}

// finish adds all that is left and compares the library with the one that was
// never killed.
func (k *killer) finish() {
	k.Helper()
	k.must(append([]string{"add"}, k.chunks...)...)
	k.look(true)
	if v := checked(k.T, k.lib); len(v.Notes) > 0 {
		k.Errorf("in the end something is left: %q", v.Notes)
	}
	if diff := cmp.Diff(k.links, linksOf(k.T, k.lib)); diff != "" {
		k.Errorf("links (-never killed +killed):\n%s", diff)
	}
	if diff := cmp.Diff(k.voices, voicesOf(k.T, k.lib)); diff != "" {
		k.Errorf("voices (-never killed +killed):\n%s", diff)
	}
	k.must("rebuild", "--clusters")
	if diff := cmp.Diff(k.clusters, clustersOf(k.T, k.lib)); diff != "" {
		k.Errorf("clusters (-never killed +killed):\n%s", diff)
	}
	k.begin()
}

// TestTwoWriters: the second is told, and the first is not disturbed.
func TestTwoWriters(t *testing.T) {
	t.Parallel()
	lib, binary := filepath.Join(t.TempDir(), "lib"), binary(t)
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
	if got := checked(t, lib).Articles; got != 1 {
		t.Errorf("%d articles, want 1", got)
	}
}
