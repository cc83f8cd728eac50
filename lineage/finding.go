// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"hearsay"
	"hearsay/prose"
)

// findings lists what a reader should know of before trusting the answer.
func (a *answer) findings() {
	for c := range a.all {
		a.selfCredit(c)
		a.creditCycles(c)
		a.earlierThanText(c)
	}
	a.lookAlikes()
	slices.SortStableFunc(a.lineage.Findings, func(x, y hearsay.Finding) int {
		return cmp.Or(bytes.Compare(x.Article[:], y.Article[:]), cmp.Compare(x.Kind, y.Kind), bytes.Compare(x.Other[:], y.Other[:]))
	})
}

func (a *answer) find(f hearsay.Finding) { a.lineage.Findings = append(a.lineage.Findings, f) }

func (a *answer) selfCredit(c int) {
	own := a.naming.of[c]
	if own < 0 || a.naming.named[c][own]&(byLine|byLead|byLink) == 0 {
		return
	}
	a.find(hearsay.Finding{
		Kind: hearsay.CreditSelf, Article: a.id(c), At: a.naming.places[c][own],
		Says: a.label(c) + " names itself as where the text is from",
	})
}

// creditCycles finds two that credit each other.
func (a *answer) creditCycles(c int) {
	own := a.naming.of[c]
	if own < 0 {
		return
	}
	for _, k := range a.profiles[c].seen {
		if a.naming.named[c][k]&credits == 0 {
			continue
		}
		for _, q := range a.naming.sources[k].articles {
			if q == c || a.naming.named[q][own]&credits == 0 {
				continue
			}
			a.find(hearsay.Finding{
				Kind: hearsay.CreditCycle, Article: a.id(c), Other: a.id(q), At: a.naming.places[c][k],
				Says: fmt.Sprintf("%s names %s as its source, and %s names %s", a.label(c), a.label(q), a.label(q), a.label(c)),
			})
		}
	}
}

// earlierThanText finds a date before that of the text that the article is from.
func (a *answer) earlierThanText(c int) {
	w := a.way(c)
	if w.from < 0 || precedes(a.all[c].date, a.all[w.from].date) != 1 {
		return
	}
	for _, d := range a.lineage.Derivations {
		if d.Main && !d.Undecided && d.Derived == a.id(c) && d.Confidence >= stated {
			a.find(hearsay.Finding{
				Kind: hearsay.EarlierThanText, Article: a.id(c), Other: a.id(w.from),
				Says: fmt.Sprintf("it is dated %s, before %s (%s), of which it has words", a.all[c].date.Value, a.label(w.from), a.all[w.from].date.Value),
			})
		}
	}
}

// lookAlikes finds outlets whose names look alike and are other letters.
func (a *answer) lookAlikes() {
	seen := map[string]int{}
	for c := range a.all {
		k := a.naming.of[c]
		if k < 0 {
			continue
		}
		folded := prose.Fold(a.naming.sources[k].agent.Name)
		first, again := seen[folded]
		if !again {
			seen[folded] = c
			continue
		}
		if a.naming.of[first] != k {
			a.find(hearsay.Finding{
				Kind: hearsay.LookAlike, Article: a.id(c), Other: a.id(first),
				Says: fmt.Sprintf("“%s” looks like “%s” and is written in other letters", a.naming.sources[k].agent.Name, a.naming.sources[a.naming.of[first]].agent.Name),
			})
		}
	}
}
