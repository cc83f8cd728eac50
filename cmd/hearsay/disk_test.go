// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

//go:build linux

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"hearsay/index"
)

// smallDisk mounts a file system of so many bytes. That needs the right to mount.
func smallDisk(t *testing.T, size int64) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", fmt.Sprint("size=", size), "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("cannot mount a small file system: %v: %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v: %s", err, out)
		}
	})
	return dir
}

// resize gives a small disk another size.
func resize(t *testing.T, disk string, size int64) {
	t.Helper()
	if out, err := exec.Command("mount", "-o", fmt.Sprint("remount,size=", size), disk).CombinedOutput(); err != nil {
		t.Fatalf("remount: %v: %s", err, out)
	}
}

// used is how many bytes of a disk are used.
func used(t *testing.T, disk string) int64 {
	t.Helper()
	var s syscall.Statfs_t
	if err := syscall.Statfs(disk, &s); err != nil {
		t.Fatal(err)
	}
	return int64(s.Blocks-s.Bfree) * int64(s.Bsize)
}

// TestFullDisk lets a disk run full while adding.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	disk := smallDisk(t, 4<<20)
	lib, input := filepath.Join(disk, "lib"), writeRows(t, filepath.Join(t.TempDir(), "rows.jsonl"), invented(4_000))
	code, stdout, stderr := run(t, "", "add", "--json", "--progress", "--library", lib, input)
	saysFull(t, code, stderr)
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
	resize(t, disk, 200<<20)
	code, stdout, stderr = run(t, "", "add", "--json", "--library", lib, input)
	if code != exitDone || json.Unmarshal([]byte(stdout), &sum) != nil {
		t.Fatalf("exit %d: %s", code, lastLines(stderr))
	}
	if sum.Already < acknowledged || sum.Already+sum.New != 4_000 {
		t.Errorf("%d acknowledged, then %d already and %d new", acknowledged, sum.Already, sum.New)
	}
	checked(t, lib)
}

func saysFull(t *testing.T, code int, stderr string) {
	t.Helper()
	if code != exitFailed || !strings.Contains(stderr, "The disk is full.") || !strings.Contains(stderr, "run the same command again") {
		t.Fatalf("exit %d: %s", code, lastLines(stderr))
	}
}

// TestFullDiskLater lets a disk run full while segments are merged, articles
// compared, and the index and the clusters made again: each time with a little more
// room, until the command succeeds. Whatever failed, nothing is lost, questions are
// answered while the disk is full, and the same command goes on.
func TestFullDiskLater(t *testing.T) {
	t.Parallel()
	disk := smallDisk(t, 200<<20)
	dir, lib := t.TempDir(), filepath.Join(disk, "lib")
	all := invented(1200)
	var files []string
	for i, n := 0, 0; n < len(all); i++ {
		next := min(n+len(all)/index.MaxLive, len(all))
		files = append(files, writeRows(t, filepath.Join(dir, fmt.Sprint(i, ".jsonl")), all[n:next]))
		n = next
	}
	addEach(t, lib, files...)
	small := writeRows(t, filepath.Join(dir, "last.jsonl"), []map[string]string{{"id": "last", "text": all[1]["text"] + " And that is all of it."}})
	failed := map[string]int{}
	for _, args := range [][]string{
		{"add", small}, // one article makes a merge of all others due
		{"rebuild", "--index"},
		{"rebuild", "--clusters"},
		{"rebuild"},
	} {
		before := articles(t, lib)
		for room := int64(48 << 10); ; room *= 2 {
			resize(t, disk, used(t, disk)+room)
			code, _, stderr := run(t, "", slices.Concat(args[:1], []string{"--json", "--progress", "--library", lib}, args[1:])...)
			if code == exitDone {
				break
			}
			saysFull(t, code, stderr)
			what := fmt.Sprint(args[:min(len(args), 1+strings.Count(args[len(args)-1], "--"))], " ", cause(stderr))
			if failed[what]++; failed[what] == 1 {
				t.Logf("%s: %s", what, lastLines(stderr))
			}
			if code, _, stderr := run(t, all[1]["text"], "trace", "--library", lib, "-"); code != exitDone {
				t.Errorf("after %v failed, trace: exit %d: %s", args, code, stderr)
			}
			if v := checked(t, lib); v.Articles < before {
				t.Fatalf("%d articles of %d", v.Articles, before)
			}
		}
		resize(t, disk, 200<<20)
	}
	must(t, "add", "--library", lib, small)
	if v := checked(t, lib); v.Articles != len(all)+1 || len(v.Notes) > 0 {
		t.Errorf("in the end %d articles and notes %q", v.Articles, v.Notes)
	}
	t.Logf("failed: %v", failed)
}

// cause is which of its parts a command says failed.
func cause(stderr string) string {
	for _, part := range []string{"merge", ".seg", "clusters", "facts.new", "facts", "captures", "lock"} {
		if strings.Contains(lastLines(stderr), part) {
			return part
		}
	}
	return "other"
}

