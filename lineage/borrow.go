// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"slices"

	"hearsay"
)

// Besides its main text an article may have a quotation or a paragraph from another
// one, and what it quotes it may have heard where others heard it. Both are looked
// for in the words that its main text does not explain.

// A loan is words that an article may have from another than its main source.
type loan struct {
	from, to int
	signs    []string
	chance   float64
	words    []bool // of the borrower
	n        int
	cited    bool // no words are in common: the borrower says that it knows of it from there
	said     bool // the borrower says so, in words of its own, and no date speaks against it
}

// A hearing is an article that may have what it quotes from where others heard it.
type hearing struct {
	article int
	signs   []string
	chance  float64
	with    []int // those that have words of the same speech
}

// tale is a scene with a main way chosen for each article.
type tale struct {
	*scene
	from []int // as arc.from
	root []int // of each article, the one that its way leads to
}

func newTale(s *scene, from []int) *tale {
	t := &tale{scene: s, from: from, root: make([]int, len(from))}
	for i := range from {
		r := i
		for from[r] >= 0 {
			r = from[r]
		}
		t.root[i] = r
	}
	return t
}

// akin reports whether main text went from one article to the other, or both have
// theirs from one source that is not here.
func (t *tale) akin(a, b int) bool {
	for _, pair := range [][2]int{{a, b}, {b, a}} {
		for at := t.from[pair[0]]; at >= 0; at = t.from[at] {
			if at == pair[1] {
				return true
			}
		}
	}
	ra, rb := t.root[a], t.root[b]
	return ra != rb && t.from[ra] <= fromShared && t.from[ra] == t.from[rb]
}

// unexplained marks the words of an article that its main source does not have.
func (t *tale) unexplained(c int) []bool {
	r := t.all[c]
	have := make([]bool, len(r.words))
	switch p := t.from[c]; {
	case p >= 0:
		if o, side := t.between(c, p); o != nil {
			o.cover(side, have)
		}
	case p <= fromShared:
		for j := range t.all {
			if j != c && t.from[j] == p {
				if o, side := t.between(c, j); o != nil {
					o.cover(side, have)
				}
			}
		}
	}
	for i := range have {
		have[i] = !have[i]
	}
	return have
}

// The least words that are looked at, plain and spoken.
const (
	leastPlain  = 8
	leastSpoken = 5
	leastSaid   = 6 // plain words, when the borrower names the lender
)

// says are the ways of naming a source that are a statement about where words are from.
const says = credits | bySpeech | byReport

// says reports whether an article names the outlet of another as where it knows from,
// in words that it does not have from a third.
func (s *scene) says(c, q int) bool {
	to := s.naming.of[q]
	return to >= 0 && to != s.naming.of[c] && s.naming.named[c][to]&says != 0 && !s.borrowedName(c, to, q)
}

// namesBeside reports whether an article names the outlet of another in a paragraph that
// has some of the words, and in words of its own: "There is a detail in the Gazette: …".
func (s *scene) namesBeside(c, q int, words []bool) bool {
	r, to := s.all[c], s.naming.of[q]
	if to < 0 || to == s.naming.of[c] || s.naming.named[c][to] == 0 || s.borrowedName(c, to, q) {
		return false
	}
	at := s.naming.places[c][to]
	if at.Part != hearsay.InText {
		return false
	}
	w := r.wordAt(at.Span.Start)
	if w >= len(words) {
		return false
	}
	for i, yes := range words {
		if yes && r.paragraph[i] == r.paragraph[w] {
			return true
		}
	}
	return false
}

// loans lists what an article may have from others, of the words that are left.
func (t *tale) loans(c int, left []bool) []loan {
	var out []loan
	r := t.all[c]
	for q := range t.all {
		if q == c || t.from[c] == q || t.akin(c, q) {
			continue
		}
		o, side := t.between(c, q)
		if o == nil {
			continue
		}
		words := make([]bool, len(r.words))
		o.cover(side, words)
		plain, spoken := 0, 0
		for i := range words {
			words[i] = words[i] && left[i]
			switch {
			case words[i] && r.quoted[i]:
				spoken++
			case words[i]:
				plain++
			}
		}
		said := t.says(c, q) || t.namesBeside(c, q, words)
		if plain < leastPlain && spoken < leastSpoken && !(said && (plain >= leastSaid || spoken >= least)) {
			continue
		}
		l := loan{from: q, to: c, words: words, n: plain + spoken}
		l.signs = t.loanSigns(&l, plain, spoken)
		l.said = said && precedes(r.date, t.all[q].date) <= 0
		out = append(out, l)
	}
	return out
}

