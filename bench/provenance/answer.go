// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package provenance

import "slices"

// Answers is what a system says of a set. What it does not speak of is not
// answered, which is not the same as wrong.
type Answers struct {
	Edges    []StatedEdge
	Chains   []Chain
	Origins  []StatedOrigins
	Variants []StatedVariant
	// Heads says which kinds were answered at all, when there may be nothing to
	// say of them; a kind with a line is answered anyhow.
	Heads []Head
}

// Head is a line that says that a kind was looked for, so that silence about an
// article means "nothing found".
type Head struct {
	Answered string `json:"answered"` // "edge", "chain", "origins", "variant", "changes"
}

// StatedEdge is a tie between two articles, or between one and something unseen.
type StatedEdge struct {
	Derived string `json:"derived"`
	// From is an article, or "unseen:" and any name: edges of one story to one name
	// are to one source. Of relation shares-source it may be an article, too: both ends then
	// have it from the same unseen source, and the order says nothing.
	From     string `json:"from"`
	Relation string `json:"relation,omitempty"`
	// Undecided says that the order of the ends is not known.
	Undecided bool   `json:"undecided,omitempty"`
	Certainty string `json:"certainty,omitempty"` // certain, strong, likely, possible
	// Confidence is the probability that the edge is right as it is stated: the
	// tie and, unless it is undecided, the direction. Nil: none is stated.
	Confidence *float64 `json:"confidence,omitempty"`
}

// StatedOrigins answers a question for origins, of a story or a claim.
type StatedOrigins struct {
	Of     string     `json:"of"`
	Groups [][]string `json:"groups"`
}

// StatedVariant is one variant of the words that a claim asks about.
type StatedVariant struct {
	Of      string `json:"of"` // the claim
	Article string `json:"article"`
	Exact   string `json:"exact"`
	Speaker string `json:"speaker,omitempty"`
	// Changes that were found; nil says that none were looked for.
	Changes []string `json:"changes"`
}

// answered reports whether a kind was answered.
func (a *Answers) answered(kind string) bool {
	for _, h := range a.Heads {
		if h.Answered == kind {
			return true
		}
	}
	switch kind {
	case "edge":
		return len(a.Edges) > 0
	case "chain":
		return len(a.Chains) > 0
	case "origins":
		return len(a.Origins) > 0
	case "changes":
		return slices.ContainsFunc(a.Variants, func(v StatedVariant) bool { return v.Changes != nil })
	}
	return len(a.Variants) > 0
}