func articles(t *testing.T, lib string) int {
	t.Helper()
	return checked(t, lib).Articles
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

// TestFullDiskBackup lets a disk run full while backing up and restoring: the file is named,
// nothing is left that looks whole, and with room the same command succeeds.
func TestFullDiskBackup(t *testing.T) {
	t.Parallel()
	disk, dir := smallDisk(t, 300<<10), t.TempDir()
	lib, file := filepath.Join(dir, "lib"), filepath.Join(dir, "b.tar")
	must(t, "add", "--library", lib, writeRows(t, filepath.Join(dir, "rows.jsonl"), invented(300)))
	must(t, "backup", "--library", lib, file)
	for _, args := range [][]string{
		{"backup", "--library", lib, filepath.Join(disk, "folder")},
		{"backup", "--library", lib, filepath.Join(disk, "b.tar")},
		{"restore", file, "--library", filepath.Join(disk, "lib")},
	} {
		resize(t, disk, used(t, disk)+300<<10)
		code, _, stderr := run(t, "", args...)
		saysFull(t, code, stderr)
		if !strings.Contains(stderr, disk) {
			t.Errorf("%v does not name the file: %s", args, lastLines(stderr))
		}
		resize(t, disk, 200<<20)
		must(t, args...)
	}
	must(t, "backup", "--verify", filepath.Join(disk, "folder"))
	must(t, "backup", "--verify", filepath.Join(disk, "b.tar"))
	checked(t, filepath.Join(disk, "lib"))
}

// TestFullDiskCompact lets a disk run full while compacting, each time with a little more
// room: nothing is lost, questions are answered, and in the end it succeeds.
func TestFullDiskCompact(t *testing.T) {
	t.Parallel()
	disk, dir := smallDisk(t, 200<<20), t.TempDir()
	lib, rows := filepath.Join(disk, "lib"), invented(300)
	must(t, "add", "--library", lib, writeRows(t, filepath.Join(dir, "rows.jsonl"), rows))
	must(t, append([]string{"remove", "--library", lib}, idsOf(t, lib)[:100]...)...)
	failed := 0
	for room := int64(48 << 10); ; room *= 2 {
		resize(t, disk, used(t, disk)+room)
		code, _, stderr := run(t, "", "compact", "--library", lib)
		if code == exitDone {
			break
		}
		saysFull(t, code, stderr)
		failed++
		if code, _, stderr := run(t, rows[200]["text"], "trace", "--library", lib, "-"); code != exitDone {
			t.Errorf("trace: exit %d: %s", code, stderr)
		}
		if v := checked(t, lib); v.Articles != 200 {
			t.Fatalf("%d articles", v.Articles)
		}
	}
	if v := checked(t, lib); v.Articles != 200 || failed == 0 {
		t.Errorf("%d articles; failed %d times", v.Articles, failed)
	}
}

// TestFullDiskReuse lets a disk run full under the temporary files of hearsay reuse, and
// under its output, each time with a little more room. What is too small is said before the
// start where that can be known; nothing half-written has the name of the output, and with
// room the same command goes on and finds what a run on a large disk does.
func TestFullDiskReuse(t *testing.T) {
	t.Parallel()
	disk, dir := smallDisk(t, 256<<10), t.TempDir()
	rows := invented(500)
	for i := range rows { // fifteen that share all give more hits than can be known before
		rows[i]["text"] += rows[i/15*15]["text"]
	}
	input, want := writeRows(t, filepath.Join(dir, "rows.jsonl"), rows), filepath.Join(dir, "want")
	must(t, "reuse", "--out", want, input)
	code, _, stderr := run(t, "", "reuse", "--spill", disk, "--out", filepath.Join(dir, "never"), writeRows(t, filepath.Join(dir, "more.jsonl"), invented(4000)))
	if code != exitFailed || !strings.Contains(stderr, "too little room for temporary files: "+disk+" has 0 MB, about 6 MB are needed; name a folder on a larger disk with --spill DIR") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	all, err := os.ReadFile(input)
	if err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"spill":  {"--spill", disk, "--out", filepath.Join(dir, "found")},
		"output": {"--spill", filepath.Join(dir, "spill"), "--out", filepath.Join(disk, "found")},
	} {
		failed, resumed := 0, 0
		for room := int64(128 << 10); ; room += 256 << 10 {
			resize(t, disk, used(t, disk)+room)
			code, _, stderr := run(t, string(all), append(append([]string{"reuse"}, args...), "-")...)
			if strings.Contains(stderr, "goes on behind") {
				resumed++
			}
			if code == exitDone {
				break
			}
			if !strings.Contains(stderr, "too little room for temporary files") {
				saysFull(t, code, stderr)
			}
			failed++
			if left := names(args[3]); strings.Contains(left, witnessesName+"\n") || strings.Contains(left, pairsName+"\n") {
				t.Errorf("%s: half-written: %q", name, left)
			}
		}
		if failed == 0 || resumed == 0 {
			t.Errorf("%s: failed %d times, went on %d times: the test shows nothing", name, failed, resumed)
		}
		for _, file := range []string{witnessesName, pairsName} {
			got, err := os.ReadFile(filepath.Join(args[3], file))
			wanted, err2 := os.ReadFile(filepath.Join(want, file))
			if err != nil || err2 != nil || string(got) != string(wanted) {
				t.Errorf("%s: %s differs (%v)", name, file, err)
			}
		}
		t.Logf("%s: failed %d times, went on %d times", name, failed, resumed)
	}
}

