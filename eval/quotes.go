// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"hearsay"
	"hearsay/lexicon"
	"hearsay/prose"
	"hearsay/quote"
)

// Quotes scores package quote against a folder of annotated articles. The
// layout of PolNeAR is recognised by its folders "text" and "attributions",
// our own marked texts by the ending ".marked", German Wikinews by *.jsonl files
// with "originalText" (its figures are explained at germanScore).
//
// Exact figures are CofeNet's: every contiguous run of a source, cue or content
// within a paragraph is one span, and right only when both ends are. Relation
// figures (groups "core …" and "all …") ask for the same cue, an overlapping
// source (or none on both sides) and half of the content's tokens (F at least
// .5); "core" are the relations whose cue holds one of 29 plain reporting words
// ([lexicon.IsCoreForm]).
func Quotes(dir string, opt Options) (Report, error) {
	var report Report
	docs, err := polnear(dir)
	if err != nil {
		return report, err
	}
	if docs = firstOf(docs, opt.Limit); len(docs) > 0 {
		report.Sets = append(report.Sets, scorePolnear(docs, opt))
	}
	own, err := markedSet(dir)
	if err != nil {
		return report, err
	}
	if own = firstOf(own, opt.Limit); len(own) > 0 {
		report.Sets = append(report.Sets, scoreOwn(own, opt))
	}
	german, err := germanWikinews(dir)
	if err != nil {
		return report, err
	}
	for _, split := range german {
		report.Sets = append(report.Sets, scoreGerman(split, opt))
	}
	if len(report.Sets) == 0 {
		return report, fmt.Errorf("read set %s: no annotated text found; looked for PolNeAR's text and attributions folders, for *.marked and for *.jsonl of German Wikinews: %w", dir, hearsay.ErrNotFound)
	}
	return report, nil
}

func firstOf[T any](list []T, limit int) []T {
	if limit > 0 && len(list) > limit {
		return list[:limit]
	}
	return list
}

func scorePolnear(docs []annotated, opt Options) Set {
	s := quoteScore{opt: opt, modes: map[string]*prf{}}
	for i := range docs {
		s.add(&docs[i])
	}
	return s.set("PolNeAR", len(docs))
}

// quoteScore adds up the counts of one set.
type quoteScore struct {
	opt    Options
	exact  [3]prf // source, cue, content
	begin  [3]prf
	tokens [3]prf
	modes  map[string]*prf // "core direct", "all", …
	errors int
}

var roles = [3]string{"source", "cue", "content"}

// laidOut is one text cut into tokens, with the paragraph of each.
type laidOut struct {
	text   string
	tokens []prose.Token
	para   []int
}

// layOut cuts a text the way that truth and answer are compared in.
func layOut(text string) laidOut {
	l := laidOut{text: text}
	for i, p := range prose.Paragraphs(text) {
		l.tokens = prose.AppendTokens(l.tokens, text, p)
		for len(l.para) < len(l.tokens) {
			l.para = append(l.para, i)
		}
	}
	return l
}

// A run is a stretch of tokens within one paragraph, half-open.
type run struct{ first, end int }

// runs returns the tokens that overlap the spans, cut at paragraphs.
func (l *laidOut) runs(spans ...hearsay.Span) []run {
	var out []run
	for _, s := range spans {
		if s.Len() <= 0 {
			continue
		}
		first := sort.Search(len(l.tokens), func(i int) bool { return l.tokens[i].End > s.Start })
		for i := first; i < len(l.tokens) && l.tokens[i].Start < s.End; {
			k := i
			for k < len(l.tokens) && l.tokens[k].Start < s.End && l.para[k] == l.para[i] {
				k++
			}
			out = append(out, run{i, k})
			i = k
		}
	}
	return out
}

// add scores one article.
func (s *quoteScore) add(d *annotated) {
	l := layOut(d.text)
	got := find(d.text)
	for i := range got {
		got[i] = polnearStyle(&l, got[i])
	}
	for role := range roles {
		s.addSpans(role, l.spansOf(role, got), l.spansOf(role, d.gold))
	}
	s.addRelations(d, &l, got)
}

// find runs the extractor as the product does, with the first paragraph as the
// headline, and returns the outermost relations with offsets in the whole text.
func find(text string) []hearsay.Quotation {
	a := hearsay.Article{Text: text}
	base := 0
	if i := strings.Index(text, "\n\n"); i > 0 && i < 300 && !strings.Contains(text[:i], "\n") {
		a.Headline, a.Text, base = text[:i], text[i:], i
	}
	var out []hearsay.Quotation
	for _, q := range quote.Find(&a) {
		if q.Within >= 0 {
			continue
		}
		if q.Part == hearsay.InText {
			q = shifted(q, base)
		}
		out = append(out, q)
	}
	return out
}

