// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"slices"
	"strings"

	"hearsay"
	"hearsay/lexicon"
	"hearsay/prose"
)

// Find returns every quotation and reported statement of the article: those of
// the headline first, then those of the text in the order in which they begin.
// The article is only read. Spans are in bytes of the part that the quotation
// names. Speaker is left empty, and so are the names of media that no lexicon
// knows: see package speaker. Time grows with the length of the text.
func Find(a *hearsay.Article) []hearsay.Quotation {
	head, body := find(a)
	for i := range body.quotations {
		if body.quotations[i].Within >= 0 {
			body.quotations[i].Within += len(head.quotations)
		}
	}
	return append(head.quotations, body.quotations...)
}

// A finding is what was found in a part: the relations and, parallel to them, the
// quotations.
type finding struct {
	in         *reader
	relations  []relation
	quotations []hearsay.Quotation
}

// find reads the headline and then the text, each within itself.
func find(a *hearsay.Article) (head, body finding) {
	media := mediaOf(a)
	text := cut(a.Text, blocksOf(a), media, nil)
	lang := text.language(a)
	headline := cut(a.Headline, []hearsay.Block{{Span: hearsay.Span{End: len(a.Headline)}, Kind: hearsay.Heading}}, media, lang)
	headline.headline = true
	if lang != nil {
		text = cut(a.Text, blocksOf(a), media, lang)
	}
	if text.lang == nil {
		families := text.learnFamilies()
		headline.nameFamilies(families)
		text.nameFamilies(families)
	}
	headline.prepare()
	text.prepare()
	rels := headline.found()
	text.recall(headline.mentions)
	body = text.read()
	rels = headline.backed(rels, &body)
	return finding{headline, rels, headline.quotations(rels)}, body
}

// Marked returns the stretches of an article's text that stand between quote
// marks, outermost ones only, in order, without the marks: whoever said them, if
// anybody did. Only blocks that overlap within are looked at.
func Marked(a *hearsay.Article, within hearsay.Span) []hearsay.Span {
	var near []hearsay.Block
	for _, b := range blocksOf(a) {
		if b.Span.Overlap(within) > 0 && mayQuote(b.Span.In(a.Text)) {
			near = append(near, b)
		}
	}
	var out []hearsay.Span
	r := cut(a.Text, near, mediaNames{}, nil)
	r.tag()
	r.match()
	for _, s := range r.stretches {
		if s.level == 0 && s.first < s.end {
			out = append(out, r.span(s.first, s.end))
		}
	}
	return out
}

// MayQuote reports whether Marked could find anything in a text: for who asks often.
func MayQuote(text string) bool { return mayQuote(text) }

// mayQuote reports whether a block holds a glyph that can open or close a quotation.
// Nearly every block has an apostrophe, so a single mark counts only where a word
// may begin.
func mayQuote(s string) bool {
	return strings.ContainsAny(s, "\"“”„‟«»‹›‘‚「」『』＂") || strings.Contains(s, " '") || strings.Contains(s, " ’") || strings.HasPrefix(s, "'")
}

// blocksOf returns the paragraphs of the text. Blocks hold lines; a line that
// ends like a paragraph is one.
func blocksOf(a *hearsay.Article) []hearsay.Block {
	var out []hearsay.Block
	if len(a.Blocks) == 0 {
		for _, p := range prose.Paragraphs(a.Text) {
			out = append(out, hearsay.Block{Span: p, Kind: hearsay.Paragraph})
		}
		return out
	}
	for _, b := range a.Blocks {
		for _, p := range prose.Paragraphs(b.Span.In(a.Text)) {
			p.Start += b.Span.Start
			p.End += b.Span.Start
			out = append(out, hearsay.Block{Span: p, Kind: b.Kind})
		}
	}
	return out
}

// read finds the quotations of one part.
func (r *reader) read() finding {
	rels := r.found()
	return finding{r, rels, r.quotations(rels)}
}

// found runs the rules of the part's language.
func (r *reader) found() []relation {
	switch {
	case len(r.ts) == 0:
		return nil
	case r.lang != nil:
		p := polyglot{r, r.lang}
		return p.relations()
	}
	return r.relations()
}

// prepare does what the rules look at, before any of them runs: the headline may
// name an outlet that only the text introduces.
func (r *reader) prepare() {
	switch {
	case len(r.ts) == 0:
	case r.lang == nil:
		r.analyse()
	default:
		r.tagPlain()
		r.match()
		r.wear = r.wearOf()
	}
}

// recall puts the outlets that the headline names before those of the text.
func (r *reader) recall(headline []mention) {
	var all []mention
	for _, m := range headline {
		all = append(all, mention{-1, m.name, m.kind})
	}
	r.mentions = append(all, r.mentions...)
}

