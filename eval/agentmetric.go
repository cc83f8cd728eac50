// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"slices"
	"sort"

	"hearsay"
)

// agentCounts judges speakers, media and facts. A speaker counts for a relation
// that was found; those that were not are missed, names given to others are
// false.
type agentCounts struct {
	names, kinds, named, anonymous, via prf
	given                               prf // names, when the relations are those of the truth
	proper                              nameCounts
	facts                               map[string]*prf // of relations found
	how                                 map[string]*howCount
}

// howCount tells what became of the speakers that are known by one evidence.
type howCount struct{ right, wrong, none int }

func (c *agentCounts) add(text string, pairs []pair, gold, got []hearsay.Quotation) {
	c.proper.add(text, pairs, gold, got)
	back := make([]int, len(got)) // answer: its relation of the truth
	for i := range back {
		back[i] = -1
	}
	for i, p := range pairs {
		if p.right {
			back[p.got] = i
		}
	}
	for i := range gold {
		q := &hearsay.Quotation{Within: -1}
		if pairs[i].right {
			q = &got[pairs[i].got]
			c.addFacts(&gold[i], q, back)
		}
		c.addSpeaker(&gold[i], q)
		c.via.add(compareAll(viaNames(q), viaNames(&gold[i])))
	}
	for i := range got {
		if back[i] < 0 {
			c.addSpeaker(&hearsay.Quotation{}, &got[i])
		}
	}
}

func (c *agentCounts) addSpeaker(g, q *hearsay.Quotation) {
	want, have := g.Speaker.Agent, q.Speaker.Agent
	c.names.add(compare(have.Name, want.Name))
	c.kinds.add(compare(kindName(have), kindName(want)))
	c.named.add(compare(nameIf(have, false), nameIf(want, false)))
	c.anonymous.add(compare(nameIf(have, true), nameIf(want, true)))
	if want.Name == "" {
		return
	}
	if c.how == nil {
		c.how = map[string]*howCount{}
	}
	n := c.how[g.Speaker.How]
	if n == nil {
		n = &howCount{}
		c.how[g.Speaker.How] = n
	}
	switch have.Name {
	case want.Name:
		n.right++
	case "":
		n.none++
	default:
		n.wrong++
	}
}

func (c *agentCounts) addFacts(g, q *hearsay.Quotation, back []int) {
	c.fact("polarity right", q.Polarity == g.Polarity)
	within := -1
	if q.Within >= 0 && q.Within < len(back) {
		within = back[q.Within]
	}
	c.fact("within right", within == g.Within && (q.Within < 0) == (g.Within < 0))
	if len(g.Via) > 0 || len(q.Via) > 0 {
		c.fact("chain right", slices.Equal(viaNames(q), viaNames(g)) && q.Speaker.Agent.Name == g.Speaker.Agent.Name)
	}
	if !g.Speaker.Agent.IsZero() {
		c.fact("speaker right", q.Speaker.Agent.Name == g.Speaker.Agent.Name)
	}
}

func (c *agentCounts) fact(name string, ok bool) {
	if c.facts == nil {
		c.facts = map[string]*prf{}
	}
	if c.facts[name] == nil {
		c.facts[name] = &prf{}
	}
	c.facts[name].add(agree(ok))
}

// givenGroup judges package speaker alone.
const givenGroup = "name, marks given"

func (c *agentCounts) addTo(set *Set) {
	for _, row := range []struct {
		group, about string
		count        prf
	}{
		{"speaker", "name that the article has at its fullest, or description", c.names},
		{"speaker and kind", "the same, and person, organization, outlet or anonymous", c.kinds},
		{"name", "speakers with a name", c.named},
		{givenGroup, "the same, when the relations are those of the truth", c.given},
		{"anonymous", "voices that the article does not name, as described", c.anonymous},
		{"via", "media that the words came through", c.via},
	} {
		if row.group == givenGroup && c.given.truth == 0 {
			continue
		}
		set.explain(row.group, row.about)
		row.count.addTo(set, row.group)
	}
	c.proper.addTo(set)
	set.explain("of found", "facts of relations found; chain: all media in their order, and the speaker")
	for _, name := range [...]string{"speaker right", "chain right", "polarity right", "within right"} {
		if n := c.facts[name]; n != nil {
			set.Add("of found", name, n.precision(), n.proposed)
		}
	}
	c.addHow(set)
}

// addHow writes a row for every evidence of the truth.
func (c *agentCounts) addHow(set *Set) {
	names := make([]string, 0, len(c.how))
	for name := range c.how {
		names = append(names, name)
	}
	sort.Strings(names)
	for i, name := range names {
		n, group := c.how[name], "by "+name
		if i == 0 {
			set.explain(group, "speakers by what tells them; none: relation or speaker not found")
		}
		total := n.right + n.wrong + n.none
		set.Add(group, "right", share(n.right, total), total)
		set.Add(group, "wrong", share(n.wrong, total), 0)
		set.Add(group, "none", share(n.none, total), 0)
	}
}

func agree(ok bool) prf {
	if ok {
		return prf{hit: 1, proposed: 1}
	}
	return prf{proposed: 1}
}

// compare counts one answer: none is neither right nor wrong, a wrong one is
// both a miss and a false claim.
func compare(got, want string) prf {
	return compareAll(nonEmpty(got), nonEmpty(want))
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// compareAll counts names as a bag; their order is judged by the chain.
func compareAll(got, want []string) prf {
	c := prf{proposed: len(got), truth: len(want)}
	left := map[string]int{}
	for _, w := range want {
		left[w]++
	}
	for _, g := range got {
		if left[g] > 0 {
			left[g]--
			c.hit++
		}
	}
	return c
}

func kindName(a hearsay.Agent) string {
	if a.Name == "" {
		return ""
	}
	return string(a.Kind) + " " + a.Name
}

// nameIf returns the name of an agent that is, or is not, anonymous.
func nameIf(a hearsay.Agent, anonymous bool) string {
	if (a.Kind == hearsay.Anonymous) != anonymous {
		return ""
	}
	return a.Name
}

func viaNames(q *hearsay.Quotation) []string {
	var out []string
	for _, v := range q.Via {
		out = append(out, v.Agent.Name)
	}
	return out
}
