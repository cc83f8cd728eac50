// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"strings"
	"unicode"

	"hearsay/grammar"
	"hearsay/prose"
)

// Noun phrases of languages without a tagger. They grow from left to right:
// articles, words, names, and what hangs on them.

// maxPhraseDepth bounds phrases within phrases: "der Chef des Amts der Stadt".
const maxPhraseDepth = 5

// phrase returns the end of the noun phrase at token i, or i.
func (r *polyglot) phrase(i, end int) int { return r.phraseAt(i, end, 0) }

func (r *polyglot) phraseAt(i, end, depth int) int {
	if i >= end || depth > maxPhraseDepth || r.isMark(i) && !r.isNameOpen(i) {
		return i
	}
	k := r.articles(i, end)
	if k == i && r.part(i).Has(grammar.Person) {
		return i + 1
	}
	head := r.head(k, end, k > i)
	if head == k {
		head = r.addressEnd(k, end)
	}
	if head == k {
		if k > i && r.part(i).Has(grammar.Person) {
			return i + 1 // "diese sagten"
		}
		return i
	}
	return r.attributes(i, head, end, depth)
}

// addressEnd is the end of an address of the web at token k, or k: "halden.example".
func (r *polyglot) addressEnd(k, end int) int {
	start := k
	for k+2 < end && r.ts[k].Kind == prose.WordToken && r.is(k+1, ".") && r.ts[k].End == r.ts[k+1].Start && r.ts[k+1].End == r.ts[k+2].Start && r.ts[k+2].Kind == prose.WordToken {
		k += 2
	}
	if k > start {
		return k + 1
	}
	if k < end && r.ts[k].Kind == prose.WordToken && strings.Contains(strings.TrimRight(r.ts[k].key, "."), ".") {
		return k + 1
	}
	return k
}

// articles skips articles, possessives and numbers.
func (r *polyglot) articles(i, end int) int {
	k := i
	if k < end && r.part(k).Has(grammar.Article|grammar.Oblique|grammar.Genitive) {
		k++
	}
	for k < end && k < i+3 && r.ts[k].tag == tagNum && !r.isNounNumber(k) {
		k++
	}
	return k
}

// isNounNumber reports "58-Jähriger", which is a number for the tokeniser.
func (r *polyglot) isNounNumber(i int) bool {
	w := r.ts[i].In(r.text)
	at := strings.IndexByte(w, '-')
	return at > 0 && at+1 < len(w) && strings.IndexFunc(w[at+1:], unicode.IsUpper) == 0
}

// head returns the end of the words that make the head of a phrase, from token k
// on: adjectives and the run of nouns.
func (r *polyglot) head(k, end int, article bool) int {
	if r.lang.LowNouns {
		return r.lowHead(k, end, article)
	}
	j := r.adjectives(k, end, article)
	if j < 0 {
		return k
	}
	return r.nameRun(j, end)
}

// adjectives skips lower-case words up to a noun that is capitalised; -1 when
// none comes. Behind an article they may have phrases of their own: "der am
// Montag gewählte Chef".
func (r *polyglot) adjectives(k, end int, article bool) int {
	limit := k + 3
	if article {
		limit = k + 8
	}
	for j := k; j < end && j < limit; j++ {
		t := &r.ts[j]
		const stops = grammar.That | grammar.Sub | grammar.Person | grammar.Aux | grammar.Passive | grammar.Not
		switch {
		case r.isNounAt(j) || r.isNameOpen(j) && (article || r.outletIs(&r.stretches[r.ts[j].in])):
			return j
		case t.tag == tagNum || t.tag == tagMark && t.key == "," && article && j+1 < end && isAdjective(r.ts[j-1].key) && isAdjective(r.ts[j+1].key):
		case t.tag == tagMark || t.part.Has(stops):
			return -1
		case !article && (t.part != 0 || !isAdjective(t.key)):
			return -1
		}
	}
	return -1
}

// isAdjective goes by the endings of German and Dutch.
func isAdjective(key string) bool {
	return len(key) > 3 && (strings.HasSuffix(key, "e") || strings.HasSuffix(key, "en") || strings.HasSuffix(key, "er") || strings.HasSuffix(key, "es") || strings.HasSuffix(key, "em"))
}

