// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family_test

import (
	"slices"
	"testing"

	"hearsay"
	"hearsay/family"
)

// TestRebase: seen from the other side, what was lost is added.
func TestRebase(t *testing.T) {
	lee := hearsay.Agent{Name: "Ann Lee", Kind: hearsay.Person}
	f := hearsay.Family{Variants: []hearsay.Rendering{
		{Exact: "We will not leave the harbour before the spring", Speaker: lee},
		{Exact: "We will leave the harbour before the spring", Speaker: lee, Changes: []hearsay.VariantChange{hearsay.NegationLost, hearsay.Joined}, Says: []string{"x"}},
	}}
	same := family.Rebase(&f, 0)
	if !slices.Equal(same.Variants[1].Changes, []hearsay.VariantChange{hearsay.Joined, hearsay.NegationLost}) || len(same.Variants[0].Changes) != 0 {
		t.Errorf("the same base: %v", same.Variants)
	}
	other := family.Rebase(&f, 1)
	if got := other.Variants[0].Changes; other.Base != 1 || !slices.Equal(got, []hearsay.VariantChange{hearsay.NegationAdded}) || len(other.Variants[0].Says) != 1 {
		t.Errorf("the other base: %v", other.Variants)
	}
	if out := family.Rebase(&f, 7); out.Base != 0 || f.Variants[1].Says[0] != "x" {
		t.Error("a base that there is not, or the family was changed")
	}
}
