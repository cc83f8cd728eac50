// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package plant makes stories whose provenance is known, because it made them:
// who wrote first, who copied, reworded, credited or kept silent, what a
// quotation lost on the way, and which of the dates shown are wrong.
//
//	set, err := plant.Make(plant.Options{Level: 3, Seed: 1})
//
// The truth is not read off the texts afterwards: texts are made from it.
// Sentences come from a grammar over invented names (text/*.txt), and no two
// sentences that were written apart have eight words in a row in common, in the
// whole set. What two articles share is therefore planted, or it is one of the
// press formulas and footers listed in text/formulas.txt and
// text/outletfooters.txt: the noise.
//
// The same options give the same bytes, whatever the release of Go.
package plant
