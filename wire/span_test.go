// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/wire"
)

// find is the span of words in text.
func find(t testing.TB, text, words string) hearsay.Span {
	t.Helper()
	i := strings.Index(text, words)
	if i < 0 {
		t.Fatalf("%q does not say %q", text, words)
	}
	return hearsay.Span{Start: i, End: i + len(words)}
}

// anchor converts one span of an article's text.
func anchor(text string, s hearsay.Span) wire.Span {
	a := &hearsay.Article{Text: text, Citations: []hearsay.Citation{{Anchor: s}}}
	return wire.NewReading(a, nil, nil).Citations[0].Anchor
}

func TestSpansAreCodePoints(t *testing.T) {
	long := strings.Repeat("é", 5000)
	for _, c := range []struct {
		name, text, words string
		start, end        int
	}{
		{"ASCII", "It rained.", "rained", 3, 9},
		{"from the beginning", "It rained.", "It", 0, 2},
		{"to the end", "It rained.", "rained.", 3, 10},
		{"behind an emoji", "🌧 rained 🌧🌧.", "rained", 2, 8},
		{"an emoji of four code points", "a 👩‍🚒 b", "👩‍🚒", 2, 5},
		{"Cyrillic", "Пролив открыт, сказал Ларин.", "открыт", 7, 13},
		{"combining marks count", "cafe\u0301 nu", "nu", 6, 8},
		{"Han", "海峡保持开放。", "开放", 4, 6},
		{"curly quotes", "“Nobody,” he said.", "he", 10, 12},
		{"far behind letters of two bytes", long + "end", "end", 5000, 5003},
		{"far behind letters of four bytes", strings.Repeat("🌧", 3000) + "end", "end", 3000, 3003},
		{"a letter across the step of the ruler", strings.Repeat("a", 1023) + "🌧 end", "end", 1025, 1028},
		{"the letter itself", strings.Repeat("a", 1023) + "🌧 end", "🌧", 1023, 1024},
		{"a letter that ends at the step", strings.Repeat("a", 1022) + "éé", "éé", 1022, 1024},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := anchor(c.text, find(t, c.text, c.words))
			if want := (wire.Span{Start: c.start, End: c.end, Exact: c.words}); got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
			points := []rune(c.text)
			if exact := string(points[got.Start:got.End]); exact != c.words {
				t.Errorf("the code points are %q", exact)
			}
		})
	}
}

// FuzzSpan holds every span of a text against a plain count: its ends, as code
// points of what JSON makes of the text, must cut out what JSON makes of it.
func FuzzSpan(f *testing.F) {
	for _, s := range []string{"", "It rained.", "🌧 Пролив e\u0301 海", "a\xff\x80\x80b", "\xe2\x80", strings.Repeat("\x80", 5)} {
		f.Add(s, uint16(0))
		f.Add(s, uint16(1022))
	}
	f.Fuzz(func(t *testing.T, s string, before uint16) {
		text := strings.Repeat("x", int(before%3000)) + s
		var ends []int
		for i := range text {
			if i >= int(before%3000) {
				ends = append(ends, i)
			}
		}
		ends = append(ends, len(text))
		if len(ends) > 200 {
			return
		}
		for i, from := range ends {
			to := ends[(i+len(ends))/2]
			got := anchor(text, hearsay.Span{Start: from, End: to})
			if want := utf8.RuneCountInString(text[:from]); got.Start != want {
				t.Fatalf("byte %d of %q is code point %d, want %d", from, text, got.Start, want)
			}
			if want := utf8.RuneCountInString(text[:to]); got.End != want {
				t.Fatalf("byte %d of %q is code point %d, want %d", to, text, got.End, want)
			}
		}
	})
}

