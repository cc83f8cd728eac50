// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"hearsay"
	"hearsay/lexicon"
	"hearsay/prose"
)

// foreign attributes quotations in languages whose grammar the other rules do
// not know: marks, then verb and name in either order, or name and verb and
// marks. Only words of the foreign cue lists count.
func (r *reader) foreign() []relation {
	var out []relation
	for i := range r.stretches {
		s := &r.stretches[i]
		if s.used || s.level > 0 || s.close < 0 || s.open < 0 {
			continue
		}
		if q, ok := r.foreignBehind(s); ok {
			s.used = true
			out = append(out, q)
		} else if q, ok := r.foreignBefore(s); ok {
			s.used = true
			out = append(out, q)
		}
	}
	return out
}

// foreignBehind reads „…“, sagte Larin and „…“, so Larin sagte.
func (r *reader) foreignBehind(s *stretch) (relation, bool) {
	i := s.close + 1
	end := r.paras[s.para].end
	for i < end && (r.is(i, ",") || isDash(r.ts[i].key)) {
		i++
	}
	cue := -1
	for k := i; k < end && k < i+foreignReach && r.ts[k].Kind == prose.WordToken; k++ {
		if lexicon.ForeignCue(r.ts[k].key) || k == i && r.ts[k].key == "so" && k+1 < end && r.ts[k+1].caps { // „…“, so Falk
			cue = k
			break
		}
	}
	if cue < 0 {
		return relation{}, false
	}
	source := r.nameRun(cue+1, end)
	if source.empty() {
		source = r.nameRun(i, cue)
	}
	return r.foreignRelation(s, cue, source), !source.empty()
}

// foreignReach is how many words may stand between the marks and the verb:
// "a déclaré", "Сергей Ларин заявил".
const foreignReach = 5

// colonReach is foreignReach in front of a colon, which promises speech: "Falk
// kritisierte die Entscheidung der Stadt scharf: „…“".
const colonReach = 25

// foreignBefore reads Larin sagte: „…“.
func (r *reader) foreignBefore(s *stretch) (relation, bool) {
	colon := s.open - 1
	first := r.paras[s.para].first
	if colon < first || r.ts[colon].key != ":" && r.ts[colon].key != "," {
		return relation{}, false
	}
	reach := foreignReach
	if r.ts[colon].key == ":" {
		reach, first = colonReach, r.sentence(colon).First
	}
	for cue := colon - 1; cue > first && cue >= colon-reach; cue-- {
		if lexicon.ForeignCue(r.ts[cue].key) {
			source := r.nameRunLeft(cue-1, first)
			if behind := r.nameRun(cue+1, colon); source.empty() && !behind.empty() {
				source = behind // "antwortete der Minister:"
			}
			return r.foreignRelation(s, cue, source), !source.empty()
		}
	}
	return relation{}, false
}

// foreignRelation trusts the marks: they carry most of the evidence.
func (r *reader) foreignRelation(s *stretch, cue int, source span) relation {
	first, end := s.tokens()
	q := relation{vg: -1, that: -1, cue: span{cue, cue + 1}, class: lexicon.Say, core: true, doubt: 0.05,
		subject: subject{span: source}, content: []span{{first, end}}}
	q.unit = span{min(cue, source.first), max(cue+1, source.end)}
	if source.first > cue {
		q.flag(hearsay.Inverted)
	}
	return q
}

// nameRun is the subject that begins at token i: a pronoun-like small word, or
// small words up to a run of capitalised ones ("der Minister Larin").
func (r *reader) nameRun(i, end int) span {
	from, last := i, -1
	for k := i; k < end && k < i+6; k++ {
		t := &r.ts[k]
		if t.Kind != prose.WordToken {
			break
		}
		if t.caps {
			last = k
		} else if last >= 0 {
			break
		}
	}
	if last >= 0 {
		return span{from, last + 1}
	}
	if i < end && isForeignPronoun(r.ts[i].key) {
		return span{i, i + 1}
	}
	return span{}
}

// isForeignPronoun lists the third persons; anything longer is no subject that a
// rule without grammar should believe in.
func isForeignPronoun(key string) bool {
	switch key {
	case "er", "sie", "es", "il", "elle", "ils", "elles", "él", "ella", "ellos", "lui", "lei", "ele", "ela", "hij", "zij", "ze", "o",
		"он", "она", "они", "він", "вона", "вони":
		return true
	}
	return false
}

// nameRunLeft is the run of capitalised words that ends at token i.
func (r *reader) nameRunLeft(i, first int) span {
	k := i
	for k >= first && r.ts[k].Kind == prose.WordToken && r.ts[k].caps {
		k--
	}
	if k == i {
		return span{}
	}
	return span{k + 1, i + 1}
}