// citations lists the articles that one says it knows something from and has no words of:
// of each outlet that it names so one, from which it has most in other words.
func (t *tale) citations(c int) []loan {
	var out []loan
	for k, w := range t.naming.named[c] {
		if w&says == 0 || k == t.naming.of[c] {
			continue
		}
		best, most := -1, -1
		for _, q := range t.naming.sources[k].articles {
			if n := t.kin(c, q).retold; q != c && n > most && precedes(t.all[c].date, t.all[q].date) <= 0 {
				best, most = q, n
			}
		}
		if best < 0 || t.borrowedName(c, k, best) || t.mainly(c, k) || t.akin(c, best) {
			continue
		}
		l := loan{from: best, to: c, words: make([]bool, len(t.all[c].words)), cited: true}
		l.signs = append(t.loanSigns(&l, 0, 0), "cited", bin("retold", most, fewLimits, fewNames))
		l.chance = loanModel().Chance(l.signs)
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b loan) int { return a.from - b.from })
	return out
}

// mainly reports whether an article has its main text from an outlet, near or far.
func (t *tale) mainly(c, outlet int) bool {
	for at := t.from[c]; at >= 0; at = t.from[at] {
		if t.naming.of[at] == outlet {
			return true
		}
	}
	return false
}

func (t *tale) loanSigns(l *loan, plain, spoken int) []string {
	q, c := l.from, l.to
	signs := []string{
		bin("plain", plain, wordLimits, wordNames), bin("spoken", spoken, wordLimits, wordNames),
		"date " + order(t.all[q].date, t.all[c].date),
		"lender is from " + t.kindOf(q), "borrower is from " + t.kindOf(c),
	}
	if plain < leastPlain {
		signs = append(signs, "only speech")
	}
	n := t.naming
	to, own := n.of[q], n.of[c]
	named := false
	for _, w := range wayNames {
		if to >= 0 && to != own && n.named[c][to]&w.way != 0 {
			signs = append(signs, "names it "+w.name)
			named = named || w.way&says != 0
		}
		if own >= 0 && to != own && n.named[q][own]&w.way != 0 {
			signs = append(signs, "is named "+w.name)
		}
	}
	if !named && len(t.profiles[c].seen)+len(t.profiles[c].unseen) > 0 {
		signs = append(signs, "names another")
	}
	if n.linked[c][q] {
		signs = append(signs, "links")
	}
	add := func(yes bool, s string) {
		if yes {
			signs = append(signs, s)
		}
	}
	add(t.profiles[q].exclusive, "somebody told the lender")
	add(t.profiles[c].exclusive, "somebody told the borrower")
	add(t.profiles[q].agency, "lender is an agency")
	add(t.profiles[c].agency, "borrower is an agency")
	add(t.profiles[q].selfNamed, "lender speaks of its outlet")
	add(t.metIn(c, l.words), "borrower met the press")
	add(t.meets(q, c), "lender met the press")
	add(t.inherited(q, c), "lender has it itself")
	add(!l.cited && t.inTail(c, l.words), "at the very end")
	signs = append(signs, bin("others have it", t.others(l), fewLimits, fewNames))
	return signs
}

// kindOf names where an article has its main text from.
func (t *tale) kindOf(i int) string {
	switch {
	case t.from[i] >= 0:
		return "an article"
	case t.from[i] == fromNobody:
		return "nobody"
	}
	return "a source that is not here"
}

// metIn reports whether a sentence with some of the words says that they were
// spoken to the press.
func (s *scene) metIn(c int, words []bool) bool {
	r := s.all[c]
	for _, x := range r.sentences {
		if slices.Contains(words[x.from:x.to], true) && r.told(x, pressWords) {
			return true
		}
	}
	return false
}