// TestEvidenceSaysWhereItStands: evidence that is not in the text names its string.
func TestEvidenceSaysWhereItStands(t *testing.T) {
	a := &hearsay.Article{
		Headline: "Пролив открыт: 🌊 Dorrick tells Gull", Byline: []string{"Ines Holt", "Jörg Ütz, Lantor Wire"},
		Dateline: "VELMÅRK, 4 March (Lantor)", Text: "“Öpen,” he told The Daily Gull.",
		Removed: []hearsay.Removed{{Exact: "No comments"}, {Exact: "→ Read it at The Daily Gull"}},
	}
	place := func(part hearsay.Part, index int, in, words string) hearsay.Credit {
		return hearsay.Credit{Kind: hearsay.CreditLine, To: hearsay.Agent{Name: words}, Evidence: hearsay.Place{Part: part, Index: index, Span: find(t, in, words)}}
	}
	a.Credits = []hearsay.Credit{
		place(hearsay.InText, 0, a.Text, "The Daily Gull"),
		place(hearsay.InHeadline, 0, a.Headline, "Gull"),
		place(hearsay.InByline, 1, a.Byline[1], "Lantor Wire"),
		place(hearsay.InByline, 0, a.Byline[0], "Ines"),
		place(hearsay.InDateline, 0, a.Dateline, "Lantor"),
		place(hearsay.InRemoved, 1, a.Removed[1].Exact, "The Daily Gull"),
		{Kind: hearsay.Syndication, To: hearsay.Agent{Name: "Lantor"}},
	}
	var got []*wire.Span
	for _, c := range wire.NewReading(a, nil, nil).Credits {
		got = append(got, c.Evidence)
	}
	want := []*wire.Span{
		{Start: 16, End: 30, Exact: "The Daily Gull"},
		{Start: 31, End: 35, Exact: "Gull", In: "headline"},
		{Start: 10, End: 21, Exact: "Lantor Wire", In: "byline/1"},
		{Start: 0, End: 4, Exact: "Ines", In: "byline/0"},
		{Start: 18, End: 24, Exact: "Lantor", In: "dateline"},
		{Start: 13, End: 27, Exact: "The Daily Gull", In: "removed/1"},
		nil,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestQuotationInHeadline: every span of it says so.
func TestQuotationInHeadline(t *testing.T) {
	a := &hearsay.Article{Headline: "🌊 Dorrick told Gull that “nobody” tried, Holt hears", Text: "Boats."}
	at := func(words string) hearsay.Span { return find(t, a.Headline, words) }
	q := hearsay.Quotation{
		Part: hearsay.InHeadline, Source: at("Dorrick"), Cue: at("told"), Content: []hearsay.Span{at("“nobody”"), at("tried")},
		Complementiser: at("that"), Addressee: at("Gull"), Via: []hearsay.Via{{Agent: hearsay.Agent{Name: "Gull"}, Evidence: at("Gull")}}, Within: -1,
	}
	got := wire.NewReading(a, []hearsay.Quotation{q}, nil).Quotations[0]
	points := []rune(a.Headline)
	for _, s := range append(got.Content, *got.Source, *got.Cue, *got.Complementiser, *got.Addressee, got.Via[0].Evidence) {
		if s.In != "headline" || string(points[s.Start:s.End]) != s.Exact {
			t.Errorf("span %+v of %q", s, a.Headline)
		}
	}
}

// TestStepEvidenceOfOtherArticle: a step of a trace stands where it says, and an
// article that is not at hand gives no evidence instead of wrong words.
func TestStepEvidenceOfOtherArticle(t *testing.T) {
	other, missing := hearsay.ArticleID{1}, hearsay.ArticleID{2}
	read := &hearsay.Article{Headline: "Öpen", Text: "Boats 🌊 went. (VelTV)"}
	cited := &hearsay.Article{ID: other, Text: "Ä ship. (Gull)"}
	at := func(a *hearsay.Article, words string) hearsay.Place {
		return hearsay.Place{Span: find(t, a.Text, words)}
	}
	trace := &hearsay.Trace{Text: "pasted", Read: read, Cited: []*hearsay.Article{cited}, Chain: []hearsay.Step{
		{Agent: hearsay.Agent{Name: "VelTV"}, Evidence: at(read, "VelTV"), Article: other},
		{Agent: hearsay.Agent{Name: "Gull"}, Evidence: at(cited, "Gull"), In: other},
		{Agent: hearsay.Agent{Name: "Dorrick"}, Evidence: at(cited, "ship"), In: missing},
		{Agent: hearsay.Agent{Name: "nobody"}, Evidence: hearsay.Place{Part: hearsay.InByline, Index: 3, Span: hearsay.Span{End: 2}}},
		{Agent: hearsay.Agent{Name: "shared"}, Relation: hearsay.StepShares},
	}}
	out, err := wire.NewTrace(trace, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []wire.Step{
		{Agent: wire.Agent{Name: "VelTV"}, Evidence: &wire.Span{Start: 15, End: 20, Exact: "VelTV"}, Article: other.String()},
		{Agent: wire.Agent{Name: "Gull"}, Evidence: &wire.Span{Start: 9, End: 13, Exact: "Gull"}, In: other.String()},
		{Agent: wire.Agent{Name: "Dorrick"}, In: missing.String()},
		{Agent: wire.Agent{Name: "nobody"}},
		{Agent: wire.Agent{Name: "shared"}, Relation: "shares"},
	}
	if diff := cmp.Diff(want, out.Chain); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
