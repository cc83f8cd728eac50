// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/internal/acceptance"
	"hearsay/internal/marked"
	"hearsay/quote"
)

const generatedScores = "testdata/generated-scores.txt"

var showLost = flag.String("lost", "", "print what the generated variants of this family lose")

// TestGenerated changes every text that is kept, the cases one way and another, and
// counts which of the relations that are right in it come out as they must in
// what it has become. The counts are a golden:
//
//	go test ./quote -run Generated -update
//
// rewrites it, and -lost "name of a family" prints the relations that are not exact.
func TestGenerated(t *testing.T) {
	var b strings.Builder
	fmt.Fprintf(&b, "%-32s %6s %9s %7s %7s %7s %5s\n", "", "texts", "relations", "exact", "kept", "less sure", "new")
	pages := pagesOf(t)
	for i := range families {
		f := &families[i]
		var c tally
		for k := range pages {
			for _, edits := range f.variants(&pages[k]) {
				c.score(f, &pages[k], edits)
			}
		}
		c.check(t, f)
		fmt.Fprintf(&b, "%-32s %6d %9d %7.4f %7.4f %9.4f %5d\n", f.name, c.texts, c.relations,
			share(c.exact, c.relations), share(c.kept, c.relations), share(c.less, c.relations), c.added)
	}
	compareScores(t, b.String())
}

func share(n, of int) float64 { return float64(n) / float64(max(of, 1)) }

// check asserts what holds without exception, and prints what is asked for.
func (c *tally) check(t *testing.T, f *family) {
	t.Helper()
	if c.relations == 0 {
		t.Errorf("%s: no text can be changed so", f.name)
	}
	for _, lost := range c.lost {
		if f.always || f.exact && lost.isCase {
			t.Errorf("%s: must not change anything:\n%s", f.name, lost)
		}
	}
	if *showLost == f.name {
		for _, lost := range c.lost {
			t.Log(lost)
		}
	}
}

