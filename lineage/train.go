// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"hearsay"
	"hearsay/odds"
)

// A Cause is a way in which an article may have its main text: from an article,
// from a source that it names, from one that nobody names and others share; the
// zero Cause is that the text begins with it.
type Cause struct {
	Article hearsay.ArticleID
	Named   string
	Shared  bool
}

// An Example is a story whose truth is known. Right reports whether a cause is a
// right answer for an article; where none of those that were thought of is, nothing
// is learnt from the article.
type Example struct {
	Texts []Text
	// Count is how many stories it counts as; 0 is one.
	Count int
	Right func(of hearsay.ArticleID, c Cause) bool
	// Besides reports whether an article has something besides its main text from
	// another, or heard it with others (the zero ID), and whether that can be told.
	Besides func(of, from hearsay.ArticleID) (right, known bool)
}

// Train finds the weights under which the right answers of all stories are
// likeliest, less caution/2 for each square of a weight, and returns them as the
// file main.model has them. The same examples in the same order give the same bytes.
func Train(examples []Example, caution float64) string {
	f := newFit(examples)
	f.run(caution)
	return f.format()
}

// fit is a model that is being found.
type fit struct {
	names   []string
	index   map[string]int
	weights []float64
	stories []lesson
}

// lesson is a story with its marks as numbers, and which ways are right.
type lesson struct {
	arcs  [][]arc
	marks [][][]numbered
	right [][]bool
	count float64
}

type numbered struct {
	mark  int
	value float64
}

func newFit(examples []Example) *fit {
	f := &fit{index: map[string]int{}}
	for _, x := range examples {
		var s Story
		for _, t := range x.Texts {
			s.Add(t)
		}
		l := f.lesson(s.scene(nil), x.Right)
		l.count = float64(max(1, x.Count))
		f.stories = append(f.stories, l)
	}
	f.weights = make([]float64, len(f.names))
	return f
}

func (f *fit) lesson(s *scene, right func(hearsay.ArticleID, Cause) bool) lesson {
	l := lesson{arcs: s.arcs}
	for c, list := range s.arcs {
		ok := make([]bool, len(list))
		ms := make([][]numbered, len(list))
		for i, a := range list {
			ok[i] = right(s.all[c].Article.ID, s.cause(a.from))
			for _, m := range a.marks {
				ms[i] = append(ms[i], numbered{f.number(m.name), m.value})
			}
		}
		if !slices.Contains(ok, true) {
			for i := range ok {
				ok[i] = true
			}
		}
		l.right = append(l.right, ok)
		l.marks = append(l.marks, ms)
	}
	return l
}

func (f *fit) number(name string) int {
	k, ok := f.index[name]
	if !ok {
		k = len(f.names)
		f.index[name] = k
		f.names = append(f.names, name)
	}
	return k
}

// cause is what an arc leads to, for those outside.
func (s *scene) cause(from int) Cause {
	switch {
	case from >= 0:
		return Cause{Article: s.all[from].Article.ID}
	case from == fromShared:
		return Cause{Shared: true}
	case from <= fromNamed:
		return Cause{Named: s.naming.sources[fromNamed-from].agent.Name}
	}
	return Cause{}
}

const rounds = 120

// run climbs the likelihood: each weight by a step of its own, that grows while the
// slope keeps its sign and halves when it turns (Riedmiller and Braun 1993).
func (f *fit) run(caution float64) {
	steps, last := make([]float64, len(f.names)), make([]float64, len(f.names))
	for k := range steps {
		steps[k] = 0.1
	}
	for range rounds {
		slope := f.slope(caution)
		for k, g := range slope {
			switch {
			case g*last[k] > 0:
				steps[k] = math.Min(steps[k]*1.2, 1)
			case g*last[k] < 0:
				steps[k] = math.Max(steps[k]*0.5, 1e-6)
				g = 0
			}
			if g > 0 {
				f.weights[k] += steps[k]
			} else if g < 0 {
				f.weights[k] -= steps[k]
			}
			last[k] = g
		}
	}
}

// slope is how the likelihood changes with each weight.
func (f *fit) slope(caution float64) []float64 {
	g := make([]float64, len(f.names))
	for k, w := range f.weights {
		g[k] = -caution * w
	}
	for i := range f.stories {
		f.addSlope(&f.stories[i], g)
	}
	return g
}

func (f *fit) addSlope(l *lesson, g []float64) {
	for c := range l.arcs {
		for i := range l.arcs[c] {
			w := 0.0
			for _, m := range l.marks[c][i] {
				w += f.weights[m.mark] * m.value
			}
			l.arcs[c][i].weight = w
		}
	}
	chances(l.arcs)
	f.add(l, g, -l.count)
	for c := range l.arcs {
		for i := range l.arcs[c] {
			if !l.right[c][i] {
				l.arcs[c][i].weight = math.Inf(-1)
			}
		}
	}
	chances(l.arcs)
	f.add(l, g, l.count)
}

func (f *fit) add(l *lesson, g []float64, sign float64) {
	for c := range l.arcs {
		for i := range l.arcs[c] {
			p := sign * l.arcs[c][i].chance
			if p == 0 || math.IsNaN(p) {
				continue
			}
			for _, m := range l.marks[c][i] {
				g[m.mark] += p * m.value
			}
		}
	}
}

func (f *fit) format() string {
	out := map[string]int{}
	for k, name := range f.names {
		if w := int(math.Round(f.weights[k] * 1000)); w != 0 {
			out[name] = w
		}
	}
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(out)) {
		fmt.Fprintf(&b, "%+d\t%s\n", out[name], name)
	}
	return b.String()
}

// TrainBesides finds the weights for what articles have besides their main text, as
// the files loan.model and hearing.model have them. Main text is as the model that
// Train returned tells it.
func TrainBesides(examples []Example, main string, caution float64) (loans, hearings string) {
	weights := parseModel(main)
	var lent, heard []odds.Example
	for _, x := range examples {
		var s Story
		for _, t := range x.Texts {
			s.Add(t)
		}
		sc := s.scene(weights)
		chances(sc.arcs)
		from := make([]int, len(sc.all))
		for c, k := range branching(sc.arcs) {
			from[c] = sc.arcs[c][k].from
		}
		t := newTale(sc, from)
		for c := range sc.all {
			for _, l := range append(t.loans(c, t.unexplained(c)), t.citations(c)...) {
				if right, known := x.Besides(sc.all[c].Article.ID, sc.all[l.from].Article.ID); known {
					for range max(1, x.Count) {
						lent = append(lent, odds.Example{Signs: l.signs, Right: right})
					}
				}
			}
		}
		for _, h := range t.hearings() {
			if right, known := x.Besides(sc.all[h.article].Article.ID, hearsay.ArticleID{}); known {
				for range max(1, x.Count) {
					heard = append(heard, odds.Example{Signs: h.signs, Right: right})
				}
			}
		}
	}
	return odds.Train(lent, caution).Format(), odds.Train(heard, caution).Format()
}
