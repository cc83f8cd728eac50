// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/tools/txtar"

	"hearsay"
	"hearsay/internal/marked"
	"hearsay/quote"
)

// allTexts are the texts of every acceptance case, evaluation article and news
// article of the training half.
func allTexts(t testing.TB) []marked.Text {
	t.Helper()
	var out []marked.Text
	paths, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, parse(t, string(ar.Files[0].Data))...)
	}
	return append(append(out, articles(t)...), news(t, "train")...)
}

// articles are the evaluation articles, as long and varied as pages are.
func articles(t testing.TB) []marked.Text {
	t.Helper()
	return markedFiles(t, "testdata/eval/articles.marked")
}

// news are the news articles of one half.
func news(t testing.TB, half string) []marked.Text {
	t.Helper()
	return markedFiles(t, "testdata/news/"+half+"/*.marked")
}

func markedFiles(t testing.TB, pattern string) []marked.Text {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no file is %s: %v", pattern, err)
	}
	var out []marked.Text
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, parse(t, string(data))...)
	}
	return out
}

func parse(t testing.TB, src string) []marked.Text {
	t.Helper()
	texts, err := marked.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// words renders quotations by their words instead of offsets, so that two
// spellings of one text can be compared.
func words(a *hearsay.Article, qs []hearsay.Quotation, fold func(string) string) []string {
	var out []string
	for _, q := range qs {
		text := a.Text
		if q.Part == hearsay.InHeadline {
			text = a.Headline
		}
		parts := []string{string(q.Mode), string(q.Polarity), q.Source.In(text), q.Cue.In(text), q.Addressee.In(text), q.Complementiser.In(text)}
		for _, c := range q.Content {
			parts = append(parts, c.In(text))
		}
		for _, v := range q.Via {
			parts = append(parts, "via "+v.Agent.Name)
		}
		for _, f := range q.Flags {
			if f != hearsay.WrongWayMarks { // straight marks have no way
				parts = append(parts, string(f))
			}
		}
		out = append(out, fold(strings.Join(parts, "|")))
	}
	return out
}

var straight = strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'")

// Curly and straight marks of one text give the same quotations.
func TestCurlyAndStraightAgree(t *testing.T) {
	for _, x := range allTexts(t) {
		t.Run(x.Name, func(t *testing.T) {
			a := x.Article()
			b := &hearsay.Article{Headline: straight.Replace(x.Headline), Text: straight.Replace(x.Body)}
			compareWords(t, a, b, straight.Replace)
		})
	}
}

// Composed and decomposed letters give the same quotations.
func TestNFCAndNFDAgree(t *testing.T) {
	for _, x := range allTexts(t) {
		t.Run(x.Name, func(t *testing.T) {
			a := x.Article()
			b := &hearsay.Article{Headline: norm.NFD.String(x.Headline), Text: norm.NFD.String(x.Body)}
			compareWords(t, a, b, norm.NFC.String)
		})
	}
}

func compareWords(t *testing.T, a, b *hearsay.Article, fold func(string) string) {
	t.Helper()
	want := words(a, quote.Find(a), fold)
	got := words(b, quote.Find(b), fold)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-as given +changed:\n%s", diff)
	}
}

// The same article gives the same quotations, and is not written to.
func TestFindIsDeterministic(t *testing.T) {
	for _, x := range articles(t) {
		a, b := x.Article(), x.Article()
		if diff := cmp.Diff(quote.Find(a), quote.Find(b)); diff != "" {
			t.Errorf("%s: two runs differ:\n%s", x.Name, diff)
		}
		if diff := cmp.Diff(a, b); diff != "" {
			t.Errorf("%s: the article was changed:\n%s", x.Name, diff)
		}
	}
}

// What holds of the texts that are read holds of the half that is only measured;
// no word of it is shown. Straight single marks cannot always be told from
// apostrophes, so that articles with single marks stay curly.
func TestHeldOutNews(t *testing.T) {
	for i, x := range news(t, "test") {
		a := x.Article()
		want := words(a, quote.Find(a), straight.Replace)
		for _, spell := range []func(string) string{straight.Replace, norm.NFD.String} {
			if strings.Contains(x.Body, "‘") {
				spell = norm.NFD.String
			}
			b := &hearsay.Article{Headline: spell(x.Headline), Text: spell(x.Body)}
			got := words(b, quote.Find(b), func(s string) string { return straight.Replace(norm.NFC.String(s)) })
			if !slices.Equal(want, got) {
				t.Errorf("article %d: another spelling gives other quotations", i)
			}
		}
		checkQuotations(t, a, quote.Find(a))
	}
}

