// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

import "time"

// OutletID names an outlet of a library, by what it is known by there.
type OutletID = ID[Standing]

// Standing counts the articles of an outlet by where most of their words are from, as
// far as one library shows. It is no score: it says how many of what, and of how many.
// Own, Credited, Uncredited, Wire, Unknown and Uncounted add up to Articles.
type Standing struct {
	ID          OutletID
	Outlet      Agent // zero: the articles that name none
	Articles    int
	Dated       int
	First, Last time.Time // of the articles that have a date; zero when none has
	// Own are the articles of which no earlier article of another outlet has half.
	Own int
	// Credited, Uncredited and Wire are those of which one has: they name or link it;
	// they do not; they credit a press agency.
	Credited, Uncredited, Wire int
	// Unknown are those of which another outlet's has half, and dates do not tell
	// which was first.
	Unknown int
	// Uncounted are those that were not looked at yet.
	Uncounted int
}

// Taking is the articles of one outlet of which an earlier article of another has half
// of the words or more.
type Taking struct {
	By, From OutletID
	Articles int
	Credited int           // of these, those that name or link the other
	Delay    time.Duration // the median, from one publication to the other
	Pairs    []Pair        // some of them, the latest
}

// Pair is an article and the earlier one that it has words of.
type Pair struct {
	Article, From ArticleID
	Words         int // that they share
}

// Exchange is who takes from whom in a library.
type Exchange struct {
	Standings []Standing // of most articles first
	Takings   []Taking   // of most articles first
	// Pending is how far counting is when this is not the library as it is now; else nil.
	Pending *Pending
}

// Pending is a count of who takes from whom that goes on.
type Pending struct {
	Looked, Of int // articles that were looked at, of all
	// Earlier says that the exchange is complete, and of the library before it changed. Else it
	// has standings only, and of these no more than how many articles there are and when.
	Earlier bool
}

// Articles is how many articles were counted.
func (x *Exchange) Articles() (n int) {
	for i := range x.Standings {
		n += x.Standings[i].Articles
	}
	return n
}

// DayCount is how many articles there are of a day, in UTC.
type DayCount struct {
	Day      time.Time
	Articles int
}
