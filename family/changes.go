// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import (
	"slices"

	"hearsay"
)

// Wording is what somebody is said to have said, as one article gives it. Parts of
// it that do not stand together are divided by "…".
type Wording struct {
	Text string
	Mode hearsay.Mode // "" is direct
}

// Step is a stretch of two wordings beside each other. Spans are in bytes of their
// texts; one of them is empty where the other text alone has words.
type Step struct {
	Base, Variant hearsay.Span
	// Same says that the words are the same, but for spelling and form.
	Same bool
	// Kind is the change; "" for one that changes nothing, such as a "that".
	Kind hearsay.VariantChange
	// Marked says that the variant shows the change itself, by dots or brackets.
	Marked bool
}

// Difference says how a variant differs from a base.
type Difference struct {
	// Steps cover all words of both texts, in order.
	Steps []Step
	// Share is how much of the shorter wording stands in the other, by the weight of
	// its words, from 0 to 1.
	Share float64
	met   meeting
}

// Kinds are the changes, sorted, each once; empty when there are none.
func (d *Difference) Kinds() []hearsay.VariantChange {
	var out []hearsay.VariantChange
	for _, s := range d.Steps {
		if s.Kind != "" {
			out = append(out, s.Kind)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Changes sets a variant beside a base, word by word, and names what changed.
//
// Of a stretch that was edited only the gravest change is named: negation before
// number before hedge before the rest. A condition, hedge or denial that went with
// the whole sentence it stood in was cut with it, and is not missed on its own. Time is
// linear in the longer text, with a factor that is bounded (see align).
func Changes(base, variant Wording) Difference {
	return changes(unitsOf(base.Text), unitsOf(variant.Text), indirect(base.Mode) || indirect(variant.Mode))
}

func indirect(m hearsay.Mode) bool { return m == hearsay.Indirect || m == hearsay.Mixed }

func changes(a, b []unit, loose bool) Difference {
	steps := align(a, b, loose)
	j := judge{a: a, b: b, loose: loose, keptA: kept(a, b, steps, false), keptB: kept(a, b, steps, true)}
	for i := 0; i < len(steps); {
		if steps[i].kind == equal {
			j.edits = append(j.edits, edit{step: steps[i]})
			i++
			continue
		}
		end := i
		for end < len(steps) && steps[end].kind != equal {
			end++
		}
		j.gap(steps[i:end])
		i = end
	}
	j.settle()
	d := Difference{Steps: j.steps()}
	d.met = likeness(a, b, steps)
	d.Share = d.met.share
	return d
}

// edit is a step on its way to a name.
type edit struct {
	step
	kind   hearsay.VariantChange
	marked bool
	turns  int // +1 adds a denial, -1 takes one away
}

// judge names the changes of one pair of wordings.
type judge struct {
	a, b         []unit
	loose        bool
	keptA, keptB []bool // by unit: its sentence has something in the other text
	edits        []edit
}

// kept says of each unit whether the sentence that it stands in has a word of weight
// that stands beside the same one of the other text.
func kept(a, b []unit, steps []step, variant bool) []bool {
	units := a
	if variant {
		units = b
	}
	beside := make([]bool, len(units))
	for _, s := range steps {
		if s.kind != equal && (s.kind != paired || a[s.a0].lemma != b[s.b0].lemma) {
			continue
		}
		from, to := s.a0, s.a1
		if variant {
			from, to = s.b0, s.b1
		}
		for i := from; i < to; i++ {
			beside[i] = units[i].traits.has(content)
		}
	}
	out := make([]bool, len(units))
	for i := 0; i < len(units); {
		end, any := i, false
		for end < len(units) && (end == i || units[end].before != sentence) {
			any = any || beside[end]
			end++
		}
		for ; i < end; i++ {
			out[i] = any
		}
	}
	return out
}

// gap names the changes between two stretches of equal words.
func (j *judge) gap(steps []step) {
	first := len(j.edits)
	for _, s := range steps {
		switch s.kind {
		case deleted:
			for _, p := range pieces(j.a, s.a0, s.a1) {
				j.edits = append(j.edits, j.deletion(step{deleted, p.Start, p.End, s.b0, s.b0}))
			}
		case added:
			for _, p := range pieces(j.b, s.b0, s.b1) {
				j.edits = append(j.edits, j.addition(step{added, s.a0, s.a0, p.Start, p.End}))
			}
		default:
			j.edits = append(j.edits, j.pair(s))
		}
	}
	in := j.edits[first:]
	if !slices.ContainsFunc(in, func(e edit) bool {
		return e.turns != 0 || some(j.a[e.a0:e.a1], negator) && some(j.b[e.b0:e.b1], negator)
	}) {
		return
	}
	// What a denial does to the words beside it ("shook", "did not shake"; "nobody
	// has", "several have") is part of it.
	for i := range in {
		e := &in[i]
		denial := e.turns != 0 || some(j.a[e.a0:e.a1], negator)
		if e.kind == hearsay.Substituted && j.formOnly(e) || !denial && minor(j.a[e.a0:e.a1]) && minor(j.b[e.b0:e.b1]) {
			e.kind = ""
		}
	}
}

// formOnly reports a pair of two forms of one word, or of two small verbs.
func (j *judge) formOnly(e *edit) bool {
	if e.step.kind != paired {
		return false
	}
	x, y := &j.a[e.a0], &j.b[e.b0]
	return x.lemma == y.lemma || helpers[x.key] && helpers[y.key]
}

func minor(units []unit) bool {
	return !slices.ContainsFunc(units, func(u unit) bool { return u.traits.has(content) })
}

// pieces cuts a stretch at marks, and hedges off the rest at its ends.
func pieces(units []unit, start, end int) []hearsay.Span {
	var out []hearsay.Span
	for i := start; i < end; {
		k := i + 1
		for k < end && units[k].before == nothing {
			k++
		}
		out = append(out, hedgesOff(units, i, k)...)
		i = k
	}
	return out
}

// hedgesOff parts a hedge in front of a condition from it: "perhaps if it rains".
func hedgesOff(units []unit, start, end int) []hearsay.Span {
	k := start
	for k < end && units[k].traits.has(hedging) {
		k++
	}
	if k == start || k == end || !conditional(units[k:end]) {
		return []hearsay.Span{{Start: start, End: end}}
	}
	return []hearsay.Span{{Start: start, End: k}, {Start: k, End: end}}
}

// deletion names what is missing in the variant.
func (j *judge) deletion(s step) edit {
	words := j.a[s.a0:s.a1]
	e := edit{step: s, kind: hearsay.QuoteCut, marked: s.b0 < len(j.b) && j.b[s.b0].traits.has(unsaid)}
	switch {
	case all(words, bracketed) && !some(words, negator):
		e.kind = ""
	case !j.keptA[s.a0]:
	case idle(words, j.loose):
		e.kind = ""
	case undenied(j.a, s.a0, s.a1):
		e.kind, e.turns = hearsay.NegationLost, -1
	case all(words, hedging) || hedgeOf(words):
		e.kind = hearsay.HedgeDropped
	case conditional(words):
		e.kind = hearsay.ContextRemoved
	}
	return e
}

// addition names what the variant alone has.
func (j *judge) addition(s step) edit {
	words := j.b[s.b0:s.b1]
	e := edit{step: s, kind: hearsay.QuoteInserted, marked: all(words, bracketed)}
	switch {
	case j.keptB[s.b0] && undenied(j.b, s.b0, s.b1):
		e.kind, e.turns = hearsay.NegationAdded, 1
	case e.marked, idle(words, j.loose):
		e.kind = ""
	case (s.a0 == 0 || s.a0 == len(j.a)) && j.beyond(s.b0, s.b1):
		e.kind = "" // more of the speech, in front or behind
	}
	return e
}

// beyond reports whether units of the variant stand in sentences of which the base
// has nothing.
func (j *judge) beyond(from, to int) bool {
	for i := from; i < to; i++ {
		if j.keptB[i] {
			return false
		}
	}
	return true
}

// pair names what one word became.
func (j *judge) pair(s step) edit {
	x, y := &j.a[s.a0], &j.b[s.b0]
	e := edit{step: s, kind: hearsay.Substituted, marked: y.traits.has(bracketed)}
	turn := opposed(x, y)
	switch {
	case turn != 0:
		e.turns = turn
		e.kind = hearsay.NegationAdded
		if turn < 0 {
			e.kind = hearsay.NegationLost
		}
	case x.traits.has(numeral) && y.traits.has(numeral), x.traits.has(ordinal) && y.traits.has(ordinal):
		if !j.rounded(s.a0, s.b0) {
			e.kind = hearsay.NumberChanged
		}
	case x.traits.has(hedging) && !y.traits.has(hedging):
		e.kind = hearsay.HedgeDropped
	case x.lemma == y.lemma && x.key[0] == 'a' && y.key[0] == 'a', spelledAlike(x, y):
		e.kind = ""
	case e.marked && !x.traits.has(content):
		e.kind = "" // "he" became "[the minister]"
	}
	return e
}

// rounded reports a number given as "about" what it is.
func (j *judge) rounded(a, b int) bool {
	x, y := &j.a[a], &j.b[b]
	about := func(u []unit, i int) bool { return i > 0 && approximate[u[i-1].key] }
	if !about(j.a, a) && !about(j.b, b) || x.value == 0 || y.value == 0 {
		return false
	}
	const near = 0.05 // of the number
	return max(x.value, y.value)-min(x.value, y.value) <= near*max(x.value, y.value)
}

// approximate are the last words of phrases that round a number.
var approximate = set("about almost nearly roughly around approximately some circa than least most to estimated over under")

// spelledAlike reports two spellings of one word or name.
func spelledAlike(x, y *unit) bool {
	if slip(x.key, y.key) {
		return true
	}
	const prefix = 4
	return x.traits.has(capital) && y.traits.has(capital) && x.before != sentence && len(x.key) > prefix+1 && len(y.key) > prefix+1 &&
		x.key[:prefix] == y.key[:prefix] && max(len(x.key), len(y.key))-min(len(x.key), len(y.key)) <= 1 && oneEdit(x.key, y.key)
}

// oneEdit reports words that one letter more, less or other makes the same.
func oneEdit(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i == len(a) || a[i+1:] == b[i+1:]
	}
	return len(b) == len(a)+1 && a[i:] == b[i+1:]
}

func all(units []unit, t trait) bool {
	return !slices.ContainsFunc(units, func(u unit) bool { return !u.traits.has(t) })
}

func some(units []unit, t trait) bool {
	return slices.ContainsFunc(units, func(u unit) bool { return u.traits.has(t) })
}
