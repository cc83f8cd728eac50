// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearsay/internal/foreign"
	"hearsay/search"
	"hearsay/store"
)

// snapshotOf exports a library as a database and returns its path.
func snapshotOf(t *testing.T, lib string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "library.sqlite")
	mustRun(t, "", "export", "--library", lib, "--what", "library", "--format", "sqlite", "--out", path)
	return path
}

// asked is what sqlite3 answers, one row.
func asked(t *testing.T, path, query string) string {
	t.Helper()
	return strings.TrimSpace(foreign.SQLite(t, path, query))
}

// TestSnapshotIsReadBySQLite: the real program finds a sound database with the rows that
// the other exports have.
func TestSnapshotIsReadBySQLite(t *testing.T) {
	t.Parallel()
	lib := sampleLibrary(t)
	path := snapshotOf(t, lib)
	if got := asked(t, path, `pragma integrity_check; pragma foreign_key_check;`); got != "ok" {
		t.Error(got)
	}
	for table, what := range map[string]string{"articles": "articles", "quotations": "quotations", "passages": "passages", "witnesses": "clusters", "derivations": "derivations"} {
		lines := strings.Count(mustRun(t, "", "export", "--library", lib, "--what", what), "\n")
		if got := asked(t, path, `select count(*) from `+table); got != fmt.Sprint(lines) || lines == 0 {
			t.Errorf("%s: %s rows, %d lines", table, got, lines)
		}
	}
	stories := strings.Count(mustRun(t, "", "export", "--library", lib, "--what", "stories"), "\n")
	if got := asked(t, path, `select count(*) from stories where articles > 1`); got != fmt.Sprint(stories) {
		t.Errorf("%s stories, want %d", got, stories)
	}
	for _, empty := range []string{"outlets", "dates", "speakers", "quotation_parts", "sources", "origins", "story_articles", "evidence", "findings"} {
		if asked(t, path, `select count(*) from `+empty) == "0" {
			t.Errorf("%s has no rows", empty)
		}
	}
}

// TestSnapshotOffsets: SQLite counts code points, too, so a query finds the words.
func TestSnapshotOffsets(t *testing.T) {
	t.Parallel()
	path := snapshotOf(t, sampleLibrary(t))
	for name, query := range map[string]string{
		"quotations": `select count(*) from quotation_parts p join quotations q on q.id = p.quotation join articles a on a.id = q.article
			where p.words != substr(case q.part when 'headline' then a.headline else a.text end, p.start + 1, p.stop - p.start)`,
		"sources": `select count(*) from quotations q join articles a on a.id = q.article
			where q.source != '' and q.source != substr(case q.part when 'headline' then a.headline else a.text end, source_start + 1, source_stop - source_start)`,
		"witnesses": `select count(*) from witnesses w join articles a on a.id = w.article where w.words != substr(a.text, w.start + 1, w.stop - w.start)`,
		"passages":  `select count(*) from passages p where p.witnesses != (select count(*) from witnesses where passage = p.id)`,
		"outlets":   `select count(*) from outlets o where o.articles != (select count(*) from articles where outlet = o.id)`,
		"dates":     `select count(*) from articles a join dates d on d.article = a.id and d.chosen where (a.date, a.date_earliest, a.date_basis) is not (d.date, d.date_earliest, d.date_basis)`,
	} {
		if got := asked(t, path, query); got != "0" {
			t.Errorf("%s: %s rows do not fit", name, got)
		}
	}
}

// TestSnapshotDescribesItself: every table and column that is there is described, and
// nothing is there that is not.
func TestSnapshotDescribesItself(t *testing.T) {
	t.Parallel()
	path := snapshotOf(t, sampleLibrary(t))
	schema := `select group_concat(name, ' ') from (select m.name || '.' || c.name as name from sqlite_schema m, pragma_table_info(m.name) c where m.type = 'table' order by 1)`
	said := `select group_concat(name, ' ') from (select table_name || '.' || name as name from columns where says != '' order by 1)`
	if have, want := asked(t, path, schema), asked(t, path, said); have != want || have == "" {
		t.Errorf("there are\n%s\ndescribed are\n%s", have, want)
	}
	references := `select count(*) from sqlite_schema m, pragma_foreign_key_list(m.name) f where m.type = 'table'`
	if have, want := asked(t, path, references), asked(t, path, `select count(*) from columns where refers_to != ''`); have != want {
		t.Errorf("%s references, %s described", have, want)
	}
	if got := asked(t, path, `select value from about where name = 'format'`); got != snapshotFormat {
		t.Error(got)
	}
	for _, row := range strings.Split(asked(t, path, `select name || ' ' || "rows" from tables`), "\n") {
		name, rows, _ := strings.Cut(row, " ")
		if got := asked(t, path, `select count(*) from "`+name+`"`); got != rows {
			t.Errorf("%s has %s rows, not %s", name, got, rows)
		}
	}
}

