// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hearsay"
	"hearsay/internal/marked"
)

// errorKinds are the categories of error, in the order of the report. One
// relation may show several.
var errorKinds = [...]struct {
	name, about string
	agents      bool // of speakers, media and facts
}{
	{"cue missed", "no answer has the cue", false},
	{"cue false", "no relation of the truth has the cue", false},
	{"source missing", "cue found, no source", false},
	{"source needless", "a source where the truth has none", false},
	{"source wrong", "other words, or words that cross the source", false},
	{"source long", "the source and more", false},
	{"source short", "a part of the source", false},
	{"no content", "cue found, no content", false},
	{"content crossing", "no word in common, or shifted at both ends", false},
	{"left long", "content begins too early", false},
	{"left short", "content begins too late", false},
	{"right long", "content ends too late", false},
	{"right short", "content ends too early", false},
	{"inside differs", "both ends right, words between differ", false},
	{"speaker missing", "the truth knows the speaker", true},
	{"speaker needless", "a speaker where the truth has none", true},
	{"speaker wrong", "another speaker", true},
	{"via differs", "other media, or another order", true},
	{"polarity differs", "asserted, denied, declined, …", true},
	{"within differs", "inside another relation, and not in the truth, or the reverse", true},
}

// wrongAnswer is one error to be shown: truth, answer, or both.
type wrongAnswer struct {
	text      string
	want, got string
}

// quoteErrors counts errors by kind and keeps the first few of each.
type quoteErrors struct {
	opt Options
	set string
	// coreOnly shows errors of core relations alone, where the rest of the truth is
	// disputed among people.
	coreOnly bool
	sides    [2]string          // how truth and answer are called; "want" and "got" when empty
	count    map[string]*[2]int // all, core
	shown    map[string][]wrongAnswer
}

func (e *quoteErrors) add(l *laidOut, d *annotated, pairs []pair, agents bool) {
	taken := make([]bool, len(d.got))
	for i := range d.gold {
		g := &d.gold[i]
		if pairs[i].got < 0 {
			e.note("cue missed", l, d.name, g, nil)
			continue
		}
		q := &d.got[pairs[i].got]
		taken[pairs[i].got] = true
		kinds := append(sourceErrors(l, g, q), contentErrors(l, g, q)...)
		if agents {
			kinds = append(kinds, agentErrors(g, q)...)
		}
		for _, kind := range kinds {
			e.note(kind, l, d.name, g, q)
		}
	}
	for i := range d.got {
		if !taken[i] {
			e.note("cue false", l, d.name, nil, &d.got[i])
		}
	}
}

// note counts an error and keeps it to be shown, while there is room.
func (e *quoteErrors) note(kind string, l *laidOut, name string, want, got *hearsay.Quotation) {
	if e.count == nil {
		e.count, e.shown = map[string]*[2]int{}, map[string][]wrongAnswer{}
	}
	if e.count[kind] == nil {
		e.count[kind] = &[2]int{}
	}
	either := want
	if either == nil {
		either = got
	}
	core := isCore(l.text, either)
	e.count[kind][0]++
	if core {
		e.count[kind][1]++
	}
	if e.opt.Errors == nil || e.coreOnly && !core || len(e.shown[kind]) >= e.opt.maxErrors() {
		return
	}
	around := hearsay.Span{}
	for _, q := range []*hearsay.Quotation{want, got} {
		if q != nil {
			around = joinedExtent(around, q.Extent())
		}
	}
	around = l.sentencesAround(around)
	group := slices.Max(groupsOf(l.text, either)) // the narrowest, as it happens
	e.shown[kind] = append(e.shown[kind], wrongAnswer{name + ", " + group, show(l.text, around, want), show(l.text, around, got)})
}

func joinedExtent(a, b hearsay.Span) hearsay.Span {
	if a.IsZero() {
		return b
	}
	return hearsay.Span{Start: min(a.Start, b.Start), End: max(a.End, b.End)}
}

// addTo writes how often each kind was seen; those of agents only when the truth
// has them.
func (e *quoteErrors) addTo(set *Set, agents bool) {
	for _, kind := range errorKinds {
		if kind.agents && !agents {
			continue
		}
		n := e.count[kind.name]
		if n == nil {
			n = &[2]int{}
		}
		set.explain(kind.name, kind.about)
		set.count(kind.name, "core", n[1])
		set.count(kind.name, "all", n[0])
	}
}

