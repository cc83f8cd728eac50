// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
	"hearsay/prose"
	"hearsay/quote"
)

// germanKinds are the types of the set, in the order of its paper.
var germanKinds = [...]string{"Direct", "Indirect", "Reported", "IndirectFreeIndirect", "FreeIndirect"}

// germanScore adds up the counts of one file.
//
// A quotation is found when an answer of the same type has half of its tokens in
// common (F at least .5: "overlap") or all of them ("exact"), and so is its
// speaker (one token in common, or all). Marks count for nothing. Where the
// annotation names no speaker the answer may name one: the text does, nine
// times in ten. Each answer is good for one quotation.
type germanScore struct {
	name    string
	texts   int
	skipped skips
	opt     Options
	counts  map[string]*prf
	errors  map[string]int // listed, of each kind
}

func newGermanScore(name string, opt Options) germanScore {
	return germanScore{name: "German Wikinews " + name, opt: opt, counts: map[string]*prf{}, errors: map[string]int{}}
}

// full reports whether as many texts were scored as the options allow.
func (s *germanScore) full() bool { return s.opt.Limit > 0 && s.texts >= s.opt.Limit }

func (s *germanScore) set() Set {
	set := Set{Name: s.name, Texts: s.texts, Skipped: s.skipped.list()}
	for _, group := range s.groups() {
		for _, variant := range germanVariants {
			if c := s.counts[group+variant]; c != nil {
				set.Add(group, strings.TrimSpace("P"+variant), c.precision(), c.proposed)
				set.Add(group, strings.TrimSpace("R"+variant), c.recall(), c.truth)
				set.Add(group, strings.TrimSpace("F1"+variant), c.f1(), 0)
			}
		}
	}
	return set
}

var germanVariants = [...]string{"", " exact"}

// groups are the types with and without the speaker, and what else is counted.
func (s *germanScore) groups() []string {
	var out []string
	for _, kind := range germanKinds {
		out = append(out, kind+" quote+speaker", kind+" quote")
	}
	return append(out, "any type quote+speaker", "any type quote", "cue of found", "addressee of found", "nested of found")
}

func (s *germanScore) count(name string) *prf {
	if s.counts[name] == nil {
		s.counts[name] = &prf{}
	}
	return s.counts[name]
}

// add scores one article.
func (s *germanScore) add(d *germanDoc) {
	s.texts++
	l := layOut(d.text)
	got := l.germanAnswers()
	l.fill(got)
	l.fill(d.gold)
	for _, kind := range germanKinds {
		s.pair(d, &l, kind, got)
	}
	s.pair(d, &l, "", got)
	s.details(&l, d.gold, got)
}

// fill looks up the words of quote and speaker.
func (l *laidOut) fill(qs []germanQuote) {
	for i := range qs {
		qs[i].quoteRuns, qs[i].speakerRuns = l.wordsIn(qs[i].quote), l.wordsIn(qs[i].speaker)
	}
}

// wordsIn returns the tokens of the spans that are no marks.
func (l *laidOut) wordsIn(spans []hearsay.Span) map[run]bool {
	out := map[run]bool{}
	for _, r := range l.runs(spans...) {
		for i := r.first; i < r.end; i++ {
			if l.tokens[i].Kind != prose.MarkToken {
				out[run{i, i + 1}] = true
			}
		}
	}
	return out
}

// germanAnswers runs the extractor and puts the answers into the set's form.
func (l *laidOut) germanAnswers() []germanQuote {
	var out []germanQuote
	found := quote.Find(&hearsay.Article{Text: l.text})
	seen := directSpans(l.text, found) // what one answer gives as direct no other cuts out again
	for _, q := range found {
		if q.Part != hearsay.InText {
			continue
		}
		g := germanQuote{kind: germanKind(l.text, &q), quote: q.Content, speaker: nonZero(q.Source), cue: nonZero(q.Cue), addressee: nonZero(q.Addressee), nested: q.Within >= 0}
		if g.kind == "Reported" {
			g.quote = []hearsay.Span{q.Extent()} // the set marks the whole clause
		}
		g.speaker = relativePronoun(l.text, &q, g.speaker)
		if !q.Complementiser.IsZero() {
			g.kind, g.quote = "Indirect", append([]hearsay.Span{q.Complementiser}, g.quote...)
		}
		if g.kind == "Direct" {
			out = append(out, fragments(g)...)
			continue
		}
		out = append(out, g)
		for _, inner := range l.quotedIn(&q) {
			if at := inner.quote[0]; !seen[at] {
				seen[at] = true
				out = append(out, inner)
			}
		}
	}
	return out
}

