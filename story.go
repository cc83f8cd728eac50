// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

import (
	"fmt"
	"time"
)

// StoryID names a [Story]: it has the letters of the ID of the earliest article in
// it. A story that gets an earlier one has another ID from then on; the older one
// goes on naming the story that its article is in.
type StoryID = ID[Story]

// Story is articles on one event. Which they are is told by evidence, and by
// people.
type Story struct {
	ID          StoryID
	Articles    int
	Outlets     int       // known ones
	First, Last time.Time // of the articles that have a date; else when they were seen
	Earliest    Brief     // the article of First
	Confirmed   bool      // a person said that some of its articles belong together
}

// Mark is something in an article that others on the same event may have, too.
type Mark struct {
	Key  uint64 // equal for equal marks
	Name string // as printed; "" for an address
}

// Account is what an article tells of the event that it is on.
type Account struct {
	N       int64 // its number in the library, in order of arrival
	Article ArticleID
	Date    time.Time // what articles are ordered by, in whole seconds
	Undated bool      // Date is when it was seen
	Outlet  string    // its key in the library; "" when not known
	Page    string    // its address, which all versions of a page have; "" when not known
	Words   int
	Names   []Mark // of people, places and bodies, and figures; no two alike
	Links   []Mark // its own addresses, and those that it links to
	// Passages are those that it shares with others, by Words.
	Passages []Witness
}

// Neighbour is an article of the library that has something in common with the one
// that is placed.
type Neighbour struct {
	N       int64
	Article ArticleID
	Date    time.Time
	Undated bool
	Outlet  string
	Page    string
	Words   int
	Names   []uint64 // keys of its marks
	Story   int64    // 0: it was not placed yet
}

// StoryRule says why an article was put with another.
type StoryRule string

// The rules, surest first.
const (
	StoryByRuling StoryRule = "ruling"       // a person said so
	SamePage      StoryRule = "same-page"    // versions of one page
	SameText      StoryRule = "same-text"    // most of the text of both
	SharedPassage StoryRule = "shared-words" // passages, and names
	LinkedPage    StoryRule = "link"         // one links to the other, or both to a third
	SharedNames   StoryRule = "shared-names" // at about the same time
	Founding      StoryRule = "founding"     // nothing before it was on the event
)

// Says is what a rule rests on, in words.
func (r StoryRule) Says() string {
	switch r {
	case StoryByRuling:
		return "a person decided it"
	case SamePage:
		return "they are versions of one page"
	case SameText:
		return "most of the words of both are the same"
	case SharedPassage:
		return "they share passages, and names"
	case LinkedPage:
		return "one links to the other, or both to a third page, and they share names"
	case SharedNames:
		return "they share names and figures that few others have at about that time"
	case Founding:
		return "nothing that was in the library before it was found to be on the same event"
	}
	return string(r)
}

// StoryTie is why an article is in its story: the one that it is most surely tied
// to, of those that were there when it was put in.
type StoryTie struct {
	Rule   StoryRule
	With   ArticleID // zero for Founding, and for an article that is gone
	Words  int       // that they share
	Names  int       // that they share, with figures
	Ruling int       // its number, for StoryByRuling
}

// Says is the tie in words.
func (t *StoryTie) Says() string {
	switch {
	case t.Rule == StoryByRuling && t.Ruling > 0:
		return fmt.Sprintf("%s (decision %d)", t.Rule.Says(), t.Ruling)
	case t.Rule == SameText, t.Rule == SharedPassage && t.Names == 0:
		return fmt.Sprintf("%s (%d words)", t.Rule.Says(), t.Words)
	case t.Rule == SharedPassage:
		return fmt.Sprintf("%s (%d words, %d names and figures)", t.Rule.Says(), t.Words, t.Names)
	case t.Rule == SharedNames, t.Rule == LinkedPage:
		return fmt.Sprintf("%s (%d)", t.Rule.Says(), t.Names)
	}
	return t.Rule.Says()
}

// StoryMember is an article of a story, with the reason.
type StoryMember struct {
	Brief
	Tie StoryTie
}

// StoryVerb is what a person decides of stories.
type StoryVerb string

// The verbs.
const (
	ConfirmStory StoryVerb = "confirm" // Articles are of one story
	MergeStories StoryVerb = "merge"   // Articles and Others are of one story
	SplitStory   StoryVerb = "split"   // Articles are one story, and none of them is of that of Others
	RejectStory  StoryVerb = "reject"  // no two of Articles are of one story for a reason of evidence alone
)

// StoryRuling is what a person decided of stories. It outranks evidence; of two that
// do not agree the later one counts.
type StoryRuling struct {
	N                int // counted from 1, together with those of voices
	At               time.Time
	Verb             StoryVerb
	Articles, Others []ArticleID
	Undone           bool   // by a later decision
	By, UndoneBy     string // as of a Ruling
}

// StoryView is a story with what is known of it.
type StoryView struct {
	Story
	Members []StoryMember // by date and ID
	More    int           // members that are not among them
	Lineage *Lineage      // of Members
	// Texts are the articles of Members, which evidence stands in.
	Texts map[ArticleID]*Article
	// Rulings are what people decided of its articles, with what was taken back.
	Rulings []StoryRuling
}
