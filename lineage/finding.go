// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"fmt"

	"hearsay"
)

// findings lists what a reader should know of an article before trusting the answer.
func (x *sitting) findings() {
	x.seat.findings = append(x.seat.findings, x.seat.r.doubts...)
	x.selfCredit()
	x.creditCycles()
}

func (x *sitting) find(f hearsay.Finding) {
	f.Article = x.id()
	x.seat.findings = append(x.seat.findings, f)
}

// selfCredit finds a line that gives the text to the outlet that prints it. In a sentence
// an outlet may speak of itself.
func (x *sitting) selfCredit() {
	n := x.naming
	own := n.of[x.i]
	if own < 0 || n.named[x.i][own]&byLine == 0 {
		return
	}
	x.find(hearsay.Finding{
		Kind: hearsay.CreditSelf, At: n.places[x.i][own], Says: x.label(x.i) + " names itself as where the text is from",
	})
}

// creditCycles finds others that name this one and are named by it.
func (x *sitting) creditCycles() {
	n, c := x.naming, x.i
	own := n.of[c]
	if own < 0 {
		return
	}
	for _, k := range x.profiles[c].seen {
		if n.named[c][k]&credits == 0 {
			continue
		}
		for _, q := range n.sources[k].articles {
			if q == c || n.named[q][own]&credits == 0 {
				continue
			}
			x.find(hearsay.Finding{
				Kind: hearsay.CreditCycle, Other: x.all[q].Article.ID, At: n.places[c][k],
				Says: fmt.Sprintf("%s names %s as its source, and %s names %s", x.label(c), x.label(q), x.label(q), x.label(c)),
			})
		}
	}
}

// earlierThanText finds a date before that of the text that the article is from.
func (x *sitting) earlierThanText(d *hearsay.Derivation) {
	p := x.way.from
	if d.Undecided || d.Confidence < stated || precedes(x.all[x.i].date, x.all[p].date) != 1 {
		return
	}
	x.find(hearsay.Finding{
		Kind: hearsay.EarlierThanText, Other: x.all[p].Article.ID,
		Says: fmt.Sprintf("it is dated %s, before %s (%s), of which it has words", x.all[x.i].date.Value, x.label(p), x.all[p].date.Value),
	})
}

// lookAlikes finds outlets whose names look alike and are other letters.
func (a *answer) lookAlikes() {
	first := map[string]*seat{}
	for _, s := range a.seats {
		name := s.r.Article.Outlet.Name
		folded := s.r.folded
		if folded == "" {
			continue
		}
		other, again := first[folded]
		switch {
		case !again:
			first[folded] = s
		case other.r.outlet != s.r.outlet:
			a.lineage.Findings = append(a.lineage.Findings, hearsay.Finding{
				Kind: hearsay.LookAlike, Article: s.r.Article.ID, Other: other.r.Article.ID,
				Says: fmt.Sprintf("“%s” looks like “%s” and is written in other letters", name, other.r.Article.Outlet.Name),
			})
		}
	}
}