// directSpans are the contents of direct quotations, without marks.
func directSpans(text string, qs []hearsay.Quotation) map[hearsay.Span]bool {
	out := map[hearsay.Span]bool{}
	for i := range qs {
		if qs[i].Mode != hearsay.Direct {
			continue
		}
		for _, c := range qs[i].Content {
			for _, s := range quote.Marked(&hearsay.Article{Text: text}, c) {
				if c.Overlap(s) > 0 {
					out[s] = true
				}
			}
		}
	}
	return out
}

// relativePronoun takes "der" of "Falk, der sagte" for the speaker, as the set
// does.
func relativePronoun(text string, q *hearsay.Quotation, speaker []hearsay.Span) []hearsay.Span {
	rest, ok := strings.CutPrefix(between(text, q.Source.End, q.Cue.Start), ", ")
	word, _, _ := strings.Cut(rest, " ")
	if !ok || strings.Contains(rest, ",") || word != "der" && word != "die" && word != "das" {
		return speaker
	}
	at := q.Source.End + len(", ")
	return []hearsay.Span{{Start: at, End: at + len(word)}}
}

// fragments makes a quotation of each stretch, as the set does.
func fragments(g germanQuote) []germanQuote {
	var out []germanQuote
	for _, s := range g.quote {
		one := g
		one.quote = []hearsay.Span{s}
		out = append(out, one)
	}
	return out
}

// germanKind is the type that an answer has in the terms of the set.
func germanKind(text string, q *hearsay.Quotation) string {
	switch {
	case q.Mode == hearsay.Direct:
		return "Direct"
	case q.Cue.IsZero():
		return "IndirectFreeIndirect"
	case strings.HasPrefix(q.Cue.In(text), "soll"):
		return "FreeIndirect"
	case q.Profile == hearsay.Extended && q.Complementiser.IsZero() && !isClause(text, q):
		return "Reported"
	}
	return "Indirect"
}

// isClause reports content that a comma or colon parts from the cue.
func isClause(text string, q *hearsay.Quotation) bool {
	at := q.Content[0].Start
	before := strings.TrimRight(text[:at], " \n")
	return strings.HasSuffix(before, ",") || strings.HasSuffix(before, ":")
}

// quotedIn makes a nested Direct of every quoted stretch of indirect words.
func (l *laidOut) quotedIn(q *hearsay.Quotation) []germanQuote {
	var out []germanQuote
	for _, s := range quote.Marked(&hearsay.Article{Text: l.text}, q.Extent()) {
		for _, c := range q.Content {
			if c.Start <= s.Start && s.End <= c.End && !isName(l.text, s) {
				out = append(out, germanQuote{kind: "Direct", quote: []hearsay.Span{s}, speaker: nonZero(q.Source), cue: nonZero(q.Cue), nested: true})
			}
		}
	}
	return out
}

// maxNameWords bounds a name behind a noun.
const maxNameWords = 4

// isName reports a name or term in marks: one capitalised word, an address, several
// words that are all capitalised, or a few behind a noun (die Firma „Orta am See“).
func isName(text string, s hearsay.Span) bool {
	words := strings.Fields(s.In(text))
	if len(words) == 0 {
		return true
	}
	if first, _ := utf8.DecodeRuneInString(words[0]); len(words) == 1 && (strings.Contains(words[0], ".") || !unicode.IsLower(first)) {
		return true
	}
	capitals := 0
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsLower(r) {
			capitals++
		}
	}
	if len(words) > 1 && capitals == len(words) {
		return true
	}
	before := strings.Fields(strings.TrimRight(text[:s.Start], "„“\"‚»«' "))
	if len(before) == 0 {
		return false
	}
	noun, _ := utf8.DecodeRuneInString(before[len(before)-1])
	name, _ := utf8.DecodeRuneInString(s.In(text))
	last, _ := utf8.DecodeRuneInString(words[len(words)-1])
	return len(words) <= maxNameWords && unicode.IsUpper(noun) && unicode.IsUpper(name) && unicode.IsUpper(last)
}

func nonZero(s hearsay.Span) []hearsay.Span {
	if s.IsZero() {
		return nil
	}
	return []hearsay.Span{s}
}

// pair matches truth and answers of one type ("" for any) one to one.
func (s *germanScore) pair(d *germanDoc, l *laidOut, kind string, got []germanQuote) {
	taken := make([]bool, len(got))
	for i := range d.gold {
		g := &d.gold[i]
		if kind != "" && g.kind != kind {
			continue
		}
		best := bestGerman(g, got, taken, kind)
		if best >= 0 {
			taken[best] = true
		}
		s.countPair(kind, g, got, best)
		if kind == "Direct" || kind == "Indirect" || kind == "IndirectFreeIndirect" {
			s.reportGerman(d, l, g, got, best)
		}
	}
	for i := range got {
		if kind == "" || got[i].kind == kind {
			s.each(kind, func(c *prf) { c.proposed++ })
			if !taken[i] && kind == "Direct" && s.opt.Errors != nil && s.mayList("extra") {
				fmt.Fprintf(s.opt.Errors, "extra (%s) %s\n  got  %s\n\n", kind, d.name, showGerman(l, &got[i]))
			}
		}
	}
}

