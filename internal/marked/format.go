// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package marked

import (
	"fmt"
	"sort"
	"strings"

	"hearsay"
)

// Format writes a block so that Parse reads the same from it, except that
// confidence and all but name and kind of agents are left out, and that evidence
// which several relations share is marked for the first only.
func Format(t Text) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", t.Name)
	if t.Headline != "" {
		fmt.Fprintf(&b, "^ %s\n", t.marked(t.Headline, hearsay.InHeadline))
	}
	if t.Body != "" {
		fmt.Fprintf(&b, "%s\n", t.marked(t.Body, hearsay.InText))
	}
	for i := range t.Quotations {
		b.WriteString("> ")
		if len(t.Quotations) > 1 {
			fmt.Fprintf(&b, "%d: ", i+1)
		}
		fmt.Fprintf(&b, "%s\n", strings.Join(factsOf(&t.Quotations[i]), "; "))
	}
	return b.String()
}

// factsOf lists what the marks themselves do not show.
func factsOf(q *hearsay.Quotation) []string {
	out := []string{string(q.Mode)}
	if q.Polarity != hearsay.Asserted && q.Polarity != "" {
		out = append(out, string(q.Polarity))
	}
	if q.Profile == hearsay.Extended {
		out = append(out, string(q.Profile))
	}
	for _, f := range q.Flags {
		out = append(out, string(f))
	}
	if q.Within >= 0 {
		out = append(out, fmt.Sprintf("in %d", q.Within+1))
	}
	for _, v := range q.Via {
		out = append(out, "via "+v.Agent.Name)
	}
	if s := q.Speaker; !s.Agent.IsZero() {
		out = append(out, fmt.Sprintf("= %s (%s, %s)", s.Agent.Name, s.Agent.Kind, s.How))
	}
	return out
}

// A stroke is one mark that is to be written.
type stroke struct {
	hearsay.Span
	label string
	order int
}

// marked writes the marks of one part into its text. Outer marks open first;
// a mark that would cross the end of an outer one is cut there.
func (t *Text) marked(text string, part hearsay.Part) string {
	todo := t.strokes(part)
	var b strings.Builder
	var open []stroke
	pos := 0
	write := func(to int) {
		b.WriteString(text[pos:to])
		pos = to
	}
	closeUpTo := func(at int) {
		for len(open) > 0 && open[len(open)-1].End <= at {
			write(open[len(open)-1].End)
			b.WriteByte(']')
			open = open[:len(open)-1]
		}
	}
	for len(todo) > 0 {
		s := todo[0]
		todo = todo[1:]
		closeUpTo(s.Start)
		if n := len(open); n > 0 && s.End > open[n-1].End {
			rest := s
			rest.Start, s.End = open[n-1].End, open[n-1].End
			todo = append(todo, rest)
			sortStrokes(todo)
		}
		write(s.Start)
		b.WriteString("[" + s.label + ":")
		open = append(open, s)
	}
	closeUpTo(len(text))
	write(len(text))
	return b.String()
}

// strokes lists the marks of a part in writing order.
func (t *Text) strokes(part hearsay.Part) []stroke {
	var out []stroke
	shared := map[hearsay.Span]bool{} // evidence is marked once
	add := func(i int, role string, s hearsay.Span) {
		if s.Len() <= 0 {
			return
		}
		if len(t.Quotations) > 1 {
			role = fmt.Sprintf("%s%d", role, i+1)
		}
		out = append(out, stroke{s, role, len(out)})
	}
	for i := range t.Quotations {
		q := &t.Quotations[i]
		if q.Part != part {
			continue
		}
		for _, c := range q.Content {
			add(i, "q", c)
		}
		for _, v := range q.Via {
			if !shared[v.Evidence] {
				shared[v.Evidence] = true
				add(i, "v", v.Evidence)
			}
		}
		add(i, "s", q.Source)
		add(i, "c", q.Cue)
		add(i, "t", q.Complementiser)
		add(i, "a", q.Addressee)
	}
	sortStrokes(out)
	return out
}

func sortStrokes(list []stroke) {
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if a.Start != b.Start {
			return a.Start < b.Start
		}
		if a.End != b.End {
			return a.End > b.End
		}
		return a.order < b.order
	})
}