// TestSnapshotIsTheSame: one library gives the same bytes each time.
func TestSnapshotIsTheSame(t *testing.T) {
	t.Parallel()
	lib := sampleLibrary(t)
	var files [2][]byte
	for i := range files {
		var err error
		if files[i], err = os.ReadFile(snapshotOf(t, lib)); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("two snapshots of one library differ")
	}
}

// TestSnapshotTellsNoSecrets: what a library knows of its users, and how it stores what it has, is
// not handed on.
func TestSnapshotTellsNoSecrets(t *testing.T) {
	t.Parallel()
	lib := sampleLibrary(t)
	for _, args := range [][]string{{"users", "add", "zelda-the-admin", "--role", "admin", "--library", lib}, {"tokens", "add", "zelda-the-admin", "--name", "nightly-robot", "--scopes", "read", "--library", lib}} {
		if code, _, stderr := run(t, "", args...); code != exitDone {
			t.Fatalf("%v: exit %d: %s", args, code, stderr)
		}
	}
	path := snapshotOf(t, lib)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"zelda-the-admin", "nightly-robot", "argon2", lib, filepath.Base(filepath.Dir(lib))} {
		if bytes.Contains(b, []byte(secret)) {
			t.Errorf("%q is in the snapshot", secret)
		}
	}
	internal := `select count(*) from sqlite_schema where name in ('users', 'sessions', 'tokens', 'accounts', 'captures', 'archives', 'segments', 'marks', 'members', 'fulltext', 'library')`
	if got := asked(t, path, internal); got != "0" {
		t.Errorf("%s internal tables", got)
	}
}

// TestSnapshotOfHostileText: text is text, whatever it would do in SQL.
func TestSnapshotOfHostileText(t *testing.T) {
	lib := filepath.Join(t.TempDir(), "lib")
	headline := `'); drop table articles; -- "x" \u0000 🌧 =1+1`
	row, err := json.Marshal(map[string]string{"id": "a", "title": headline, "outlet": `x"; drop table outlets`, "text": "It rained and it snowed on every one of the piers."})
	if err != nil {
		t.Fatal(err)
	}
	mustRun(t, string(row)+"\n", "add", "--library", lib, "-")
	path := snapshotOf(t, lib)
	if got := asked(t, path, `select headline from articles`); got != headline {
		t.Errorf("%q", got)
	}
	if got := asked(t, path, `select count(*) from outlets`); got != "1" {
		t.Errorf("%q", got)
	}
}

// TestSnapshotWhileSomebodyAdds: what is committed after the moment does not show, in no
// table.
func TestSnapshotWhileSomebodyAdds(t *testing.T) {
	t.Parallel()
	lib, path := filepath.Join(t.TempDir(), "lib"), filepath.Join(t.TempDir(), "x.sqlite")
	addRows(t, lib, 0, 1)
	want, err := os.ReadFile(snapshotOf(t, lib))
	if err != nil {
		t.Fatal(err)
	}
	engine, err := search.Open(t.Context(), lib)
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	writeFile(t, path, "")
	to, err := store.NewSnapshot(t.Context(), path, snapshotTables())
	if err != nil {
		t.Fatal(err)
	}
	e := &export{ctx: t.Context(), engine: engine}
	err = engine.At(t.Context(), func(m *search.Moment) error {
		if _, err := m.Uncompared(t.Context()); err != nil { // the moment begins with its first question
			return err
		}
		addRows(t, lib, 2, 3, 4)
		return e.snapshot(&snapshot{ctx: t.Context(), to: to}, m)
	})
	if err := errors.Join(err, to.Finish(t.Context()), to.Close()); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%v; what was added meanwhile shows", err)
	}
}

// TestSnapshotNeedsAFile: a database cannot be streamed, and what was there stays.
func TestSnapshotNeedsAFile(t *testing.T) {
	lib := filepath.Join(t.TempDir(), "lib")
	addRows(t, lib, 0, 1)
	for _, args := range [][]string{{"--format", "sqlite"}, {"--format", "csv", "--out", "x"}, {"--format", "sqlite", "--out", t.TempDir()}} {
		if code, _, _ := run(t, "", append([]string{"export", "--library", lib, "--what", "library"}, args...)...); code != exitUsage {
			t.Errorf("%v: exit %d", args, code)
		}
	}
}
