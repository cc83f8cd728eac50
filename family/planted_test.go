// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family_test

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"hearsay"
	"hearsay/bench/provenance/plant"
	"hearsay/family"
)

// TestPlanted: what the benchmark planted in quotations is named, given the words.
// Finding the quotations in pages is another matter, and scored by the benchmark.
func TestPlanted(t *testing.T) {
	const level, seeds = 3, 2
	var hit, truth, stated, turned, found int
	for seed := range seeds {
		set, err := plant.Make(plant.Options{Level: level, Seed: uint64(seed + 1), Stories: 20})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range set.Truth.Families {
			for _, v := range f.Variants {
				d := family.Changes(family.Wording{Text: f.Exact}, family.Wording{Text: v.Exact})
				var got []string
				for _, k := range d.Kinds() {
					got = append(got, string(k))
				}
				want := slices.DeleteFunc(slices.Clone(v.Changes), func(c string) bool { return c == string(hearsay.Reattributed) })
				for _, c := range want {
					truth++
					ok := slices.Contains(got, c)
					if ok {
						hit++
					}
					if c == string(hearsay.NegationLost) || c == string(hearsay.NegationAdded) {
						turned++
						if ok {
							found++
						}
					}
				}
				stated += len(got)
				if os.Getenv("SHOW") != "" && !slices.Equal(got, want) {
					fmt.Printf("A %s\nB %s\n  got %v want %v\n", f.Exact, v.Exact, got, want)
				}
			}
		}
	}
	f1 := 2 * float64(hit) / float64(truth+stated)
	recall := float64(found) / float64(turned)
	t.Logf("F1 %.3f of %d changes, %d stated; denials found %.3f of %d", f1, truth, stated, recall, turned)
	if f1 < 0.97 || recall < 0.99 {
		t.Errorf("F1 %.3f, denials found %.3f", f1, recall)
	}
}
