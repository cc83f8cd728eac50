// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package provenance

import (
	"slices"
	"strings"
	"unicode"
)

// alike is how much of their words (F of both) two variants must share to be
// taken for one.
const alike = 0.5

// variantCounts are what the figures of variants are made of.
type variantCounts struct {
	found    tally
	all      tally
	types    map[string]*tally
	negation struct{ found, all int }
	speakers struct{ right, given int }
}

// variants scores quotation families: which variants were found, and what was
// said to have changed in them. Changes of a variant that was not found count as
// missed.
func (s *Scores) variants(t *Truth, a *Answers) {
	given := map[[2]string][]StatedVariant{}
	for _, v := range a.Variants {
		key := [2]string{v.Of, v.Article}
		given[key] = append(given[key], v)
	}
	c := variantCounts{types: map[string]*tally{}}
	for _, name := range ChangeTypes() {
		c.types[name] = &tally{}
	}
	for _, f := range t.Families {
		// The words that were asked about may be repeated in the answer.
		delete(given, [2]string{f.ID, f.Article})
		for _, v := range f.Variants {
			key := [2]string{f.ID, v.Article}
			var of *StatedVariant
			given[key], of = take(given[key], v)
			c.count(&v, of)
		}
	}
	for _, rest := range given {
		for _, v := range rest {
			c.count(nil, &v)
		}
	}
	c.figures(s, a.answered("variant"), a.answered("changes"))
}

// take removes the stated variant that is most like v from the list.
func take(list []StatedVariant, v Variant) ([]StatedVariant, *StatedVariant) {
	best, at := alike, -1
	for i := range list {
		if l := likeness(list[i].Exact, v.Exact); l >= best {
			best, at = l, i
		}
	}
	if at < 0 {
		return list, nil
	}
	found := list[at]
	return slices.Delete(slices.Clone(list), at, at+1), &found
}

// count compares a variant of the truth with that of the answers; one may be
// missing.
func (c *variantCounts) count(truth *Variant, stated *StatedVariant) {
	var want, have []string
	if truth != nil {
		c.found.truth++
		want = truth.Changes
	}
	if stated != nil {
		c.found.proposed++
		have = stated.Changes
	}
	if truth != nil && stated != nil {
		c.found.hit++
		c.speaker(truth, stated)
	}
	for _, name := range ChangeTypes() {
		in, out := slices.Contains(want, name), slices.Contains(have, name)
		c.types[name].count(in, out)
		c.all.count(in, out)
		if in && strings.HasPrefix(name, "negation") {
			c.negation.all++
			if out {
				c.negation.found++
			}
		}
	}
}

func (c *tally) count(truth, stated bool) {
	if truth {
		c.truth++
	}
	if stated {
		c.proposed++
	}
	if truth && stated {
		c.hit++
	}
}

func (c *variantCounts) speaker(truth *Variant, stated *StatedVariant) {
	if stated.Speaker == "" {
		return
	}
	c.speakers.given++
	if strings.EqualFold(stated.Speaker, truth.Speaker) {
		c.speakers.right++
	}
}

func (c *variantCounts) figures(s *Scores, did, typed bool) {
	s.scores("variants", "", c.found, did)
	s.share("variants", "speaker right where stated", c.speakers.right, c.speakers.given, did)
	s.scores("changes", "", c.all, typed)
	s.share("changes", "negation lost or added, recall", c.negation.found, c.negation.all, typed)
	for _, name := range ChangeTypes() {
		s.add("changes", name+", F1", c.types[name].f1(), c.types[name].truth, typed)
	}
}

// likeness is F over the words of both, as bags, case folded.
func likeness(a, b string) float64 {
	wa, wb := bag(a), bag(b)
	hit, na, nb := 0, 0, 0
	for w, n := range wa {
		hit += min(n, wb[w])
		na += n
	}
	for _, n := range wb {
		nb += n
	}
	if hit == 0 {
		return 0
	}
	return 2 * float64(hit) / float64(na+nb)
}

func bag(s string) map[string]int {
	out := map[string]int{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		out[w]++
	}
	return out
}
