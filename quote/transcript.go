// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"strings"
	"unicode"

	"hearsay"
	"hearsay/lexicon"
)

// transcript reads labelled turns. Labels in capitals need no proof; others
// count only when the article has several and one speaks twice: "Pages: 80" and
// "Language: German" take no turns. What stands behind must be a sentence.
func (r *reader) transcript() []relation {
	var out []relation
	l := r.labels()
	plain := l.turns >= minTurns && len(l.speakers) < l.turns
	for i, s := range r.sents {
		colon := r.labelEnd(s.First, s.End, plain)
		if colon < 0 || s.First == 0 && l.turns == 1 && len(r.paras) > 1 { // "ORTA: Two boats sank."
			continue
		}
		end := r.turnEnd(i, plain)
		if colon+1 == end && r.startsParagraph(s.First) {
			end = r.nextParagraph(end, plain)
		}
		if !r.isTurn(colon+1, end) || !r.isOpen(colon+1) && !l.isTalk(r.isCapitals(s.First, colon) || r.isFormal(s.First, colon)) {
			continue
		}
		out = append(out, r.turn(s.First, colon, end))
	}
	return out
}

// turn is what stands behind a label up to token end.
func (r *reader) turn(first, colon, end int) relation {
	q := r.marked(colon, span{first, colon})
	q.content = []span{{colon + 1, end}}
	q.flag(hearsay.Transcript)
	q.direct = true
	for k := colon + 1; k < end; k++ {
		if r.isOpen(k) {
			r.stretches[r.ts[k].in].used = true
		}
	}
	return q
}

// minTurns is how many labelled paragraphs make an interview.
const minTurns = 3

// labels are the paragraphs that begin with a label.
type labels struct {
	turns    int
	speakers map[string]bool // the different labels
	mixed    int             // turns with a label in mixed case that no quote mark opens
	mixedBy  map[string]bool // the different labels of those
	exchange bool            // somebody asks, or speaks of himself or to another
}

// isTalk reports whether turns without quote marks are what people say, and no list: they
// speak of I and you and, where labels are in mixed case and not plainly of people, twice each by and large. A recipe
// has “Sugar: …” once.
func (l *labels) isTalk(plain bool) bool {
	return l.turns < minTurns || l.exchange && (plain || len(l.mixedBy) <= (l.mixed+1)/2)
}

func (r *reader) labels() labels {
	l := labels{speakers: map[string]bool{}, mixedBy: map[string]bool{}}
	for _, p := range r.paras {
		colon := r.labelEnd(p.first, p.end, true)
		if colon < 0 {
			continue
		}
		label, _, _ := strings.Cut(strings.ToLower(r.span(p.first, colon).In(r.text)), " (")
		l.turns++
		l.speakers[label] = true
		end := p.end
		if colon+1 == end {
			end = r.nextParagraph(end, true)
		}
		l.exchange = l.exchange || r.isExchange(colon+1, end)
		if !r.isOpen(colon+1) && !r.isCapitals(p.first, colon) && !r.isFormal(p.first, colon) {
			l.mixed++
			l.mixedBy[label] = true
		}
	}
	return l
}

// isExchange reports a question, or words for who speaks and is spoken to. Of other languages
// than English that is not asked: many leave such words out.
func (r *reader) isExchange(first, end int) bool {
	if r.lang != nil {
		return true
	}
	for i := first; i < end; i++ {
		switch r.ts[i].key {
		case "?", "i", "we", "you", "my", "our", "your", "me", "us", "i'm", "i’m":
			return true
		}
	}
	return false
}

// isTurn reports what somebody may say: two words or more that end as sentences
// do. "EUR 14.95" and "tel: 555" do not.
func (r *reader) isTurn(first, end int) bool {
	words, titles := 0, 0
	for i := first; i < end; i++ {
		t := &r.ts[i]
		if t.tag == tagMark || t.tag == tagNum {
			continue
		}
		words++
		if t.caps && strings.ToUpper(t.In(r.text)) != t.In(r.text) {
			titles++
		}
	}
	if words >= 4 && titles*4 > words*3 {
		return false // a line-up: "Gulls: Roth, Falk, Odum, Marbe."
	}
	if words < 2 {
		return words == 1 && (isEnd(r.ts[end-1].key) || isQuoteKey(r.ts[end-1].key))
	}
	last := r.ts[end-1].key
	return isEnd(last) || isQuoteKey(last) || last == ")" || last == "–" || last == "—"
}

