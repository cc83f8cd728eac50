// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/ingest"
	"hearsay/internal/sample"
	"hearsay/prose"
	"hearsay/search"
	"hearsay/store"
)

// library is the sample library with the slugs of its articles.
type library struct {
	dir    string
	engine *search.Engine
	slugs  map[hearsay.ArticleID]string
	ids    map[string]hearsay.ArticleID
}

func sampleLibrary(t testing.TB) *library {
	t.Helper()
	l := &library{dir: t.TempDir(), slugs: map[hearsay.ArticleID]string{}, ids: map[string]hearsay.ArticleID{}}
	captures := map[hearsay.CaptureID]string{}
	for it := range sample.Items() {
		captures[it.Capture.ID] = it.Where.Path
	}
	lib, err := store.OpenWriter(t.Context(), l.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	_, err = ingest.Add(t.Context(), lib, sample.Items(),
		ingest.Options{Now: time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	err = lib.ArticleCaptures(t.Context(), func(a hearsay.ArticleID, c hearsay.CaptureID) error {
		l.slugs[a], l.ids[captures[c]] = captures[c], a
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if l.engine, err = search.Open(t.Context(), l.dir); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.engine.Close() })
	return l
}

// TestSamplePassage compares the traced passage of the demonstration with what is
// true of it.
func TestSamplePassage(t *testing.T) {
	l := sampleLibrary(t)
	truth, err := sample.ReadTruth()
	if err != nil {
		t.Fatal(err)
	}
	got, err := l.engine.Trace(t.Context(), search.Request{Text: sample.Query()})
	if err != nil {
		t.Fatal(err)
	}
	if got.Words != truth.Query.Words {
		t.Errorf("%d words, want %d", got.Words, truth.Query.Words)
	}
	if len(got.Origins) != truth.Query.Count {
		t.Errorf("%d origins, want %d", len(got.Origins), truth.Query.Count)
	}
	type tie struct {
		Slug     string
		Relation hearsay.Relation
	}
	byTie := func(a, b tie) int { return strings.Compare(a.Slug, b.Slug) }
	var want, have []tie
	words := map[string]int{}
	for _, m := range truth.Query.Matches {
		want = append(want, tie{m.Article, m.Relation})
		words[m.Article] = m.Words
	}
	for _, m := range got.Matches {
		slug := l.slugs[m.Article.ID]
		have = append(have, tie{slug, m.Relation})
		// The truth counts equal words, a match all of its passages.
		if m.Words < words[slug] || m.Words > words[slug]+3 {
			t.Errorf("%s shares %d words, want %d", slug, m.Words, words[slug])
		}
		if m.Direction.From != hearsay.UnknownSide || len(m.Direction.Why) == 0 {
			t.Errorf("%s: direction %+v of a text without a date", slug, m.Direction)
		}
	}
	slices.SortFunc(want, byTie)
	slices.SortFunc(have, byTie)
	if diff := cmp.Diff(want, have); diff != "" {
		t.Error(diff)
	}
	if n := got.Classes; n.Same+n.Reworded+n.Quotation+n.Boilerplate+n.New != got.Words || n.New != 12 {
		t.Errorf("classes %+v", n)
	}
	for _, g := range got.Origins {
		if len(g.Why) == 0 {
			t.Errorf("an origin without a reason: %+v", g)
		}
	}
}

// TestSampleTraces: whatever ten words two articles share, tracing either finds
// the other, going one way or the other.
func TestSampleTraces(t *testing.T) {
	l := sampleLibrary(t)
	texts := map[string]string{}
	for slug, id := range l.ids {
		text, err := l.engine.Text(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		texts[slug] = text
	}
	for slug, id := range l.ids {
		found := map[string]bool{}
		for _, forward := range []bool{false, true} {
			got, err := l.engine.Trace(t.Context(), search.Request{Article: id, Forward: forward})
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range got.Matches {
				found[l.slugs[m.Article.ID]] = found[l.slugs[m.Article.ID]] || m.Words > 0
				checkSides(t, got, m)
			}
			if found[slug] {
				t.Errorf("%s is found as a match of itself", slug)
			}
		}
		for other := range texts {
			if other != slug && sharesTen(texts[slug], texts[other]) && !found[other] {
				t.Errorf("%s shares ten words with %s, which is not found", slug, other)
			}
		}
	}
}

// checkSides: what is dated on the wrong side is not in the answer.
func checkSides(t *testing.T, got *hearsay.Trace, m hearsay.Match) {
	t.Helper()
	wrong := hearsay.QuerySide
	if got.Forward {
		wrong = hearsay.MatchSide
	}
	if m.Direction.From == wrong {
		t.Errorf("forward %v: a match with direction %+v", got.Forward, m.Direction)
	}
}

func sharesTen(a, b string) bool {
	runs := map[[10]uint64]bool{}
	each := func(text string, f func([10]uint64) bool) bool {
		w := prose.Words(text)
		for i := 0; i+10 <= len(w); i++ {
			var run [10]uint64
			for j := range run {
				run[j] = w[i+j].Hash
			}
			if f(run) {
				return true
			}
		}
		return false
	}
	each(a, func(run [10]uint64) bool { runs[run] = true; return false })
	return each(b, func(run [10]uint64) bool { return runs[run] })
}

// TestJoinedChain: the chain of a page goes on through the articles that the
// library holds of those it names, and every step leads to the words for it.
func TestJoinedChain(t *testing.T) {
	l := sampleLibrary(t)
	got, err := l.engine.Trace(t.Context(), search.Request{Article: l.ids["saltwater-interview"]})
	if err != nil {
		t.Fatal(err)
	}
	var steps []string
	for _, s := range got.Chain {
		in := got.Read
		for _, a := range got.Cited {
			if a.ID == s.In {
				in = a
			}
		}
		words := s.Evidence.In(in)
		if words == "" {
			t.Errorf("no words stand behind the step %s", s.Agent.Name)
		}
		steps = append(steps, fmt.Sprintf("%s %s %s", s.Relation, s.Agent.Name, l.slugs[s.Article]))
	}
	want := []string{"credits VelTV veltv-interview", "credits The Daily Gull gull-interview", "told Anselm Dorrick "}
	if diff := cmp.Diff(want, steps); diff != "" {
		t.Error(diff)
	}
}

func TestVersionsRevise(t *testing.T) {
	l := sampleLibrary(t)
	truth, err := sample.ReadTruth()
	if err != nil {
		t.Fatal(err)
	}
	pairs := 0
	for _, a := range truth.Articles {
		for _, b := range truth.Articles {
			if a.URL == "" || a.URL != b.URL || a.Slug >= b.Slug {
				continue
			}
			pairs++
			v, err := l.engine.Article(t.Context(), l.ids[a.Slug])
			if err != nil {
				t.Fatal(err)
			}
			if len(v.Versions) < 2 {
				t.Errorf("%s and %s are not listed as versions", a.Slug, b.Slug)
			}
			c, err := l.engine.Compare(t.Context(), l.ids[a.Slug], l.ids[b.Slug])
			if err != nil || c.Words[hearsay.Same] == 0 {
				t.Errorf("%s and %s: %v, %+v", a.Slug, b.Slug, err, c.Words)
			}
		}
	}
	if pairs == 0 {
		t.Error("the sample library has no page of several versions")
	}
}

func TestSearch(t *testing.T) {
	l := sampleLibrary(t)
	for _, c := range []struct {
		query string
		want  []string // slugs that must be found
		not   []string
	}{
		{`"herring count" outlet:northline.example`, []string{"northline-treaty"}, []string{"gull-treaty"}},
		{"outlet:\"Daily Gull\" strait", []string{"gull-treaty"}, []string{"northline-treaty"}},
		{"speaker:Dorrick", []string{"northline-treaty"}, nil},
		{"lang:fr", []string{"meridian-fr-harriers"}, []string{"northline-treaty"}},
		{"harriers before:2025-03-01", nil, []string{"gull-harriers"}},
		{"harriers after:2025-03-13 before:2025-03-14", []string{"gull-harriers"}, nil},
		{"emply", nil, nil},
	} {
		got, err := l.engine.Search(t.Context(), c.query, 0, 100)
		if err != nil {
			t.Errorf("%q: %v", c.query, err)
			continue
		}
		found := map[string]bool{}
		for _, h := range got.Hits {
			found[l.slugs[h.Brief.ID]] = true
			for _, m := range h.Matched {
				if m.In(h.Article) == "" {
					t.Errorf("%q: a match outside the text of %s", c.query, l.slugs[h.Brief.ID])
				}
			}
		}
		for _, slug := range c.want {
			if !found[slug] {
				t.Errorf("%q: %s is not among %d hits", c.query, slug, got.Total)
			}
		}
		for _, slug := range c.not {
			if found[slug] {
				t.Errorf("%q: %s is found", c.query, slug)
			}
		}
		if got.Total != len(got.Hits) {
			t.Errorf("%q: total %d, hits %d", c.query, got.Total, len(got.Hits))
		}
	}
}

func TestTraceErrors(t *testing.T) {
	l := sampleLibrary(t)
	for _, c := range []struct {
		name string
		req  search.Request
		want error
	}{
		{"nothing", search.Request{}, hearsay.ErrInvalid},
		{"no words", search.Request{Text: " … !? "}, hearsay.ErrInvalid},
		{"no such article", search.Request{Article: hearsay.ArticleID{1}}, hearsay.ErrNotFound},
		{"too long", search.Request{Text: strings.Repeat("word ", 14<<20)}, hearsay.ErrTooLarge},
	} {
		if _, err := l.engine.Trace(t.Context(), c.req); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	got, err := l.engine.Trace(t.Context(), search.Request{Text: "Nobody in this world wrote these words about a purple tram before."})
	if err != nil || len(got.Matches) != 0 || got.Searched.Articles != len(l.ids) || got.Classes.New != got.Words {
		t.Errorf("honest zero: %+v, %v", got, err)
	}
	if got, err := l.engine.Trace(t.Context(), search.Request{Text: "four little words here"}); err != nil || len(got.Notes) == 0 {
		t.Errorf("short text: %+v, %v", got, err)
	}
}

// TestMostCopiedPassage: a passage that a thousand articles have is answered by
// its earliest copies and the number of the others; and a passage that only one
// of them has besides is found all the same.
func TestMostCopiedPassage(t *testing.T) {
	const n = 1000
	viral := "Clerk number seventeen read the old ledger aloud at the harbour office on a wet Tuesday and nobody there listened to a word of it"
	rare := "The second dredger of Lowmere was painted green in the spring of that year at the cost of the parish"
	var rows []row
	for k := range n {
		i := k * 389 % n // arrival is not the order of the dates
		text := fmt.Sprintf("Entry %d of many.\n\n%s, entry %d.", i, viral, i)
		if i == 900 {
			text += " " + rare + "."
		}
		date := time.Date(2020, 1, 1+i, 0, 0, 0, 0, time.UTC).Format("2006-01-02")
		rows = append(rows, row{"id": fmt.Sprint("v", i), "date": date, "outlet": fmt.Sprint("Outlet ", i%50), "text": text})
	}
	engine := rowLibrary(t, rows)
	got, err := engine.Trace(t.Context(), search.Request{Text: viral})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Matches) < 64 || len(got.Matches)+got.More != n {
		t.Fatalf("%d matches and %d more, want %d in all and 64 shown", len(got.Matches), got.More, n)
	}
	var dates []string
	for _, m := range got.Matches[:64] {
		dates = append(dates, m.Article.Date.Value)
	}
	if !slices.IsSorted(dates) || dates[0] != "2020-01-01" || dates[63] != "2020-03-04" {
		t.Errorf("the copies shown are of %s to %s", dates[0], dates[63])
	}
	if len(got.Origins) != 1 {
		t.Errorf("%d origins, want 1", len(got.Origins))
	}
	got, err = engine.Trace(t.Context(), search.Request{Text: viral + ". " + rare})
	if err != nil {
		t.Fatal(err)
	}
	if m := got.Matches[0]; m.Article.Date.Value != "2022-06-19" || m.Words < 40 {
		t.Errorf("the article with both passages is not first: %s, %d words", m.Article.Date.Value, m.Words)
	}
}

// TestBoilerplate: what one outlet prints below its articles is counted as that,
// and is still a match; the same words in articles of two outlets are not.
func TestBoilerplate(t *testing.T) {
	footer := "The Gull is a member of the harbour press council and answers every letter that it gets within a week of its coming"
	story := "The council of Tarn voted on Monday to close the swimming hall for a year after an argument that lasted past midnight"
	var rows []row
	for i := range 8 {
		text := fmt.Sprintf("Entry %d of the ledger tells of %d boats and %d nets.\n\n%s.", i, i*3, i*7, footer)
		rows = append(rows, row{"id": fmt.Sprint("g", i), "outlet": "Gull", "text": text})
	}
	for i := range 6 {
		rows = append(rows, row{"id": fmt.Sprint("s", i), "outlet": fmt.Sprint("Outlet ", i%2), "text": fmt.Sprintf("Item %d.\n\n%s, says number %d.", i, story, i)})
	}
	engine := rowLibrary(t, rows)
	got, err := engine.Trace(t.Context(), search.Request{Text: footer + ". " + story})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(prose.Words(footer)); got.Classes.Boilerplate != n || got.Classes.Same != got.Words-n {
		t.Errorf("classes %+v of %d words, want %d boilerplate", got.Classes, got.Words, n)
	}
	for _, m := range got.Matches {
		if ofGull := m.Article.Outlet.Name == "Gull"; ofGull != (m.Boilerplate == m.Words) || !ofGull && m.Boilerplate != 0 {
			t.Errorf("%s shares %d words, of which %d boilerplate", m.Article.Outlet.Name, m.Words, m.Boilerplate)
		}
	}
	if len(got.Matches) != 14 {
		t.Errorf("%d matches, want 14: boilerplate is a label", len(got.Matches))
	}
}

// TestNovel: of a text of a million words the beginning is looked for, and the
// answer says so.
func TestNovel(t *testing.T) {
	l := sampleLibrary(t)
	var b strings.Builder
	b.WriteString(sample.Query() + "\n\n")
	for i := range 1_000_000 {
		fmt.Fprintf(&b, "w%d ", i)
	}
	b.WriteString(sample.Query())
	got, err := l.engine.Trace(t.Context(), search.Request{Text: b.String()})
	if err != nil {
		t.Fatal(err)
	}
	c := got.Classes
	if sum := c.Same + c.Reworded + c.Quotation + c.Boilerplate + c.New; len(got.Matches) == 0 || got.Words != 250_000 || sum != got.Words {
		t.Errorf("%d matches, %d words, %d in classes", len(got.Matches), got.Words, sum)
	}
	if !slices.ContainsFunc(got.Notes, func(s string) bool { return strings.Contains(s, "the first 250000 were looked for") }) {
		t.Errorf("notes %q", got.Notes)
	}
}
