// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import (
	"hearsay"
)

// undenied reports whether the units [start, end) of a text deny what stands around
// them, so that without them it says the reverse: "did not", "nobody believes
// that", "refused to". A denial of what goes with it ("and never slept") is none.
func undenied(text []unit, start, end int) bool {
	denials, rest := 0, 0
	for i := start; i < end; i++ {
		u := &text[i]
		switch {
		case u.traits.has(negator), u.traits.has(denier) && end < len(text) && infinitive(text, i, end):
			denials++
		case u.traits.has(content) && !u.traits.has(hedging) && !vouching[u.lemma]:
			rest++
		}
	}
	if denials%2 == 0 {
		return false // two cancel each other
	}
	bare := end < len(text) && text[end].before == nothing
	return rest == 0 || bare && matrix(&text[end-1]) || bare && begun(text, start) && rest <= 2
}

// infinitive reports a denier that what stands behind the stretch depends on:
// "refused to | sign".
func infinitive(text []unit, i, end int) bool {
	return i+1 == end || i+2 == end && (text[i+1].key == "to" || text[i+1].key == "that")
}

// matrix reports a word that a statement may depend on: "evidence that", "claims".
func matrix(u *unit) bool {
	return u.key == "that" || u.key == "why" || u.key == "to" || vouching[u.lemma]
}

// begun reports whether a stretch begins with a denial, and goes on in its sentence.
func begun(text []unit, start int) bool {
	return text[start].before == nothing && (text[start].traits.has(negator) ||
		helpers[text[start].key] && start+1 < len(text) && text[start+1].traits.has(negator))
}

// vouching are words that say of a statement whether it holds.
var vouching = lemmas(`think believe say claim suggest suppose guess know see mean expect argue maintain admit accept agree convince
	true evidence case reason way proof sign doubt question sure certain clear longer ever even any mind intention intend plan happen`)

// hedgeOf reports words that are a hedge but for small ones: "and perhaps", "I would
// probably".
func hedgeOf(units []unit) bool {
	any := false
	for i := range units {
		switch {
		case units[i].traits.has(hedging):
			any = true
		case units[i].traits.has(content), units[i].traits.has(negator):
			return false
		}
	}
	return any
}

// idle reports words without which a sentence says the same.
func idle(units []unit, loose bool) bool {
	for i := range units {
		if k := units[i].key; !idlers[k] && !(loose && loosely[k]) {
			return false
		}
	}
	return true
}

var (
	idlers  = set("that the a an and but so well er erm um uh ah oh okay to")
	loosely = set("he she they it had have has been of")
)

// nearTurns is how many words apart a denial lost and one added may stand to be the
// same one, moved: "did not say anything", "said nothing".
const nearTurns = 6

// settle takes back denials that were lost in one place and added in another of
// the same sentence.
func (j *judge) settle() {
	for i := range j.edits {
		e := &j.edits[i]
		if e.turns == 0 {
			continue
		}
		for k := i + 1; k < len(j.edits); k++ {
			f := &j.edits[k]
			if f.a0-e.a1 > nearTurns || f.b0-e.b1 > nearTurns || j.parted(e, f) {
				break
			}
			if f.turns == -e.turns {
				cancel(e)
				cancel(f)
				break
			}
		}
	}
}

// parted reports whether a sentence ends between two edits.
func (j *judge) parted(e, f *edit) bool {
	for i := e.a1; i <= f.a0 && i < len(j.a); i++ {
		if i > e.a0 && i > 0 && j.a[i].before == sentence {
			return true
		}
	}
	return false
}

// cancel makes a denial that only moved another way to say it.
func cancel(e *edit) {
	e.turns, e.kind = 0, hearsay.Substituted
}

// steps are the edits in bytes, those of a kind that stand together as one.
func (j *judge) steps() []Step {
	var out []Step
	for i := range j.edits {
		e := &j.edits[i]
		s := Step{Base: bytesOf(j.a, e.a0, e.a1), Variant: bytesOf(j.b, e.b0, e.b1), Same: e.step.kind == equal, Kind: e.kind, Marked: e.marked}
		if n := len(out); n > 0 && joins(&out[n-1], &s) {
			out[n-1].Base, out[n-1].Variant = hull(out[n-1].Base, s.Base), hull(out[n-1].Variant, s.Variant)
			continue
		}
		out = append(out, s)
	}
	return out
}

func joins(a, b *Step) bool {
	sides := func(s *Step) [2]bool { return [2]bool{s.Base.Len() > 0, s.Variant.Len() > 0} }
	return a.Same == b.Same && a.Kind == b.Kind && a.Marked == b.Marked && (a.Kind == hearsay.Substituted || sides(a) == sides(b))
}

// bytesOf is where units stand; an empty span in front of the next one when there
// are none.
func bytesOf(units []unit, from, to int) hearsay.Span {
	s := hearsay.Span{}
	switch {
	case from == to && from < len(units):
		s.Start, s.End = units[from].span.Start, units[from].span.Start
	case from == to && from > 0:
		s.Start, s.End = units[from-1].span.End, units[from-1].span.End
	}
	for i := from; i < to; i++ {
		s = hull(s, units[i].span)
	}
	return s
}

// hull is the smallest span that holds both; an empty one counts for nothing.
func hull(a, b hearsay.Span) hearsay.Span {
	switch {
	case a.Len() == 0:
		return b
	case b.Len() == 0:
		return a
	}
	return hearsay.Span{Start: min(a.Start, b.Start), End: max(a.End, b.End)}
}
