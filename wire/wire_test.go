// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire_test

import (
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/internal/golden"
	"hearsay/wire"
)

// newTrace converts a trace; texts holds those of its matches.
func newTrace(t *testing.T, trace *hearsay.Trace, texts map[hearsay.ArticleID]string) wire.Trace {
	t.Helper()
	out, err := wire.NewTrace(trace, func(id hearsay.ArticleID) (string, error) { return texts[id], nil })
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestListsAreNeverNull converts values that hold nothing, and ones that hold
// empty things, and looks for a list without elements that would become null.
func TestListsAreNeverNull(t *testing.T) {
	nothing, empty := &hearsay.Article{}, &hearsay.Article{
		Text: "a", Removed: make([]hearsay.Removed, 1), Credits: make([]hearsay.Credit, 1), Dates: make([]hearsay.Date, 1),
	}
	quotations, steps := []hearsay.Quotation{{Within: -1}}, make([]hearsay.Step, 1)
	trace := &hearsay.Trace{Matches: make([]hearsay.Match, 1), Origins: make([]hearsay.OriginGroup, 1), Chain: steps}
	for name, v := range map[string]any{
		"reading of nothing":    wire.NewReading(nothing, nil, nil),
		"reading of empties":    wire.NewReading(empty, quotations, steps),
		"trace of nothing":      newTrace(t, &hearsay.Trace{}, nil),
		"trace of empties":      newTrace(t, trace, nil),
		"comparison of nothing": wire.NewComparison(&hearsay.Comparison{A: nothing, B: empty}),
		"hit":                   wire.NewHit(hearsay.Brief{}, nothing, nil),
		"search":                wire.Search{Hits: []wire.Hit{wire.NewHit(hearsay.Brief{}, nothing, nil)}, Common: []string{}},
	} {
		if at := nilList(reflect.ValueOf(v)); at != "" {
			t.Errorf("%s: %s is nil", name, at)
		}
	}
}

// nilList returns the path of a nil slice or map in v, or "".
func nilList(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			return nilList(v.Elem())
		}
	case reflect.Slice:
		if v.IsNil() {
			return "."
		}
		for i := range v.Len() {
			if at := nilList(v.Index(i)); at != "" {
				return "[]" + at
			}
		}
	case reflect.Map:
		if v.IsNil() {
			return "."
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if strings.Contains(v.Type().Field(i).Tag.Get("json"), ",omitempty") {
				continue // is left out, and never null
			}
			if at := nilList(v.Field(i)); at != "" {
				return v.Type().Field(i).Name + at
			}
		}
	}
	return ""
}

// TestNullMeansNotKnown: what may be null, and that it then is.
func TestNullMeansNotKnown(t *testing.T) {
	r := wire.NewReading(&hearsay.Article{Text: "a", Credits: make([]hearsay.Credit, 1)}, []hearsay.Quotation{{Within: -1}}, make([]hearsay.Step, 1))
	q := r.Quotations[0]
	if r.Article.Outlet != nil || q.Source != nil || q.Cue != nil || q.Speaker != nil || q.Addressee != nil || q.Within != nil {
		t.Errorf("not known, but given: %+v, %+v", r.Article, q)
	}
	if r.Credits[0].Evidence != nil || r.Chain[0].Evidence != nil {
		t.Error("evidence without a place")
	}
	if b := wire.NewBrief(hearsay.Brief{}); b.Outlet != nil || b.Date != nil || b.ID != "" {
		t.Errorf("an empty brief: %+v", b)
	}
	if c := wire.NewComparison(&hearsay.Comparison{A: &hearsay.Article{}, B: &hearsay.Article{Text: "ab"}, Changes: []hearsay.Change{
		{Kind: hearsay.Added, B: hearsay.Span{End: 2}},
	}}); c.Changes[0].A != nil || c.Changes[0].B == nil {
		t.Errorf("an addition: %+v", c.Changes)
	}
}

func TestWithinNamesAQuotation(t *testing.T) {
	r := wire.NewReading(&hearsay.Article{}, []hearsay.Quotation{{Within: -1}, {Within: 0}}, nil)
	if q := r.Quotations; q[0].ID != "q1" || q[1].Within == nil || *q[1].Within != q[0].ID {
		t.Errorf("quotations %+v", q)
	}
}

func TestConfidenceHasThreeDigits(t *testing.T) {
	for in, want := range map[float64]float64{0: 0, 1: 1, 0.12345: 0.123, 0.9996: 1, 2.0 / 3: 0.667} {
		r := wire.NewReading(&hearsay.Article{}, []hearsay.Quotation{{Confidence: in}}, nil)
		if got := r.Quotations[0].Confidence; got != want {
			t.Errorf("%v became %v, want %v", in, got, want)
		}
	}
}

