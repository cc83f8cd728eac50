// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"hearsay"
	"hearsay/internal/onpostgres"
	"hearsay/store"
)

// day is a day of March 2025 at nine o'clock.
func day(n int) time.Time { return time.Date(2025, 3, n, 9, 0, 0, 0, time.UTC) }

// dated is the chosen date of a day in March 2025.
func dated(n int) []hearsay.Date {
	from := day(n).Add(-9 * time.Hour)
	return []hearsay.Date{
		{Value: "../2025-03-31T00:00:00Z", Latest: day(31), Basis: "seen"},
		{Value: fmt.Sprintf("2025-03-%02d", n), Earliest: from, Latest: from.Add(24*time.Hour - time.Second), Basis: "text", Chosen: true, Why: "the only one"},
	}
}

var gull = hearsay.Agent{Name: "The Daily Gull", Kind: hearsay.Outlet, Domain: "dailygull.example"}

// row is an article of a name, with its capture; change may set what it likes.
func row(name string, change func(*hearsay.Article)) store.ArticleRow {
	a := &hearsay.Article{
		Capture: hearsay.NewID[hearsay.Capture]("test", name), URL: "https://dailygull.example/" + name, Outlet: gull,
		Headline: "Of " + name, Language: "en", Seen: day(30), Text: "All about " + name + ".", Words: 3,
	}
	if change != nil {
		change(a)
	}
	if a.ID.IsZero() {
		a.ID = idOf(name)
	}
	return store.ArticleRow{Article: a}
}

func idOf(name string) hearsay.ArticleID { return hearsay.NewID[hearsay.Article]("test", name) }

// batchOf is a batch of articles with a capture each.
func batchOf(rows ...store.ArticleRow) *store.Batch {
	b := &store.Batch{Articles: rows}
	for i, r := range rows {
		b.Captures = append(b.Captures, store.CaptureRow{ID: r.Article.Capture, File: "000001.warc.gz", Start: int64(i), Size: 1, At: r.Article.Seen})
	}
	return b
}

