// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

import "time"

// Alignment ties a passage of text A to the passage of text B that says the
// same in the same or nearly the same words.
type Alignment struct {
	A, B Span
	// Matched counts the words that are equal in both.
	Matched int
	// Identity is Matched over the words of the longer side: 1 is verbatim.
	Identity float64
}

// Relation says how two articles are tied. The word is the same on screen, in
// JSON, in exports and in legends.
type Relation string

// The relations, strongest evidence of copying first.
const (
	Identical    Relation = "identical"     // same text after folding
	Copies       Relation = "copies"        // long verbatim runs
	Rewrites     Relation = "rewrites"      // aligned, reworded
	Quotes       Relation = "quotes"        // shares quoted words only
	Cites        Relation = "cites"         // names or links it, shares little
	Revises      Relation = "revises"       // later version of the same page
	SharesSource Relation = "shares-source" // neither order explains the overlap
)

// Certainty is how sure a statement is, as a word and never as a decimal.
type Certainty string

// The certainties.
const (
	Certain  Certainty = "certain"
	Strong   Certainty = "strong"
	Likely   Certainty = "likely"
	Possible Certainty = "possible"
)

// Direction says which of two texts had the words first, as far as the
// evidence goes, and why. From is the earlier one.
type Direction struct {
	From Side
	Why  []string // one sentence each, for people
}

// Side is one end of a comparison.
type Side string

// The sides. A trace compares its query with a match, a comparison A with B.
const (
	UnknownSide Side = "unknown"
	QuerySide   Side = "query"
	MatchSide   Side = "match"
	SideA       Side = "a"
	SideB       Side = "b"
)

// Brief is what a list shows of an article.
type Brief struct {
	ID       ArticleID
	URL      string
	Outlet   Agent
	Headline string
	Date     Date // the chosen one; zero when there is none
	Seen     time.Time
	Language string
	Words    int
	// Kept is not nil when a rule of retention took words from the text.
	Kept *Kept
}

// Label names the article in a reason: its outlet, else its headline, else its ID.
func (b *Brief) Label() string {
	switch {
	case b.Outlet.Name != "":
		return b.Outlet.Name
	case b.Headline != "":
		return "“" + b.Headline + "”"
	}
	return b.ID.String()
}

// Match is one article of the library that shares text with the query, or is
// tied to it by a credit or a link.
type Match struct {
	Article   Brief
	Relation  Relation
	Words     int     // words of the query that it shares
	Identity  float64 // over the shared passages
	Credited  bool    // the later one names or links the earlier one
	Certainty Certainty
	Direction Direction
	Passages  []Alignment // A in the query, B in the match; in query order
	// Boilerplate is how many of Words its outlet, or another, prints everywhere.
	Boilerplate int
}

// Classes counts the words of a traced text by what was found of them. The sum
// is the number of words of the text.
type Classes struct{ Same, Reworded, Quotation, Boilerplate, New int }

// OriginGroup is a set of articles that are tied to each other by copying: as
// evidence, they count once.
type OriginGroup struct {
	// Earliest is the member with the earliest date, when dates decide.
	Earliest *Brief
	// Unseen says that the group's text comes from somewhere that is not in
	// the library.
	Unseen   bool
	Articles []ArticleID // sorted by date, then ID
	Why      []string
}

// Searched says what a trace looked through, so that an empty answer is honest.
type Searched struct {
	Articles, Outlets int
	Earliest, Latest  time.Time // of the chosen dates; zero when none
	Languages         []string  // sorted
}

// Trace answers where a text comes from, or where it went.
type Trace struct {
	Text    string // the traced text; spans A of all alignments are in it
	Words   int
	Forward bool // true: where did this go
	Classes Classes
	Matches []Match // best first
	Origins []OriginGroup
	Chain   []Step
	// Forks are other ways back that the traced page tells of: statements that came
	// through other media, further credits. Their evidence stands in Read.
	Forks [][]Step
	// More counts articles that share only passages which many earlier ones
	// share, too: they are not among Matches.
	More int
	// Notes holds what to see first (a negation lost or added) and what the answer
	// leaves out, one sentence each.
	Notes    []string
	Searched Searched
	// Article is the traced article when the text is an article of the library.
	Article ArticleID
	// Read is what the text was read from: a page, or Article. Evidence of
	// Chain stands in it. Nil for pasted text.
	Read *Article
	// Cited are the other articles that evidence of Chain stands in.
	Cited []*Article
}

// ChangeKind says how a stretch of text differs between two versions.
type ChangeKind string

// The kinds of change.
const (
	Same    ChangeKind = "same"
	Added   ChangeKind = "added"
	Cut     ChangeKind = "removed"
	Changed ChangeKind = "changed"
	Moved   ChangeKind = "moved"
)

// Change is one stretch of a comparison. A is zero for Added, B for Cut.
type Change struct {
	Kind ChangeKind
	A, B Span
	// Words is the number of words on the longer side.
	Words int
}

// Comparison sets two articles side by side.
type Comparison struct {
	A, B *Article
	// Changes covers every word of both sides exactly once, in the order of
	// B, with what A alone has standing where it was cut.
	Changes   []Change
	Words     map[ChangeKind]int
	Credited  bool // the later one names or links the earlier one
	Direction Direction
}
