// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package provenance

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// Scores are the figures of one system on one set.
type Scores struct {
	About   About    `json:"about"`
	Figures []Figure `json:"figures"`
}

// Figure is one number: a share of 1, unless its name says otherwise.
type Figure struct {
	Group string  `json:"group"` // "edges", "direction", "origins", …
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	N     int     `json:"n"` // cases that it stands on
	// Unanswered figures have no value: the system does not speak of them.
	Unanswered bool `json:"unanswered,omitempty"`
}

// Score sets answers against the truth. It does not depend on the order of
// either; cost is linear but for unseen sources, each of which is compared with
// each that the answers name.
func Score(t *Truth, a *Answers) Scores {
	s := Scores{About: t.About}
	m := newGraph(t)
	s.edges(m, a)
	s.chains(m, a)
	s.origins("origins of stories", storyGroups(t), a)
	s.origins("hearings of claims", hearingGroups(t), a)
	s.variants(t, a)
	return s
}

// add appends a figure; what stands on nothing is not answered.
func (s *Scores) add(group, name string, value float64, n int, answered bool) {
	f := Figure{Group: group, Name: name, N: n}
	if f.Unanswered = !answered; answered {
		f.Value = value
	}
	s.Figures = append(s.Figures, f)
}

// share appends part/whole.
func (s *Scores) share(group, name string, part, whole int, answered bool) {
	s.add(group, name, ratio(part, whole), whole, answered && whole > 0)
}

// Find returns a figure, and false when the scores do not have it or it is not
// answered.
func (s *Scores) Find(group, name string) (Figure, bool) {
	for _, f := range s.Figures {
		if f.Group == group && f.Name == name {
			return f, !f.Unanswered
		}
	}
	return Figure{}, false
}

// WriteText writes the figures as a table, a line each.
func (s *Scores) WriteText(w io.Writer) error {
	tw := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintf(tw, "%s, seed %d, version %d\n", s.About.Name, s.About.Seed, s.About.Version)
	group := ""
	for _, f := range s.Figures {
		if f.Group != group {
			group = f.Group
			fmt.Fprintf(tw, "%s\n", group)
		}
		fmt.Fprintf(tw, "  %s\t%s\tn = %d\n", f.Name, f.text(), f.N)
	}
	return tw.Flush()
}

func (f *Figure) text() string {
	if f.Unanswered {
		return "not answered"
	}
	return fmt.Sprintf("%.4f", f.Value)
}

// tally counts right, proposed and true items.
type tally struct{ hit, proposed, truth int }

func (c tally) f1() float64 {
	p, r := ratio(c.hit, c.proposed), ratio(c.hit, c.truth)
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// scores appends precision, recall and F1.
func (s *Scores) scores(group, prefix string, c tally, answered bool) {
	s.add(group, prefix+"precision", ratio(c.hit, c.proposed), c.proposed, answered && c.proposed > 0)
	s.add(group, prefix+"recall", ratio(c.hit, c.truth), c.truth, answered)
	s.add(group, prefix+"F1", c.f1(), c.truth, answered)
}

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}