// isNounAt reports a capitalised word that is no small word at the start of a
// sentence.
func (r *polyglot) isNounAt(i int) bool {
	t := &r.ts[i]
	if t.tag == tagNum {
		return r.isNounNumber(i)
	}
	const content = grammar.Body | grammar.Indefinite | grammar.Abbreviation | grammar.Medium | grammar.Office | grammar.Report | grammar.Month | grammar.Comment | grammar.Stance
	return t.caps && t.part&^content == 0
}

// isNameOpen reports the opening mark of a short name: „Orta“.
func (r *polyglot) isNameOpen(i int) bool {
	if !r.isOpen(i) {
		return false
	}
	s := &r.stretches[r.ts[i].in]
	return s.close > 0 && s.end-s.first <= maxNameInMarks && s.end > s.first && (r.ts[s.first].caps || r.ts[s.first].tag == tagNum) && !isEnd(r.ts[s.end-1].key)
}

// maxNameInMarks bounds a name in marks; of more than a few words only those are
// names that have no marks inside.
const maxNameInMarks = 6

// nameRun returns the end of the run of nouns and names at token k.
func (r *polyglot) nameRun(k, end int) int {
	start := k
	for k < end {
		switch {
		case r.isNounAt(k) || r.ts[k].caps && k > start && r.ts[k].part.Has(grammar.Article|grammar.Oblique):
			k++
		case r.isNameOpen(k) && (k == start || r.ts[k-1].part.Has(grammar.Medium) || r.ts[k-1].caps):
			k = r.stretches[r.ts[k].in].close + 1
		case k > start && (r.is(k, "-") || r.is(k, "&") || r.is(k, "/")) && k+1 < end && r.isNounAt(k+1):
			k++
		case k > start && r.ts[k].tag == tagNum && r.ts[k].End-r.ts[k].Start <= 2:
			k++
		case k > start && r.addressEnd(k, end) > k:
			k = r.addressEnd(k, end)
		case k > start && r.isParticleAt(k) && r.nameFollows(k+1, end):
			k++
		default:
			return k
		}
	}
	return k
}

// isParticleAt reports a small word inside a name. Articles are only behind
// another: "von der Leyen".
func (r *polyglot) isParticleAt(k int) bool {
	if r.part(k).Has(grammar.Article | grammar.Oblique) {
		return isNameParticle(r.ts[k-1].key) && isNameParticle(r.ts[k].key)
	}
	return isNameParticle(r.ts[k].key)
}

// nameFollows reports a name within two words: "van der Berg".
func (r *polyglot) nameFollows(k, end int) bool {
	return k < end && r.isNounAt(k) || k+1 < end && isNameParticle(r.ts[k].key) && r.isNounAt(k+1)
}

func isNameParticle(key string) bool {
	switch key {
	case "von", "van", "de", "del", "della", "da", "di", "do", "dos", "du", "la", "le", "al", "el", "bin", "ibn", "ben", "zu", "af", "ter", "ten", "der", "den":
		return true
	}
	return false
}

// lowHead is head where nouns are not capitalised: words up to the next small
// word. Behind a name that ends the run nothing follows.
func (r *polyglot) lowHead(k, end int, article bool) int {
	last := k
	named := false
	for j := k; j < end && j < k+maxLowWords; j++ {
		t := &r.ts[j]
		const open = grammar.Body | grammar.Abbreviation | grammar.Medium | grammar.Office | grammar.Report | grammar.Month | grammar.Comment
		switch {
		case r.isNameOpen(j):
			j = r.stretches[r.ts[j].in].close
			last, named = j+1, true
			continue
		case r.is(j, ".") && j > k && r.part(j-1).Has(grammar.Abbreviation) && j+1 < end && r.ts[j+1].caps:
			continue // "Sra. Falk"
		case t.caps && t.part.Has(grammar.Article) && j > k && r.part(j-1).Has(grammar.Medium) && j+1 < end && r.ts[j+1].caps:
			continue // "diario El Faro"
		case isNameParticle(t.key) && named && j+1 < end && r.ts[j+1].caps:
			continue
		case t.tag == tagMark || t.part&^open != 0 || len(r.lang.Cues(t.key)) > 0 && !t.caps:
			return r.lowEnd(k, last, article, named)
		case named && !t.caps:
			return last
		}
		named = named || t.caps && j > k
		last = j + 1
	}
	return r.lowEnd(k, last, article, named)
}

