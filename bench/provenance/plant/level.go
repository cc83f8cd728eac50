// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package plant

import (
	"fmt"

	"hearsay/bench/provenance"
)

// Version is that of the generator: a change that changes a byte of any set
// raises it.
const Version = 1

// Levels is how many levels there are, from 1.
const Levels = 5

// Options say which set to make.
type Options struct {
	Level int // 1 to Levels
	Seed  uint64
	// Stories is how many; 0 means 20.
	Stories int
	// Copies is how many outlets carry the agency text of the first story; 0
	// means as many as the level has, -1 none.
	Copies int
}

// Set is a made-up set.
type Set struct {
	Articles []provenance.Article
	Truth    provenance.Truth
}

// level is how hard a set is. Numbers without another unit are per cent.
type level struct {
	about string
	// Credits of edges; what is left is given.
	omitted, untrue int
	// Dates shown; what is left is right to the minute.
	day, missing, late, early, zone int
	// unseen are agencies and releases that are not in the set.
	unseen int
	// manners are weights, in the order of the list manners.
	manners [5]int
	// changed are retold quotations in which something is changed.
	changed int
	// relayed are retellings of a retelling.
	relayed int
	// second agencies, releases, interviews, lifted quotations, texts put
	// together from two, revisions: stories that have one.
	second, release, interview, lift, merge, revise int
	html, formulas                                  int
	copies                                          int
	// overheard: reporters may print just what others printed of a conference.
	// Below, each has a sentence that nobody else has.
	overheard bool
	// lookalike: an outlet calls itself like another, in other letters.
	lookalike bool
}

var levels = [Levels]level{
	{about: "plain: reprints with credit, every date right", manners: [5]int{60, 40},
		changed: 15, relayed: 10, second: 25, release: 30, interview: 30, lift: 20, revise: 20, formulas: 20},
	{about: "newsroom: light editing, some silence, days without a time", manners: [5]int{35, 30, 35},
		omitted: 25, day: 20, missing: 3, unseen: 15, changed: 35, relayed: 25, second: 35, release: 50, interview: 50, lift: 30,
		merge: 10, revise: 25, html: 10, formulas: 30, copies: 20},
	{about: "middle: rewriting, dates missing or wrong, sources unseen", manners: [5]int{20, 25, 30, 25},
		omitted: 40, untrue: 4, day: 25, missing: 10, late: 4, early: 2, zone: 4, unseen: 30, changed: 55, relayed: 40, second: 40,
		release: 60, interview: 60, lift: 40, merge: 25, revise: 30, html: 20, formulas: 40, copies: 30},
	{about: "hard: heavy rewriting, false credits, back-dating", manners: [5]int{10, 15, 25, 35, 15},
		omitted: 55, untrue: 10, day: 25, missing: 25, late: 8, early: 6, zone: 6, unseen: 40, changed: 70, relayed: 50, second: 50,
		release: 70, interview: 70, lift: 50, merge: 35, revise: 35, html: 30, formulas: 50, copies: 40, overheard: true, lookalike: true},
	{about: "hostile: most dates missing or wrong, most credits missing or false", manners: [5]int{15, 15, 20, 25, 25},
		omitted: 60, untrue: 20, day: 15, missing: 35, late: 10, early: 15, zone: 10, unseen: 50, changed: 80, relayed: 60, second: 50,
		release: 70, interview: 70, lift: 50, merge: 40, revise: 40, html: 40, formulas: 60, copies: 60, overheard: true, lookalike: true},
}

// About says in a line what a level is like. Levels count from 1.
func About(n int) string { return levels[n-1].about }

// manner is how a text is retold: of a hundred sentences so many are kept word
// for word, edited, put in other words, or left out.
type manner struct {
	name                       string
	keep, edit, rephrase, drop int
	cut                        int // of a hundred sentences, from the end
	own                        int // sentences that the outlet adds
	move                       bool
	alters                     bool // what quotations say
}

var manners = [5]manner{
	{name: "reprint", keep: 100},
	{name: "trim", keep: 100, cut: 45, alters: true},
	{name: "polish", keep: 60, edit: 30, drop: 10, own: 1, alters: true},
	{name: "rewrite", keep: 15, edit: 35, rephrase: 35, drop: 15, own: 1, move: true, alters: true},
	{name: "recast", edit: 20, rephrase: 50, drop: 30, own: 1, move: true, alters: true},
}

func (o Options) level() (*level, error) {
	if o.Level < 1 || o.Level > Levels {
		return nil, fmt.Errorf("level %d: there are levels 1 to %d", o.Level, Levels)
	}
	l := levels[o.Level-1]
	switch {
	case o.Copies > 0:
		l.copies = o.Copies
	case o.Copies < 0:
		l.copies = 0
	}
	return &l, nil
}

// manner draws one of the level's manners.
func (l *level) manner(r *random) *manner {
	total := 0
	for _, w := range l.manners {
		total += w
	}
	n := r.below(total)
	for i, w := range l.manners {
		if n < w {
			return &manners[i]
		}
		n -= w
	}
	return &manners[0]
}
