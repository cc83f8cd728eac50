// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import "strings"

// hedges are phrases that make what is said less sure. A word is a list of choices
// divided by bars; one in brackets may be missing. A phrase in front with a star
// counts beside a number alone.
const hedges = `
i|we|one|you (would|might|can|could|must|should|will|do) (also|still|rather|only|personally|really) think|believe|guess|suppose|reckon|suspect|imagine|assume|hear|understand|hope|fear|presume|gather|feel|daresay (that)
i am|was|would|are|is|were (fairly|quite|pretty|reasonably|almost|be) sure|certain|confident|convinced|told|afraid|inclined (to) (think|believe|say|that)
i dare|would|should|might say (that)
it|this|that (would|may|might) seems|seem|seemed|appears|appear|appeared|looks|look|sounds (to) (me|us) (that|as|like) (if|though)
it may|might|could (well) be (that)
it is|was possible|likely|probable|conceivable|said|believed|thought|understood|reported|alleged|rumored (that)
there is|are a (good|fair|real|slim) chance|possibility (that|of)
as|so far as|so i|we|one|anyone know|knows|see|tell|understand|remember|recall|am|are (aware)
as|so far as|so i|we|one|anyone can|could see|tell|judge|remember|say
as i|we understand|remember|recall|see|hear|am (it) (told)
to (the) (best) (of) my|our knowledge|mind|belief|recollection|understanding
to the best of my|our knowledge|ability|recollection|belief
to some|a|any (certain) (great|large|small|limited) extent|degree
up to a point
if memory serves (me) (right|correctly|well)
if i|we remember|recall|understand|am|are (not) (mistaken|wrong|right|correctly|correct|rightly|well|it)
unless i|we am|are (very) (much) mistaken|wrong
in my|our|his|her (humble|own|honest|personal|best) view|opinion|estimate|estimation|judgment|experience|eyes|understanding|reading
in all likelihood|probability
by all appearances|accounts
by my|our|most|some (own|best|rough) estimate|estimates|reckoning|count|accounts
from what i|we (can|could|have) hear|heard|know|see|saw|seen|understand|gather|gathered|tell|learned|learnt
on the face of it
at first glance|sight
more or less
so to speak
or so
sort|kind of
for all i|we know
i|we am|are not (entirely|quite|completely|fully|so) sure|certain (that|but|if|whether)
perhaps
maybe
possibly
probably
apparently
presumably
seemingly
arguably
supposedly
reportedly
allegedly
likely
conceivably
purportedly
potentially
ostensibly
evidently
somewhat
rather
fairly
largely
mostly
mainly
generally
usually
normally
typically
often
sometimes
may
might
could
would seem|appear to
seems|seem|appears|appear|tend|tends to
expected|believed|thought|said|alleged|rumored to
* about
* almost
* nearly
* roughly
* around
* approximately
* some
* circa
* at least
* at most
* or more
* or less
* up to
* more than
* less than
* fewer than
* over
* under
* close to
* estimated
* an estimated
* upwards of
* no less
* just over|under
* well over|under
* virtually
* barely
`

// pattern is a phrase to be found.
type pattern struct {
	steps    []patternStep
	byNumber bool // counts only in front of a number, or behind one
}

type patternStep struct {
	words    []string
	optional bool
}

func parsePatterns(text string) map[string][]pattern {
	out := map[string][]pattern{}
	for line := range strings.Lines(strings.TrimSpace(text)) {
		fields := strings.Fields(line)
		var p pattern
		if fields[0] == "*" {
			p.byNumber, fields = true, fields[1:]
		}
		for _, f := range fields {
			inner := strings.TrimPrefix(f, "(")
			optional := inner != f
			p.steps = append(p.steps, patternStep{strings.Split(strings.TrimSuffix(inner, ")"), "|"), optional})
		}
		for _, w := range p.steps[0].words {
			out[w] = append(out[w], p)
		}
	}
	return out
}

// match returns how many units, from the first on, the pattern covers; 0 when it
// does not fit.
func (p *pattern) match(units []unit) int { return matchSteps(p.steps, units, 0) }

func matchSteps(steps []patternStep, units []unit, at int) int {
	if len(steps) == 0 {
		return at
	}
	s := &steps[0]
	if at < len(units) && (at == 0 || units[at].before == nothing) {
		for _, w := range s.words {
			if units[at].key == w {
				if end := matchSteps(steps[1:], units, at+1); end > 0 {
					return end
				}
				break
			}
		}
	}
	if s.optional {
		return matchSteps(steps[1:], units, at)
	}
	return 0
}

// markHedges marks the units of phrases that hedge.
func markHedges(units []unit) {
	table := hedgeTable()
	for i := 0; i < len(units); i++ {
		if units[i].key == "may" && units[i].traits.has(capital) && units[i].before != sentence {
			continue // the month
		}
		best := 0
		for _, p := range table[units[i].key] {
			n := p.match(units[i:])
			if p.byNumber && !besideNumber(units, i, n) {
				continue
			}
			best = max(best, n)
		}
		for k := i; k < i+best; k++ {
			units[k].traits |= hedging
		}
		if best > 1 {
			i += best - 1
		}
	}
}

// besideNumber reports whether n units at i stand in front of a number, or right
// behind one and what it counts.
func besideNumber(units []unit, i, n int) bool {
	if n == 0 {
		return false
	}
	behind := i + n
	return behind < len(units) && units[behind].traits.has(numeral) || units[i].key == "or" && i > 0 && units[i-1].traits.has(numeral)
}

// conditions are words that an adjunct begins with under which a statement is made:
// what is true "if talks go well" may not be true.
const conditions = `
if
unless
only if
provided
providing
assuming
supposing
as|so long as
as|so far as
once
until
till
when
whenever
where
wherever
before
after
while
during
should the|a|an|any|our|their|this|that
given
with
without
within
outside
inside
except
barring
pending
subject to
in the event (of)
in case (of)
on condition (that)
on the|one condition
in the absence of
for now
for the moment
for as long as
at present
at the moment
at this stage
so far
under
even if|when
`

// asides begin like conditions, but are none: they say how a speaker speaks.
const asides = `
if you will|like|ask|pardon|excuse|please|want
if i may
if truth be told
when all is said
with respect
with all (due) respect
with your permission
once again|more|upon
`
