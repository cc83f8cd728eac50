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

// weightForm is what another form of a word weighs, of its weight.
const weightForm = 0.7

// likeness is what two wordings have in common: how much of the shorter stands in
// the other, by weight, the longest run of equal words, and how many words that say
// something.
func likeness(a, b []unit, steps []step) meeting {
	var m meeting
	same := 0.0
	for _, s := range steps {
		if s.kind == paired && a[s.a0].lemma == b[s.b0].lemma {
			same += weightForm * weight(&a[s.a0])
			if a[s.a0].traits.has(content) {
				m.words++
			}
		}
		if s.kind != equal {
			continue
		}
		m.run = max(m.run, s.a1-s.a0)
		same += weigh(a[s.a0:s.a1])
		for i := s.a0; i < s.a1; i++ {
			if a[i].traits.has(content) {
				m.words++
			}
		}
	}
	if least := min(weigh(a), weigh(b)); least > 0 {
		m.share = min(1, same/least)
	}
	return m
}
