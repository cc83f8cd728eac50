// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import (
	"hearsay"
)

// What two wordings must share to be of one utterance.
const (
	leastShare     = 0.6  // of the weight of the shorter
	leastContent   = 3    // words that say something
	fewShare       = 0.85 // share when they are no more
	leastRun       = 3    // words in a row
	namelessRun    = 6    // words in a row, of nobody named, that are enough when all are there
	strangerShare  = 0.75 // when two speakers are named
	strangerWords  = 5
	strangerRun    = 5
	strangerUnits  = 10 // words in all, of a wording that is the same to the letter
	wordedRun      = 8  // words in a row that are enough with two that say something, but of two speakers
	reportedWords  = 4
	reportedNumber = 0.85 // share from which a number may differ in indirect speech
)

// meeting is what two wordings have in common.
type meeting struct {
	share  float64
	words  int // that say something
	run    int
	number bool // a number differs
}

// meet sets two wordings beside each other.
func meet(a, b *class) meeting {
	d := changes(a.units, b.units, a.loose || b.loose)
	d.met.number = d.has(hearsay.NumberChanged)
	return d.met
}

// together reports whether two wordings that met are of one utterance.
func (m meeting) together(loose bool, who kinship) bool {
	switch {
	case m.run >= wordedRun && m.share >= fewShare && m.words >= 2 && who != two && !loose:
		return true
	case m.share < leastShare || m.words < leastContent || m.run < leastRun || m.words == leastContent && m.share < fewShare:
		return false
	case who == two:
		return !loose && m.share >= strangerShare && m.words >= strangerWords && m.run >= strangerRun
	case loose:
		return m.words >= reportedWords && (m.share >= reportedNumber || !m.number)
	case who == unknown:
		return m.words > leastContent || m.run >= namelessRun && m.share >= fewShare
	}
	return true
}

func (d *Difference) has(k hearsay.VariantChange) bool {
	for _, s := range d.Steps {
		if s.Kind == k {
			return true
		}
	}
	return false
}
