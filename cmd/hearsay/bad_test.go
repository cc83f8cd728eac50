// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"hearsay/warc"
)

const (
	good      = "<html><head><title>Piers</title></head><body><article><h1>Piers shut</h1><p>The harbour office closed both piers at noon on Tuesday because of the swell, its director said. Ferries will not sail before Thursday.</p></article></body></html>"
	goodWords = "closed both piers at noon"
	russian   = "Портовое управление закрыло оба причала в полдень во вторник из-за волнения на море, сообщил его директор. Паромы не будут ходить до четверга."
)

// TestBadInput feeds what goes wrong in the world, each beside a good page: the
// reason must name file and row, the good page must be there, and whatever the
// input, the library stays sound.
func TestBadInput(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		make    func(t *testing.T, dir string)
		reasons []string // "path[ row N]: part of the reason"
		added   int      // besides the good page
		finds   string   // words that a search must find
	}{
		{name: "an empty file", make: file("empty.html", ""), reasons: []string{"empty.html: empty"}},
		{name: "a gigabyte of zeros", make: zeros, reasons: []string{"zeros.html: "}},
		{name: "five megabytes in one line", make: file("line.txt", "Headline\n\n"+strings.Repeat("many words in one line ", 5<<20/23)), added: 1},
		{name: "100,000 nested elements", make: file("deep.html", strings.Repeat("<div>", 100_000)+"The council of Tarn voted to close the hall for a whole year."), added: -1},
		{name: "NUL bytes", make: file("nul.html", strings.ReplaceAll(good, "noon", "noon\x00\x00")), added: 1},
		{name: "invalid UTF-8", make: file("utf8.html", strings.ReplaceAll(good, "swell", "sw\xffell\xc3")), added: 1},
		{name: "UTF-16", make: utf16Page, added: 1, finds: "utf16word"},
		{name: "windows-1251 that does not say so", make: cyrillicPage, added: 1, finds: "причала"},
		{name: "a PDF called .html", make: file("paper.html", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"), reasons: []string{"paper.html: looks like a PDF"}},
		{name: "a folder that leads to itself", make: loop, reasons: []string{"again: a symbolic link to a folder"}},
		{name: "a gzip that is cut", make: cutGzip, reasons: []string{"cut.jsonl.gz"}, added: -1},
		{name: "a gzip bomb", make: bomb, reasons: []string{"bomb.txt.gz: "}},
		{name: "a zip with ../ names", make: climbingZip, added: 1},
		{name: "a WARC that is cut", make: cutWARC, reasons: []string{"cut.warc row 2: "}, added: 1},
		{name: "a row without text", make: file("rows.jsonl", `{"id":"a"}`+"\n"+row("b", "")), reasons: []string{"rows.jsonl row 1: "}, added: 1},
		{name: "the same id twice", make: file("rows.jsonl", row("a", "")+row("a", "")), added: 1},
		{name: "the same id, other words", make: file("rows.jsonl", row("a", "")+strings.ReplaceAll(row("a", ""), "Tarn", "Lowmere")), added: 2},
		{name: "dates that cannot be", make: file("rows.jsonl", row("a", "2031-05-05")+row("b", "0000-01-01")+row("c", "not a date")), added: 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, lib := t.TempDir(), filepath.Join(t.TempDir(), "lib")
			c.make(t, dir)
			writeFile(t, filepath.Join(dir, "zz-good.html"), good)
			code, sum := addAll(t, lib, dir)
			if (code == exitSkipped) != (len(sum.Skipped) > 0) {
				t.Errorf("exit %d with %d skipped", code, len(sum.Skipped))
			}
			checkReasons(t, sum, dir, c.reasons)
			if c.added >= 0 && sum.New != 1+c.added {
				t.Errorf("%d new, want %d and the good page", sum.New, c.added)
			}
			if sum.Read != sum.New+sum.Already+sum.Failed+len(sum.Skipped)-sum.Failed {
				t.Errorf("the figures do not add up: %+v", sum)
			}
			searchFor(t, lib, `"`+goodWords+`"`)
			if c.finds != "" {
				searchFor(t, lib, c.finds)
			}
			if code, stdout, _ := run(t, "", "check", "--library", lib); code != exitDone {
				t.Errorf("check: %s", stdout)
			}
		})
	}
}

func addAll(t *testing.T, lib, path string) (int, summary) {
	t.Helper()
	code, stdout, stderr := run(t, "", "add", "--json", "--library", lib, path)
	var sum summary
	if err := json.Unmarshal([]byte(stdout), &sum); err != nil {
		t.Fatalf("exit %d, %v: %s %s", code, err, stdout, stderr)
	}
	return code, sum
}

func checkReasons(t *testing.T, sum summary, dir string, want []string) {
	t.Helper()
	var got []string
	for _, s := range sum.Skipped {
		line := strings.TrimPrefix(s.Path, dir+string(filepath.Separator))
		if s.Row > 0 {
			line += fmt.Sprintf(" row %d", s.Row)
		}
		got = append(got, line+": "+s.Reason)
	}
	for _, w := range want {
		found := false
		for _, g := range got {
			found = found || strings.HasPrefix(g, w) && len(g) > len(w)
		}
		if !found {
			t.Errorf("no reason begins with %q; there are %q", w, got)
		}
	}
	t.Logf("%q", got)
}