func compareScores(t *testing.T, got string) {
	t.Helper()
	if f := flag.Lookup("update"); f != nil && f.Value.String() == "true" {
		if err := os.WriteFile(generatedScores, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(generatedScores)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", generatedScores, diff)
	}
}

// pagesOf are the acceptance cases, the evaluation articles and the training half
// of the news, with the relations that are exactly right.
func pagesOf(t *testing.T) []page {
	t.Helper()
	cases := acceptance.Wanted(t, "testdata/cases/*.txtar", "testdata/known.marked")
	texts := append(append(cases, articles(t)...), news(t, "train")...)
	var out []page
	for i, x := range texts {
		if x.Body != "" {
			p := newPage(x)
			p.isCase = i < len(cases)
			out = append(out, p)
		}
	}
	return out
}

// newPage keeps the relations of the body that the text is marked with and that
// are found. A headline would make outlets known, so that there is none.
func newPage(x marked.Text) page {
	p := page{name: x.Name, text: x.Body, all: quote.Find(&hearsay.Article{Text: x.Body})}
	for _, q := range p.all {
		same := func(want hearsay.Quotation) bool {
			want.Via = q.Via // only articles with their credits have them all
			return want.Part == hearsay.InText && new(family).key(&want) == new(family).key(&q)
		}
		if slices.ContainsFunc(x.Quotations, same) {
			p.right = append(p.right, q)
		}
	}
	return p
}

// A family is one way to change texts.
type family struct {
	name string
	// variants returns the sets of edits that make the variants of a page.
	variants func(p *page) [][]edit
	// adjust makes of the old relation what it must be now; nil: nothing changes.
	adjust func(q *hearsay.Quotation)
	// counts picks the relations that are counted; nil: all.
	counts func(p *page, q *hearsay.Quotation, edits []edit) bool
	ignore []hearsay.Flag // flags that may come and go
	exact  bool           // every relation of the acceptance cases must stay as it is
	always bool           // every relation must
}

var families = []family{
	{name: "marks straight", exact: true, variants: glyphs("“", `"`, "”", `"`, "‘", "'", "’", "'"), ignore: []hearsay.Flag{hearsay.WrongWayMarks}},
	{name: "marks single", exact: true, variants: glyphs("“", "‘", "”", "’"), counts: withoutSingles, ignore: []hearsay.Flag{hearsay.WrongWayMarks}},
	{name: "marks single straight", variants: glyphs("“", "'", "”", "'"), counts: withoutSingles, ignore: []hearsay.Flag{hearsay.WrongWayMarks}},
	{name: "marks guillemets", exact: true, variants: glyphs("“", "«", "”", "»"), ignore: []hearsay.Flag{hearsay.WrongWayMarks}},
	{name: "marks low and high", variants: glyphs("“", "„", "”", "“"), ignore: []hearsay.Flag{hearsay.WrongWayMarks}},
	{name: "marks TeX", variants: glyphs("“", "``", "”", "''"), ignore: []hearsay.Flag{hearsay.WrongWayMarks}},

	{name: "verb stated", exact: true, variants: verb("stated", ""), counts: isSwapped},
	{name: "verb insisted", exact: true, variants: verb("insisted", ""), counts: isSwapped},
	{name: "verb explained", exact: true, variants: verb("explained", ""), counts: isSwapped},
	{name: "verb announced", exact: true, variants: verb("announced", ""), counts: isSwapped},
	{name: "verb wrote", exact: true, variants: verb("wrote", ""), counts: isSwapped},
	{name: "verb claimed", exact: true, variants: verb("claimed", ""), counts: isSwapped},
	{name: "tense says", variants: verb("says", ""), counts: isSwapped},
	{name: "tense has said", variants: verb("has said", hearsay.Inverted), counts: isSwapped},
	{name: "tense had said", variants: verb("had said", hearsay.Inverted), counts: isSwapped},
	{name: "tense will say", variants: verb("will say", hearsay.Inverted), counts: isSwapped, adjust: polarity(hearsay.Future)},
	{name: "tense would say", variants: verb("would say", hearsay.Inverted), counts: isSwapped, adjust: polarity(hearsay.Hypothetical)},
	{name: "negated did not say", variants: verb("did not say", hearsay.Inverted), counts: isSwapped, adjust: polarity(hearsay.NotSaid)},

	{name: "name first and last", variants: names("Sergei %s"), counts: hasName},
	{name: "name with initials", variants: names("Anna J. M. %s"), counts: hasName},
	{name: "name honorific", variants: names("Mrs. %s"), counts: hasName},
	{name: "name title", variants: names("Norwegian Foreign Minister Sergei %s"), counts: hasName},
	{name: "name long", variants: names("Maria del Carmen de la Cruz %s Jr."), counts: hasName},
	{name: "name apostrophe", variants: names("Siobhán O’%s"), counts: hasName},
	{name: "name with age", variants: aged, counts: nameBeforeCue},

	{name: "adverbial said on Tuesday", exact: true, variants: behindCue(" on Tuesday"), counts: endsAttribution},
	{name: "adverbial said yesterday in Bergen", exact: true, variants: behindCue(" yesterday in Bergen"), counts: endsAttribution},
	{name: "adverbial said in a statement", exact: true, variants: behindCue(" in a statement"), counts: endsAttribution},
	{name: "adverbial said quietly", exact: true, variants: behindCue(" quietly"), counts: endsAttribution},
	{name: "adverbial in front", exact: true, variants: inFront("On Tuesday, "), counts: startsParagraph},

	{name: "lost mark, other paragraphs", variants: lostMark, counts: inOtherParagraph, always: true},
	{name: "lost mark, other relations", variants: lostMark, counts: besideMark},
	{name: "lost mark, its relation", variants: lostMark, counts: aroundMark,
		ignore: []hearsay.Flag{hearsay.Unclosed, hearsay.Unopened, hearsay.WrongWayMarks}},
	{name: "lost space behind marks", exact: true, variants: lostSpace("” "), ignore: []hearsay.Flag{hearsay.MissingSpace}},
	{name: "lost space before marks", variants: lostSpace(" “"), ignore: []hearsay.Flag{hearsay.MissingSpace}},
	{name: "lost empty line", exact: true, variants: replaceEach("\n\n", "\n"), ignore: []hearsay.Flag{hearsay.Continued}},
	{name: "lost paragraph break", variants: replaceEach("\n\n", " "), ignore: []hearsay.Flag{hearsay.Continued}},
	{name: "space before marks", variants: replaceEach("”", " ”")},
	{name: "no-break spaces", exact: true, variants: replaceAll(" ", "\u00a0")},
	{name: "two spaces", exact: true, variants: replaceAll(" ", "  ")},
}

// glyphs swaps quote marks for others, all at once, in texts with curly marks.
func glyphs(pairs ...string) func(p *page) [][]edit {
	return func(p *page) [][]edit {
		if !strings.Contains(p.text, "“") || strings.ContainsAny(p.text, "\"„«") {
			return nil
		}
		var edits []edit
		for i, r := range p.text {
			if k := slices.Index(pairs, string(r)); k >= 0 && k%2 == 0 {
				edits = append(edits, edit{hearsay.Span{Start: i, End: i + len(pairs[k])}, pairs[k+1]})
			}
		}
		return [][]edit{edits}
	}
}

// withoutSingles leaves out relations with marks inside marks.
func withoutSingles(p *page, q *hearsay.Quotation, _ []edit) bool {
	return !strings.Contains(q.Extent().In(p.text), "‘")
}

// verb puts another form in place of every "said" that says more than one word,
// but not where the relation has the flag.
func verb(form string, but hearsay.Flag) func(p *page) [][]edit {
	return func(p *page) [][]edit {
		var edits []edit
		for _, q := range p.right {
			if isSaid(p, &q) && (but == "" || !q.Has(but)) {
				edits = append(edits, edit{q.Cue, form})
			}
		}
		return ordered(edits)
	}
}

func isSaid(p *page, q *hearsay.Quotation) bool {
	return q.Cue.In(p.text) == "said" && q.Polarity == hearsay.Asserted && len(q.Content) > 0 && strings.Contains(q.Content[0].In(p.text), " ")
}

func isSwapped(_ *page, q *hearsay.Quotation, edits []edit) bool { return touches(edits, q.Cue) }

func polarity(to hearsay.Polarity) func(q *hearsay.Quotation) {
	return func(q *hearsay.Quotation) { q.Polarity = to }
}

// names puts a longer name where a surname alone is the source.
func names(form string) func(p *page) [][]edit {
	return func(p *page) [][]edit {
		var edits []edit
		for _, q := range p.right {
			if isSurname(p, &q) {
				edits = append(edits, edit{q.Source, fmt.Sprintf(form, q.Source.In(p.text))})
			}
		}
		return ordered(edits)
	}
}

// aged puts ", 45," behind full names; the second comma is no part of the source.
func aged(p *page) [][]edit {
	var out [][]edit
	for _, edits := range names("Sergei %s, 45")(p) {
		var both []edit
		for _, e := range edits {
			both = append(both, e, edit{hearsay.Span{Start: e.End, End: e.End}, ","})
		}
		out = append(out, both)
	}
	return out
}

// isSurname reports a source of one capitalised word that the cases and articles
// use as surname.
func isSurname(p *page, q *hearsay.Quotation) bool {
	name := q.Source.In(p.text)
	i := strings.IndexFunc(name, func(r rune) bool { return !unicode.IsLetter(r) })
	return i < 0 && len(name) > 3 && unicode.IsUpper(rune(name[0])) && unicode.IsLower(rune(name[1])) && !q.Has(hearsay.Transcript) &&
		!slices.Contains([]string{"They", "Some", "Police", "Critics", "Nobody", "Many", "Others", "Oslo", "Witnesses", "Neighbours", "Residents", "Experts"}, name)
}

func hasName(_ *page, q *hearsay.Quotation, edits []edit) bool { return touches(edits, q.Source) }

// nameBeforeCue leaves out "said Larin, 45", where the commas are another matter.
func nameBeforeCue(p *page, q *hearsay.Quotation, edits []edit) bool {
	return hasName(p, q, edits) && !q.Has(hearsay.Inverted)
}

// behindCue puts an adverbial behind every attribution that ends in its cue.
func behindCue(adverbial string) func(p *page) [][]edit {
	return func(p *page) [][]edit {
		var edits []edit
		for _, q := range p.right {
			if endsAttribution(p, &q, nil) {
				edits = append(edits, edit{hearsay.Span{Start: q.Cue.End, End: q.Cue.End}, adverbial})
			}
		}
		return ordered(edits)
	}
}

func endsAttribution(p *page, q *hearsay.Quotation, _ []edit) bool {
	rest := p.text[q.Cue.End:]
	return q.Cue.In(p.text) == "said" && q.Source.End < q.Cue.End && (strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, ","))
}

