// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package odds_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"hearsay"
	"hearsay/odds"
)

// examples are n answers with the signs, of which some are right.
func examples(n, right int, signs ...string) []odds.Example {
	out := make([]odds.Example, n)
	for i := range out {
		out[i] = odds.Example{Signs: signs, Right: i < right}
	}
	return out
}

func TestTrainGivesShares(t *testing.T) {
	m := odds.Train(slices.Concat(examples(400, 380), examples(400, 300, "odd"), examples(2, 0, "rare")), 1)
	for _, c := range []struct {
		signs     []string
		want, tol float64
	}{
		{nil, 0.95, 0.01},
		{[]string{"odd"}, 0.75, 0.01},
		{[]string{"never seen"}, 0.95, 0.01},
		{[]string{"rare"}, 0.8, 0.1}, // two examples prove little
	} {
		if got := m.Chance(c.signs); math.Abs(got-c.want) > c.tol {
			t.Errorf("%q has the chance %.3f, want %.2f", c.signs, got, c.want)
		}
	}
}

// The order of the examples does not show in the model.
func TestTrainKnowsNoOrder(t *testing.T) {
	list := slices.Concat(examples(90, 80, "a"), examples(70, 30, "a", "b"), examples(40, 39, "b", "c"))
	want := odds.Train(list, 5).Format()
	slices.Reverse(list)
	if got := odds.Train(list, 5).Format(); got != want {
		t.Errorf("in reverse order:\n%swant\n%s", got, want)
	}
}

func TestFoldsLearnFromOthers(t *testing.T) {
	texts := [][]odds.Example{examples(50, 50, "a"), examples(50, 0, "a"), examples(1, 1, "a")}
	got := odds.Folds(texts, 2, 0.1)
	if len(got) != 101 || got[0] > 0.2 || got[50] < 0.8 || got[100] > 0.2 {
		t.Errorf("chances %.2f, %.2f and %.2f of %d, want low, high, low of 101", got[0], got[50], got[100], len(got))
	}
}

func TestParseErrors(t *testing.T) {
	for _, text := range []string{"", "any\n", "+1\tother\n", "+1\tany\n+1\ta\n+2\ta\n", "+1\tany\n+2\tany\n", "+1\tany\nx\ta\n", "+1\tany\n+9999999\ta\n"} {
		if _, err := odds.Parse(text); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("%q: error %v, want one that wraps ErrInvalid", text, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("+2760\tany\n-678\tends at a comma\n")
	f.Add("+0\tany\n")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := odds.Parse(text)
		if err != nil {
			return
		}
		again, err := odds.Parse(m.Format())
		if err != nil || again.Format() != m.Format() {
			t.Errorf("%q is written as %q, which reads as another: %v", text, m.Format(), err)
		}
		if c := m.Chance([]string{"any", "a"}); !(c >= 0 && c <= 1) {
			t.Errorf("%q gives the chance %f", text, c)
		}
	})
}