// meets is metIn for the words that an article has in common with another.
func (s *scene) meets(q, c int) bool {
	o, side := s.between(q, c)
	if o == nil {
		return false
	}
	words := make([]bool, len(s.all[q].words))
	o.cover(side, words)
	return s.metIn(q, words)
}

// inherited reports whether the lender has most of what it shares with the borrower
// from its own main source.
func (t *tale) inherited(q, c int) bool {
	p := t.from[q]
	if p < 0 {
		return false
	}
	up, _ := t.between(p, c)
	o, side := t.between(q, c)
	if up == nil || o == nil {
		return false
	}
	_, upSide := t.between(p, c)
	have, has := up.side[upSide], o.side[side]
	return 5*(have.plain+have.spoken) >= 4*(has.plain+has.spoken)
}

// inTail reports whether all of the words stand in the last paragraph.
func (s *scene) inTail(c int, words []bool) bool {
	r := s.all[c]
	last := r.paragraph[len(r.paragraph)-1]
	for i, yes := range words {
		if yes && r.paragraph[i] != last {
			return false
		}
	}
	return true
}

// others counts the texts, apart from these two and what was made of them, that have
// half of the words, too: those with roots of their own.
func (t *tale) others(l *loan) int {
	roots := map[int]bool{}
	seen := make([]bool, len(l.words))
	for j := range t.all {
		if l.n == 0 || roots[t.root[j]] || j == l.from || j == l.to || t.akin(j, l.from) || t.akin(j, l.to) || t.root[j] == t.root[l.from] || t.root[j] == t.root[l.to] {
			continue
		}
		o, side := t.between(l.to, j)
		if o == nil || 2*(o.side[side].plain+o.side[side].spoken) < l.n { // not even all in common
			continue
		}
		if 2*o.common(side, l.words, seen) >= l.n {
			roots[t.root[j]] = true
		}
	}
	return len(roots)
}

// hearings lists the articles that begin their text and print speech that others
// print, too.
func (t *tale) hearings() []hearing {
	var out []hearing
	for c := range t.all {
		if t.from[c] != fromNobody {
			continue
		}
		if h := t.hearing(c); h != nil {
			out = append(out, *h)
		}
	}
	return out
}

func (t *tale) hearing(c int) *hearing {
	r := t.all[c]
	heard := make([]bool, len(r.words)) // that others have
	h := &hearing{article: c}
	roots := map[int]bool{}
	others := map[int]bool{}
	earlier := true
	for q := range t.all {
		if t.root[q] == c {
			continue
		}
		o, side := t.between(c, q)
		if o == nil || o.side[side].spoken < leastSpoken {
			continue
		}
		o.cover(side, heard)
		roots[t.root[q]] = true
		if t.from[q] == fromNobody {
			h.with = append(h.with, q)
			others[q] = true
		}
		if precedes(t.all[q].date, r.date) > 0 {
			earlier = false
		}
	}
	if len(roots) == 0 {
		return nil
	}
	alone := 0
	for _, x := range r.sentences {
		spoken, shared := 0, 0
		for i := x.from; i < x.to; i++ {
			if r.quoted[i] {
				spoken++
				if heard[i] {
					shared++
				}
			}
		}
		if spoken >= leastSpoken && 3*shared < spoken && r.told(x, pressWords) {
			alone++
		}
	}
	h.signs = []string{bin("speech of its own", alone, fewLimits, fewNames), bin("others", len(others), fewLimits, fewNames), bin("roots", len(roots), fewLimits, fewNames)}
	add := func(yes bool, s string) {
		if yes {
			h.signs = append(h.signs, s)
		}
	}
	for i := range heard {
		heard[i] = heard[i] && r.quoted[i]
	}
	add(t.metIn(c, heard), "met the press")
	add(t.profiles[c].exclusive, "somebody told it")
	add(t.profiles[c].agency, "an agency")
	add(!dated(r.date), "without date")
	add(dated(r.date) && earlier, "earliest")
	add(len(t.profiles[c].seen) > 0, "names another")
	return h
}
