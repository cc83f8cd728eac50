// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest_test

import (
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/internal/onpostgres"
	"hearsay/store"
)

// spoken are sentences of articles; the same person has several names and offices,
// and some names are of several people.
var spoken = []string{
	"Norwegian Foreign Minister Sergei Larin said the talks had failed.",
	"The Norwegian foreign minister, Sergey Larin, said the talks would go on.",
	"Norwegian Foreign Minister Larin said nobody had left the room.",
	"Mr. Larin said the weather was fine.",
	"Danish Foreign Minister Ann Lee said the count was wrong.",
	"Ann Lee, the Norwegian foreign minister, said the count was right.",
	"Ann Lee said she would not come.",
	"“We lost,” said Bo Odum, the goalkeeper.",
	"“We shall build it,” said Bo Odum, the mayor of Orta.",
	"Bo Odum said no.",
	"The Orta Police said the road was closed.",
	"The ministry said the road was open.",
	"A senior official said nothing would come of it.",
	"“It rained,” said Tom Barr, a clerk. “It rained all day,” Barr said.",
}

// speeches makes an article of two or three of the sentences each.
func speeches(t *testing.T, n int) (items []intake.Item) {
	t.Helper()
	r := rand.New(rand.NewPCG(7, 7))
	for i := range n {
		var text []string
		for range 1 + r.IntN(3) {
			text = append(text, spoken[r.IntN(len(spoken))])
		}
		items = append(items, rowItem(t, map[string]string{
			"id": fmt.Sprint("v", i), "outlet": fmt.Sprint("Outlet ", i%3), "date": fmt.Sprintf("2024-%02d-%02d", 1+i%12, 1+i%28),
			"text": fmt.Sprintf("Entry %d.\n\n%s", i, strings.Join(text, "\n\n")),
		}))
	}
	return items
}

// voices is what a library says of its voices, and fails when check does not find it
// sound.
func voices(t *testing.T, dir string) (out []string) {
	t.Helper()
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	if wrong, err := lib.CheckVoices(t.Context()); err != nil || len(wrong) > 0 {
		t.Fatalf("the library is not sound: %q, %v", wrong, err)
	}
	if articles, stems, err := lib.Unvoiced(t.Context()); err != nil || articles+stems > 0 {
		t.Fatalf("%d articles and %d stems wait, %v", articles, stems, err)
	}
	all, total, err := lib.Voices(t.Context(), store.VoiceFilter{}, 0, 1e6)
	if err != nil || total != len(all) {
		t.Fatalf("%d of %d voices, %v", len(all), total, err)
	}
	for _, v := range all {
		in, err := lib.Appearances(t.Context(), v.ID, 0, 1e6)
		if err != nil {
			t.Fatal(err)
		}
		line := fmt.Sprint(v)
		for _, a := range in {
			line += fmt.Sprintf("\n\t%s %s %q", a.Article, a.Guise, a.Date)
		}
		out = append(out, line)
	}
	return out
}