// shifted moves every span of q by n bytes.
func shifted(q hearsay.Quotation, n int) hearsay.Quotation {
	move := func(s hearsay.Span) hearsay.Span {
		if s.IsZero() {
			return s
		}
		return hearsay.Span{Start: s.Start + n, End: s.End + n}
	}
	q.Source, q.Cue, q.Complementiser, q.Addressee = move(q.Source), move(q.Cue), move(q.Complementiser), move(q.Addressee)
	content := make([]hearsay.Span, len(q.Content))
	for i, c := range q.Content {
		content[i] = move(c)
	}
	q.Content = content
	return q
}

// polnearStyle turns our conventions into those of the PolNeAR guidelines:
// "that" is content, a preposition that leads in content is cue, "who" is the
// source in a relative clause, and an apposition keeps its closing comma.
func polnearStyle(l *laidOut, q hearsay.Quotation) hearsay.Quotation {
	text := l.text
	if len(q.Content) > 0 && !q.Complementiser.IsZero() && q.Complementiser.End <= q.Content[0].Start {
		q.Content = append([]hearsay.Span{}, q.Content...)
		q.Content[0].Start = q.Complementiser.Start
	}
	if len(q.Content) > 0 && !q.Cue.IsZero() && q.Content[0].Start >= q.Cue.End && strings.TrimSpace(between(text, q.Cue.End, q.Content[0].Start)) == "" {
		q = movePreposition(text, q)
	}
	if verb, rest, found := strings.Cut(q.Cue.In(text), " to "); found && len(q.Content) == 0 && q.Polarity == hearsay.Declined {
		at := q.Cue.Start + len(verb)
		q.Content = []hearsay.Span{{Start: at + 1, End: at + len(" to ") + len(rest)}}
		q.Cue.End = at
	}
	before := strings.TrimSpace(between(text, q.Source.End, q.Cue.Start))
	if before != "" {
		word := strings.TrimLeft(before, ", ")
		if word == "who" || word == "which" || word == "that" {
			at := q.Source.End + strings.Index(text[q.Source.End:q.Cue.Start], word)
			q.Source = hearsay.Span{Start: at, End: at + len(word)}
		}
	}
	if before == "," && strings.Contains(q.Source.In(text), ",") {
		q.Source.End += strings.IndexByte(text[q.Source.End:], ',') + 1
	}
	return q
}

func between(text string, from, to int) string {
	if from < 0 || to > len(text) || from >= to {
		return ""
	}
	return text[from:to]
}

// movePreposition moves the preposition that begins the content into the cue.
func movePreposition(text string, q hearsay.Quotation) hearsay.Quotation {
	c := q.Content[0]
	word, _, found := strings.Cut(c.In(text), " ")
	if !found || !lexicon.WordKind(word).Has(lexicon.Prep) || strings.Contains(word, "\n") {
		return q
	}
	cue := strings.Fields(q.Cue.In(text))
	last := lexicon.Key(cue[len(cue)-1])
	v, isVerb := lexicon.VerbOf(last)
	_, isNoun := lexicon.NominalCue(strings.TrimSuffix(last, "s"))
	if !isNoun && (!isVerb || v.Cue == nil || !v.Cue.Takes(word)) {
		return q
	}
	q.Cue.End = c.Start + len(word)
	q.Content = append([]hearsay.Span{}, q.Content...)
	q.Content[0].Start = q.Cue.End + 1
	return q
}

// spansOf collects the runs of one role over all relations, each once.
func (l *laidOut) spansOf(role int, qs []hearsay.Quotation) map[run]bool {
	out := map[run]bool{}
	for i := range qs {
		for _, r := range l.runs(roleOf(role, &qs[i])...) {
			out[r] = true
		}
	}
	return out
}

func roleOf(role int, q *hearsay.Quotation) []hearsay.Span {
	switch role {
	case 0:
		return []hearsay.Span{q.Source}
	case 1:
		return []hearsay.Span{q.Cue}
	}
	return q.Content
}

func (s *quoteScore) addSpans(role int, got, want map[run]bool) {
	s.exact[role].add(overlapOf(got, want, func(r run) run { return r }))
	s.begin[role].add(overlapOf(got, want, func(r run) run { return run{first: r.first} }))
	g, w := tokensOf(got), tokensOf(want)
	s.tokens[role].add(overlapOf(g, w, func(r run) run { return r }))
}

// overlapOf counts the runs of got that want has, by key: the run itself, or its
// beginning alone.
func overlapOf(got, want map[run]bool, key func(run) run) prf {
	keys := map[run]bool{}
	for r := range want {
		keys[key(r)] = true
	}
	c := prf{proposed: len(got), truth: len(want)}
	seen := map[run]bool{}
	for r := range got {
		if k := key(r); keys[k] && !seen[k] {
			seen[k] = true
			c.hit++
		}
	}
	return c
}

func tokensOf(runs map[run]bool) map[run]bool {
	out := map[run]bool{}
	for r := range runs {
		for i := r.first; i < r.end; i++ {
			out[run{i, i + 1}] = true
		}
	}
	return out
}

