// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

// StepRelation says how one link of a chain is known.
type StepRelation string

// The step relations.
const (
	StepCredits StepRelation = "credits" // the page credits it
	StepCites   StepRelation = "cites"   // the page links to it
	StepQuotes  StepRelation = "quotes"  // the page quotes it
	StepTold    StepRelation = "told"    // the speaker told it
	StepShares  StepRelation = "shares"  // it shares text with it, and names nobody
)

// Step is one link of a chain, which runs from the article backwards, nearest
// first: blog ← RT ← MK ← the minister is the steps RT, MK, minister.
type Step struct {
	Agent    Agent
	Relation StepRelation
	Evidence Place     // in the article that the step leads back from
	In       ArticleID // that article, when it is not the one that is read or traced
	Article  ArticleID // the agent's own article, when the library holds it
}
