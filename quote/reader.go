// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"strings"

	"hearsay"
	"hearsay/grammar"
	"hearsay/prose"
)

// A reader holds one part of an article (text or headline) cut into everything
// that the rules look at. It is built once and then only read, except for what
// a stretch is used for.
type reader struct {
	text  string
	ts    []token
	sents []prose.Sentence
	// sent is the sentence of each token.
	sent      []int32
	paras     []para
	chunks    []chunk
	chunk     []int32 // of each token
	stretches []stretch
	headline  bool
	// media holds the names that this article introduces as outlets. It is
	// shared by the parts of the article.
	media mediaNames
	lang  *grammar.Table // nil for English
	// mentions are the places of this part that name outlets, in order.
	mentions []mention
	// wear is what the state of the text takes off every confidence.
	wear float64
}

// A para is a paragraph as a half-open range of tokens.
type para struct {
	first, end int
	block      hearsay.BlockKind
	taken      bool // a block quote that is the content of a relation
}

// cut makes a reader of the text at the given paragraphs. Lang is the table of
// its language; nil means English, or not known yet.
func cut(text string, blocks []hearsay.Block, media mediaNames, lang *grammar.Table) *reader {
	r := &reader{text: text, media: media, lang: lang}
	var buf []prose.Token
	for _, b := range blocks {
		buf = prose.AppendTokens(buf[:0], text, b.Span)
		if lang != nil {
			buf = cutClitics(text, buf, lang)
		}
		if len(buf) == 0 {
			continue
		}
		r.addParagraph(buf, b.Kind)
	}
	return r
}

// analyse does what the rules for English look at.
func (r *reader) analyse() {
	r.tag()
	r.match()
	r.cutChunks()
	r.learnMedia()
	r.wear = r.wearOf()
}

// addParagraph looks the words of a paragraph up and cuts it into sentences, with
// a dateline or clock time in front as one of its own.
func (r *reader) addParagraph(tokens []prose.Token, kind hearsay.BlockKind) {
	first := len(r.ts)
	for _, t := range tokens {
		r.ts = append(r.ts, newToken(r.text, t))
	}
	lead := r.dateline(first)
	if lead == 0 {
		lead = r.clockTime(first)
	}
	if lead > 0 {
		r.addSentence(first, first+lead)
		tokens = tokens[lead:]
		first += lead
	}
	sents := prose.Sentences(r.text, tokens)
	if r.lang != nil {
		sents = joinSentences(r.text, tokens, sents, r.lang)
	}
	for _, s := range sents {
		for from := s.First; from < s.End; from += maxSentence {
			r.addSentence(first+from, first+min(from+maxSentence, s.End))
		}
	}
	r.paras = append(r.paras, para{first: first - lead, end: len(r.ts), block: kind})
}

// clockTime returns how many tokens the time of an entry has that the paragraph
// at token first begins with: "08:10 All schools", "**08:10** All schools".
func (r *reader) clockTime(first int) int {
	i := first
	for i < len(r.ts) && isStar(r.ts[i].key) {
		i++
	}
	if i+2 >= len(r.ts) || r.ts[i].Kind != prose.NumberToken || !strings.ContainsAny(r.ts[i].In(r.text), ":.") {
		return 0
	}
	for i++; i < len(r.ts) && isStar(r.ts[i].key); i++ {
	}
	if i >= len(r.ts) || !r.ts[i].caps && !isQuoteKey(r.ts[i].key) || r.ts[i].key == "pm" || r.ts[i].key == "am" {
		return 0
	}
	return i - first
}

func isStar(key string) bool { return key == "*" || key == "**" }

// dateline returns how many tokens the dateline has that the paragraph at token
// first begins with, 0 for none: "OSLO, March 3 (RNS) –". It stands apart, so
// that it is never part of what is said, and its agency becomes known.
func (r *reader) dateline(first int) int {
	i := first
	for i < len(r.ts) && r.ts[i].Kind == prose.WordToken && isCapital(r.ts[i].In(r.text)) {
		i++
	}
	if i == first {
		return 0
	}
	medium := span{}
	for ; i < len(r.ts) && i < first+maxDateline; i++ {
		switch key := r.ts[i].key; {
		case isDash(key) && (r.ts[i-1].End < r.ts[i].Start || key == "--"):
			if !medium.empty() {
				r.media.add(r.span(medium.first, medium.end).In(r.text))
			}
			return i + 1 - first
		case key == "(" && r.openParenEnd(i) > 0:
			medium = span{i + 1, r.openParenEnd(i)}
			i = medium.end
		case r.ts[i].Kind == prose.MarkToken && key != "," && key != "/" && key != ".":
			return 0
		}
	}
	return 0
}

// maxDateline is how many tokens a dateline may have: "NEW YORK / GENEVA, March
// 3, 2025 (RNS/OTP) –" has fifteen.
const maxDateline = 18