// inFront puts an adverbial in front of every source that begins a paragraph.
func inFront(adverbial string) func(p *page) [][]edit {
	return func(p *page) [][]edit {
		var edits []edit
		for _, q := range p.right {
			if startsParagraph(p, &q, nil) {
				edits = append(edits, edit{hearsay.Span{Start: q.Source.Start, End: q.Source.Start}, adverbial})
			}
		}
		return ordered(edits)
	}
}

func startsParagraph(p *page, q *hearsay.Quotation, _ []edit) bool {
	first := strings.TrimSpace(q.Source.In(p.text))
	return first != "" && unicode.IsLetter(rune(first[0])) && q.Cue.Start > q.Source.End && !q.Has(hearsay.Transcript) && p.text[q.Cue.Start:q.Cue.End] == "said" &&
		(q.Source.Start == 0 || strings.HasSuffix(p.text[:q.Source.Start], "\n\n"))
}

// lostMark makes one variant for each double mark.
func lostMark(p *page) [][]edit {
	var out [][]edit
	for i, r := range p.text {
		if strings.ContainsRune("“”\"", r) {
			out = append(out, []edit{{hearsay.Span{Start: i, End: i + len(string(r))}, ""}})
		}
	}
	return out
}

// inOtherParagraph: an unclosed quotation may reach into the next paragraph, so
// that the neighbours are not counted.
func inOtherParagraph(p *page, q *hearsay.Quotation, edits []edit) bool {
	at, e := edits[0].Start, q.Extent()
	if e.End <= at {
		return strings.Count(p.text[e.End:at], "\n\n") > 1
	}
	return e.Start >= at && strings.Count(p.text[at:e.Start], "\n\n") > 1
}

