// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package provenance

import (
	"slices"
	"strings"
)

// partition is the groups that a question for origins has as its answer.
type partition struct {
	of     string
	groups [][]string
}

func storyGroups(t *Truth) []partition {
	var out []partition
	for _, s := range t.Stories {
		p := partition{of: s.ID}
		for _, o := range s.Origins {
			p.groups = append(p.groups, o.Members)
		}
		out = append(out, p)
	}
	return out
}

func hearingGroups(t *Truth) []partition {
	var out []partition
	for _, f := range t.Families {
		out = append(out, partition{f.ID, f.Hearings})
	}
	return out
}

// origins scores counts and groups. Exact and within one are shares of all
// questions: one that was left out is not right.
func (s *Scores) origins(group string, asked []partition, a *Answers) {
	given := map[string]*StatedOrigins{}
	for i := range a.Origins {
		given[a.Origins[i].Of] = &a.Origins[i]
	}
	answered, exact, near, same := 0, 0, 0, 0
	for _, q := range asked {
		o := given[q.of]
		if o == nil {
			continue
		}
		answered++
		switch off := len(o.Groups) - len(q.groups); {
		case off == 0:
			exact++
			near++
		case off == 1 || off == -1:
			near++
		}
		if slices.Equal(keys(o.Groups), keys(q.groups)) {
			same++
		}
	}
	did := answered > 0
	s.share(group, "answered", answered, len(asked), did)
	s.share(group, "count exact", exact, len(asked), did)
	s.share(group, "count within one", near, len(asked), did)
	s.share(group, "groups exact", same, len(asked), did)
}

// keys writes groups so that equal partitions are equal, in whatever order.
func keys(groups [][]string) []string {
	var out []string
	for _, g := range groups {
		g = slices.Clone(g)
		slices.Sort(g)
		out = append(out, strings.Join(slices.Compact(g), "\n"))
	}
	slices.Sort(out)
	return out
}

// chains scores ways back. A chain is exact when each step is a right answer for
// the one before it and nothing lies behind the last.
func (s *Scores) chains(g *graph, a *Answers) {
	given := map[string][]string{}
	for _, c := range a.Chains {
		given[c.Of] = c.Steps
	}
	exact, first, stated := 0, 0, 0
	has := map[string]bool{}
	for _, c := range g.truth.Chains {
		has[c.Of] = true
		steps := given[c.Of]
		if len(steps) > 0 {
			stated++
		}
		if right, whole := g.walk(c.Of, steps); right > 0 {
			first++
			if whole {
				exact++
			}
		}
	}
	none, invented := 0, 0
	for _, k := range g.truth.Articles {
		if !has[k.ID] {
			none++
			if len(given[k.ID]) > 0 {
				invented++
			}
		}
	}
	did := a.answered("chain")
	s.share("chains", "stated", stated, len(g.truth.Chains), did)
	s.share("chains", "exact", exact, len(g.truth.Chains), did)
	s.share("chains", "first step right", first, len(g.truth.Chains), did)
	s.share("chains", "stated where there is none", invented, none, did)
}

// walk goes back along stated steps: how many are right before the first that is
// not, and whether they are the whole way.
func (g *graph) walk(of string, steps []string) (right int, whole bool) {
	at := of
	for i, step := range steps {
		e := g.main(at)
		if e == nil || !g.leads(e, step) {
			return i, false
		}
		if at = step; isUnseen(step) {
			return i + 1, i == len(steps)-1
		}
	}
	return len(steps), g.main(at) == nil
}

// leads reports whether a step is where an edge leads. An unseen source may be
// called by its id, by its name, or not at all.
func (g *graph) leads(e *Edge, step string) bool {
	if !isUnseen(step) || !isUnseen(e.From) {
		return e.accepts(step)
	}
	name := strings.TrimPrefix(strings.TrimPrefix(step, "unseen"), ":")
	known := g.unseen[e.From]
	return name == "" || step == e.From || known != nil && (known.Name == "" || strings.EqualFold(name, known.Name))
}
