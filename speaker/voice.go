// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"sort"
	"strings"

	"hearsay"
	"hearsay/lexicon"
)

// maxDescription bounds the words of a description.
const maxDescription = 40

// description adds what "the mayor", "a friend who pours concrete", "opponents"
// at word i stands for.
func (e *entities) description(i int) {
	ws := e.s.words
	if i > 0 && (ws[i-1].kind.Has(lexicon.Be) && !isPossessive(&ws[i-1]) || ws[i-1].key == "became" || ws[i-1].key == "become" || ws[i-1].key == "becomes" || ws[i-1].key == "as") {
		return // says what somebody is
	}
	head := nounHead(ws, i)
	if head < 0 || ws[head].caps && head > i && !e.isOfficer(i, head) {
		return
	}
	if head+1 < len(ws) && ws[head+1].caps && ws[head+1].para == ws[head].para {
		return // the title of a name
	}
	if e.introduces(head) {
		return
	}
	if i > 1 && ws[i-1].text == "," && ws[i-1].para == ws[i].para && (ws[i-2].caps || isHuman(&ws[i-2])) && !ws[min(head+1, len(ws)-1)].verb {
		return // in apposition to what goes before
	}
	det := ws[i].key
	m := mention{at: ws[i].span.Start, word: i, passing: det == "a" || det == "an", subject: isSubject(ws, i, head+1), owner: head+1 < len(ws) && isPossessive(&ws[head+1])}
	m.of = e.ofNoun(i, head)
	e.add(m)
}

// isOfficer reports "the Mayor", when one person here is.
func (e *entities) isOfficer(i, head int) bool {
	ws := e.s.words
	return head == i+1 && ws[i].key == "the" && ws[head].person && e.s.people.holderOf(ws[head:head+1]) != nil
}

// introduces reports that the noun is a title of the person named behind it: "her
// sister, Ida Roth,", "lawyer and blogger Ida Roth".
func (e *entities) introduces(head int) bool {
	ws := e.s.words
	k := head + 1
	if k+1 >= len(ws) || ws[k].para != ws[head].para || !ws[head].person {
		return false
	}
	switch {
	case ws[k].text == ",":
		return e.personAt(k+1) != nil || e.introducedAt(k+1)
	case ws[k].key == "and" && ws[k+1].person && !ws[k+1].caps:
		return k+2 < len(ws) && ws[k+2].caps
	}
	return false
}

// introducedAt reports a noun phrase and a full name at the word: "the novelist Ida Roth".
func (e *entities) introducedAt(word int) bool {
	ws := e.s.words
	if !ws[word].kind.Has(lexicon.Det|lexicon.Possessive) && !strings.HasSuffix(ws[word].key, "-year-old") {
		return false
	}
	k := word + 1
	for k < len(ws) && k < word+maxEpithet && !ws[k].caps && !ws[k].mark && !ws[k].kind.Has(lexicon.Prep|lexicon.Rel|lexicon.Coord) {
		k++
	}
	if k >= len(ws) || !ws[k-1].person && !strings.HasSuffix(ws[k-1].key, "-year-old") || ws[k].para != ws[word].para {
		return false
	}
	n := e.s.people.sightedFrom(k)
	return n != nil && isNamesake(n)
}

// personAt is the person whose name, with its title, begins at the word; nil for
// none.
func (e *entities) personAt(word int) *person {
	list := e.s.people.sightings[0]
	at := e.s.words[word].span.Start
	k := sort.Search(len(list), func(i int) bool { return list[i].span.Start >= at })
	if k == len(list) || list[k].run.first != word {
		return nil
	}
	return list[k].figure.of
}

// nounHead returns the noun that ends the phrase at word i, when it is one for
// people, bodies or things that speak; or -1.
func nounHead(ws []word, i int) int {
	k := i
	switch ws[i].key {
	case "'s", "s", "any", "each", "every", "no", "what", "which", "whatever", "whose":
		return -1
	}
	if ws[i].kind.Has(lexicon.Det | lexicon.Possessive) {
		k++
	} else if ws[i].mark || ws[i].text[0] >= '0' && ws[i].text[0] <= '9' {
		return -1
	}
	head := -1
	for n := 0; n < 7 && k < len(ws) && ws[k].para == ws[i].para; n++ {
		w := &ws[k]
		if w.mark || w.kind.Has(lexicon.Prep|lexicon.Rel|lexicon.Subject|lexicon.To|lexicon.Coord|lexicon.Det|lexicon.Possessive|lexicon.Sub) && !(w.caps && k > i) || k > i+1 && w.verb && !isHuman(w) {
			break
		}
		if isPossessive(w) {
			head = -1
		} else if isHuman(w) || w.body || lexicon.IsArtefact(w.key) {
			head = k
		}
		k++
	}
	if head < 0 || k-head > 2 {
		return -1
	}
	return head
}

// ofNoun is the entity of the phrase [i, head].
func (e *entities) ofNoun(i, head int) *entity {
	ws := e.s.words
	w, det := &ws[head], &ws[i]
	definite := det.key == "the" || det.key == "this" || det.key == "that"
	indefinite := det.key == "a" || det.key == "an" || det.key == "one" || det.key == "another"
	sort := aPerson
	switch {
	case isBodyHead(w):
		sort = aBody
	case w.people:
		sort = aGroup
	case !w.person:
		sort = aThing
	}
	if definite && sort == aPerson {
		if p := e.s.people.holderOf(ws[i+1 : head+1]); p != nil {
			return e.ofPerson(p)
		}
	}
	if indefinite {
		e.others[w.key] = e.unnamed(i, head, sort)
	}
	return e.ofOther(w.key, func() *entity { return e.unnamed(i, head, sort) })
}

// holderOf is the one person whose role the words fit.
func (c *people) holderOf(ws []word) *person {
	want, ok := roleOf(ws)
	if !ok {
		return nil
	}
	p, _ := holder(&want, c.byHead[want.head])
	return p
}

// unnamed is a new entity with the words of the phrase for a name.
func (e *entities) unnamed(i, head int, sort entitySort) *entity {
	ws := e.s.words
	x := &entity{gender: lexicon.PersonGender(ws[head].key), sort: sort}
	if sort == aBody {
		first := i
		for first < head && ws[first].kind.Has(lexicon.Det|lexicon.Possessive) {
			first++
		}
		x.agent = hearsay.Agent{Name: e.s.a.Text[ws[first].span.Start:ws[head].span.End], Kind: hearsay.Organization}
		return x
	}
	end := descriptionEnd(ws, head)
	x.agent = hearsay.Agent{Name: e.s.a.Text[ws[i].span.Start:ws[end-1].span.End], Kind: hearsay.Anonymous}
	return x
}

// descriptionEnd is where "a friend who pours concrete for a living" ends whose
// noun is at head: at a mark, or at the verb it is the subject of.
func descriptionEnd(ws []word, head int) int {
	clause := false
	end := head + 1
	for ; end < len(ws) && end < head+maxDescription && ws[end].para == ws[head].para; end++ {
		w := &ws[end]
		clause = clause || w.key == "who"
		if w.mark && w.text != "-" && !isPossessive(w) {
			break
		}
		if !clause && (w.verb || w.kind.Has(lexicon.Adv|lexicon.Coord|lexicon.Rel|lexicon.ThatWord|lexicon.To) || end == head+1 && w.kind.Has(lexicon.Det)) {
			break
		}
	}
	return end
}
