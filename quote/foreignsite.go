// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"hearsay/grammar"
	"hearsay/prose"
)

// Which words report: a verb of the table, in a form that its sentence bears out.

// siteAt is the first of sitesAt.
func (r *polyglot) siteAt(i int, s prose.Sentence) (site, bool) {
	if sites := r.sitesAt(i, s); len(sites) > 0 {
		return sites[0], true
	}
	return site{}, false
}

// sitesAt reads token i as a reporting verb: the readings that its sentence bears
// out, those with a particle before those without.
func (r *polyglot) sitesAt(i int, s prose.Sentence) []site {
	cues := r.lang.Cues(r.ts[i].key)
	if len(cues) == 0 || r.ts[i].caps && i > s.First && !r.isMark(i-1) {
		return nil // a noun: "die Sagen"
	}
	var out []site
	for _, parted := range [...]bool{true, false} {
		for _, c := range cues {
			v := site{cue: i, finite: i, last: i, entry: c, sent: s}
			if (c.Particle != "") == parted && r.bearsOut(&v) {
				out = append(out, v)
			}
		}
	}
	return out
}

// bearsOut checks the form of the verb against its neighbours, and finds its
// finite verb.
func (r *polyglot) bearsOut(v *site) bool {
	form := v.entry.Form
	if r.isAttributive(v.cue) || r.isPossessive(v) {
		return false
	}
	if form&grammar.Participle != 0 && r.auxiliary(v) {
		return true
	}
	switch {
	case form&grammar.Final != 0:
		v.final = r.endsClause(v.cue+1) && r.subordinate(v) >= 0
		return v.final || r.isLet(v)
	case v.entry.Particle != "" && r.is(v.cue-1, v.entry.Particle) && r.endsClause(v.cue+1): // "bekannt gab"
		v.final = true
		return r.subordinate(v) >= 0
	case form&grammar.Plural != 0 && r.isInfinitive(v):
		return r.isLet(v)
	case form&(grammar.Finite|grammar.Plural) == 0:
		return false
	case v.entry.Particle != "":
		v.last = r.particle(v.cue+1, v.sent.End, v.entry.Particle)
		return v.last > 0
	}
	v.final = r.endsClause(v.cue+1) && r.subordinate(v) >= 0
	return true
}

// isAttributive reports a form that stands before a noun with its article in
// front: "die verbreiteten Illusionen".
func (r *polyglot) isAttributive(i int) bool {
	if r.lang.LowNouns || i+2 >= len(r.ts) || !isAdjective(r.ts[i].key) {
		return false
	}
	if !r.isNounAt(i+1) && (r.part(i+1) != 0 || !isAdjective(r.ts[i+1].key) || !r.isNounAt(i+2)) {
		return false
	}
	for k := i - 1; k >= 0 && k > i-attributeReach; k-- {
		switch {
		case r.part(k).Has(grammar.After) && k > 1 && r.part(k-1).Has(grammar.Report) && r.part(k-2).Has(grammar.Genitive):
			k -= 2 // "die ihrer Meinung nach verbreiteten Illusionen"
		case r.part(k).Has(grammar.Article | grammar.Oblique | grammar.Genitive):
			return true
		case !r.part(k).Has(grammar.Adverb) && !isAdjective(r.ts[k].key) || r.ts[k].caps:
			return false
		}
	}
	return false
}

// isPossessive reports the form of "meinen" that says whose something is: "meine Tochter",
// "durch meinen alten Garten", but not "das meinen Forscher" behind its subject.
func (r *polyglot) isPossessive(v *site) bool {
	i := v.cue
	if r.lang.Code != "de" || !r.is(i, "meine") && !r.is(i, "meinen") || i > v.sent.First && r.part(i-1).Has(grammar.Person|grammar.Pointing) {
		return false
	}
	return r.isNounAt(i+1) || i+1 < len(r.ts) && r.part(i+1) == 0 && isAdjective(r.ts[i+1].key) && r.isNounAt(i+2)
}

// attributeReach bounds the words between an article and a participle.
const attributeReach = 6

