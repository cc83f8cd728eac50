// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import "hearsay"

// Chain is the way from an article back to where its text begins, nearest first,
// along main derivations whose direction is decided. It ends at a source that is
// not in the library, if there is one behind. No article stands in it twice.
func Chain(l *hearsay.Lineage, of hearsay.ArticleID) []hearsay.Step {
	main := map[hearsay.ArticleID]*hearsay.Derivation{}
	for i := range l.Derivations {
		if d := &l.Derivations[i]; d.Main && !d.Undecided {
			main[d.Derived] = d
		}
	}
	outlets := map[hearsay.ArticleID]hearsay.Agent{}
	for _, a := range l.Articles {
		outlets[a.ID] = a.Outlet
	}
	var steps []hearsay.Step
	seen := map[hearsay.ArticleID]bool{}
	for at := of; !seen[at]; {
		seen[at] = true
		d := main[at]
		if d == nil {
			break
		}
		step := hearsay.Step{Relation: stepRelation(d), Article: d.From.Article}
		if at != of {
			step.In = at
		}
		step.Evidence = clearest(d.Evidence)
		if u := d.From.Unseen; u > 0 {
			step.Agent = l.Unseen[u-1].Agent
			return append(steps, step)
		}
		if seen[d.From.Article] {
			break
		}
		step.Agent = outlets[d.From.Article]
		steps = append(steps, step)
		at = d.From.Article
	}
	return steps
}

// clearest is the place that a reader should be shown: where the source is named or,
// when it is not, what is in common.
func clearest(list []hearsay.Evidence) hearsay.Place {
	var text hearsay.Place
	for _, e := range list {
		switch e.Kind {
		case hearsay.Credited, hearsay.Stated, hearsay.Linked:
			if !e.Derived.IsZero() {
				return e.Derived
			}
		case hearsay.SharedText:
			text = e.Derived
		}
	}
	return text
}

// stepRelation is how a derivation is known, as a step.
func stepRelation(d *hearsay.Derivation) hearsay.StepRelation {
	for _, e := range d.Evidence {
		if (e.Kind == hearsay.Credited || e.Kind == hearsay.Stated) && !e.Derived.IsZero() {
			return hearsay.StepCredits
		}
	}
	if d.Relation == hearsay.Cites {
		return hearsay.StepCites
	}
	if d.Relation == hearsay.Quotes {
		return hearsay.StepQuotes
	}
	return hearsay.StepShares
}