// openParenEnd returns the token of the bracket that closes the one at i within
// a few words, or 0.
func (r *reader) openParenEnd(i int) int {
	for k := i + 1; k < len(r.ts) && k < i+6; k++ {
		if r.ts[k].key == ")" {
			return k
		}
	}
	return 0
}

// isCapital reports a word in capitals, of at least two letters.
func isCapital(w string) bool {
	return len(w) >= 2 && strings.ToUpper(w) == w && strings.ToLower(w) != w
}

// maxSentence bounds a sentence in tokens. The rules look around within a
// sentence, so this bounds their work on a page without any full stop. The
// longest sentence of 840 news articles has about 200 tokens.
const maxSentence = 300

func (r *reader) addSentence(first, end int) {
	for range end - first {
		r.sent = append(r.sent, int32(len(r.sents)))
	}
	r.sents = append(r.sents, prose.Sentence{Span: r.span(first, end), First: first, End: end})
}

// match finds the quoted stretches of all paragraphs and repairs them.
func (r *reader) match() {
	m := matcher{text: r.text, ts: r.ts, style: voteStyle(r.text, r.ts)}
	for i, p := range r.paras {
		m.paragraph(i, p.first, p.end)
	}
	r.stretches = m.out
	for i := range r.stretches {
		s := &r.stretches[i]
		if s.unopened {
			s.first = max(s.first, r.sents[r.sent[s.close]].First)
		}
		if s.unclosed {
			r.cutAtAttribution(s, r.opensNext(s.para))
			r.cutFragment(s)
		}
	}
	r.linkContinued()
	r.markTokens()
}

// linkContinued ties an unclosed quotation to the next paragraph when that one
// opens with a mark of its own.
func (r *reader) linkContinued() {
	last := -1 // unclosed outermost stretch that reaches the end of its paragraph
	for i := range r.stretches {
		s := &r.stretches[i]
		if s.level > 0 {
			continue
		}
		if last >= 0 && s.para == r.stretches[last].para+1 && s.open == r.paras[s.para].first {
			r.stretches[last].next = true
			s.prev = last
		}
		last = -1
		if s.unclosed && !s.cut && s.end == r.paras[s.para].end {
			last = i
		}
	}
}

// markTokens records the innermost stretch of each token. Marks belong to
// their stretch. Stretches come outer before inner.
func (r *reader) markTokens() {
	for i := range r.stretches {
		s := &r.stretches[i]
		first, end := s.tokens()
		if s.unopened {
			first = s.close // until an attribution confirms it
		}
		for k := first; k < end; k++ {
			r.ts[k].in = int32(i)
		}
	}
}

// opensNext reports whether the paragraph behind p begins with a quote mark.
func (r *reader) opensNext(p int) bool {
	return p+1 < len(r.paras) && isQuoteKey(r.ts[r.paras[p+1].first].key)
}

// cutAtAttribution ends an unclosed stretch before an attribution that stands
// inside it: “No deal, Lee said, adding … Where the next paragraph opens again
// the quotation may as well go on, so that the attribution must be its end.
func (r *reader) cutAtAttribution(s *stretch, goesOn bool) {
	for i := s.first + 1; i < s.end; i++ {
		if r.ts[i].key != "," && !isEnd(r.ts[i].key) {
			continue
		}
		if r.isAttributionAt(i+1, s.end) && (!goesOn || r.closesSpeech(i+1, s.end)) {
			s.end, s.cut = i, true
			return
		}
	}
}

// cutFragment ends an unclosed stretch that began in the middle of a sentence,
// behind a word that reports nothing: it was a few words, as in "found the plan
// “baffling and flew home", and no utterance that goes on.
func (r *reader) cutFragment(s *stretch) {
	if s.cut || s.open <= 0 || s.open+1 >= s.end || r.sent[s.open-1] != r.sent[s.open] {
		return
	}
	before, first := &r.ts[s.open-1], &r.ts[s.open+1]
	if before.tag == tagMark || before.tag == tagThat || before.tag == tagSub || before.tag.isVerb() && before.verb != nil && before.verb.Cue != nil {
		return
	}
	if first.caps && before.tag.isVerb() {
		return
	}
	for i := s.open + 2; i < s.end; i++ {
		if t := &r.ts[i]; t.tag == tagMark || t.tag == tagCoord || t.tag == tagRel || r.sent[i] != r.sent[s.open] {
			s.end, s.cut = i, true
			return
		}
	}
}

