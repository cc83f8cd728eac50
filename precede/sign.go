// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package precede

import "hearsay"

// Signs lists what the words of two texts that share the passages say about which
// was first, strongest first. No name stands in the list twice for one side. Passages that do
// not lie in the texts are a broken invariant. Time is linear in the texts and in
// the passages, but for sorting these.
func Signs(a, b *Text, shared []hearsay.Alignment) []Sign { return nil }

// Weight is what the sign adds to the logit of its side being first, as learnt
// from the sets that doc.go names; 0 for a sign that is not known.
func (s Sign) Weight() float64 { return 0 }

// Direction adds the signs up: the side that was first, and how likely that is
// right, from .5 to 1. Without enough to go on the side is [hearsay.UnknownSide];
// the chance then is that of the side that more speaks for.
func Direction(signs []Sign) (first hearsay.Side, chance float64) {
	return hearsay.UnknownSide, 0.5
}