func TestTimesAreUTC(t *testing.T) {
	zone := time.FixedZone("", 3*3600)
	b := wire.NewBrief(hearsay.Brief{Date: hearsay.Date{Value: "2025-03-04", Earliest: time.Date(2025, 3, 4, 1, 0, 0, 0, zone)}})
	if b.Date.Earliest != "2025-03-03T22:00:00Z" || b.Date.Latest != "" {
		t.Errorf("date %+v", b.Date)
	}
}

// TestTraceNeedsTexts: a text that cannot be had fails the trace; an answer with
// wrong offsets would be worse.
func TestTraceNeedsTexts(t *testing.T) {
	gone := errors.New("gone")
	_, err := wire.NewTrace(&hearsay.Trace{Matches: make([]hearsay.Match, 1)}, func(hearsay.ArticleID) (string, error) { return "", gone })
	if !errors.Is(err, gone) {
		t.Errorf("error %v", err)
	}
}

func TestHit(t *testing.T) {
	a := &hearsay.Article{Headline: "Öpen strait", Text: "The 🌊 strait stays open."}
	got := wire.NewHit(hearsay.Brief{Headline: a.Headline}, a, []hearsay.Place{
		{Part: hearsay.InHeadline, Span: find(t, a.Headline, "strait")}, {Span: find(t, a.Text, "strait")}, {},
	})
	want := []wire.Span{{Start: 5, End: 11, Exact: "strait", In: "headline"}, {Start: 6, End: 12, Exact: "strait"}}
	if diff := cmp.Diff(want, got.Matched); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// reading is a page of the sample world as a person would mark it.
func reading(t *testing.T, text string) (*hearsay.Article, []hearsay.Quotation, []hearsay.Step) {
	t.Helper()
	at := func(words string) hearsay.Span { return find(t, text, words) }
	day := time.Date(2025, 3, 4, 0, 0, 0, 0, time.UTC)
	a := &hearsay.Article{
		ID: hearsay.ArticleID{0xab}, URL: "https://saltwater.example/open", Canonical: "https://saltwater.example/open",
		Outlet:   hearsay.Agent{Name: "Saltwater Notes", Kind: hearsay.Outlet, Domain: "saltwater.example"},
		Headline: "“Nobody” will close it", Byline: []string{"Jörg Ütz"}, Dateline: "VELMÅRK, 4 March", Language: "en", Text: text, Words: 31,
		Dates: []hearsay.Date{
			{Value: "2025-03-04", Earliest: day, Latest: day.Add(24*time.Hour - time.Second), Basis: "text", Chosen: true, Why: "the only one"},
			{Value: "../2025-03-05T09:00:00Z", Latest: day.Add(33 * time.Hour), Basis: "seen"},
		},
		Removed: []hearsay.Removed{
			{Kind: hearsay.Repeat, Exact: "Nobody will close it.", At: len(text), Repeats: at("“Nobody will close it.”")},
			{Kind: hearsay.Hidden, Exact: "\u200b", At: at("strait").Start, Note: "1 zero-width space"},
		},
		Citations: []hearsay.Citation{{Anchor: at("The Daily Gull"), URL: "https://gull.example/1"}},
		Credits: []hearsay.Credit{
			{Kind: hearsay.CreditLine, To: hearsay.Agent{Name: "VelTV World", Kind: hearsay.Outlet}, Evidence: hearsay.Place{Span: at("(VelTV World)")}},
			{Kind: hearsay.ReadMore, To: hearsay.Agent{Kind: hearsay.Outlet, Domain: "gull.example"}, URL: "https://gull.example/1"},
		},
	}
	for p := range strings.SplitSeq(text, "\n\n") {
		a.Blocks = append(a.Blocks, hearsay.Block{Span: at(p), Kind: hearsay.Paragraph})
	}
	gull := hearsay.Agent{Name: "The Daily Gull", Kind: hearsay.Outlet}
	dorrick := hearsay.Agent{Name: "Anselm Dorrick", Kind: hearsay.Person, Role: "Foreign Minister"}
	quotations := []hearsay.Quotation{
		{
			Source: at("Foreign Minister Anselm Dorrick"), Cue: at("told"), Content: []hearsay.Span{at("the 🌊 strait stays open"), at("“Nobody will close it.”")},
			Complementiser: at("that"), Mode: hearsay.Mixed, Profile: hearsay.Core, Polarity: hearsay.Asserted,
			Speaker:   hearsay.Speaker{Agent: dorrick, How: "full-name", Confidence: 0.98765},
			Addressee: at("The Daily Gull"), Via: []hearsay.Via{{Agent: gull, Evidence: at("told The Daily Gull")}},
			Within: -1, Flags: []hearsay.Flag{hearsay.Continued}, Confidence: 0.9,
		},
		{Speaker: hearsay.Speaker{Alternatives: []hearsay.Candidate{{Agent: dorrick, How: "pronoun", Confidence: 0.6}}}, Part: hearsay.InHeadline, Content: []hearsay.Span{find(t, a.Headline, "“Nobody”")}, Mode: hearsay.Direct, Polarity: hearsay.Asserted, Within: 0},
	}
	steps := []hearsay.Step{
		{Agent: a.Credits[0].To, Relation: hearsay.StepCredits, Evidence: a.Credits[0].Evidence},
		{Agent: gull, Relation: hearsay.StepCredits, Evidence: hearsay.Place{Span: at("told The Daily Gull")}, Article: hearsay.ArticleID{0xcd}},
		{Agent: dorrick, Relation: hearsay.StepTold, Evidence: hearsay.Place{Span: quotations[0].Extent()}},
	}
	return a, quotations, steps
}

// trace is what tracing that page gives: the tabloid has the words, dated earlier.
func trace(t *testing.T, text string) (*hearsay.Trace, map[hearsay.ArticleID]string) {
	t.Helper()
	a, _, steps := reading(t, text)
	gull := hearsay.Brief{
		ID: hearsay.ArticleID{0xcd}, URL: "https://gull.example/1", Outlet: hearsay.Agent{Name: "The Daily Gull", Kind: hearsay.Outlet},
		Headline: "„Niemand“", Language: "en", Words: 7, Date: hearsay.Date{Value: "2025-03-03", Basis: "text", Chosen: true},
	}
	texts := map[hearsay.ArticleID]string{gull.ID: "🐟 “Nobody will close it,” he said."}
	return &hearsay.Trace{
		Text: text, Words: a.Words, Classes: hearsay.Classes{Quotation: 4, New: 27}, Article: a.ID, Read: a, Chain: steps,
		Matches: []hearsay.Match{{
			Article: gull, Relation: hearsay.Quotes, Words: 4, Identity: 1, Credited: true, Certainty: hearsay.Possible,
			Direction: hearsay.Direction{From: hearsay.MatchSide, Why: []string{"The Daily Gull is dated 2025-03-03"}},
			Passages: []hearsay.Alignment{{
				A: find(t, text, "Nobody will close it"), B: find(t, texts[gull.ID], "Nobody will close it"), Matched: 4, Identity: 1,
			}},
		}},
		Origins:  []hearsay.OriginGroup{{Earliest: &gull, Articles: []hearsay.ArticleID{gull.ID}, Why: []string{"the only one"}}, {Unseen: true}},
		Notes:    []string{"One article was left out."},
		Searched: hearsay.Searched{Articles: 61, Outlets: 13, Earliest: time.Date(2025, 3, 4, 0, 0, 0, 0, time.UTC), Languages: []string{"en"}},
	}, texts
}

func TestGolden(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, in string) map[string]string {
		in = strings.TrimSuffix(in, "\n")
		a, quotations, steps := reading(t, in)
		tr, texts := trace(t, in)
		return map[string]string{
			"reading.json": marshal(t, wire.NewReading(a, quotations, steps).WithFindings(a, findings(t, a.Text))),
			"trace.json":   marshal(t, newTrace(t, tr, texts)),
		}
	})
}

