// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearsay/wire"
)

// TestOddTexts adds texts that no newspaper prints, asks for one of them, and
// finds all reuse among them. How long each took is in the log.
func TestOddTexts(t *testing.T) {
	t.Parallel()
	same := strings.TrimSpace(strings.Repeat("buffalo ", 100_000))
	megabyte := strings.Repeat("word ", 1<<20/5)
	tables, few := priceTables(500), priceTables(16)
	song, quoting := lyrics()
	copied := invented(1)[0]["text"]
	identical := make([]string, 1000)
	if os.Getenv("HEARSAY_LONG") != "" {
		identical = make([]string, 10_000)
	}
	for i := range identical {
		identical[i] = copied
	}
	for _, c := range []struct {
		name      string
		texts     []string
		query     string
		matches   int     // at least, those that are only counted included
		shown     int     // matches that are given
		min, max  int     // words that the first match shares
		equal     float64 // of them at most; 0: all
		witnesses int     // of hearsay reuse, at least; 0: none, -1: not asked
	}{
		{name: "one word 100,000 times", texts: []string{same}, query: same, matches: 1, shown: 1, min: 50_000, max: 100_000},
		{name: "two megabytes of one word", texts: []string{megabyte, megabyte + "end"}, query: megabyte, matches: 2, shown: 2, min: 100_000, max: 1 << 20 / 5, witnesses: 2},
		{name: "identical documents", texts: identical, query: copied, matches: len(identical), shown: 64, min: 30, max: 40, witnesses: -1},
		{name: "price tables", texts: tables[:1], query: tables[1], matches: 1, shown: 1, min: 60, max: 1200, equal: 0.7, witnesses: -1},
		{name: "tables of 16 prices", texts: few[:1], query: few[1], matches: 1, shown: 1, min: 60, max: 1200, equal: 0.75, witnesses: -1},
		{name: "a refrain 40 times", texts: []string{song}, query: quoting, matches: 1, shown: 1, min: 22, max: 26},
		{name: "a song and who quotes it", texts: []string{song, quoting}, query: song, matches: 2, shown: 2, min: 2000, max: 3000, witnesses: 2},
		{name: "three words", texts: []string{"Piers shut today", "Piers shut today"}, query: "Piers shut today"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			lib := filepath.Join(dir, "lib")
			input := writeRows(t, filepath.Join(dir, "rows.jsonl"), textRows(c.texts))
			began := time.Now()
			code, sum := addAll(t, lib, input)
			if code != exitDone || sum.New != len(c.texts) {
				t.Fatalf("exit %d, %+v", code, sum)
			}
			t.Logf("add: %.1f s", time.Since(began).Seconds())
			must(t, "check", "--library", lib)
			traceOdd(t, lib, c.query, func(tr *wire.Trace) {
				if len(tr.Matches) < c.shown || len(tr.Matches)+tr.More < c.matches || c.matches == 0 && len(tr.Matches)+tr.More > 0 {
					t.Errorf("%d matches and %d more, want %d and %d in all", len(tr.Matches), tr.More, c.shown, c.matches)
				}
				if len(tr.Matches) > 0 {
					t.Logf("the first match: %d words of %d, %v equal", tr.Matches[0].Words, tr.Query.Words, tr.Matches[0].Identity)
				}
				if len(tr.Matches) > 0 && (tr.Matches[0].Words < c.min || tr.Matches[0].Words > c.max) {
					t.Errorf("the first match shares %d words, want %d to %d", tr.Matches[0].Words, c.min, c.max)
				}
				if c.equal > 0 && len(tr.Matches) > 0 && tr.Matches[0].Identity > c.equal {
					t.Errorf("%v of them are equal, want at most %v", tr.Matches[0].Identity, c.equal)
				}
			})
			if c.witnesses >= 0 {
				reuseOdd(t, input, c.witnesses)
			}
		})
	}
}

// textRows makes a row of each text, of a day each.
func textRows(texts []string) []map[string]string {
	var out []map[string]string
	for i, text := range texts {
		date := time.Date(1990, 1, 1+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		out = append(out, map[string]string{"id": fmt.Sprint("odd-", i), "date": date, "text": text})
	}
	return out
}

func traceOdd(t *testing.T, lib, text string, look func(*wire.Trace)) {
	t.Helper()
	began := time.Now()
	code, stdout, stderr := run(t, text, "trace", "--json", "--library", lib, "-")
	t.Logf("trace: %.1f s", time.Since(began).Seconds())
	var tr wire.Trace
	if err := json.Unmarshal([]byte(stdout), &tr); err != nil || code != exitDone {
		t.Fatalf("exit %d, %v: %s", code, err, stderr)
	}
	look(&tr)
	if code, stdout, stderr := run(t, text, "trace", "--library", lib, "-"); code != exitDone || !strings.Contains(stdout, "Nothing left this machine") {
		t.Errorf("in words: exit %d: %s", code, stderr)
	}
}

func reuseOdd(t *testing.T, input string, witnesses int) {
	t.Helper()
	began := time.Now()
	code, stdout, stderr := run(t, "", "reuse", input)
	t.Logf("reuse: %.1f s: %s", time.Since(began).Seconds(), lastLines(stderr))
	if got := bytes.Count([]byte(stdout), []byte("\n")); code != exitDone || got < witnesses || witnesses == 0 && got > 0 {
		t.Errorf("exit %d, %d witnesses, want %d: %s", code, got, witnesses, stderr)
	}
}

// priceTables makes two tables of 60 rows: a name and nine prices out of so many.
// Every third cell is equal in both, and so are three whole rows.
func priceTables(prices int) []string {
	r := rand.New(rand.NewPCG(4, 4))
	price := func() string {
		n := r.IntN(prices)
		return fmt.Sprintf("%d.%02d", 1+n/4, 25*(n%4)+9)
	}
	var a, b []string
	for i := range 60 {
		name := fmt.Sprintf("Share-%d", 1000+i*i)
		x, y := name, name
		for cell := range 9 {
			p, q := price(), price()
			if cell%3 == 0 || i >= 20 && i < 23 {
				q = p
			}
			x, y = x+"\t"+p, y+"\t"+q
		}
		a, b = append(a, x), append(b, y)
	}
	return []string{strings.Join(a, "\n"), strings.Join(b, "\n")}
}

// lyrics makes a song whose refrain stands there 40 times, and a text that quotes
// the refrain once.
func lyrics() (song, quoting string) {
	const refrain = "Row the white boat home to the quiet shore again, row it past the light where my mother waits for the rain"
	verses := invented(123)
	for i := 0; i < 120; i += 3 { // those that share nothing
		song += verses[i]["text"] + "\n\n" + refrain + ".\n\n"
	}
	return song, "Evening\n\nThey sang until morning. " + refrain + ". " + verses[120]["text"]
}

// TestEmptyText: a text without words is named and nothing else happens.
func TestEmptyText(t *testing.T) {
	dir := t.TempDir()
	lib := filepath.Join(dir, "lib")
	code, sum := addAll(t, lib, writeRows(t, filepath.Join(dir, "rows.jsonl"), textRows([]string{"", " \n\t", "…", "One word and some more of them"})))
	if code != exitSkipped || sum.New != 1 || len(sum.Skipped) != 3 {
		t.Errorf("exit %d, %+v", code, sum)
	}
	for _, text := range []string{"", " \n ", "…"} {
		if code, _, stderr := run(t, text, "trace", "--library", lib, "-"); code != exitFailed || stderr == "" {
			t.Errorf("trace %q: exit %d: %s", text, code, stderr)
		}
	}
	must(t, "check", "--library", lib)
}