func openWriter(t testing.TB, dir string) *store.Writer {
	t.Helper()
	w, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func open(t testing.TB, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// library makes a library of batches, closes it, and opens it for reading.
func library(t testing.TB, batches ...*store.Batch) *store.Store {
	t.Helper()
	dir := t.TempDir()
	w := openWriter(t, dir)
	for _, b := range batches {
		if err := w.Apply(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return open(t, dir)
}

// rich is an article with everything in it.
func rich() store.ArticleRow {
	span := func(from, to int) hearsay.Span { return hearsay.Span{Start: from, End: to} }
	r := row("rich", func(a *hearsay.Article) {
		a.Canonical = "https://dailygull.example/story"
		a.Headline, a.Text = "“Nobody” will close it 🌊", "Пролив открыт, Dorrick told Lantor.\n\nBoats went out. \x00 (VelTV)"
		a.Byline, a.Dateline = []string{"Ines Holt", "Jörg Ütz"}, "VELMÅRK, 4 March"
		a.Dates = dated(4)
		a.Blocks = []hearsay.Block{{Span: span(0, 30), Kind: hearsay.Paragraph}, {Span: span(32, 50), Kind: hearsay.BlockQuote}}
		a.Removed = []hearsay.Removed{{Kind: hearsay.Repeat, Exact: "Boats", At: 32, Repeats: span(32, 37), Note: "twice"}, {Kind: hearsay.Furniture, Exact: "No comments"}}
		a.Credits = []hearsay.Credit{{
			Kind: hearsay.CreditLine, To: hearsay.Agent{Name: "VelTV", Kind: hearsay.Outlet}, URL: "https://veltv.example/1",
			Evidence: hearsay.Place{Part: hearsay.InRemoved, Index: 1, Span: span(0, 2)},
		}}
		a.Citations = []hearsay.Citation{{Anchor: span(3, 9), URL: "https://lantor.example/2"}}
		a.Reviews = []hearsay.Review{{
			Claim: "The strait is closed", Claimants: []string{"Lantor"}, Appearances: []string{"https://lantor.example/3"}, Reviewer: "Desk",
			Published: dated(5)[0], URL: "https://desk.example/1",
		}}
	})
	r.Quotations = []hearsay.Quotation{
		{
			Part: hearsay.InHeadline, Source: span(1, 2), Cue: span(3, 4), Content: []hearsay.Span{span(0, 12), span(14, 20)},
			Complementiser: span(5, 6), Mode: hearsay.Mixed, Profile: hearsay.Core, Polarity: hearsay.Asserted,
			Speaker:   hearsay.Speaker{Agent: hearsay.Agent{Name: "Anselm Dorrick", Kind: hearsay.Person, Role: "minister", QID: "Q1"}, How: "full-name", Confidence: 0.875},
			Addressee: span(7, 8), Via: []hearsay.Via{{Agent: gull, Evidence: span(8, 9)}}, Within: -1, Flags: []hearsay.Flag{hearsay.Continued}, Confidence: 0.5,
		},
		{Content: []hearsay.Span{span(2, 3)}, Within: 0, Polarity: hearsay.Denied},
	}
	return r
}

func TestArticleIsReadBack(t *testing.T) {
	plain, full := row("plain", nil), rich()
	bare := store.ArticleRow{Article: &hearsay.Article{ID: idOf("bare"), Capture: hearsay.CaptureID{1}}}
	s := library(t, batchOf(plain, full), batchOf(bare))
	for _, want := range []store.ArticleRow{plain, full, bare} {
		a, quotations, err := s.Article(t.Context(), want.Article.ID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, store.ArticleRow{Article: a, Quotations: quotations}); diff != "" {
			t.Errorf("-put +got:\n%s", diff)
		}
		if text, err := s.Text(t.Context(), want.Article.ID); err != nil || text != want.Article.Text {
			t.Errorf("text %q, %v", text, err)
		}
	}
}

func TestWhatIsNotThere(t *testing.T) {
	s := library(t, batchOf(row("a", nil)))
	ctx, no := t.Context(), idOf("no such article")
	_, _, article := s.Article(ctx, no)
	_, text := s.Text(ctx, no)
	_, capture := s.Capture(ctx, hearsay.CaptureID{9})
	for name, err := range map[string]error{"Article": article, "Text": text, "Capture": capture} {
		if !errors.Is(err, hearsay.ErrNotFound) {
			t.Errorf("%s: %v, want ErrNotFound", name, err)
		}
	}
	for name, f := range map[string]func() ([]hearsay.Brief, error){
		"Briefs":   func() ([]hearsay.Brief, error) { return s.Briefs(ctx, []hearsay.ArticleID{no}) },
		"ByURL":    func() ([]hearsay.Brief, error) { return s.ByURL(ctx, "https://nowhere.example/") },
		"ByURL ''": func() ([]hearsay.Brief, error) { return s.ByURL(ctx, "") },
		"Versions": func() ([]hearsay.Brief, error) { return s.Versions(ctx, "") },
	} {
		if got, err := f(); err != nil || len(got) > 0 {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

// headlines writes briefs, to compare their order.
func headlines(briefs []hearsay.Brief) string {
	var out []string
	for _, b := range briefs {
		out = append(out, strings.TrimPrefix(b.Headline, "Of "))
	}
	return strings.Join(out, " ")
}

func TestBriefs(t *testing.T) {
	var rows []store.ArticleRow
	var ids []hearsay.ArticleID
	for i := range 1100 { // more than one question's worth
		rows = append(rows, row(fmt.Sprint("n", i), nil))
		ids = append(ids, rows[i].Article.ID)
	}
	rows[7] = rich()
	ids[7] = rows[7].Article.ID
	s := library(t, batchOf(rows...))
	slices.Reverse(ids)
	ids = append(ids, idOf("none"), ids[0])
	got, err := s.Briefs(t.Context(), ids)
	if err != nil || len(got) != 1101 || got[0].ID != ids[0] || got[1100].ID != ids[0] || got[500].ID != ids[500] {
		t.Fatalf("%d briefs, %v", len(got), err)
	}
	a := rows[7].Article
	date, _ := a.Published()
	want := hearsay.Brief{ID: a.ID, URL: a.URL, Outlet: gull, Headline: a.Headline, Date: date, Seen: a.Seen, Language: "en", Words: 3}
	if diff := cmp.Diff(want, got[1100-1-7]); diff != "" {
		t.Errorf("-put +got:\n%s", diff)
	}
}

// TestLatest: newest by chosen date; without one, by what is known; of one day,
// the last to arrive first.
func TestLatest(t *testing.T) {
	on := func(n int) func(*hearsay.Article) { return func(a *hearsay.Article) { a.Dates = dated(n) } }
	seenOnly := func(a *hearsay.Article) {
		a.Dates = []hearsay.Date{{Value: "../2025-03-07", Latest: day(7), Basis: "seen", Chosen: true}}
	}
	s := library(t, batchOf(row("d4", on(4)), row("d9", on(9)), row("d9b", on(9)), row("d1", on(1)), row("s7", seenOnly)),
		batchOf(row("none", nil), row("d2", on(2))))
	for _, c := range []struct {
		offset, limit int
		want          string
	}{
		{0, 10, "none d9b d9 s7 d4 d2 d1"}, // "none" was seen on the 30th
		{0, 2, "none d9b"},
		{2, 2, "d9 s7"},
		{6, 5, "d1"},
		{7, 5, ""},
	} {
		got, total, err := s.Latest(t.Context(), c.offset, c.limit)
		if err != nil || total != 7 || headlines(got) != c.want {
			t.Errorf("Latest(%d, %d) = %q of %d, %v; want %q", c.offset, c.limit, headlines(got), total, err, c.want)
		}
	}
}

// TestVersions: what shares a canonical address, or else an address, in the order
// in which it was seen.
func TestVersions(t *testing.T) {
	version := func(url, canonical string, seen int) func(*hearsay.Article) {
		return func(a *hearsay.Article) { a.URL, a.Canonical, a.Seen = url, canonical, day(seen) }
	}
	const story, amp = "https://gull.example/story", "https://gull.example/amp/story"
	s := library(t, batchOf(
		row("third", version(story, "", 3)), row("first", version(amp, story, 1)), row("second", version(story, story, 2)),
		row("other", version("https://gull.example/other", "", 1)), row("nowhere", version("", "", 1)), row("nowhere2", version("", "", 1)),
		row("moved", version(story, "https://gull.example/new", 4)),
	))
	for _, c := range []struct {
		name string
		f    func() ([]hearsay.Brief, error)
		want string
	}{
		{"versions of the story", func() ([]hearsay.Brief, error) { return s.Versions(t.Context(), story) }, "first second third"},
		{"found at or living at", func() ([]hearsay.Brief, error) { return s.ByURL(t.Context(), story) }, "first second third moved"},
		{"found at the other address", func() ([]hearsay.Brief, error) { return s.ByURL(t.Context(), amp) }, "first"},
		{"no address is no story", func() ([]hearsay.Brief, error) { return s.Versions(t.Context(), "") }, ""},
	} {
		if got, err := c.f(); err != nil || headlines(got) != c.want {
			t.Errorf("%s: %q, %v, want %q", c.name, headlines(got), err, c.want)
		}
	}
}

func TestOutlets(t *testing.T) {
	by := func(o hearsay.Agent) func(*hearsay.Article) { return func(a *hearsay.Article) { a.Outlet = o } }
	agent := func(name, domain string) hearsay.Agent {
		return hearsay.Agent{Name: name, Kind: hearsay.Outlet, Domain: domain}
	}
	for _, c := range []struct {
		name string
		in   []hearsay.Agent
		want []string // name, domain and number of articles
	}{
		{"none known", []hearsay.Agent{{}}, nil},
		{"one, written in two ways", []hearsay.Agent{agent("The Daily Gull", ""), agent("THE DAILY GULL", "")}, []string{"The Daily Gull  2"}},
		{"the domain comes later", []hearsay.Agent{agent("Gull", ""), agent("Gull", "gull.example")}, []string{"Gull gull.example 2"}},
		{"first a bare domain, then a name", []hearsay.Agent{agent("gull.example", "gull.example"), agent("Gull", "gull.example")}, []string{"Gull gull.example 2"}},
		{"first a name, then a bare domain", []hearsay.Agent{agent("Gull", "gull.example"), agent("gull.example", "gull.example")}, []string{"Gull gull.example 2"}},
		{"only a bare domain", []hearsay.Agent{agent("gull.example", "gull.example")}, []string{"gull.example gull.example 1"}},
		{"two domains", []hearsay.Agent{agent("Gull", "gull.example"), agent("Lantor", "lantor.example")}, []string{"Gull gull.example 1", "Lantor lantor.example 1"}},
		{"a name of no letters is a name", []hearsay.Agent{agent("🌊", ""), {}, agent("🐟", "")}, []string{"🌊  1", "🐟  1"}},
		{"a domain without a name", []hearsay.Agent{agent("", "gull.example"), agent("", "lantor.example"), {}}, []string{" gull.example 1", " lantor.example 1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var rows []store.ArticleRow
			for i, o := range c.in {
				rows = append(rows, row(fmt.Sprint(i), by(o)))
			}
			s := library(t, batchOf(rows...))
			outlets, err := s.Outlets(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, o := range outlets {
				n, err := s.OutletArticles(t.Context(), o)
				if err != nil || o.Kind != hearsay.Outlet {
					t.Errorf("articles of %+v: %v", o, err)
				}
				got = append(got, fmt.Sprintf("%s %s %d", o.Name, o.Domain, n))
			}
			slices.Sort(got)
			slices.Sort(c.want)
			if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestExtent(t *testing.T) {
	in := func(lang string, n int) func(*hearsay.Article) {
		return func(a *hearsay.Article) { a.Language, a.Dates = lang, dated(n) }
	}
	s := library(t, batchOf(row("a", in("en", 4)), row("b", in("de", 9)), row("c", in("", 1)), row("d", nil)))
	got, err := s.Extent(t.Context())
	midnight := -9 * time.Hour
	want := hearsay.Searched{Articles: 4, Outlets: 1, Earliest: day(1).Add(midnight), Latest: day(9).Add(midnight), Languages: []string{"de", "en"}}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v, -want +got:\n%s", err, diff)
	}
	empty, err := library(t).Extent(t.Context())
	if diff := cmp.Diff(hearsay.Searched{}, empty, cmpopts.EquateEmpty()); err != nil || diff != "" {
		t.Errorf("empty: %v, -want +got:\n%s", err, diff)
	}
}

func TestCapturesAreReadBack(t *testing.T) {
	good := batchOf(row("a", nil), row("b", nil))
	bad := &store.Batch{
		Captures: []store.CaptureRow{
			{ID: hearsay.CaptureID{2}, File: "000002.warc.gz", Start: 500, Size: 1 << 40, At: day(2), Outcome: "no text"},
			{ID: hearsay.CaptureID{1}, File: "000002.warc.gz", Start: 20, Size: 30, Outcome: "not a page"}, // time not known
		},
		Archives: []store.Archive{{File: "000002.warc.gz", Size: 600}},
		Add:      []store.Segment{{File: "1-000001.seg", Docs: 2, Bytes: 4096}, {File: "1-000002.seg", Docs: 1, Bytes: 96}},
	}
	last := &store.Batch{Archives: []store.Archive{{File: "000001.warc.gz", Size: 9}, {File: "000002.warc.gz", Size: 700}}, Drop: []string{"1-000001.seg"}}
	s := library(t, good, bad)
	ctx := t.Context()
	var got []store.CaptureRow
	if err := s.Captures(ctx, func(c store.CaptureRow) error { got = append(got, c); return nil }); err != nil {
		t.Fatal(err)
	}
	want := append(slices.Clone(good.Captures), bad.Captures[1], bad.Captures[0])
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("captures -put +got:\n%s", diff)
	}
	for _, c := range want {
		if got, err := s.Capture(ctx, c.ID); err != nil || got != c {
			t.Errorf("Capture: %+v, %v, want %+v", got, err, c)
		}
	}
	stop := errors.New("enough")
	if err := s.Captures(ctx, func(store.CaptureRow) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("stopped with %v", err)
	}
	known, err := s.Known(ctx, []hearsay.CaptureID{want[0].ID, {77}, want[3].ID})
	if err != nil || len(known) != 2 || !known[want[0].ID] || !known[want[3].ID] {
		t.Errorf("known %v, %v", known, err)
	}
	s = library(t, good, bad, last)
	archives, err := s.Archives(ctx)
	if diff := cmp.Diff(last.Archives, archives); err != nil || diff != "" {
		t.Errorf("archives %v, -put +got:\n%s", err, diff)
	}
	segments, err := s.Segments(ctx)
	if diff := cmp.Diff(bad.Add[1:], segments); err != nil || diff != "" {
		t.Errorf("segments %v, -put +got:\n%s", err, diff)
	}
	var pairs []string
	if err := s.ArticleCaptures(ctx, func(a hearsay.ArticleID, c hearsay.CaptureID) error {
		pairs = append(pairs, a.String()+" "+c.String())
		return nil
	}); err != nil || len(pairs) != 2 || pairs[0] != idOf("a").String()+" "+good.Captures[0].ID.String() {
		t.Errorf("articles and captures %v, %v", pairs, err)
	}
}

// TestBatchIsAllOrNothing: a batch whose last part cannot be stored leaves no part.
func TestBatchIsAllOrNothing(t *testing.T) {
	dir := t.TempDir()
	w := openWriter(t, dir)
	defer w.Close()
	if err := w.Apply(t.Context(), batchOf(row("a", nil))); err != nil {
		t.Fatal(err)
	}
	orphan := row("c", nil)
	twice := batchOf(row("b", nil), row("c", nil))
	twice.Captures[1].ID = idAsCapture("a")
	noCapture := &store.Batch{Articles: []store.ArticleRow{orphan}}
	again := batchOf(row("b", nil), row("a", func(a *hearsay.Article) { a.Capture = idAsCapture("new") }))
	for name, b := range map[string]*store.Batch{"a capture that is there": twice, "an article without capture": noCapture, "an article that is there": again} {
		b.Archives = []store.Archive{{File: "000009.warc.gz", Size: 5}}
		err := w.Apply(t.Context(), b)
		if err == nil || !strings.Contains(err.Error(), filepath.Join(dir, onpostgres.Facts())) {
			t.Errorf("%s: %v, want an error that names the file", name, err)
		}
		archives, _ := w.Archives(t.Context())
		if _, total, err := w.Latest(t.Context(), 0, 10); err != nil || total != 1 || len(archives) != 0 {
			t.Errorf("%s: then %d articles, %v, %v", name, total, archives, err)
		}
	}
	if err := w.Apply(t.Context(), batchOf(row("b", nil))); err != nil {
		t.Errorf("after failed batches: %v", err)
	}
}

func idAsCapture(name string) hearsay.CaptureID { return hearsay.NewID[hearsay.Capture]("test", name) }

// TestSegmentNamesAreUsedOnce, also when the library was closed meanwhile.
func TestSegmentNamesAreUsedOnce(t *testing.T) {
	dir := t.TempDir()
	w := openWriter(t, dir)
	first := w.NextSegment()
	if err := w.Apply(t.Context(), &store.Batch{Add: []store.Segment{{File: first}}}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(w.SegmentPath(first), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	before, err := w.Generation(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.Close()
	w = openWriter(t, dir)
	defer w.Close()
	second := w.NextSegment()
	if first != "1-000001.seg" || second != "1-000002.seg" {
		t.Errorf("names %s and %s", first, second)
	}
	if err := w.Apply(t.Context(), &store.Batch{Add: []store.Segment{{File: second}}, Drop: []string{first}}); err != nil {
		t.Fatal(err)
	}
	if after, err := w.Generation(t.Context()); err != nil || after == before {
		t.Errorf("generation %d before, %d after, %v", before, after, err)
	}
}