// named returns the IDs of the voices of a name.
func named(t *testing.T, dir, name string) (ids []hearsay.VoiceID) {
	t.Helper()
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	found, _, err := lib.Voices(t.Context(), store.VoiceFilter{Name: name}, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range found {
		ids = append(ids, v.ID)
	}
	return ids
}

// write opens a library for change, and closes it.
func write(t *testing.T, dir string, f func(*store.Writer) error) {
	t.Helper()
	lib, err := store.OpenWriter(t.Context(), dir)
	if err == nil {
		err = errors.Join(f(lib), lib.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// articlesOf are the articles of a library, in order of arrival.
func articlesOf(t *testing.T, dir string) (ids []hearsay.ArticleID) {
	t.Helper()
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	if err := lib.ArticleCaptures(t.Context(), func(a hearsay.ArticleID, _ hearsay.CaptureID) error {
		ids = append(ids, a)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return ids
}

func TestVoices(t *testing.T) {
	dir := t.TempDir()
	add(t, dir, seq(speeches(t, 200)), ingest.Options{})
	if n := len(named(t, dir, "Sergei Larin")); n != 1 {
		t.Errorf("Sergei Larin is %d speakers, want 1", n)
	}
	if n := len(named(t, dir, "Tom Barr")); n != 1 {
		t.Errorf("Tom Barr is %d speakers, want 1", n)
	}
	// Two by their offices, and every article that does not say which.
	for _, name := range []string{"Ann Lee", "Bo Odum", "ministry"} {
		if n := len(named(t, dir, name)); n < 5 {
			t.Errorf("%s is %d speakers, want more", name, n)
		}
	}
	if n := len(named(t, dir, "official")); n > 0 {
		t.Errorf("an anonymous voice is %d speakers", n)
	}
}

// TestVoicesInAnyOrder: whatever the order of arrival, the batches, what is removed
// and comes again, the voices are the same, without anything being made anew.
func TestVoicesInAnyOrder(t *testing.T) {
	if testing.Short() {
		t.Skip("takes too long under the race detector, and tells it nothing new")
	}
	items := speeches(t, 120)
	first := t.TempDir()
	add(t, first, seq(items), ingest.Options{})
	want := voices(t, first)
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 3))
		dir, rest := t.TempDir(), slices.Clone(items)
		r.Shuffle(len(rest), func(i, k int) { rest[i], rest[k] = rest[k], rest[i] })
		for len(rest) > 0 {
			n := min(len(rest), 1+r.IntN(60))
			add(t, dir, seq(rest[:n]), ingest.Options{})
			rest = rest[n:]
			have := articlesOf(t, dir)
			write(t, dir, func(lib *store.Writer) error {
				return ingest.Remove(t.Context(), lib, have[len(have)-min(len(have), 7):], someDay)
			})
			if len(rest) == 0 {
				add(t, dir, seq(items), ingest.Options{})
			}
		}
		if diff := cmp.Diff(want, voices(t, dir)); diff != "" {
			t.Fatalf("order %d:\n%s", seed, diff)
		}
		write(t, dir, func(lib *store.Writer) error { return ingest.Revoice(t.Context(), lib, ingest.Options{}) })
		if diff := cmp.Diff(want, voices(t, dir)); diff != "" {
			t.Fatalf("order %d, made anew:\n%s", seed, diff)
		}
	}
}

// TestDecisionsLast: what people decide survives removing and adding again, both
// rebuilds, the loss of the database, articles that come later; and can be undone.
func TestDecisionsLast(t *testing.T) {
	items := speeches(t, 100)
	dir := t.TempDir()
	add(t, dir, seq(items[:60]), ingest.Options{})
	larin, lee, odum := named(t, dir, "Sergei Larin")[0], named(t, dir, "Ann Lee")[0], named(t, dir, "Odum")
	before := voices(t, dir)
	write(t, dir, func(lib *store.Writer) error {
		_, err := ingest.Merge(t.Context(), lib, larin, lee, someDay)
		return err
	})
	write(t, dir, func(lib *store.Writer) error {
		_, err := ingest.Merge(t.Context(), lib, odum[0], odum[1], someDay)
		return err
	})
	write(t, dir, func(lib *store.Writer) error {
		in, err := lib.Appearances(t.Context(), larin, 0, 2)
		if err == nil {
			_, err = ingest.Split(t.Context(), lib, larin, ingest.Part{Articles: []hearsay.ArticleID{in[0].Article}}, someDay)
		}
		return err
	})
	decided := voices(t, dir)
	if slices.Equal(before, decided) {
		t.Fatal("decisions changed nothing")
	}
	equal := func(what string, want []string) {
		t.Helper()
		if diff := cmp.Diff(want, voices(t, dir)); diff != "" {
			t.Errorf("%s:\n%s", what, diff)
		}
	}
	write(t, dir, func(lib *store.Writer) error { return ingest.Revoice(t.Context(), lib, ingest.Options{}) })
	equal("speakers made anew", decided)
	rebuild(t, dir)
	equal("rebuilt", decided)
	have := articlesOf(t, dir)
	write(t, dir, func(lib *store.Writer) error { return ingest.Remove(t.Context(), lib, have[:30], someDay) })
	add(t, dir, seq(items[:60]), ingest.Options{})
	equal("removed and added again", decided)
	for _, name := range []string{onpostgres.Facts(), "facts.sqlite-wal", "facts.sqlite-shm"} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	rebuild(t, dir)
	equal("database lost", decided)

	add(t, dir, seq(items[60:]), ingest.Options{})
	other := t.TempDir()
	copyFile(t, filepath.Join(dir, "decisions.jsonl"), filepath.Join(other, "decisions.jsonl"))
	add(t, other, seq(items), ingest.Options{})
	if diff := cmp.Diff(voices(t, other), voices(t, dir)); diff != "" {
		t.Errorf("more articles:\n%s", diff)
	}
	write(t, dir, func(lib *store.Writer) error {
		return ingest.Remove(t.Context(), lib, articlesOf(t, dir)[60:], someDay)
	})
	for range 3 {
		write(t, dir, func(lib *store.Writer) error {
			_, err := ingest.Undo(t.Context(), lib, 0, someDay)
			return err
		})
	}
	got := voices(t, dir)
	if len(got) != len(before) {
		t.Errorf("%d speakers after all was undone, %d before", len(got), len(before))
	}
	write(t, dir, func(lib *store.Writer) error {
		if _, err := ingest.Undo(t.Context(), lib, 0, someDay); !errors.Is(err, hearsay.ErrNotFound) {
			t.Errorf("nothing is left to undo: %v", err)
		}
		return nil
	})
}

func rebuild(t *testing.T, dir string) {
	t.Helper()
	if _, err := ingest.Rebuild(t.Context(), dir, ingest.Options{}); err != nil {
		t.Fatal(err)
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestVoiceIDsLast: an ID goes on naming what it named: the voice of its founding
// appearance, or who took the rest; and is gone when nothing is left.
func TestVoiceIDsLast(t *testing.T) {
	dir := t.TempDir()
	items := speeches(t, 80)
	add(t, dir, seq(items[40:]), ingest.Options{})
	old := map[hearsay.VoiceID]string{}
	note := func() {
		for _, name := range []string{"Sergei Larin", "Tom Barr", "Orta Police"} {
			old[named(t, dir, name)[0]] = name
		}
	}
	hold := func(when string) {
		t.Helper()
		lib, err := store.Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer lib.Close()
		for id, name := range old {
			v, err := lib.Voice(t.Context(), id)
			if err != nil || v.Agent.Name != name {
				t.Errorf("%s: ID %s of %s names %q, %v", when, id, name, v.Agent.Name, err)
			}
		}
	}
	note()
	add(t, dir, seq(items), ingest.Options{})
	note()
	hold("after earlier articles came")
	for range 5 {
		write(t, dir, func(lib *store.Writer) error {
			return ingest.Remove(t.Context(), lib, articlesOf(t, dir)[:10], someDay)
		})
		note()
		hold("after removing")
		rebuild(t, dir)
		hold("after rebuild")
	}
	write(t, dir, func(lib *store.Writer) error {
		if err := ingest.Remove(t.Context(), lib, articlesOf(t, dir), someDay); err != nil {
			return err
		}
		for _, id := range slices.Collect(maps.Keys(old)) {
			if v, err := lib.Voice(t.Context(), id); !errors.Is(err, hearsay.ErrGone) {
				t.Errorf("nothing is left of %s, but %v, %v", id, v, err)
			}
		}
		return nil
	})
}

// meddle runs a statement on the database of a library, behind the back of store.
func meddle(t *testing.T, dir string, statements ...string) {
	t.Helper()
	if onpostgres.Is() {
		onpostgres.Alter(t, dir, statements...)
		return
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, "facts.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
}

// TestVoicesOfOlderLibrary: a library of before is read without voices, and its next
// writer gathers them.
func TestVoicesOfOlderLibrary(t *testing.T) {
	onpostgres.Skip(t, "its tables come all at once")
	dir := t.TempDir()
	add(t, dir, seq(speeches(t, 30)), ingest.Options{})
	want := voices(t, dir)
	meddle(t, dir, `drop table appearances`, `drop table guises`, `drop table guise_words`, `drop table voices`, `drop table voice_ids`, `drop table unsettled`,
		`delete from library where key in ('heard', 'decided')`)
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	all, total, err := lib.Voices(t.Context(), store.VoiceFilter{Name: "Larin"}, 0, 9)
	_, unknown := lib.Voice(t.Context(), hearsay.VoiceID{1})
	speakers, inArticle := lib.Speakers(t.Context(), articlesOf(t, dir)[0])
	wrong, checked := lib.CheckVoices(t.Context())
	waiting, stems, counted := lib.Unvoiced(t.Context())
	if len(all)+total+len(speakers)+len(wrong) > 0 || err != nil || !errors.Is(unknown, hearsay.ErrNotFound) || inArticle != nil || checked != nil || waiting != 30 || stems != 0 || counted != nil {
		t.Errorf("before: %v of %d, %v, %v, %v %v, %v %v, %d and %d wait, %v", all, total, err, unknown, speakers, inArticle, wrong, checked, waiting, stems, counted)
	}
	add(t, dir, seq([]intake.Item(nil)), ingest.Options{})
	if diff := cmp.Diff(want, voices(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// TestNamesOfOlderLibrary: speakers are found by words of their names whether or not the library
// has a list of these, and its next writer makes one.
func TestNamesOfOlderLibrary(t *testing.T) {
	dir := t.TempDir()
	add(t, dir, seq(speeches(t, 30)), ingest.Options{})
	names := []string{"larin", "Sergei LARIN", "lee ann", "lari", "a", "senior official", "orta", "%", `"`, "nobody"}
	found := func() (out []int) {
		for _, name := range names {
			out = append(out, len(named(t, dir, name)))
		}
		return out
	}
	want := found()
	if want[0] == 0 || want[1] == 0 || want[2] == 0 || want[3]+want[7]+want[8]+want[9] > 0 {
		t.Fatalf("of the names %q so many speakers are found: %v", names, want)
	}
	if !onpostgres.Is() {
		meddle(t, dir, `drop table guise_words`)
	}
	if diff := cmp.Diff(want, found()); diff != "" {
		t.Error("without a list:", diff)
	}
	write(t, dir, func(*store.Writer) error { return nil })
	if !onpostgres.Is() {
		meddle(t, dir, `update guises set folded = ''`) // from now on only the list tells
	}
	if diff := cmp.Diff(want, found()); diff != "" {
		t.Error("with a list made later:", diff)
	}
}

// TestCheckKnowsVoices: what does not fit is named, and mended by making it anew.
func TestCheckKnowsVoices(t *testing.T) {
	dir := t.TempDir()
	add(t, dir, seq(speeches(t, 30)), ingest.Options{})
	want := voices(t, dir)
	for what, statement := range map[string]string{
		"belong to no voice":            `delete from voices where n = (select min(n) from voices)`,
		"is counted wrong":              `update voices set quotations = 99 where n = (select max(n) from voices)`,
		"the name ":                     `update guises set articles = articles + 1 where n = (select min(n) from guises)`,
		"has an ID that nothing knows":  `update voices set id = x'00' where n = (select min(n) from voices)`,
		"not found by 1 of their names": `delete from guise_words where guise = (select min(n) from guises)`,
		"has 1 names that are gone":     `insert into guise_words values ('larin', 999999), ('sergei', 999999)`,
	} {
		if onpostgres.Is() && strings.Contains(statement, "guise_words") {
			continue // an index has the words
		}
		meddle(t, dir, statement)
		if v := check(t, dir); !strings.Contains(strings.Join(v.Problems, "\n"), what) || !strings.Contains(v.Problems[0], "rebuild --speakers") {
			t.Errorf("%s: check says %q", statement, v.Problems)
		}
		write(t, dir, func(lib *store.Writer) error { return ingest.Revoice(t.Context(), lib, ingest.Options{}) })
		if diff := cmp.Diff(want, voices(t, dir)); diff != "" {
			t.Errorf("%s, made anew:\n%s", statement, diff)
		}
	}
	meddle(t, dir, `insert into unsettled values ('person:larin')`)
	if err := os.WriteFile(filepath.Join(dir, "decisions.jsonl"), []byte("nonsense\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	v := check(t, dir)
	if len(v.Problems) != 1 || !strings.Contains(v.Problems[0], "decisions.jsonl, line 1") || len(v.Notes) != 1 || !strings.Contains(v.Notes[0], "the speakers of 0 articles and of 1 names") {
		t.Errorf("problems %q, notes %q", v.Problems, v.Notes)
	}
}

// TestOlderDecisions: when an older file of decisions is put back, the voices follow.
func TestOlderDecisions(t *testing.T) {
	dir := t.TempDir()
	add(t, dir, seq(speeches(t, 40)), ingest.Options{})
	before := voices(t, dir)
	write(t, dir, func(lib *store.Writer) error {
		_, err := ingest.Merge(t.Context(), lib, named(t, dir, "Sergei Larin")[0], named(t, dir, "Tom Barr")[0], someDay)
		return err
	})
	if slices.Equal(before, voices(t, dir)) {
		t.Fatal("the decision changed nothing")
	}
	if err := os.Remove(filepath.Join(dir, "decisions.jsonl")); err != nil {
		t.Fatal(err)
	}
	add(t, dir, seq([]intake.Item(nil)), ingest.Options{})
	if diff := cmp.Diff(before, voices(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// filled is a library of articles in each of which n people speak, called as name
// says.
func filled(t testing.TB, articles, n int, name func(i int) hearsay.Agent) *store.Writer {
	t.Helper()
	lib, err := store.OpenWriter(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lib.Close() })
	b := &store.Batch{}
	for i := range articles {
		a := &hearsay.Article{ID: hearsay.NewID[hearsay.Article]("test", fmt.Sprint(i)), Capture: hearsay.NewID[hearsay.Capture]("test", fmt.Sprint(i)), Seen: someDay}
		var qs []hearsay.Quotation
		for k := range n {
			qs = append(qs, hearsay.Quotation{Speaker: hearsay.Speaker{Agent: name(i*n + k)}})
		}
		b.Captures = append(b.Captures, store.CaptureRow{ID: a.Capture, At: someDay, File: "f", Start: int64(i)})
		b.Articles = append(b.Articles, store.ArticleRow{Article: a, Quotations: qs})
	}
	b.Archives = []store.Archive{{File: "f"}}
	if err := lib.Apply(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	return lib
}

// TestOneNameEverywhere: thousands of articles with one name, with as many roles, or
// as many names of one surname; odd ones, too.
func TestOneNameEverywhere(t *testing.T) {
	if testing.Short() {
		t.Skip("takes too long under the race detector, and tells it nothing new")
	}
	const articles = 3000
	person := func(name, role string) hearsay.Agent {
		return hearsay.Agent{Kind: hearsay.Person, Name: name, Role: role}
	}
	for what, c := range map[string]struct {
		name   func(i int) hearsay.Agent
		voices int // 0: any number
	}{
		"one name":  {func(int) hearsay.Agent { return person("Ann Lee", "") }, 1},
		"a surname": {func(int) hearsay.Agent { return person("Lee", "") }, articles},
		"two of a name": {func(i int) hearsay.Agent {
			return person("Ann Lee", []string{"Norwegian minister", "Danish minister"}[i%2])
		}, 2},
		"many roles": {func(i int) hearsay.Agent { return person("Ann Lee", fmt.Sprint("mayor of Place", i)) }, 0},
		"many names": {func(i int) hearsay.Agent { return person(fmt.Sprintf("Ann%d Lee", i), "mayor") }, articles},
		"signs": {func(i int) hearsay.Agent {
			return person("\x00\u202e'\"; drop table voices; --", strings.Repeat("A", i))
		}, 0},
	} {
		t.Run(what, func(t *testing.T) {
			lib := filled(t, articles, 1, c.name)
			if err := ingest.Hear(t.Context(), lib, ingest.Options{}); err != nil {
				t.Fatal(err)
			}
			_, total, err := lib.Voices(t.Context(), store.VoiceFilter{}, 0, 1)
			if err != nil || c.voices > 0 && total != c.voices || total == 0 {
				t.Errorf("%d voices, %v, want %d", total, err, c.voices)
			}
			if wrong, err := lib.CheckVoices(t.Context()); err != nil || len(wrong) > 0 {
				t.Errorf("not sound: %q, %v", wrong, err)
			}
		})
	}
}

// BenchmarkHear gathers the speakers of articles with five quotations each, by names
// of which few are frequent: what it adds to a quotation.
func BenchmarkHear(b *testing.B) {
	const articles, each = 5000, 5
	for b.Loop() {
		b.StopTimer()
		r := rand.New(rand.NewPCG(1, 1))
		zipf := rand.NewZipf(r, 1.1, 4, 50_000)
		lib := filled(b, articles, each, func(int) hearsay.Agent {
			n := zipf.Uint64()
			return hearsay.Agent{Kind: hearsay.Person, Name: fmt.Sprintf("Ann%d Lee%d", n%97, n), Role: []string{"", "mayor", "mayor of Orta"}[r.IntN(3)]}
		})
		b.StartTimer()
		if err := ingest.Hear(b.Context(), lib, ingest.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*articles*each), "µs/quotation")
}