// labelEnd returns the token of the colon of a label that begins at token
// first, or -1.
func (r *reader) labelEnd(first, end int, plain bool) int {
	if r.is(first, "(") {
		return -1 // "(NASDAQ: MRW)"
	}
	for i := first + 1; i < end && i <= first+maxLabel; i++ {
		if r.ts[i].key != ":" {
			continue
		}
		if i > first+5 && !r.startsParagraph(first) {
			return -1
		}
		alone := i == first+1 || i == first+2 && r.ts[first].key == "the" // "THE FACTS: …"
		if r.ts[i].Start > r.ts[i-1].End || alone && (isRubric(r.ts[i-1].key) && r.ts[first].key != "q" || isBoxed(r.ts[i-1].key)) {
			return -1
		}
		if r.ts[first].key == "dear" {
			return -1 // who is written to: “DEAR ABBY: My husband …”
		}
		_, titled := lexicon.Honorific(r.ts[first].key)
		if r.isCapitals(first, i) || (plain || titled) && r.isTurnLabel(first, i) && r.startsParagraph(first) {
			return i
		}
		return -1
	}
	return -1
}

func (r *reader) startsParagraph(i int) bool { return r.paras[r.paraOf(i)].first == i }

// isTurnLabel reports a label in mixed case: names only.
func (r *reader) isTurnLabel(first, end int) bool {
	if open := r.openParen(end - 1); r.ts[end-1].key == ")" && open > first {
		return r.isMember(first, open) // "Mr Lee (North Ostra)"
	}
	return r.isAllCaps(first, end)
}

func (r *reader) isAllCaps(first, end int) bool {
	for i := first; i < end; i++ {
		if !r.ts[i].caps {
			return false
		}
	}
	return true
}

// isFormal reports a label that no list has: "Mr Lee", "The Minister for Roads (Ann Lee)".
func (r *reader) isFormal(first, end int) bool {
	_, titled := lexicon.Honorific(r.ts[first].key)
	return titled || r.ts[end-1].key == ")"
}

// isMember reports how the record of a parliament calls who speaks, in front of the
// brackets: "Mr Lee", "The Minister for Roads".
func (r *reader) isMember(first, end int) bool {
	if r.ts[first].key != "the" {
		return r.isAllCaps(first, end) || r.ts[end-1].key == ")" && r.isTurnLabel(first, end)
	}
	for i := first; i < end; i++ {
		if t := &r.ts[i]; !t.caps && t.key != "for" && t.key != "of" && t.key != "and" {
			return false
		}
	}
	return r.canSpeak(span{first, end})
}

// isCapitals reports a label of capitals only, of at least two letters.
func (r *reader) isCapitals(first, end int) bool {
	letters := 0
	for i := first; i < end; i++ {
		for _, c := range r.ts[i].In(r.text) {
			switch {
			case unicode.IsUpper(c):
				letters++
			case unicode.IsLower(c) || unicode.IsDigit(c):
				return false
			}
		}
		if r.ts[i].tag == tagMark && !strings.Contains(".-'()/", r.ts[i].key) && (r.ts[i].key != "," || !r.startsParagraph(first)) {
			return false
		}
	}
	return letters >= 2
}

// turnEnd is the token behind the turn that begins in sentence i: the rest of
// its paragraph, up to the next label.
func (r *reader) turnEnd(i int, plain bool) int {
	p := r.paras[r.paraOf(r.sents[i].First)]
	for k := i + 1; k < len(r.sents) && r.sents[k].First < p.end; k++ {
		if r.labelEnd(r.sents[k].First, r.sents[k].End, plain) >= 0 {
			return r.sents[k].First
		}
	}
	return p.end
}

// nextParagraph is where the paragraph that begins at token first ends, when it is no
// turn of its own: a label may stand on a line alone.
func (r *reader) nextParagraph(first int, plain bool) int {
	if first >= len(r.ts) || r.labelEnd(first, len(r.ts), plain) >= 0 {
		return first
	}
	return r.paras[r.paraOf(first)].end
}

// isBoxed reports what heads a part of a list or of a check of facts.
func isBoxed(key string) bool {
	switch key {
	case "fact", "facts", "claim", "verdict", "rating", "context", "summary", "conclusion", "advantage", "advantages", "disadvantage", "disadvantages", "pros", "cons",
		"ingredients", "method", "directions", "instructions", "servings", "serves", "yield", "step", "tip", "tips", "warning", "attention", "label", "publisher", "publishers",
		"songwriters", "producers", "cast", "genre", "runtime", "price", "address", "phone", "hours":
		return true
	}
	return false
}