// isInfinitive reports "zu sagen", "will sagen": the form of the plural that is
// none here.
func (r *polyglot) isInfinitive(v *site) bool {
	if r.part(v.cue - 1).Has(grammar.Infinitive) {
		return true
	}
	for k := v.cue - 1; k >= r.clauseStart(v.cue, v.sent.First); k-- {
		if r.part(k).Has(grammar.Modal | grammar.Passive | grammar.Hearsay) {
			return true
		}
	}
	return false
}

// isLet reports an infinitive at the end of a clause whose finite verb lets it be
// done: "ließ die Werft mitteilen". Who lets it be said says it.
func (r *polyglot) isLet(v *site) bool {
	if !r.endsClause(v.cue+1) || v.entry.Class == grammar.Cite || v.entry.Particle != "" {
		return false
	}
	first := r.clauseStart(v.cue, v.sent.First)
	for k := v.cue - 1; k >= first; k-- {
		if r.part(k).Has(grammar.Let) && !r.part(v.cue-1).Has(grammar.Infinitive) {
			v.finite, v.last = k, v.cue
			return true
		}
	}
	return false
}

// auxiliary finds the finite verb of a participle: behind it at the end of a
// clause, or before it in the same clause.
func (r *polyglot) auxiliary(v *site) bool {
	i := v.cue
	const helping = grammar.Aux | grammar.Passive
	if r.part(i+1).Has(helping) && i+1 < v.sent.End && (r.endsClause(i+2) || r.part(i+2).Has(helping)) {
		v.finite, v.last, v.final = i+1, i+1, true
		v.passive = r.part(i + 1).Has(grammar.Passive)
		return r.lang.Order == grammar.VerbSecond
	}
	reach := auxReach
	if r.lang.Order == grammar.SubjectFirst {
		reach = 5 // "a également déclaré", "ha recentemente detto"
	}
	for k := i - 1; k >= v.sent.First && k > i-reach; k-- {
		if open := r.wovenOpen(k); open > v.sent.First {
			k = open
			continue
		}
		if open := r.bracketOpen(k); open > v.sent.First {
			k = open
			continue
		}
		switch p := r.part(k); {
		case p.Has(helping) && r.is(k+1, ",") && k > v.sent.First && r.lang.Order == grammar.VerbSecond && !r.ts[k-1].caps && r.part(k-1) == 0:
			return false // of the clause before: "den er geschrieben hat, erklärt er"
		case r.isHardMarkAt(k) || p.Has(grammar.Coord|grammar.That) && r.lang.Order != grammar.VerbSecond:
			return false
		case p.Has(helping) && !p.Has(grammar.Article|grammar.Person|grammar.Prep):
			v.finite = k
			v.passive = p.Has(grammar.Passive)
			return true
		}
	}
	return false
}

// auxReach is how far a participle may be from its auxiliary: German puts the
// whole clause between.
const auxReach = 45

// particle finds the prefix that parts from its verb: a word at the end of the
// clause. 0 is none. Behind an aside in commas it comes at once or behind an
// adverbial: "teilte Falk, die Ministerin, am Montag mit".
func (r *polyglot) particle(i, end int, want string) int {
	segment := i
	for k := i; k < end && k < i+auxReach; k++ {
		t := &r.ts[k]
		switch {
		case t.in >= 0 && r.isOpen(k):
			if s := &r.stretches[t.in]; s.close > k {
				k = s.close
			}
		case t.key == ",":
			segment = k + 1
		case t.key == want && (segment == i || segment == k || r.part(segment).Has(grammar.Prep|grammar.Adverb) && !r.part(segment).Has(grammar.Person)) && (r.endsClause(k+1) || k+1 < end && r.part(k+1).Has(grammar.That|grammar.Coord|grammar.Sub)):
			return k
		case isEnd(t.key) && !r.isInnerStop(k) || t.key == ";" || t.key == ":":
			return 0
		}
	}
	return 0
}

// endsClause reports that a clause may end before token i.
func (r *polyglot) endsClause(i int) bool {
	if i >= len(r.ts) || r.part(i).Has(grammar.Coord|grammar.That) {
		return true
	}
	return r.ts[i].tag == tagMark && !r.isNameOpen(i)
}