// closesSpeech reports that the attribution at token i ends what is said, and
// is not a remark within a long quotation that the next paragraph goes on
// with: nothing follows it, or "adding that".
func (r *reader) closesSpeech(i, end int) bool {
	if r.lang != nil {
		return false
	}
	for k := i; k < end && k < i+10; k++ {
		if !r.isSpeechVerb(k) {
			continue
		}
		next := k + 1
		for next < end && r.ts[next].tag != tagMark {
			next++
		}
		if next >= end || isEnd(r.ts[next].key) {
			return true
		}
		v := r.ts[min(next+1, end-1)]
		return v.tag == tagIng && v.verb != nil && v.verb.Cue != nil
	}
	return false
}

// isAttributionAt reports whether "Lee said," or "said Lee," begins at token i:
// a short subject without a verb, perhaps with an apposition, a speech verb, and
// a mark or an adverbial.
func (r *reader) isAttributionAt(i, end int) bool {
	if r.lang != nil {
		p := polyglot{r, r.lang}
		return p.attributesAt(i, end)
	}
	if i < end && r.isSpeechVerb(i) {
		return i+1 < end && (r.ts[i+1].caps || r.ts[i+1].tag == tagPron || r.ts[i+1].tag == tagDet)
	}
	aside := false
	for k := i; k < end && k < i+maxSubject; k++ {
		t := &r.ts[k]
		verb := r.afterAuxiliaries(k, end)
		switch {
		case k > i && r.isSpeechVerb(verb):
			return r.endsAttribution(verb + 1)
		case t.key == "," && k > i && r.ts[k-1].caps:
			aside = true
		case t.key == "," && aside:
			verb := r.afterAuxiliaries(k+1, end)
			return r.isSpeechVerb(verb) && r.endsAttribution(verb+1)
		case t.tag == tagMark || t.tag.isVerb() || t.tag == tagThat || t.tag == tagSub:
			return false
		}
	}
	return false
}

// maxSubject is how many tokens an attribution's subject may have inside a
// quotation that never closes.
const maxSubject = 10

// afterAuxiliaries returns the token behind "has", "had also".
func (r *reader) afterAuxiliaries(k, end int) int {
	for from := k; k < end && k < from+3 && (r.ts[k].tag == tagHave || k > from && r.ts[k].tag == tagAdv); k++ {
	}
	return min(k, end-1)
}

// isSpeechVerb reports verbs that may attribute a quotation by themselves.
func (r *reader) isSpeechVerb(i int) bool {
	t := &r.ts[i]
	finite := t.tag == tagFin || t.tag == tagPart && i > 0 && r.ts[i-1].tag == tagHave
	return finite && t.verb != nil && t.verb.Cue != nil && t.verb.Cue.Has(speechFrame)
}

// endsAttribution reports what may follow "Lee said" when nothing more is said.
func (r *reader) endsAttribution(i int) bool {
	if i >= len(r.ts) {
		return true
	}
	t := &r.ts[i]
	return t.tag == tagMark && !isQuoteKey(t.key) || t.tag == tagAdv || t.tag == tagPrep || t.tag == tagName || t.tag == tagIng || t.tag == tagCoord
}

// sentence returns the sentence of token i.
func (r *reader) sentence(i int) prose.Sentence { return r.sents[r.sent[i]] }

// span returns the bytes of tokens [first, end).
func (r *reader) span(first, end int) hearsay.Span {
	if first >= end {
		return hearsay.Span{}
	}
	return hearsay.Span{Start: r.ts[first].Start, End: r.ts[end-1].End}
}

// is reports whether token i exists and is the word.
func (r *reader) is(i int, key string) bool { return i >= 0 && i < len(r.ts) && r.ts[i].key == key }

// isOpen and isClose report whether token i is a mark of a stretch.
func (r *reader) isOpen(i int) bool {
	return i >= 0 && i < len(r.ts) && r.ts[i].in >= 0 && r.stretches[r.ts[i].in].open == i
}

func (r *reader) isClose(i int) bool {
	return i >= 0 && i < len(r.ts) && r.ts[i].in >= 0 && r.stretches[r.ts[i].in].close == i
}

// isDash reports the marks that set off an aside.
func isDash(key string) bool {
	return key == "—" || key == "–" || key == "--" || key == "-" || key == "―"
}

// isSoft reports stretches that are words of the sentence around them rather
// than speech: short, without a sentence's marks. “Game of Thrones” star.
func (r *reader) isSoft(s *stretch) bool {
	if s.open < 0 || s.close < 0 || s.end-s.first > softWords {
		return false
	}
	for i := s.first; i < s.end; i++ {
		t := &r.ts[i]
		// “No.” is no number.
		if t.key == "no." || t.tag == tagMark && strings.ContainsAny(t.key, ".,!?;…") || t.tag >= tagModal && t.tag <= tagFin {
			return false
		}
	}
	return true
}

// softWords: a quarter of quoted paragraphs hold a stretch of one to three
// words that is a term, a title or a fragment (quotes.md 3.2).
const softWords = 4