// addRelations pairs relations one to one and counts them by profile and mode.
func (s *quoteScore) addRelations(d *annotated, l *laidOut, got []hearsay.Quotation) {
	taken := make([]bool, len(got))
	for i := range d.gold {
		g := &d.gold[i]
		best := l.bestMatch(g, got, taken)
		names := groupsOf(l.text, g)
		for _, name := range names {
			s.count(name).truth++
		}
		if best >= 0 {
			taken[best] = true
			for _, name := range names {
				s.count(name).hit++
			}
			continue
		}
		s.report(d, l, g, got)
	}
	for i := range got {
		for _, name := range groupsOf(l.text, &got[i]) {
			s.count(name).proposed++
			if taken[i] {
				s.count("right of "+name).hit++
			}
		}
		if !taken[i] && isCore(l.text, &got[i]) {
			s.reportExtra(d, l, &got[i])
		}
	}
}

func (s *quoteScore) count(name string) *prf {
	if s.modes[name] == nil {
		s.modes[name] = &prf{}
	}
	return s.modes[name]
}

// bestMatch returns the relation of got that says the same as g, or -1.
func (l *laidOut) bestMatch(g *hearsay.Quotation, got []hearsay.Quotation, taken []bool) int {
	best, bestF := -1, 0.5
	for i := range got {
		q := &got[i]
		if taken[i] || !sameCue(g, q) || q.Source.Overlap(g.Source) == 0 && !(q.Source.IsZero() && g.Source.IsZero()) {
			continue
		}
		if f := l.contentF(g, q); f >= bestF {
			best, bestF = i, f
		}
	}
	return best
}

func sameCue(a, b *hearsay.Quotation) bool {
	return a.Cue.Overlap(b.Cue) > 0 || a.Cue.Len() <= 0 && b.Cue.Len() <= 0
}

// contentF is the F of the tokens of two contents. Refusals ("declined to
// comment") have none, and agree in that.
func (l *laidOut) contentF(a, b *hearsay.Quotation) float64 {
	if len(a.Content) == 0 && len(b.Content) == 0 {
		return 1
	}
	x, y := map[run]bool{}, map[run]bool{}
	for _, r := range l.runs(a.Content...) {
		x[r] = true
	}
	for _, r := range l.runs(b.Content...) {
		y[r] = true
	}
	return overlapOf(tokensOf(x), tokensOf(y), func(r run) run { return r }).f1()
}

// groupsOf names the groups that a relation counts for.
func groupsOf(text string, q *hearsay.Quotation) []string {
	mode := modeOf(text, q)
	out := []string{"all", "all " + mode}
	if isCore(text, q) {
		out = append(out, "core", "core "+mode)
	}
	return out
}

// isCore reports a cue that holds a word of the published core list, in truth
// and answer alike.
func isCore(text string, q *hearsay.Quotation) bool {
	if q.Cue.Len() <= 0 {
		return false
	}
	for _, w := range strings.Fields(q.Cue.In(text)) {
		if lexicon.IsCoreForm(lexicon.Key(strings.Trim(w, ":,.\"“”"))) {
			return true
		}
	}
	return false
}

// modeOf reads the mode off the marks of the content, for truth and answer
// alike: direct when every fragment begins and ends with marks.
func modeOf(text string, q *hearsay.Quotation) string {
	quoted, marks := 0, 0
	for _, c := range q.Content {
		s := strings.TrimRight(c.In(text), ".,?! \n")
		first, _ := utf8.DecodeRuneInString(s)
		last, _ := utf8.DecodeLastRuneInString(s)
		if isMark(first) && isMark(last) {
			quoted++
		}
		if strings.ContainsAny(s, "“”\"«»„") || strings.Contains(s, "''") {
			marks++
		}
	}
	switch {
	case len(q.Content) > 0 && quoted == len(q.Content):
		return "direct"
	case marks > 0:
		return "mixed"
	}
	return "indirect"
}

func isMark(r rune) bool { return strings.ContainsRune("“”\"«»„‟‘’'`", r) }

// set turns the counts into metrics.
func (s *quoteScore) set(name string, texts int) Set {
	set := Set{Name: name, Texts: texts}
	for role, group := range roles {
		s.exact[role].addTo(&set, group)
		set.Add(group, "begin F1", s.begin[role].f1(), 0)
		set.Add(group, "token F1", s.tokens[role].f1(), 0)
	}
	for _, group := range [...]string{"core", "core direct", "core mixed", "core indirect", "all", "all direct", "all mixed", "all indirect"} {
		c := *s.count(group)
		c.add(prf{})
		precision := share(s.count("right of "+group).hit, c.proposed)
		set.Add(group, "P", precision, c.proposed)
		set.Add(group, "R", c.recall(), c.truth)
		set.Add(group, "F1", harmonic(precision, c.recall()), 0)
	}
	return set
}