// all is how many errors of a kind were seen.
func (e *quoteErrors) all(kind string) int {
	if n := e.count[kind]; n != nil {
		return n[0]
	}
	return 0
}

// write lists the errors that were kept, kind by kind.
func (e *quoteErrors) write() {
	if e.opt.Errors == nil {
		return
	}
	want, got := cmp.Or(e.sides[0], "want"), cmp.Or(e.sides[1], "got ")
	for _, kind := range errorKinds {
		list := e.shown[kind.name]
		if len(list) == 0 {
			continue
		}
		of := e.count[kind.name][0]
		if e.coreOnly {
			of = e.count[kind.name][1]
		}
		fmt.Fprintf(e.opt.Errors, "== %s, %s: %s (%d of %d)\n\n", e.set, kind.name, kind.about, len(list), of)
		for _, w := range list {
			fmt.Fprintf(e.opt.Errors, "%s\n%s%s\n", w.text, line(want, w.want), line(got, w.got))
		}
	}
}

func line(head, text string) string {
	if text == "" {
		return ""
	}
	return head + " " + text + "\n"
}

func sourceErrors(l *laidOut, g, q *hearsay.Quotation) []string {
	want, hasWant := l.edges(g.Source)
	have, hasHave := l.edges(q.Source)
	switch {
	case want == have && hasWant == hasHave:
		return nil
	case !hasHave:
		return []string{"source missing"}
	case !hasWant:
		return []string{"source needless"}
	case have.first <= want.first && have.end >= want.end:
		return []string{"source long"}
	case have.first >= want.first && have.end <= want.end:
		return []string{"source short"}
	}
	return []string{"source wrong"}
}

func contentErrors(l *laidOut, g, q *hearsay.Quotation) []string {
	want, hasWant := l.edges(g.Content...)
	have, hasHave := l.edges(q.Content...)
	left, right := have.first-want.first, have.end-want.end
	var out []string
	switch {
	case !hasHave && !hasWant:
		return nil
	case !hasHave:
		return []string{"no content"}
	case !hasWant:
		return []string{"right long"}
	case l.contentF(g, q) == 0 || left < 0 && right < 0 || left > 0 && right > 0:
		return []string{"content crossing"}
	case left < 0:
		out = append(out, "left long")
	case left > 0:
		out = append(out, "left short")
	}
	switch {
	case right > 0:
		out = append(out, "right long")
	case right < 0:
		out = append(out, "right short")
	}
	if out == nil && l.contentF(g, q) < 1 {
		out = append(out, "inside differs")
	}
	return out
}

func agentErrors(g, q *hearsay.Quotation) []string {
	var out []string
	want, have := g.Speaker.Agent.Name, q.Speaker.Agent.Name
	switch {
	case want == have:
	case have == "":
		out = append(out, "speaker missing")
	case want == "":
		out = append(out, "speaker needless")
	default:
		out = append(out, "speaker wrong")
	}
	if !slices.Equal(viaNames(g), viaNames(q)) {
		out = append(out, "via differs")
	}
	if g.Polarity != q.Polarity {
		out = append(out, "polarity differs")
	}
	if (g.Within < 0) != (q.Within < 0) {
		out = append(out, "within differs")
	}
	return out
}

// show prints the stretch of text with the relation marked in it and its facts
// behind, as package marked writes them, on one line.
func show(text string, around hearsay.Span, q *hearsay.Quotation) string {
	if q == nil {
		return ""
	}
	at := shifted(*q, -around.Start)
	at.Part, at.Within = hearsay.InText, -1
	if at.Mode == "" {
		at.Mode = hearsay.Mode(modeOf(text, q))
	}
	at.Via = nil
	for _, v := range q.Via {
		at.Via = append(at.Via, hearsay.Via{Agent: v.Agent})
	}
	out := marked.Format(marked.Text{Body: around.In(text), Quotations: []hearsay.Quotation{at}})
	_, out, _ = strings.Cut(out, "\n")
	return oneLine(out)
}
