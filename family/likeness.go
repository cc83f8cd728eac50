// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

// What a word weighs when it is asked how much of one wording stands in another.
const (
	weightSmall   = 0.3
	weightContent = 1.0
	weightName    = 1.5
)

func weight(u *unit) float64 {
	switch {
	case u.traits.has(numeral) && u.traits.has(content), u.traits.has(capital) && u.before != sentence && u.traits.has(content):
		return weightName
	case u.traits.has(content):
		return weightContent
	}
	return weightSmall
}

func weigh(units []unit) float64 {
	sum := 0.0
	for i := range units {
		sum += weight(&units[i])
	}
	return sum
}

// likeness is how much of the shorter wording stands in the other, by weight, and
// the longest run of equal words.
func likeness(a, b []unit, steps []step) (share float64, run int) {
	same := 0.0
	for _, s := range steps {
		if s.kind == equal {
			same += weigh(a[s.a0:s.a1])
			run = max(run, s.a1-s.a0)
		}
	}
	if least := min(weigh(a), weigh(b)); least > 0 {
		share = min(1, same/least)
	}
	return share, run
}
