// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"strings"
	"unicode"

	"hearsay/lexicon"
	"hearsay/prose"
)

// Outlets whose names do not tell that they are outlets: the sentence does. Who
// is told as “the Lantern” is no person, since people have no article, and of the
// bodies that have one nearly all say in their name what they are. Of 250 names
// behind “told the” in BBC, ABC and PolNeAR texts the filters of [reader.isBody]
// left three that were no outlets.

// cluedMedium finds the name of the noun phrase at chunk k when its place in the
// sentence makes an outlet of it.
func (r *reader) cluedMedium(k int) span {
	c := &r.chunks[k]
	first := c.first
	the := r.ts[first].key == "the"
	if the && first+1 < c.end {
		first++
	}
	if r.ts[first].tag != tagName {
		return span{}
	}
	s := r.names(first, r.nameEnd(first, c.end), 1)
	if s.empty() || s.first > c.first && !the || r.is(s.end-1, "the") || r.is(s.end, "and") || !r.isClued(k, s, the) {
		return span{}
	}
	if !r.outletIn(s.first, s.end).empty() || r.isBody(s) && !(r.isPartner(k) && r.isCoined(s)) {
		return span{}
	}
	return s
}

// isClued reports that the sentence around the name s, in chunk k, makes an outlet of
// it, with its article or without.
func (r *reader) isClued(k int, s span, the bool) bool {
	c := &r.chunks[k]
	switch {
	case r.isPartner(k):
		return r.isCoined(s) || the && !r.toldToAct(k) && s.end == c.end || r.isReporter(s.end)
	case r.is(c.first-1, "by") && r.is(c.first-2, "reported") && r.is(c.first-3, "first"):
		return true
	case r.reportsFirst(c.end):
		return the || r.isCoined(s)
	case r.soundsLikeMedium(s) && s.end == c.end && r.isReporting(k):
		return true
	}
	return s.end == c.end && r.isApposedMedium(k) && !r.isPersonal(s)
}

// soundsLikeMedium reports a name of several words of which the last is one that
// newspapers and stations are called by: "Midland Mercury", "Tresk Community Radio".
func (r *reader) soundsLikeMedium(s span) bool {
	key := r.ts[s.end-1].key
	return s.end-s.first > 1 && (lexicon.IsPressTitle(key) || lexicon.IsPressWord(key) || lexicon.IsMediumWord(key)) && !r.isPersonal(s)
}

// isReporting reports that the noun phrase at chunk k reports or writes something:
// "the Midland Mercury reported", "wrote the Capital Post".
func (r *reader) isReporting(k int) bool {
	for _, at := range [2]int{k + 1, k - 1} {
		if at < 0 || at >= len(r.chunks) || r.sent[r.chunks[at].first] != r.sent[r.chunks[k].first] {
			continue
		}
		if c := &r.chunks[at]; c.kind == chunkVG && !c.passive {
			if v := r.ts[c.main].verb; v != nil && (v.Lemma == "report" || v.Lemma == "write") {
				return true
			}
		}
	}
	return false
}

// reportsFirst reports "first reported" or ", which first reported" at token i.
func (r *reader) reportsFirst(i int) bool {
	if r.is(i, ",") && r.is(i+1, "which") {
		i += 2
	}
	return r.is(i, "first") && r.is(i+1, "reported")
}

// nameEnd cuts a possessive off: "the Lantern's reporter".
func (r *reader) nameEnd(first, end int) int {
	for i := first; i < end; i++ {
		if r.ts[i].tag == tagPoss {
			return i
		}
	}
	return end
}

// isPartner reports that the noun phrase at chunk k is told something, or is whom
// somebody talks to.
func (r *reader) isPartner(k int) bool {
	if k == 0 || r.sent[r.chunks[k-1].first] != r.sent[r.chunks[k].first] {
		return false
	}
	p := &r.chunks[k-1]
	if p.kind == chunkVG {
		v := r.ts[p.main].verb
		return v != nil && v.Lemma == "tell" && !p.passive
	}
	return k > 1 && (r.chunkIs(k-1, "with") || r.chunkIs(k-1, "to") || r.chunkIs(k-1, "by")) && r.isTalk(k-2)
}

// toldToAct reports "told the Lantern to go": whom one orders about may be anybody.
func (r *reader) toldToAct(k int) bool {
	return k+1 < len(r.chunks) && r.ts[r.chunks[k+1].first].tag == tagTo
}

