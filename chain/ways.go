// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package chain

import (
	"strings"

	"hearsay"
)

// Ways are the ways back from one page, read from it alone, each nearest first.
type Ways struct {
	// Main is that of the main statement, or of the medium that the lead cites.
	Main []hearsay.Step
	// Forks are the others that lead through a medium: statements that came through
	// other media, and further credits of the page. None begins Main.
	Forks [][]hearsay.Step
}

// Page reads the chain of an article from itself alone, nearest first: [Ways.Main].
func Page(a *hearsay.Article, quotations []hearsay.Quotation) []hearsay.Step {
	return PageWays(a, quotations).Main
}

// PageWays reads the ways back from an article from itself alone. Each is a walk:
// what stands for a step is about the step before. A credit around the text is
// about all of it, so statements lead on from the first of them; two credits are two
// ways, and so are two statements that came through different media. An outlet that
// a way names twice is one step; its strongest evidence stays. The outlet of the page
// itself is no step. A way ends at whoever made the statement, if that is a person,
// or somebody whom a medium cites: what a body says to all is on the page itself.
func PageWays(a *hearsay.Article, quotations []hearsay.Quotation) Ways {
	around := creditWays(a, quotations)
	var lead []hearsay.Step
	if len(around.whole) > 0 {
		lead = around.whole[0]
	}
	c := &wayCollector{a: a}
	main := mainStatement(quotations)
	for _, cited := range around.lead {
		c.add(lead, cited)
	}
	if main >= 0 {
		c.add(lead, statementWay(quotations, main))
	}
	if len(c.ways) == 0 {
		c.add(lead, nil)
	}
	for i, q := range quotations {
		if i != main && q.Polarity == hearsay.Asserted && len(q.Via) > 0 {
			c.add(lead, statementWay(quotations, i))
		}
	}
	for _, cited := range around.later {
		c.add(lead, cited)
	}
	for _, other := range around.whole[min(1, len(around.whole)):] {
		c.add(nil, other)
	}
	return c.finish()
}

// creditOrder is from the most to the least explicit way of crediting a whole text.
// A machine-readable credit comes last: themes write it without their editors.
var creditOrder = []hearsay.CreditKind{
	hearsay.CreditLine, hearsay.InDatelines, hearsay.InBylines, hearsay.ReadMore, hearsay.Syndication,
}

// creditedWays are the credits of a page as beginnings of ways: those about the
// whole text, a step each, and media that sentences cite for what nobody is said
// to have told them: at the beginning, where it stands for the text, or later.
type creditedWays struct{ whole, lead, later [][]hearsay.Step }

func creditWays(a *hearsay.Article, quotations []hearsay.Quotation) creditedWays {
	var out creditedWays
	for _, kind := range creditOrder {
		for _, c := range a.Credits {
			if c.Kind == kind {
				out.whole = append(out.whole, []hearsay.Step{creditStep(c)})
			}
		}
	}
	end := -maxNestedGap
	for _, c := range a.Credits {
		at := c.Evidence.Span
		if c.Kind != hearsay.Attribution || tellsPersons(quotations, c.To) {
			continue
		}
		n := len(out.lead)
		switch {
		case c.Evidence.Part != hearsay.InText || at.Start >= leadEnd(a):
			out.later = append(out.later, []hearsay.Step{creditStep(c)})
			continue
		case n > 0 && at.Start >= end && at.Start-end < maxNestedGap:
			out.lead[n-1] = append(out.lead[n-1], creditStep(c))
		default:
			out.lead = append(out.lead, []hearsay.Step{creditStep(c)})
		}
		end = at.End
	}
	return out
}

// leadEnd is where the first paragraph ends.
func leadEnd(a *hearsay.Article) int {
	if len(a.Blocks) > 0 {
		return a.Blocks[0].Span.End
	}
	first, _, _ := strings.Cut(a.Text, "\n\n")
	return len(first)
}

// maxNestedGap is how near, in bytes, the second medium stands in "according to the
// Mirror, according to the Standard, …".
const maxNestedGap = 40

func creditStep(c hearsay.Credit) hearsay.Step {
	relation := hearsay.StepCredits
	if c.Kind == hearsay.ReadMore || c.Evidence.IsZero() {
		relation = hearsay.StepCites
	}
	return hearsay.Step{Agent: c.To, Relation: relation, Evidence: c.Evidence}
}