// TestFullDiskPublish lets a disk run full while publishing: what counted counts, nothing
// is left over, and with room the same command succeeds.
func TestFullDiskPublish(t *testing.T) {
	t.Parallel()
	disk, dir := smallDisk(t, 200<<20), t.TempDir()
	lib, folder, rows := filepath.Join(dir, "lib"), filepath.Join(disk, "shared"), invented(200)
	must(t, "add", "--library", lib, writeRows(t, filepath.Join(dir, "rows.jsonl"), rows[:100]))
	must(t, "publish", "--library", lib, folder)
	must(t, "add", "--library", lib, writeRows(t, filepath.Join(dir, "rows.jsonl"), rows[100:]))
	failed := 0
	for room := int64(16 << 10); ; room *= 3 {
		resize(t, disk, used(t, disk)+room)
		code, _, stderr := run(t, "", "publish", "--library", lib, folder)
		if code == exitDone {
			break
		}
		saysFull(t, code, stderr)
		failed++
		if got := strings.Join(strings.Fields(names(folder)), " "); got != ".lock 000001 published.json" {
			t.Errorf("there: %s", got)
		}
		must(t, "check", "--library", folder)
	}
	must(t, "check", "--library", folder)
	if got := strings.Join(strings.Fields(names(folder)), " "); got != ".lock 000001 000002 published.json" || failed == 0 {
		t.Errorf("there: %s; failed %d times", got, failed)
	}
}

// TestFullDiskBatch lets a disk run full under the output of each stage of hearsay batch:
// the file is named, nothing is left of it, and with room the same command writes what
// goes to standard output without --out.
func TestFullDiskBatch(t *testing.T) {
	t.Parallel()
	disk := smallDisk(t, 4<<10)
	stage := func(name, in string, more ...string) string {
		t.Helper()
		args := append([]string{"batch", name}, more...)
		code, want, stderr := run(t, in, args...)
		if code != exitDone || strings.Count(want, "\n") < 2 {
			t.Fatalf("%s: exit %d, %d bytes: %s", name, code, len(want), stderr)
		}
		out := filepath.Join(disk, name)
		args = append(args, "--out", out)
		resize(t, disk, used(t, disk)+4<<10)
		code, _, stderr = run(t, in, args...)
		saysFull(t, code, stderr)
		if !strings.Contains(stderr, out) || strings.Contains(names(disk), name) {
			t.Errorf("%s: there are %q, and it says: %s", name, names(disk), stderr)
		}
		resize(t, disk, 200<<20)
		code, _, stderr = run(t, in, args...)
		if got, err := os.ReadFile(out); code != exitDone || err != nil || string(got) != want {
			t.Errorf("%s: exit %d, %d bytes of %d (%v): %s", name, code, len(got), len(want), err, stderr)
		}
		return want
	}
	texts := stage("texts", "", "--texts", "300", writeRows(t, filepath.Join(t.TempDir(), "rows.jsonl"), invented(300)))
	n := 0
	sown := stage("seeds", relay(texts, "text", func(string) string { n++; return fmt.Sprint(n - 1) }))
	hits := relay(stage("pairs", relay(sown, "seeds", nil)), "hits", nil)
	sheets := relay(sown, "sheet", func(string) string { return "0" }) // all texts are of one range
	stage("clusters", relay(stage("align", hits+sheets), "link", nil))
}

// relay is the header of lines and those of one kind, with other keys unless key is nil.
func relay(lines, kind string, key func(string) string) string {
	head, lines, _ := strings.Cut(lines, "\n")
	out := head + "\n"
	for lines != "" {
		head, rest, _ := strings.Cut(lines, "\n")
		parts := strings.Split(head, "\t")
		n, err := strconv.Atoi(parts[2])
		if err != nil {
			panic(err)
		}
		if parts[0] == kind {
			if key != nil {
				parts[1] = key(parts[1])
			}
			out += strings.Join(parts, "\t") + "\n" + rest[:n+1]
		}
		lines = rest[n+1:]
	}
	return out
}

// relayMain is relay for scripts: relay KIND [KEY] <lines
func relayMain() {
	lines, err := io.ReadAll(os.Stdin)
	if err != nil {
		panic(err)
	}
	var key func(string) string
	if len(os.Args) > 2 {
		key = func(string) string { return os.Args[2] }
	}
	fmt.Print(relay(string(lines), os.Args[1], key))
}