// isCoined reports names made like those of sites and agencies, with a capital or a
// figure inside a word or a site's ending: "TideWatch", "Lindvik24", "Rails.today".
// "McAllister" is a person.
func (r *reader) isCoined(s span) bool {
	for i := s.first; i < s.end; i++ {
		w := r.ts[i].In(r.text)
		if strings.HasPrefix(w, "Mc") || strings.HasPrefix(w, "Mac") || strings.Contains(w, "'") || strings.Contains(w, "’") {
			continue
		}
		lower := 0
		for at, c := range w {
			switch {
			case unicode.IsLower(c):
				lower++
			case lower > 2 && (unicode.IsDigit(c) || c == '.' && at+3 < len(w) || unicode.IsUpper(c) && w[at-1] != '-'):
				return true
			}
		}
	}
	return false
}

// isBody reports names of bodies, places, offices and people in general: what has
// an article and is no outlet.
func (r *reader) isBody(s span) bool {
	last := &r.ts[s.end-1]
	if lexicon.IsPressTitle(last.key) || lexicon.IsPressWord(last.key) && s.end-s.first > 1 {
		return false
	}
	if last.allCaps || strings.HasSuffix(last.key, "s") || last.kind.Has(lexicon.Temporal) {
		return true
	}
	if _, office := lexicon.Metonym(prose.OneLine(r.span(s.first, s.end).In(r.text))); office {
		return true
	}
	for i := s.first; i < s.end; i++ {
		t := &r.ts[i]
		_, role := lexicon.Role(t.In(r.text))
		if _, honorific := lexicon.Honorific(t.key); role || honorific || lexicon.IsAnonymous(t.key) {
			return true
		}
	}
	_, place := lexicon.PlaceOf(last.In(r.text))
	return place || r.is(s.end, "of") || !lexicon.IsPressWord(last.key) && !lexicon.IsMediumWord(last.key) && (lexicon.IsBodyNoun(last.key) || lexicon.IsBodyEnding(last.key))
}

// isPersonal reports a name that begins like a person's.
func (r *reader) isPersonal(s span) bool {
	_, first := lexicon.FirstName(r.ts[s.first].key)
	return first
}

// isApposedMedium reports "a satirical weekly" behind the name at chunk k.
func (r *reader) isApposedMedium(k int) bool {
	i := r.chunks[k].end + 1
	if !r.isComma(k+1) || !r.is(i, "a") && !r.is(i, "an") && !r.is(i, "the") {
		return false
	}
	news := false
	for i++; i < len(r.ts) && i < r.chunks[k].end+6 && r.ts[i].tag != tagMark && r.ts[i].tag != tagPrep; i++ {
		switch key := r.ts[i].key; key {
		case "news", "press", "online", "media":
			news = true
		default:
			if !r.ts[i].caps && (lexicon.IsPaperWord(key) || news && lexicon.IsMediumWord(key)) {
				return !r.isNounAt(i + 1)
			}
		}
	}
	return false
}

// isNounAt reports a noun, which makes of "a newspaper" before it "a newspaper owner".
func (r *reader) isNounAt(i int) bool {
	return i < len(r.ts) && (r.ts[i].tag == tagNoun || r.ts[i].tag == tagName)
}

// isReporter reports the word for whom an outlet sends: "the Lantern reporter".
func (r *reader) isReporter(i int) bool {
	if i >= len(r.ts) {
		return false
	}
	switch r.ts[i].key {
	case "reporter", "reporters", "correspondent", "correspondents", "journalist", "journalists", "columnist", "interviewer":
		return true
	}
	return false
}

// learnClued makes the name s known. What is told as “the Lantern” is an outlet
// only with its article, and the longer name before it that ends like this is the
// full one: “the Financial Lantern”.
func (r *reader) learnClued(s span) {
	name := prose.OneLine(r.span(s.first, s.end).In(r.text))
	if short := lastWord(name); short != name {
		r.media.add(name)
		r.media.addShort(short, name)
		return
	}
	if r.is(s.first-1, "the") {
		r.media.addShort(name, r.longName(s))
		return
	}
	r.media.add(name)
}

// longName returns the name before token span s that ends in the word there, or
// that word.
func (r *reader) longName(s span) string {
	at := int(r.chunk[s.first])
	for k := at - 1; k >= max(0, at-maxBack); k-- {
		c := &r.chunks[k]
		if last := c.end - 1; c.kind != chunkNP || c.end-c.first < 3 || r.ts[last].key != r.ts[s.first].key || r.ts[c.first].key != "the" {
			continue
		}
		if long := r.names(c.end-1, c.first, -1); long.first == c.first+1 {
			name := prose.OneLine(r.span(long.first, long.end).In(r.text))
			r.media.add(name)
			return name
		}
	}
	return prose.OneLine(r.span(s.first, s.end).In(r.text))
}