// tellsPersons reports whether somebody's statement came through the agent: then
// the statement has the way.
func tellsPersons(quotations []hearsay.Quotation, to hearsay.Agent) bool {
	for _, q := range quotations {
		if q.Speaker.Agent.Kind == hearsay.Outlet {
			continue
		}
		for _, v := range q.Via {
			if SameOutlet(v.Agent, to) {
				return true
			}
		}
	}
	return false
}

// statementWay is the way of one statement: the media whose statements hold it, from
// the outermost in, the media that it came through itself, and who made it.
func statementWay(quotations []hearsay.Quotation, i int) []hearsay.Step {
	q := &quotations[i]
	way := outerMedia(quotations, i)
	for _, v := range q.Via {
		way = append(way, hearsay.Step{Agent: v.Agent, Relation: hearsay.StepCredits, Evidence: hearsay.Place{Part: q.Part, Span: v.Evidence}})
	}
	if !endsWay(q, len(way) > 0) {
		return way
	}
	relation := hearsay.StepQuotes
	if len(way) > 0 || !q.Addressee.IsZero() {
		relation = hearsay.StepTold
	}
	return append(way, hearsay.Step{Agent: q.Speaker.Agent, Relation: relation, Evidence: hearsay.Place{Part: q.Part, Span: q.Extent()}})
}

// outerMedia are the media whose statements hold statement i: "VelTV says that
// Dorrick told the Gull that …".
func outerMedia(quotations []hearsay.Quotation, i int) []hearsay.Step {
	var out []hearsay.Step
	for steps := 0; quotations[i].Within >= 0 && quotations[i].Within < len(quotations) && steps < len(quotations); steps++ {
		i = quotations[i].Within
		q := &quotations[i]
		var media []hearsay.Step
		for _, v := range q.Via {
			media = append(media, hearsay.Step{Agent: v.Agent, Relation: hearsay.StepCredits, Evidence: hearsay.Place{Part: q.Part, Span: v.Evidence}})
		}
		if q.Speaker.Agent.Kind == hearsay.Outlet {
			media = append(media, hearsay.Step{Agent: q.Speaker.Agent, Relation: hearsay.StepCredits, Evidence: hearsay.Place{Part: q.Part, Span: q.Source}})
		}
		out = append(media, out...)
	}
	return out
}

// endsWay reports whether a way may end at the speaker: a person, a source that is
// called one, and whomever a medium cites.
func endsWay(q *hearsay.Quotation, relayed bool) bool {
	switch a := q.Speaker.Agent; a.Kind {
	case hearsay.Person:
		return speaks(*q)
	case hearsay.Anonymous:
		return speaks(*q) && (relayed || strings.Contains(a.Name, "source"))
	}
	return speaks(*q) && relayed
}

// wayCollector gathers ways, the main one first.
type wayCollector struct {
	a    *hearsay.Article
	ways [][]hearsay.Step
}

// add appends the way that goes on from lead, without the page's own outlet and
// without naming an outlet twice, unless it is a way already or begins one.
func (c *wayCollector) add(lead, rest []hearsay.Step) {
	var way []hearsay.Step
	for _, s := range append(lead[:len(lead):len(lead)], rest...) {
		if s.Agent.IsZero() || SameOutlet(s.Agent, c.a.Outlet) {
			continue
		}
		known := false
		for i := range way {
			if SameOutlet(way[i].Agent, s.Agent) {
				way[i].Agent, known = merge(way[i].Agent, s.Agent), true
				break
			}
		}
		if !known {
			way = append(way, s)
		}
	}
	for _, have := range c.ways {
		if begins(way, have) {
			return
		}
	}
	if len(way) > 0 {
		c.ways = append(c.ways, way)
	}
}

// begins reports whether a way leads nowhere that the other does not lead: the same
// media in order, whoever spoke.
func begins(way, other []hearsay.Step) bool {
	way = mediaOf(way)
	other = mediaOf(other)
	if len(way) > len(other) {
		return false
	}
	for i := range way {
		if !SameOutlet(way[i].Agent, other[i].Agent) {
			return false
		}
	}
	return true
}

// mediaOf cuts a speaker off the end of a way.
func mediaOf(way []hearsay.Step) []hearsay.Step {
	if n := len(way); n > 0 && (way[n-1].Relation == hearsay.StepTold || way[n-1].Relation == hearsay.StepQuotes) {
		return way[:n-1]
	}
	return way
}

// finish parts the main way from those that fork off.
func (c *wayCollector) finish() Ways {
	if len(c.ways) == 0 {
		return Ways{}
	}
	return Ways{Main: c.ways[0], Forks: c.ways[1:]}
}