// relations runs every rule over every sentence, and then gives what quoted
// text is left to its speakers.
func (r *reader) relations() []relation {
	out := r.labelled()
	add := func(q relation, ok bool) {
		if ok {
			out = append(out, q)
		}
	}
	for k := range r.chunks {
		c := &r.chunks[k]
		if c.kind == chunkVG {
			if q, ok := r.verbal(k); ok && (!q.subject.empty() || r.mayLackSource(&q)) {
				out = append(out, q)
			}
		}
		if c.kind == chunkPrep || r.is(c.first, "according") {
			add(r.according(k))
		}
		switch c.kind {
		case chunkVG:
			add(r.evidence(k))
			add(r.putIt(k))
			add(r.putAt(k))
		case chunkPrep:
			add(r.poll(k))
		default:
			add(r.nominal(k))
		}
	}
	out = append(out, r.blockQuotes()...)
	return r.finish(r.attach(out))
}

// finish completes the relations and drops those that others make needless.
func (r *reader) finish(rels []relation) []relation {
	out := rels[:0]
	for _, q := range rels {
		if q.tidy(); r.isThatAlone(&q) {
			continue
		}
		if len(q.content) > 0 || q.class == lexicon.Deny || q.silent {
			r.complete(&q)
			out = append(out, q)
		}
	}
	r.shareVia(out)
	return dropCited(dropNouns(dropSaying(r.dropLabels(out))))
}

// isThatAlone reports "He says that every day": "that" is what he says, whatever it was.
func (r *reader) isThatAlone(q *relation) bool {
	if q.that < 0 || len(q.content) != 1 {
		return false
	}
	k := r.chunk[q.content[0].first]
	return r.isTemporal(&r.chunks[k]) && q.content[0].end <= r.chunks[k].end
}

// dropLabels removes the relations of colons whose words a verb takes: "Lee
// contradicted her: “…”".
func (r *reader) dropLabels(rels []relation) []relation {
	taken := map[int]bool{}
	for i := range rels {
		if q := &rels[i]; q.vg >= 0 && len(q.content) > 0 {
			taken[q.content[0].first] = true
		}
	}
	out := rels[:0]
	for _, q := range rels {
		if q.vg >= 0 || len(q.content) == 0 || !r.is(q.cue.first, ":") || !taken[q.content[0].first] {
			out = append(out, q)
		}
	}
	return out
}

// dropSaying removes "saying" where "quotes … as saying" is one cue already.
func dropSaying(rels []relation) []relation {
	starts := map[int]bool{}
	for i := range rels {
		if q := &rels[i]; len(q.content) > 0 && q.unit.end > q.cue.end && q.content[0].first >= q.unit.end {
			starts[q.unit.end-1] = true
		}
	}
	out := rels[:0]
	for _, q := range rels {
		if q.cue.end-q.cue.first == 1 && starts[q.cue.first] {
			continue
		}
		out = append(out, q)
	}
	return out
}

// dropNouns removes the relations of nouns whose "that" belongs to a verb:
// "said in a statement that".
func dropNouns(rels []relation) []relation {
	taken := map[int]bool{}
	for i := range rels {
		if rels[i].vg >= 0 && rels[i].that >= 0 {
			taken[rels[i].that] = true
		}
	}
	out := rels[:0]
	for _, q := range rels {
		if q.vg >= 0 || q.that < 0 || !taken[q.that] {
			out = append(out, q)
		}
	}
	return out
}

// shareVia gives "adding that" the media of the cue that it goes on from: who
// told a newspaper something and added more told the newspaper more.
func (r *reader) shareVia(rels []relation) {
	last := -1
	for _, i := range r.byPosition(rels) {
		q := &rels[i]
		if last >= 0 && q.subject.elided && len(q.via) == 0 && q.addressee.empty() && r.sent[q.cue.first] == r.sent[rels[last].cue.first] && q.subject.first == rels[last].subject.first {
			q.via = rels[last].via
		}
		if len(q.via) > 0 && !q.cue.empty() {
			last = i
		}
	}
}

// mayLackSource reports the verbs that name nobody on purpose: "it is said
// that", "was accused of". Where any other cue has no source the sentence was
// not understood: of 1,200 such relations found in the PolNeAR training part
// one in ten was right.
func (r *reader) mayLackSource(q *relation) bool {
	return q.unnamed || r.chunks[q.vg].passive && r.chunks[q.vg].form == finite
}

// labelled finds what the layout alone attributes, before anything else.
func (r *reader) labelled() []relation {
	if r.headline {
		return r.headlines()
	}
	out := append(r.transcript(), r.signatures()...)
	if r.lang == nil {
		out = append(out, r.quotedLabels()...)
	}
	return out
}

// tidy puts the fragments in order and apart, whatever rules added them.
func (q *relation) tidy() {
	slices.SortStableFunc(q.content, func(a, b span) int { return a.first - b.first })
	kept := q.content[:0]
	end := 0
	for _, c := range q.content {
		if c.first = max(c.first, end); !c.empty() {
			kept = append(kept, c)
			end = c.end
		}
	}
	q.content = kept
}

// complete fills what follows from source, cue and content.
func (r *reader) complete(q *relation) {
	q.polarity = r.polarityOf(q)
	if q.cue.empty() {
		return
	}
	r.findVia(q)
	if r.isDisputed(q.cue) {
		q.flag(hearsay.Disputed)
	}
	if q.core && q.vg >= 0 {
		r.passCiting(q)
		r.citing(q)
	}
	if q.entry != nil && q.entry.Lemma == "read" {
		q.core = false
	}
}
