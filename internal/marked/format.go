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
// which several relations share is marked for the first only. Brackets of the
// text are escaped only where they would be read as marks.
func Format(t Text) string {
	s := t.format(false)
	if t.hasSigns() && !t.readsBack(s) {
		s = t.format(true)
	}
	return s
}

func (t *Text) format(escaped bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", strings.Join(strings.Fields(t.Name), " "))
	if t.Headline != "" {
		fmt.Fprintf(&b, "^ %s\n", t.marked(t.Headline, hearsay.InHeadline, escaped))
	}
	if t.Body != "" {
		body := t.marked(t.Body, hearsay.InText, escaped)
		if escaped {
			body = escapeLines(body)
		}
		fmt.Fprintf(&b, "%s\n", body)
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

// hasSigns reports a text with signs that may mean something to Parse.
func (t *Text) hasSigns() bool {
	return strings.ContainsAny(t.Headline, `[]\`) || strings.ContainsAny(t.Body, `[]\#^>`)
}

// readsBack reports whether Parse finds the same texts and spans in s.
func (t *Text) readsBack(s string) bool {
	back, err := Parse(s)
	if err != nil || len(back) != 1 || back[0].Headline != t.Headline || back[0].Body != t.Body || len(back[0].Quotations) != len(t.Quotations) {
		return false
	}
	for i := range t.Quotations {
		if back[0].Quotations[i].Extent() != t.Quotations[i].Extent() {
			return false
		}
	}
	return true
}

var escapes = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`)

// escapeLines keeps lines from being read as names, headlines or facts.
func escapeLines(body string) string {
	lines := strings.Split(body, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "#") || strings.HasPrefix(l, "^ ") || strings.HasPrefix(l, "> ") {
			lines[i] = `\` + l
		}
	}
	return strings.Join(lines, "\n")
}

// factsOf lists what the marks themselves do not show.
func factsOf(q *hearsay.Quotation) []string {
	var out []string
	if q.Mode != "" {
		out = append(out, string(q.Mode))
	}
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
		via := "via " + oneFact(v.Agent.Name)
		if v.Agent.Kind != hearsay.Outlet && v.Agent.Kind != "" {
			via += fmt.Sprintf(" (%s)", v.Agent.Kind)
		}
		out = append(out, via)
	}
	if s := q.Speaker; !s.Agent.IsZero() {
		out = append(out, fmt.Sprintf("= %s (%s, %s)", oneFact(s.Agent.Name), s.Agent.Kind, s.How))
	}
	return out
}

// oneFact keeps a name from being read as two facts.
func oneFact(name string) string { return strings.ReplaceAll(name, ";", `\;`) }

// A stroke is one mark that is to be written.
type stroke struct {
	hearsay.Span
	label string
	order int
}

// marked writes the marks of one part into its text. Outer marks open first;
// a mark that would cross the end of an outer one is cut there.
func (t *Text) marked(text string, part hearsay.Part, escaped bool) string {
	todo := t.strokes(part)
	var b strings.Builder
	var open []stroke
	pos := 0
	write := func(to int) {
		words := text[pos:to]
		if escaped {
			words = escapes.Replace(words)
		}
		b.WriteString(words)
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
