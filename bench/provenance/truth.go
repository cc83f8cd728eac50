// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package provenance

import "time"

// Article is a row of articles.jsonl, as `hearsay add` takes it: what a reader
// can see. It has Text or HTML.
type Article struct {
	ID     string `json:"id"`
	URL    string `json:"url"`
	Outlet string `json:"outlet"`
	Title  string `json:"title,omitempty"`
	// Date is what the page shows: RFC 3339, a day, or nothing.
	Date string `json:"date,omitempty"`
	Text string `json:"text,omitempty"`
	HTML string `json:"html,omitempty"`
}

// Truth is what is known of a set, and no system may read before it answers.
type Truth struct {
	About    About
	Articles []Known
	Unseen   []Unseen
	Edges    []Edge
	Chains   []Chain
	Stories  []Story
	Families []Family
}

// About says how the set was made.
type About struct {
	Name    string `json:"name"` // "level 3", "cases"
	Seed    uint64 `json:"seed"`
	Version int    `json:"version"` // of the generator; figures of two versions do not compare
}

// Known is an article as it truly was.
type Known struct {
	ID    string    `json:"id"`
	Story string    `json:"story"`
	Time  time.Time `json:"time"` // when it truly appeared
	// Fault says what is wrong with the date that the page shows: "" nothing,
	// "day" (no time), "missing", "late" (that of an update), "early"
	// (back-dated), "zone" (local time given as UTC).
	Fault string `json:"fault,omitempty"`
}

// Unseen is a source that is not among the articles.
type Unseen struct {
	ID    string `json:"id"` // begins with "unseen:"
	Story string `json:"story"`
	// What it is: "agency", "release", "interview", "conference", "transcript",
	// "outlet".
	What string    `json:"what"`
	Name string    `json:"name,omitempty"` // by which articles call it
	Time time.Time `json:"time"`
}

// Edge says that the words of Derived come from From, one step back. Both are
// articles, or From is unseen.
type Edge struct {
	Derived  string `json:"derived"`
	From     string `json:"from"`
	Relation string `json:"relation"` // identical, copies, rewrites, quotes, cites, revises
	// Main edges lead to where most of the text is from; they make the chain and
	// the origin. Others bring a quotation or a paragraph.
	Main   bool   `json:"main"`
	Credit string `json:"credit"` // given, omitted, false
	// Ops are the edits that were planted, by their names in README.md.
	Ops []string `json:"ops,omitempty"`
	// Also are the articles of which all that is said here could be said as well:
	// earlier, with all the words that were taken, and nothing on the page tells
	// them from From. To name one of them is right, too.
	Also []string `json:"also,omitempty"`
	// Hidden edges are true and leave nothing to be seen. To find one or not to
	// find one is neither right nor wrong.
	Hidden bool `json:"hidden,omitempty"`
}

// Chain is the way from an article back to where its text begins, nearest
// first, along main edges. Articles that begin their text have none.
type Chain struct {
	Of    string   `json:"of"`
	Steps []string `json:"steps"`
}

// Story is articles on one event.
type Story struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Articles []string `json:"articles"`
	Origins  []Origin `json:"origins"` // a partition of Articles
}

// Origin is articles that have their main text from one root: as evidence they
// count once.
type Origin struct {
	Root string `json:"root"` // article or unseen
	// What the root is: "agency", "release", "interview", "own", "transcript",
	// "outlet", "translation".
	What    string   `json:"what"`
	Members []string `json:"members"`
}

// Family is one utterance as several articles print it.
type Family struct {
	ID      string `json:"id"`
	Story   string `json:"story"`
	Speaker string `json:"speaker"` // who said it
	// Article and Exact are the words that the question asks about: the earliest
	// variant that gives the utterance whole and unaltered.
	Article  string    `json:"article"`
	Exact    string    `json:"exact"`
	Variants []Variant `json:"variants"` // the one asked about is not among them
	// Hearings are the articles, parted by whose ear the words came through: the
	// reporters who were there, each with those who have it from them. All
	// hearings of a family are of one utterance, and as evidence of more than
	// that it was said they count once.
	Hearings [][]string `json:"hearings"`
}

// Variant is an utterance as one article prints it.
type Variant struct {
	Article string   `json:"article"`
	Exact   string   `json:"exact"` // letter for letter as the text has it
	Speaker string   `json:"speaker"`
	Changes []string `json:"changes,omitempty"` // against the words asked about, sorted
}

// ChangeTypes are what Variant.Changes may hold.
func ChangeTypes() []string {
	return []string{
		"context-removed", "cut", "hedge-dropped", "inserted", "negation-added", "negation-lost",
		"number-changed", "re-attributed", "substituted",
	}
}

// Question is a row of questions.jsonl, which a system may read.
type Question struct {
	Ask string `json:"ask"` // "origins" or "claim"
	Of  string `json:"of"`  // what the answer calls it
	// Articles are, for origins, those of the story.
	Articles []string `json:"articles,omitempty"`
	// Article and Exact are, for a claim, words and where they stand.
	Article string `json:"article,omitempty"`
	Exact   string `json:"exact,omitempty"`
}

// Questions are what the answers to a truth are asked for by name. Edges and
// chains are asked for of all articles.
func (t *Truth) Questions() []Question {
	var out []Question
	for _, s := range t.Stories {
		out = append(out, Question{Ask: "origins", Of: s.ID, Articles: s.Articles})
	}
	for _, f := range t.Families {
		out = append(out, Question{Ask: "claim", Of: f.ID, Article: f.Article, Exact: f.Exact})
	}
	return out
}
