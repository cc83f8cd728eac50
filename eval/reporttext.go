// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// WriteText writes the report as tables: a line a group, a column a metric,
// under a head for every run of groups with the same metrics. "n" is how many
// cases the figure in front stands on.
func (r *Report) WriteText(w io.Writer) error {
	for i := range r.Sets {
		if err := r.Sets[i].writeText(w); err != nil {
			return err
		}
	}
	return nil
}

func (s *Set) writeText(w io.Writer) error {
	fmt.Fprintf(w, "%s: %d texts\n", s.Name, s.Texts)
	groups := s.groups()
	for len(groups) > 0 {
		n := 1
		for n < len(groups) && slices.EqualFunc(s.row(groups[0]), s.row(groups[n]), sameColumn) {
			n++
		}
		if err := s.writeTable(w, groups[:n]); err != nil {
			return err
		}
		groups = groups[n:]
	}
	for _, reason := range s.Skipped {
		if _, err := fmt.Fprintf(w, "  skipped: %s\n", reason); err != nil {
			return err
		}
	}
	return nil
}

func sameColumn(a, b Metric) bool { return a.Name == b.Name }

// writeTable writes groups that have the same metrics. A metric has a column
// for its cases when one of its figures does.
func (s *Set) writeTable(w io.Writer, groups []string) error {
	tw := tabwriter.NewWriter(w, 0, 8, 2, ' ', tabwriter.AlignRight)
	counted := make([]bool, len(s.row(groups[0])))
	for _, g := range groups {
		for i, m := range s.row(g) {
			counted[i] = counted[i] || m.N > 0
		}
	}
	fmt.Fprint(tw, "  \t")
	for i, m := range s.row(groups[0]) {
		fmt.Fprintf(tw, "%s\t", m.Name)
		if counted[i] {
			fmt.Fprint(tw, "n\t")
		}
	}
	fmt.Fprintln(tw)
	for _, g := range groups {
		fmt.Fprintf(tw, "  %s\t", g)
		for i, m := range s.row(g) {
			fmt.Fprintf(tw, "%s\t", m.text())
			if counted[i] {
				fmt.Fprintf(tw, "%d\t", m.N)
			}
		}
		fmt.Fprintln(tw, s.about(g))
	}
	return tw.Flush()
}

func (s *Set) about(group string) string {
	if text := s.About[group]; text != "" {
		return "  " + text
	}
	return ""
}

// groups lists the groups in the order in which they first appear.
func (s *Set) groups() []string {
	var names []string
	for _, m := range s.Metrics {
		if !slices.Contains(names, m.Group) {
			names = append(names, m.Group)
		}
	}
	return names
}

func (s *Set) row(group string) []Metric {
	var out []Metric
	for _, m := range s.Metrics {
		if m.Group == group {
			out = append(out, m)
		}
	}
	return out
}

// text prints shares with four digits, counts with none.
func (m Metric) text() string {
	v := fmt.Sprintf("%.4f", m.Value)
	if m.Unit == "count" || m.Value == float64(int(m.Value)) && m.Value > 1 {
		v = fmt.Sprintf("%d", int(m.Value))
	}
	if m.Note != "" {
		v += " " + strings.TrimSpace(m.Note)
	}
	return v
}
