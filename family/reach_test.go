// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import (
	"testing"

	"hearsay/bench/provenance/plant"
)

// TestReach: no two wordings have more in common than the bound that spares aligning them
// says, whether they are of one utterance or of two.
func TestReach(t *testing.T) {
	set, err := plant.Make(plant.Options{Level: 3, Seed: 5, Stories: 4})
	if err != nil {
		t.Fatal(err)
	}
	var classes []class
	for _, loose := range []bool{false, true} {
		for _, f := range set.Truth.Families {
			for _, v := range f.Variants {
				u := unitsOf(v.Exact)
				classes = append(classes, class{units: u, weight: weigh(u), weights: weightsOf(u), loose: loose})
			}
		}
	}
	ruled := 0
	for i := range classes {
		for k := range classes {
			long, short := &classes[i], &classes[k]
			if long.weight < short.weight {
				continue
			}
			m, reach := meet(long, short), short.reach(long)
			if m.share*short.weight > reach+tolerance {
				t.Errorf("share %.3f of %.1f is more than %.1f:\n%v\n%v", m.share, short.weight, reach, words(long.units), words(short.units))
			}
			if reach < leastShare*short.weight {
				ruled++
			}
		}
	}
	if ruled < len(classes)*len(classes)/4 {
		t.Errorf("it rules out %d of %d pairs only", ruled, len(classes)*len(classes)/2)
	}
}

func words(units []unit) (out []string) {
	for i := range units {
		out = append(out, units[i].key)
	}
	return out
}