// each applies f to the four counts of a type.
func (s *germanScore) each(kind string, f func(*prf)) {
	if kind == "" {
		kind = "any type"
	}
	for _, what := range [...]string{" quote", " quote+speaker"} {
		for _, variant := range germanVariants {
			f(s.count(kind + what + variant))
		}
	}
}

func (s *germanScore) countPair(kind string, g *germanQuote, got []germanQuote, best int) {
	s.each(kind, func(c *prf) { c.truth++ })
	if best < 0 {
		return
	}
	if kind == "" {
		kind = "any type"
	}
	a := &got[best]
	speaker, speakerExact := sameSpeaker(g, a)
	exact := overlap(g.quoteRuns, a.quoteRuns) == 1
	for _, c := range []struct {
		name string
		is   bool
	}{{" quote", true}, {" quote+speaker", speaker}, {" quote exact", exact}, {" quote+speaker exact", exact && speakerExact}} {
		if c.is {
			s.count(kind+c.name).hit++
		}
	}
}

// bestGerman is the answer with the most words in common, and of those the one
// with the same speaker; -1 when none has half.
func bestGerman(g *germanQuote, got []germanQuote, taken []bool, kind string) int {
	best, bestF := -1, 0.5
	for i := range got {
		if taken[i] || kind != "" && got[i].kind != kind {
			continue
		}
		f := overlap(g.quoteRuns, got[i].quoteRuns)
		if same, _ := sameSpeaker(g, &got[i]); same && f >= 0.5 {
			f += 1
		}
		if f >= bestF && (best < 0 || f > bestF) {
			best, bestF = i, f
		}
	}
	return best
}

func overlap(a, b map[run]bool) float64 {
	return overlapOf(a, b, func(r run) run { return r }).f1()
}

// sameSpeaker reports whether the speakers share a word, and all words.
func sameSpeaker(g, a *germanQuote) (same, exact bool) {
	f := overlap(g.speakerRuns, a.speakerRuns)
	return f > 0 || len(g.speakerRuns) == 0, f == 1 || len(g.speakerRuns) == 0
}

// details counts cue, addressee and nesting of what was found, of any type.
func (s *germanScore) details(l *laidOut, gold, got []germanQuote) {
	taken := make([]bool, len(got))
	for i := range gold {
		g := &gold[i]
		best := bestGerman(g, got, taken, "")
		if best < 0 {
			continue
		}
		taken[best] = true
		a := &got[best]
		s.count("cue of found").add(touching(l.wordsIn(g.cue), l.wordsIn(a.cue)))
		s.count("addressee of found").add(touching(l.wordsIn(g.addressee), l.wordsIn(a.addressee)))
		s.count("nested of found").add(presence(g.nested, a.nested, true))
	}
}

func touching(g, a map[run]bool) prf {
	return presence(len(g) > 0, len(a) > 0, overlap(g, a) > 0)
}

// presence counts one part: wanted, given, and right when both.
func presence(want, have, right bool) prf {
	var c prf
	if want {
		c.truth++
	}
	if have {
		c.proposed++
	}
	if want && have && right {
		c.hit++
	}
	return c
}

// reportGerman lists a quotation that was not found, or not with its speaker.
func (s *germanScore) reportGerman(d *germanDoc, l *laidOut, g *germanQuote, got []germanQuote, best int) {
	if s.opt.Errors == nil {
		return
	}
	reason := "not found"
	if best >= 0 {
		if same, _ := sameSpeaker(g, &got[best]); same {
			return
		}
		reason = "wrong speaker"
	}
	if !s.mayList(reason) {
		return
	}
	fmt.Fprintf(s.opt.Errors, "%s (%s) %s\n  want %s\n", reason, g.kind, d.name, showGerman(l, g))
	if best >= 0 {
		fmt.Fprintf(s.opt.Errors, "  got  %s\n", showGerman(l, &got[best]))
	}
	fmt.Fprintln(s.opt.Errors)
}

func (s *germanScore) mayList(kind string) bool {
	s.errors[kind]++
	return s.errors[kind] <= s.opt.maxErrors()
}

// showGerman prints the quotation with its marks. Parts in several spans show
// the first.
func showGerman(l *laidOut, g *germanQuote) string {
	q := hearsay.Quotation{Content: g.quote}
	if len(g.speaker) > 0 {
		q.Source = g.speaker[0]
	}
	if len(g.cue) > 0 {
		q.Cue = g.cue[0]
	}
	return show(l.text, l.sentencesAround(q.Extent()), &q)
}