// findings are one that stands in the text and one that stands nowhere.
func findings(t *testing.T, text string) []hearsay.Finding {
	return []hearsay.Finding{
		{Kind: hearsay.DateInFuture, Says: "The page gives 2031-01-01 (text), but it was seen before."},
		{Kind: hearsay.EarlierThanFact, Says: "The text tells of something done “Öland”.", At: hearsay.Place{Span: find(t, text, "Öland")}},
	}
}

func marshal(t *testing.T, v any) string {
	t.Helper()
	out, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestRoundTrip: what was written can be read into the same types.
func TestRoundTrip(t *testing.T) {
	in, err := os.ReadFile("testdata/page.txtar")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(in), "-- in --\n")
	text, _, _ = strings.Cut(text, "\n-- ")
	a, quotations, steps := reading(t, text)
	tr, texts := trace(t, text)
	comparison := wire.NewComparison(&hearsay.Comparison{
		A: a, B: &hearsay.Article{Text: "Öpen.", Words: 1}, Words: map[hearsay.ChangeKind]int{hearsay.Moved: 2},
		Changes:   []hearsay.Change{{Kind: hearsay.Moved, A: hearsay.Span{End: 3}, B: hearsay.Span{End: 5}, Words: 2}, {Kind: hearsay.Cut, A: hearsay.Span{Start: 4, End: 6}}},
		Direction: hearsay.Direction{From: hearsay.SideA},
	})
	roundTrip(t, wire.NewReading(a, quotations, steps).WithFindings(a, findings(t, text)))
	roundTrip(t, newTrace(t, tr, texts))
	roundTrip(t, comparison)
	roundTrip(t, wire.Search{Query: "strait", Total: 1, Hits: []wire.Hit{wire.NewHit(tr.Matches[0].Article, a, []hearsay.Place{steps[0].Evidence})}})
}

func roundTrip[T any](t *testing.T, v T) {
	t.Helper()
	var back T
	if err := json.Unmarshal([]byte(marshal(t, v)), &back); err != nil {
		t.Errorf("%T: %v", v, err)
	}
	if diff := cmp.Diff(v, back); diff != "" {
		t.Errorf("%T (-written +read):\n%s", v, diff)
	}
}
