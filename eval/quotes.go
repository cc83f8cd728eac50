// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"fmt"

	"hearsay"
)

// Quotes scores packages quote and speaker against a folder of annotated
// articles. Every file of it, packed or not, is offered once to each layout
// that is known; each layout that finds something gives a set. What a file
// holds that can't be read is left out and named in the set.
//
// Exact figures are CofeNet's: every contiguous run of a source, cue or content
// within a paragraph is one span, and right only when both ends are. Relation
// figures (groups "core …" and "all …") ask for the same cue, an overlapping
// source (or none on both sides) and half of the content's tokens (F at least
// .5); "core" are the relations whose cue holds one of 29 plain reporting words
// ([lexicon.IsCoreForm]).
func Quotes(dir string, opt Options) (Report, error) {
	layouts := quoteLayouts(opt)
	for f, err := range files(dir) {
		if err != nil {
			return Report{}, err
		}
		for _, l := range layouts {
			l.take(f)
		}
	}
	var report Report
	for _, l := range layouts {
		report.Sets = append(report.Sets, l.finish()...)
	}
	if len(report.Sets) == 0 {
		return report, fmt.Errorf("read set %s: no annotated text found; doc/eval.md lists the layouts: %w", dir, hearsay.ErrNotFound)
	}
	return report, nil
}

// A quoteLayout is one way in which annotated texts lie in a folder. It scores
// a text as soon as all of its files have come and keeps none, but for PolNeAR,
// where a text may have any number of annotations.
type quoteLayout interface {
	// take looks at one file of the folder. Files of other layouts are nothing
	// to it.
	take(f file)
	// finish returns what was scored: no set when no file was its own.
	finish() []Set
}

func quoteLayouts(opt Options) []quoteLayout {
	return []quoteLayout{newPolnear(opt), newGerman(opt), newGUM(opt), newLitBank(opt), newRiQuA(opt), newOwn(opt), newPolnearCredits(opt)}
}

// annotated is one text with one person's relations.
type annotated struct {
	name string
	text string
	gold []hearsay.Quotation
	got  []hearsay.Quotation // what the engines say, in the set's conventions
}
