// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"unicode"

	"hearsay"
	"hearsay/internal/marked"
)

// nameCounts judges the names that are stated. A name is proper: "the company" and
// "office" say who speaks and name nobody. An answer is held against the relation
// of the truth with its cue, however much of the content it has; a name on a cue
// that the truth has not is wrong.
type nameCounts struct{ all, core prf }

func (c *nameCounts) add(text string, pairs []pair, gold, got []hearsay.Quotation) {
	back := truthOf(pairs, len(got))
	for i := range gold {
		if properName(gold[i].Speaker.Agent) == "" {
			continue
		}
		c.all.truth++
		if isCore(text, &gold[i]) {
			c.core.truth++
		}
	}
	for i := range got {
		name := properName(got[i].Speaker.Agent)
		if name == "" {
			continue
		}
		n := prf{proposed: 1}
		if k := back[i]; k >= 0 && name == gold[k].Speaker.Agent.Name {
			n.hit = 1
		}
		c.all.add(n)
		if isCore(text, &got[i]) {
			c.core.add(n)
		}
	}
}

// truthOf is, for each of n answers, the relation of the truth that has its cue, or
// -1.
func truthOf(pairs []pair, n int) []int {
	back := make([]int, n)
	for i := range back {
		back[i] = -1
	}
	for i, p := range pairs {
		if p.got >= 0 {
			back[p.got] = i
		}
	}
	return back
}

// properName is the name of an agent that has a capital; "" when the agent is only
// described.
func properName(a hearsay.Agent) string {
	if a.Kind == hearsay.Anonymous {
		return ""
	}
	for _, r := range a.Name {
		if unicode.IsUpper(r) {
			return a.Name
		}
	}
	return ""
}

func (c *nameCounts) addTo(set *Set) {
	if c.all.truth == 0 && c.all.proposed == 0 {
		return
	}
	set.explain("proper name", "names with a capital, when the truth has one at the same cue")
	c.all.addTo(set, "proper name")
	set.explain("proper name, core", "the same, at plain reporting words")
	c.core.addTo(set, "proper name, core")
}

// NamedRight reports, for each of the answers on an annotated article, whether its
// speaker is the one of the truth's relation with its cue.
func NamedRight(t *marked.Text, got []hearsay.Quotation) []bool {
	base := len(t.Headline) + 2
	l := layOut(wholeText(t))
	right := make([]bool, len(got))
	for i, k := range truthOf(l.pairUp(joined(t.Quotations, base), joined(got, base)), len(got)) {
		right[i] = k >= 0 && got[i].Speaker.Agent.Name == t.Quotations[k].Speaker.Agent.Name
	}
	return right
}