// lowEnd keeps a run of plain words short: without a name or article nothing
// says where it ends.
func (r *polyglot) lowEnd(k, last int, article, named bool) int {
	if named || article || last-k <= 3 {
		return last
	}
	return k + 3
}

// maxLowWords bounds a run of nouns and adjectives.
const maxLowWords = 9

// attributes adds what hangs on the phrase [i, k): genitives, "von …", brackets,
// appositions.
func (r *polyglot) attributes(i, k, end, depth int) int {
	for k < end {
		next := r.attribute(i, k, end, depth)
		if next == k {
			return k
		}
		k = next
	}
	return k
}

func (r *polyglot) attribute(i, k, end, depth int) int {
	p := r.part(k)
	switch {
	case r.is(k, "("):
		if close := r.openParenEnd(k); close > 0 && close < end {
			return close + 1
		}
	case p.Has(grammar.Link):
		if sub := r.phraseAt(k+1, end, depth+1); sub > k+1 {
			return sub
		}
	case p.Has(grammar.Genitive):
		if sub := r.phraseAt(k, end, depth+1); sub > k && (r.part(i).Has(grammar.Article|grammar.Oblique) || !r.hasMedium(k, sub)) {
			return sub
		}
	case p.Has(grammar.Coord) && k+1 < end && r.isNounAt(k+1) && !r.is(k, "aber"):
		if sub := r.phraseAt(k+1, end, depth+1); sub > k+1 {
			return sub
		}
	case r.is(k, ",") && depth == 0:
		return r.appositionEnd(i, k, end)
	}
	return k
}

// appositionEnd takes ", Ida Falk" behind an office and ", die Chefin des Amts"
// behind a name, when a mark closes them.
func (r *polyglot) appositionEnd(i, k, end int) int {
	stop := k + 1
	if r.isNounAt2(k+1, end) {
		stop = r.nameRun(k+1, end)
		if stop-k > 5 {
			return k
		}
		if whole := r.phraseAt(k+1, end, 1); whole > stop && r.is(whole, ":") {
			stop = whole // "sagte Rusk, Gründer der Werft:"
		}
		if r.is(stop, "(") {
			if close := r.openParenEnd(stop); close > 0 {
				stop = close + 1
			}
		}
	} else if r.part(k+1).Has(grammar.Article) && !r.part(i).Has(grammar.Article) {
		stop = r.phraseAt(k+1, end, 1)
		if stop > k+1 && !(stop >= end || isEnd(r.ts[stop].key) || r.is(stop, ":")) {
			return k
		}
	}
	if stop > k+1 && (stop >= len(r.ts) || stop >= end || r.isMark(stop)) {
		return stop
	}
	return k
}

func (r *polyglot) isNounAt2(i, end int) bool { return i < end && r.isNounAt(i) }

// hasMedium reports a word for a kind of outlet, or a name in marks.
func (r *polyglot) hasMedium(first, end int) bool {
	for i := first; i < end; i++ {
		if r.ts[i].part.Has(grammar.Medium) || r.isNameOpen(i) {
			return true
		}
	}
	return false
}

// canBeSubject reports whether a phrase that begins at token i may be a subject.
func (r *polyglot) canBeSubject(i int) bool {
	t := &r.ts[i]
	const never = grammar.Prep | grammar.Link | grammar.Sub | grammar.That | grammar.Wh | grammar.Coord | grammar.Aux | grammar.Passive | grammar.As | grammar.Adverb
	switch {
	case t.part.Has(grammar.Article | grammar.Person):
		return true
	case t.tag == tagNum:
		return true
	case t.Kind != prose.WordToken:
		return r.isNameOpen(i) && r.outletIs(&r.stretches[t.in])
	case t.part.Has(never | grammar.Oblique | grammar.Relative | grammar.Not):
		return false
	}
	return t.caps || r.lang.LowNouns || isAdjective(t.key)
}
