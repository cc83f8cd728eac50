// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package chain

import (
	"fmt"
	"strings"
	"time"

	"hearsay"
)

// Shared describes what two texts share, for choosing a relation.
type Shared struct {
	Words    int     // of the first text that stand in shared passages
	Quoted   int     // of these, within quotation content
	Of       int     // words of the shorter text
	Identity float64 // over the shared passages
	Whole    bool    // both texts are equal after folding
	SamePage bool    // versions of one address
}

// The shares that part the relations. A page that has nine tenths of another
// word for word is a copy with a new frame; below a quarter it borrows.
const (
	copyIdentity = 0.9 // passages as alike as this were copied, not rewritten
	quoteShare   = 0.8 // this much of what is shared is quotation: it quotes
)

// Relate names the tie between two texts.
func Relate(s Shared) hearsay.Relation {
	switch {
	case s.SamePage:
		return hearsay.Revises
	case s.Whole:
		return hearsay.Identical
	case s.Words == 0:
		return hearsay.Cites
	case float64(s.Quoted) >= quoteShare*float64(s.Words):
		return hearsay.Quotes
	case s.Identity >= copyIdentity:
		return hearsay.Copies
	}
	return hearsay.Rewrites
}

// Certainty says how sure the tie is: by how much is shared, whether the page says
// so, and whether the dates, or the captures of one page, have an order.
func Certainty(s Shared, credited bool, d hearsay.Direction) hearsay.Certainty {
	long := s.Words >= 40 && s.Identity >= copyIdentity
	ordered := d.From != "" && d.From != hearsay.UnknownSide
	switch {
	// Which version revises which is as sure as the order of their captures; and an
	// address under which nothing of the text is left may hold another article.
	case s.SamePage && ordered && s.Words > 0 || long && credited && ordered:
		return hearsay.Certain
	case s.SamePage && s.Words > 0:
		return hearsay.Strong
	case s.SamePage:
		return hearsay.Likely
	case long && ordered || s.Words >= 20 && credited:
		return hearsay.Strong
	case s.Words >= 12:
		return hearsay.Likely
	}
	return hearsay.Possible
}

// Dated is what a direction is decided by.
type Dated struct {
	Date hearsay.Date
	Name string // how to call it in a reason: "the query", "The Daily Gull"
}

// Direction decides which of two texts had the words first, by their dates
// alone: the intervals must not touch. A text that was seen before the other was
// published is earlier even when it bears no date. Sides name the first and the
// second.
func Direction(a, b Dated, sideA, sideB hearsay.Side) hearsay.Direction {
	switch {
	case a.Date.Before(b.Date):
		return hearsay.Direction{From: sideA, Why: []string{reason(a, b)}}
	case b.Date.Before(a.Date):
		return hearsay.Direction{From: sideB, Why: []string{reason(b, a)}}
	}
	return hearsay.Direction{From: hearsay.UnknownSide, Why: []string{undecided(a, b)}}
}

func undecided(a, b Dated) string {
	switch {
	case a.undated() && b.undated():
		return fmt.Sprintf("neither %s nor %s has a date", a.Name, b.Name)
	case a.undated():
		return a.Name + " has no date"
	case b.undated():
		return b.Name + " has no date"
	}
	return fmt.Sprintf("the dates do not decide: %s has %s, %s has %s", a.Name, a.Date.Value, b.Name, b.Date.Value)
}

// undated reports whether a date has no lower bound: "seen then" says nothing of
// when it was published.
func (d Dated) undated() bool { return d.Date.Earliest.IsZero() }

// reason states the order in words, with the bases of both dates.
func reason(first, second Dated) string {
	gap := second.Date.Earliest.Sub(first.Date.Latest)
	if first.undated() {
		return fmt.Sprintf("%s was %s, %s is dated %s (%s): %s later",
			first.Name, worded(first.Date), second.Name, second.Date.Value, second.Date.Basis, span(gap))
	}
	return fmt.Sprintf("%s is dated %s (%s), %s %s (%s): %s later",
		first.Name, first.Date.Value, first.Date.Basis, second.Name, second.Date.Value, second.Date.Basis, span(gap))
}

// worded gives a date for people: of an article without one, when it was there.
func worded(d hearsay.Date) string {
	if until, open := strings.CutPrefix(d.Value, "../"); open {
		return "seen by " + until
	}
	return d.Value
}

// span words a duration for people.
func span(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return fmt.Sprintf("at least %d days", int(d/(24*time.Hour)))
	case d >= 2*time.Hour:
		return fmt.Sprintf("at least %d hours", int(d/time.Hour))
	case d >= 2*time.Minute:
		return fmt.Sprintf("at least %d minutes", int(d/time.Minute))
	}
	return "moments"
}