// subordinate returns the token that leads in the clause of the site and puts
// its verb last, or -1. A clause with "wie" may hold an apposition.
func (r *polyglot) subordinate(v *site) int {
	lo := r.clauseStart(v.finite, v.sent.First)
	if r.leadsIn(v, lo) {
		return lo
	}
	for n := 0; n < 2 && r.is(lo-1, ","); n++ {
		lo = r.clauseStart(lo-1, v.sent.First)
		if r.part(lo).Has(grammar.As) && r.leadsIn(v, lo) {
			return lo
		}
	}
	return -1
}

// leadsIn reports a word at token lo that puts the verb of its clause last.
func (r *polyglot) leadsIn(v *site, lo int) bool {
	const leads = grammar.As | grammar.That | grammar.Sub | grammar.Wh | grammar.Relative
	if lo >= v.finite || r.lang.Order != grammar.VerbSecond {
		return false
	}
	if r.part(lo).Has(grammar.Prep|grammar.After) && r.part(lo+1).Has(grammar.Relative) {
		return r.is(lo-1, ",") && r.phrase(lo+1, v.finite) == lo+1
	}
	if !r.part(lo).Has(leads) {
		return false
	}
	return !r.part(lo).Has(grammar.Article) || r.is(lo-1, ",")
}

// clauseStart walks left from token i to the start of its clause: behind a
// comma, colon, dash, bracket or quote mark. Names in marks are passed over.
func (r *polyglot) clauseStart(i, first int) int {
	for k := i - 1; k >= first; k-- {
		if open := r.wovenOpen(k); open > first {
			k = open
			continue
		}
		if open := r.bracketOpen(k); open > first {
			k = open
			continue
		}
		if r.isHardMarkAt(k) || r.is(k, ",") {
			return k + 1
		}
	}
	return first
}

// bracketOpen is the bracket that the one at token k closes: "(SPD)". -1 is none.
func (r *polyglot) bracketOpen(k int) int {
	if !r.is(k, ")") {
		return -1
	}
	return r.openParen(k)
}

// wovenOpen is the opening mark of the words in marks that close at token k when
// they are a name or woven into their sentence: "hat den Bericht als „falsch“
// zurückgewiesen". -1 is none.
func (r *polyglot) wovenOpen(k int) int {
	if !r.isClose(k) {
		return -1
	}
	s := &r.stretches[r.ts[k].in]
	if r.isNameInMarks(s) {
		return s.open
	}
	if s.open < 1 || s.end-s.first > maxWoven || r.isMark(k+1) || r.isMark(s.open-1) || r.sent[s.open] != r.sent[k] || k+1 >= len(r.ts) || r.sent[k+1] != r.sent[k] {
		return -1
	}
	return s.open
}

// maxWoven bounds words in marks that a clause may hold.
const maxWoven = 12

// isInnerStop reports a full stop that ends no sentence: of an address, a number
// or an abbreviation.
func (r *polyglot) isInnerStop(k int) bool {
	if r.ts[k].key != "." || k == 0 || r.sentence(k).End <= k+1 {
		return false
	}
	next := &r.ts[k+1]
	return next.Start == r.ts[k].End && next.Kind == prose.WordToken || r.is(k+1, ",") || r.ts[k-1].tag == tagNum || r.part(k-1).Has(grammar.Abbreviation)
}

// isHardMarkAt reports the marks that no clause reaches across.
func (r *polyglot) isHardMarkAt(k int) bool {
	t := &r.ts[k]
	if t.tag != tagMark || t.key == "," {
		return false
	}
	if isQuoteKey(t.key) {
		return t.in >= 0 && !r.isNameInMarks(&r.stretches[t.in])
	}
	if r.isInnerStop(k) {
		return false
	}
	return t.key == ":" || t.key == ";" || t.key == "(" || isDash(t.key) && t.key != "-" || isEnd(t.key)
}

// after is the token behind verb and particle.
func (v *site) after() int { return max(v.finite, v.cue, v.last) + 1 }
