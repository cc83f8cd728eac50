// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

import (
	"net/url"
	"strings"
)

// AgentKind says what sort of agent a name stands for.
type AgentKind string

// The kinds of agent. A description that names nobody ("a senior official") is
// an agent of kind Anonymous; it is never merged with a named one.
const (
	Person       AgentKind = "person"
	Organization AgentKind = "organization"
	Outlet       AgentKind = "outlet"
	Anonymous    AgentKind = "anonymous"
)

// Agent is somebody who says or publishes something (prov:Agent). The zero
// Agent is nobody: not known.
type Agent struct {
	Name   string
	Kind   AgentKind
	Role   string // as the text puts it: "Russian Foreign Minister"
	Domain string // of an outlet, without "www."
	QID    string // Wikidata, when known
}

// DomainOf is the domain of an address, as [Agent.Domain] has it; "" for one that
// cannot be read.
func DomainOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// IsZero reports whether the agent is not known.
func (a Agent) IsZero() bool { return a == Agent{} }

// Mode says how the words of others are given.
type Mode string

// The modes. A relation is mixed when its content is partly within quote marks.
const (
	Direct   Mode = "direct"
	Indirect Mode = "indirect"
	Mixed    Mode = "mixed"
)

// Polarity says whether the text asserts that the speaker said it.
type Polarity string

// The polarities: "did not say whether" is NotSaid, "declined to comment" is
// Declined, "if he says no" is Hypothetical, "is expected to say" is Future.
const (
	Asserted     Polarity = "asserted"
	Denied       Polarity = "denied"
	Declined     Polarity = "declined"
	Questioned   Polarity = "questioned"
	Hypothetical Polarity = "hypothetical"
	Future       Polarity = "future"
	NotSaid      Polarity = "not-said"
)

// Profile says how much the cue promises: a statement, or only a stance.
type Profile string

// The profiles. Core quotations assert that somebody spoke or wrote; extended
// ones tell what somebody thinks, wants, plans or judges, or what a document
// shows.
const (
	Core     Profile = "core"
	Extended Profile = "extended"
)

// Flag records an oddity of a quotation that a reader may want to know of.
type Flag string

// The flags.
const (
	Unclosed      Flag = "unclosed"       // the quote mark never closes
	Unopened      Flag = "unopened"       // the quote mark never opens
	Continued     Flag = "continued"      // goes on in the next paragraph or sentence
	Inverted      Flag = "inverted"       // "said Lee"
	Interrupted   Flag = "interrupted"    // "…," Lee said, "…"
	ElidedSource  Flag = "elided-source"  // "adding that …"
	ImplicitCue   Flag = "implicit-cue"   // no reporting word at all
	InHeadlines   Flag = "headline"       // stands in the headline
	Editorial     Flag = "editorial"      // holds an [editor's insertion]
	Elision       Flag = "elision"        // holds an ellipsis
	MissingSpace  Flag = "missing-space"  // “ready,”Lee said
	Transcript    Flag = "transcript"     // LEE: words
	BlockQuoted   Flag = "block-quote"    // the page sets it as a block quote
	WrongWayMarks Flag = "wrong-way-mark" // ”ready,” with a closing mark first
	Passive       Flag = "passive"        // "it is said that", "was accused of"
	Disputed      Flag = "disputed"       // the text says that it is not so: "falsely claimed"
)

// Quotation is one attribution relation: a source says some content, and a cue
// tells us so. The terms and their extent follow PARC and PolNeAR (Pareti 2012;
// Newell et al. 2018), with nested relations kept. All spans are in Part.
type Quotation struct {
	Part   Part // InText or InHeadline
	Source Span // who speaks, as written; zero when the text names nobody
	Cue    Span // the reporting words; zero when there are none
	// Content holds the words said, in order. A fragment that stands in quote
	// marks includes its marks; "that" is not part of it, see Complementiser.
	Content        []Span
	Complementiser Span // the "that" before the content; zero when there is none
	Mode           Mode
	Profile        Profile
	Polarity       Polarity
	Speaker        Speaker
	Addressee      Span
	Via            []Via // media it came through, nearest to this article first
	// Within is the index, in the same list, of the quotation whose content
	// holds this one; -1 when there is none.
	Within     int
	Flags      []Flag  // sorted, without repeats
	Confidence float64 // the chance that cue, source and half of the content are right
}

// Has reports whether the quotation carries the flag.
func (q *Quotation) Has(f Flag) bool {
	for _, have := range q.Flags {
		if have == f {
			return true
		}
	}
	return false
}

// Extent is the smallest span that holds source, cue and content.
func (q *Quotation) Extent() Span {
	var e Span
	grow := func(s Span) {
		switch {
		case s.IsZero():
		case e.IsZero():
			e = s
		default:
			e = Span{min(e.Start, s.Start), max(e.End, s.End)}
		}
	}
	grow(q.Source)
	grow(q.Cue)
	for _, c := range q.Content {
		grow(c)
	}
	return e
}

// Speaker is the agent behind a source span. When Agent is zero nobody is known
// for sure; Alternatives may then say who it could be.
type Speaker struct {
	Agent Agent
	// How names the evidence: "full-name", "name-variant", "honorific",
	// "surname", "title", "role", … in the order of trust.
	How        string
	Confidence float64
	// Alternatives are the agents that the source may mean, likeliest first, when
	// the evidence is too weak to name one of them.
	Alternatives []Candidate
}

// Candidate is an agent whom a source may mean, too unsure to be its Speaker.
type Candidate struct {
	Agent      Agent
	How        string // as in Speaker
	Confidence float64
}

// Via is a medium that the words passed through: "told newspaper MK".
type Via struct {
	Agent    Agent
	Evidence Span // in the quotation's Part
}
