// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"hearsay/warc"
)

// TestKilledInWARC kills the adding of a WARC file after its first commit, and adds it again: that
// goes on where the first was, and all is there in the end.
func TestKilledInWARC(t *testing.T) {
	const pages = 700
	dir := t.TempDir()
	file, lib := filepath.Join(dir, "big.warc.gz"), filepath.Join(dir, "lib")
	hearsay := binary(t)
	writeWARC(t, file, pages)
	first := exec.Command(hearsay, "add", "--progress", "--json", "--library", lib, file)
	progress, err := first.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(progress); lines.Scan(); {
		var at struct{ New int }
		if json.Unmarshal(lines.Bytes(), &at) == nil && at.New > 0 {
			break
		}
	}
	if err := first.Process.Signal(syscall.SIGKILL); err != nil {
		t.Skip("it was done before it could be killed")
	}
	first.Wait() // says that it was killed
	var out, errs bytes.Buffer
	second := exec.Command(hearsay, "add", "--json", "--library", lib, file)
	second.Stdout, second.Stderr = &out, &errs
	if err := second.Run(); err != nil {
		t.Fatalf("%v: %s", err, errs.String())
	}
	m := regexp.MustCompile(`goes on behind record (\d+), where adding it was left off`).FindStringSubmatch(errs.String())
	if m == nil {
		t.Fatalf("it does not say where it goes on: %s", errs.String())
	}
	behind, _ := strconv.Atoi(m[1])
	var sum summary
	if err := json.Unmarshal(out.Bytes(), &sum); err != nil {
		t.Fatal(err)
	}
	if sum.Read != pages+2-behind || sum.New+sum.Already != sum.Read || behind < 2 { // with warcinfo and picture
		t.Errorf("behind record %d: %+v", behind, sum)
	}
	third := []string{"add", "--json", "--library", lib, file}
	code, again, stderr := run(t, "", third...)
	if err := json.Unmarshal([]byte(again), &sum); err != nil || code != exitDone || sum.Already != pages || sum.New != 0 {
		t.Errorf("a file that was read to its end is not read anew: %d %s %s", code, again, stderr)
	}
}

// writeWARC writes pages of text that no two have in common, behind a picture that makes the file large.
func writeWARC(t *testing.T, path string, pages int) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w, r, at := warc.NewWriter(f, 0), rand.New(rand.NewPCG(1, 2)), time.Date(2026, 11, 5, 12, 0, 0, 0, time.UTC)
	if _, err := w.Write(warc.NewInfo("big.warc.gz", at, nil)); err != nil {
		t.Fatal(err)
	}
	picture := make([]byte, 1<<20)
	for i := range picture {
		picture[i] = byte(r.Uint32())
	}
	head := "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"
	if _, err := w.Write(warc.New(warc.TypeResponse, "https://paper.example/x.png", at, "application/http;msgtype=response", append([]byte(head), picture...))); err != nil {
		t.Fatal(err)
	}
	for i := range pages {
		var text strings.Builder
		fmt.Fprintf(&text, "Page %d\n\n", i)
		for range 40 {
			text.WriteString(strconv.FormatUint(r.Uint64(), 36)[:7] + " ")
		}
		rec := warc.New(warc.TypeResource, fmt.Sprintf("https://paper.example/%d", i), at, "text/plain", []byte(text.String()+"."))
		if _, err := w.Write(rec); err != nil {
			t.Fatal(err)
		}
	}
	if w.Size() < 1<<20 {
		t.Fatalf("only %d bytes: too small to be gone on with", w.Size())
	}
}
