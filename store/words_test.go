// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"hearsay"
)

// TestWordsAreThoseOfSQLite: every sign of the Basic Multilingual Plane, between two
// letters and alone, gives the words that unicode61 makes of it, but for signs that
// Unicode got after SQLite's tables were made: these are letters of one case there.
func TestWordsAreThoseOfSQLite(t *testing.T) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	want := wordsOfSQLite(t, db)
	different := 0
	for r := rune(1); r < 0x10000; r++ {
		if r >= 0xD800 && r < 0xE000 {
			continue
		}
		var got []string
		eachWord(signs(r), func(w string) { got = append(got, w) })
		unknown := slices.Equal(want[r], []string{"a" + string(r) + "b", string(r)})
		once := r >= 0x19B0 && r <= 0x19C9 || r == 0x1CF2 || r == 0x1CF3 // marks, now letters
		if !slices.Equal(got, want[r]) && !unknown && !once {
			if different++; different < 50 {
				t.Errorf("U+%04X: %q, SQLite has %q", r, got, want[r])
			}
		}
	}
}

func signs(r rune) string { return "a" + string(r) + "b " + string(r) }

// wordsOfSQLite are the words of signs, by sign.
func wordsOfSQLite(t *testing.T, db *sql.DB) map[rune][]string {
	t.Helper()
	for _, s := range []string{
		`create virtual table f using fts5 (x, content = '', tokenize = 'unicode61 remove_diacritics 2')`,
		`create virtual table v using fts5vocab (f, instance)`,
	} {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	insert, err := tx.Prepare(`insert into f (rowid, x) values (?, ?)`)
	if err != nil {
		t.Fatal(err)
	}
	for r := rune(1); r < 0x10000; r++ {
		if _, err := insert.Exec(int64(r), signs(r)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(insert.Close(), tx.Commit()); err != nil {
		t.Fatal(err)
	}
	rows, err := db.Query(`select doc, "offset", term from v`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	type word struct {
		at   int
		text string
	}
	found := map[rune][]word{}
	for rows.Next() {
		var r rune
		var w word
		if err := rows.Scan(&r, &w.at, &w.text); err != nil {
			t.Fatal(err)
		}
		found[r] = append(found[r], w)
	}
	out := map[rune][]string{}
	for r, words := range found {
		slices.SortFunc(words, func(a, b word) int { return a.at - b.at })
		for _, w := range words {
			out[r] = append(out[r], w.text)
		}
	}
	return out
}

func TestVector(t *testing.T) {
	for _, c := range []struct{ headline, text, want string }{
		{"", "", ""},
		{"The Strait", "the strait’s café", "'the':1A,4 'strait':2A,5 's':6 'cafe':7 "},
		{"", "don't \x00 \\ ' x_y", "'don':2 't':3 'x':4 'y':5 "},
	} {
		if got, _ := tsvector(c.headline, c.text); got != c.want {
			t.Errorf("%q, %q: %q, want %q", c.headline, c.text, got, c.want)
		}
	}
	// What PostgreSQL could not keep is left out, and counted nevertheless.
	long := strings.Repeat("word ", 30_000) + strings.Repeat("x", 5000)
	if got, size := tsvector("", long); size != 30_001 || strings.Count(got, ",") != maxTimes-1 || strings.Contains(got, "xx") {
		t.Errorf("%d words, %d bytes", size, len(got))
	}
	var many strings.Builder
	for i := range 200_000 {
		fmt.Fprintf(&many, "w%d ", i)
	}
	if got, _ := tsvector("", many.String()); len(got) > 3*maxVector {
		t.Errorf("%d bytes", len(got))
	}
}

func TestReadQuery(t *testing.T) {
	for in, want := range map[string]string{
		`"strait"`:                        `('strait')`,
		`"Strait stays" AND ("a" OR "b")`: `(('strait' <-> 'stays') & (('a') | ('b')))`,
		`"a" NOT "b" AND "c"`:             `((('a') & ! ('b')) & ('c'))`,
		`("a") NOT ("b" OR "é")`:          `(('a') & ! (('b') | ('e')))`,
		`{headline} : (("b c" OR "d"))`:   `(('b':A <-> 'c':A) | ('d':A))`,
		`"unclosed`:                       ``,
		`"a" "b"`:                         ``,
		`""`:                              ``,
		`a`:                               ``,
		`("a"`:                            ``,
	} {
		q, err := readQuery(in)
		if (err != nil) != (want == "") || err != nil && !errors.Is(err, hearsay.ErrInvalid) || err == nil && q.text != want {
			t.Errorf("%s: %q, %v, want %q", in, q.text, err, want)
		}
	}
}

func TestForPostgres(t *testing.T) {
	for in, want := range map[string]string{
		`select ?, ?`:                        `select $1, $2`,
		`a = ?2 and b = ? and c = ?1`:        `a = $2 and b = $3 and c = $1`,
		`x'0aff' x''`:                        `'\x0aff'::bytea '\x'::bytea`,
		`index'?' '?' "x'00'" ? escape '\'`:  `index'?' '?' "x'00'" $1 escape '\'`,
		`from s indexed by s_last where s.n`: `from s  where s.n`,
		`create function f() $$ ? $$ max'a'`: `create function f() $$ $1 $$ max'a'`,
	} {
		if got := forPostgres(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