// Spans keep the promises of their documentation on every text that is kept.
func TestShapes(t *testing.T) {
	for _, x := range allTexts(t) {
		a := x.Article()
		checkQuotations(t, a, quote.Find(a))
	}
}

// A page that loses one mark still gives every quotation of the paragraphs that
// the mark is not in, unless the broken one runs into the next paragraph.
func TestOneLostMark(t *testing.T) {
	for _, x := range articles(t) {
		paragraphs := strings.Split(x.Body, "\n\n")
		for i, p := range paragraphs {
			cut := strings.IndexAny(p, "“”")
			if cut < 0 {
				continue
			}
			broken := slices.Clone(paragraphs)
			broken[i] = p[:cut] + p[cut+len("“"):]
			checkOthersKept(t, x, i, &hearsay.Article{Headline: x.Headline, Text: strings.Join(broken, "\n\n")})
		}
	}
}

func checkOthersKept(t *testing.T, x marked.Text, broken int, b *hearsay.Article) {
	t.Helper()
	a := x.Article()
	before, after := byParagraph(a), byParagraph(b)
	for p, want := range before {
		if p == broken || p == broken+1 {
			continue
		}
		for _, w := range want {
			if !slices.Contains(after[p], w) {
				t.Errorf("%s: without a mark in paragraph %d, paragraph %d lost %q", x.Name, broken, p, w)
			}
		}
	}
}

// byParagraph gives cue and content of the quotations of each paragraph.
func byParagraph(a *hearsay.Article) map[int][]string {
	out := map[int][]string{}
	for _, q := range quote.Find(a) {
		if q.Part != hearsay.InText || len(q.Content) == 0 || q.Cue.IsZero() {
			continue
		}
		p := strings.Count(a.Text[:q.Cue.Start], "\n\n")
		out[p] = append(out[p], q.Cue.In(a.Text)+"|"+q.Content[0].In(a.Text))
	}
	return out
}

// Block quotes of the page are quotations whoever announces them.
func TestBlockQuotes(t *testing.T) {
	text := "Larin wrote in a statement:\n\nWe are ready. We wait.\n\nWe will say so again.\n\nNobody answered.\n\nIt will rain."
	a := &hearsay.Article{Text: text}
	for i, p := range []string{"Larin wrote in a statement:", "We are ready. We wait.", "We will say so again.", "Nobody answered.", "It will rain."} {
		kind := hearsay.Paragraph
		if i == 1 || i == 2 || i == 4 {
			kind = hearsay.BlockQuote
		}
		start := strings.Index(text, p)
		a.Blocks = append(a.Blocks, hearsay.Block{Span: hearsay.Span{Start: start, End: start + len(p)}, Kind: kind})
	}
	qs := quote.Find(a)
	if len(qs) != 2 {
		t.Fatalf("%d quotations, want 2: %+v", len(qs), qs)
	}
	announced, alone := qs[0], qs[1]
	if got := announced.Source.In(text) + "|" + announced.Cue.In(text); got != "Larin|wrote" {
		t.Errorf("the first block is by %s", got)
	}
	if len(announced.Content) != 2 || !announced.Has(hearsay.BlockQuoted) || announced.Mode != hearsay.Direct {
		t.Errorf("the first block is %+v", announced)
	}
	if !alone.Source.IsZero() || alone.Content[0].In(text) != "It will rain." || !alone.Has(hearsay.ImplicitCue) {
		t.Errorf("the block without announcement is %+v", alone)
	}
}

// An outlet that the page credits is a medium in the text, without any word
// that says so.
func TestCreditedOutletIsMedium(t *testing.T) {
	a := &hearsay.Article{
		Text:    "Larin told Orta that talks failed.",
		Credits: []hearsay.Credit{{To: hearsay.Agent{Name: "Orta", Kind: hearsay.Outlet}}},
	}
	qs := quote.Find(a)
	if len(qs) != 1 || len(qs[0].Via) != 1 || qs[0].Via[0].Agent.Name != "Orta" {
		t.Errorf("got %+v", qs)
	}
}

func BenchmarkFind(b *testing.B) {
	texts := articles(b)
	var bytes int64
	arts := make([]*hearsay.Article, len(texts))
	for i := range texts {
		arts[i] = texts[i].Article()
		bytes += int64(len(arts[i].Text))
	}
	b.SetBytes(bytes)
	b.ReportAllocs()
	for b.Loop() {
		for _, a := range arts {
			quote.Find(a)
		}
	}
	b.ReportMetric(float64(len(arts)*b.N)/b.Elapsed().Seconds(), "articles/s")
}