func besideMark(p *page, q *hearsay.Quotation, edits []edit) bool {
	e := q.Extent()
	outside := e.End <= edits[0].Start || e.Start >= edits[0].End
	return outside && !inOtherParagraph(p, q, edits)
}

func aroundMark(p *page, q *hearsay.Quotation, edits []edit) bool {
	e := q.Extent()
	return e.Start <= edits[0].Start && edits[0].End <= e.End
}

// lostSpace takes the space out of every place where it stands at a mark, one at a
// time.
func lostSpace(at string) func(p *page) [][]edit {
	return replaceEach(at, strings.TrimSpace(at))
}

func replaceEach(from, to string) func(p *page) [][]edit {
	return func(p *page) [][]edit {
		var out [][]edit
		for _, s := range occurrences(p.text, from) {
			out = append(out, []edit{smallest(s, from, to)})
		}
		return out
	}
}

func replaceAll(from, to string) func(p *page) [][]edit {
	return func(p *page) [][]edit {
		var edits []edit
		for _, s := range occurrences(p.text, from) {
			edits = append(edits, smallest(s, from, to))
		}
		return [][]edit{edits}
	}
}

// smallest leaves what both strings begin and end with alone, so that marks stay
// in the spans that they are in.
func smallest(s hearsay.Span, from, to string) edit {
	for from != "" && to != "" && from[len(from)-1] == to[len(to)-1] {
		from, to, s.End = from[:len(from)-1], to[:len(to)-1], s.End-1
	}
	for from != "" && to != "" && from[0] == to[0] {
		from, to, s.Start = from[1:], to[1:], s.Start+1
	}
	return edit{s, to}
}

func occurrences(text, of string) []hearsay.Span {
	var out []hearsay.Span
	for pos := 0; ; {
		i := strings.Index(text[pos:], of)
		if i < 0 {
			return out
		}
		out = append(out, hearsay.Span{Start: pos + i, End: pos + i + len(of)})
		pos += i + len(of)
	}
}

func touches(edits []edit, s hearsay.Span) bool {
	return slices.ContainsFunc(edits, func(e edit) bool { return e.Span == s })
}

// ordered makes one variant of the edits, each place once.
func ordered(edits []edit) [][]edit {
	if len(edits) == 0 {
		return nil
	}
	slices.SortFunc(edits, func(a, b edit) int { return a.Start - b.Start })
	return [][]edit{slices.CompactFunc(edits, func(a, b edit) bool { return a.Span == b.Span })}
}