func searchFor(t *testing.T, lib, query string) {
	t.Helper()
	_, stdout, stderr := run(t, "", "search", "--json", "--library", lib, query)
	if strings.Contains(stdout, `"total": 0`) || stdout == "" {
		t.Errorf("%s is not found: %s", query, stderr)
	}
}

func file(name, content string) func(*testing.T, string) {
	return func(t *testing.T, dir string) { writeFile(t, filepath.Join(dir, name), content) }
}

func row(id, date string) string {
	b, err := json.Marshal(map[string]string{"id": id, "date": date, "text": "Hall " + id + "\n\nThe council of Tarn voted on Monday to close the swimming hall for a year."})
	if err != nil {
		panic(err)
	}
	return string(b) + "\n"
}

func zeros(t *testing.T, dir string) {
	path := filepath.Join(dir, "zeros.html")
	writeFile(t, path, "")
	if err := os.Truncate(path, 1<<30); err != nil { // a hole: no disk is used
		t.Skip(err)
	}
}

func utf16Page(t *testing.T, dir string) {
	var b bytes.Buffer
	b.Write([]byte{0xff, 0xfe})
	for _, u := range utf16.Encode([]rune(strings.ReplaceAll(good, "swell", "swell utf16word"))) {
		b.WriteByte(byte(u))
		b.WriteByte(byte(u >> 8))
	}
	writeFile(t, filepath.Join(dir, "wide.html"), b.String())
}

func cyrillicPage(t *testing.T, dir string) {
	page, err := charmap.Windows1251.NewEncoder().String("<html><title>Причалы</title><article><h1>Причалы закрыты</h1><p>" + russian + "</p></article></html>")
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "pier.html"), page)
}

func loop(t *testing.T, dir string) {
	if err := os.Symlink(dir, filepath.Join(dir, "again")); err != nil {
		t.Skip(err)
	}
}

func gzipped(t *testing.T, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func cutGzip(t *testing.T, dir string) {
	whole := gzipped(t, []byte(strings.Repeat(row("a", ""), 50)))
	writeFile(t, filepath.Join(dir, "cut.jsonl.gz"), string(whole[:len(whole)*2/3]))
}

func bomb(t *testing.T, dir string) {
	writeFile(t, filepath.Join(dir, "bomb.txt.gz"), string(gzipped(t, bytes.Repeat([]byte("a word or two "), 20<<20))))
}

func climbingZip(t *testing.T, dir string) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create("../../../evil.html")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte(strings.ReplaceAll(good, "harbour", "customs"))); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "climb.zip"), b.String())
	t.Cleanup(func() {
		if _, err := os.Stat(filepath.Join(dir, "..", "..", "..", "evil.html")); err == nil {
			t.Error("the zip wrote outside")
		}
	})
}

func cutWARC(t *testing.T, dir string) {
	var b bytes.Buffer
	for _, name := range []string{"one", "two"} {
		page := strings.ReplaceAll(good, "harbour", name)
		rec := warc.New(warc.TypeResource, "https://a.example/"+name, someDay(), "text/html", []byte(page))
		fmt.Fprintf(&b, "WARC/1.1\r\n")
		for _, f := range rec.Header {
			fmt.Fprintf(&b, "%s: %s\r\n", f.Name, f.Value)
		}
		fmt.Fprintf(&b, "\r\n%s\r\n\r\n", rec.Block)
	}
	writeFile(t, filepath.Join(dir, "cut.warc"), b.String()[:b.Len()-60])
}

// TestUnwritableLibrary: the reason names the folder.
func TestUnwritableLibrary(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "file"), "not a folder")
	writeFile(t, filepath.Join(dir, "page.html"), good)
	lib := filepath.Join(dir, "file", "lib")
	code, _, stderr := run(t, "", "add", "--library", lib, filepath.Join(dir, "page.html"))
	if code != exitFailed || !strings.Contains(stderr, lib) {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

// TestNewerLibrary: a library of a later Hearsay is not touched.
func TestNewerLibrary(t *testing.T) {
	dir := t.TempDir()
	lib := filepath.Join(dir, "lib")
	writeFile(t, filepath.Join(dir, "page.html"), good)
	if code, _, stderr := run(t, "", "add", "--library", lib, filepath.Join(dir, "page.html")); code != exitDone {
		t.Fatal(stderr)
	}
	makeNewer(t, filepath.Join(lib, "facts.sqlite"))
	for _, args := range [][]string{{"add", "--library", lib, filepath.Join(dir, "page.html")}, {"search", "--library", lib, "piers"}} {
		code, _, stderr := run(t, "", args...)
		if code != exitFailed || !strings.Contains(stderr, "use a newer hearsay") {
			t.Errorf("%s: exit %d: %s", args[0], code, stderr)
		}
	}
}

func someDay() time.Time { return time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC) }

func makeNewer(t *testing.T, database string) {
	t.Helper()
	db, err := sql.Open("sqlite", database)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`update library set value = '99' where key = 'format'`); err != nil {
		t.Fatal(err)
	}
}
