// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

// reach is the most of c's weight that may stand in another class, whatever the order
// of its words: what they weigh there, of words that say something those that it has,
// too, and all small ones. Aligning two wordings takes the product of their lengths, and most that have a
// pair of words in common have little else; what this rules out needs no alignment.
func (c *class) reach(other *class) float64 {
	sum := 0.0
	for i := range c.units {
		u := &c.units[i]
		has := other.weights[u.lemma]
		if !u.traits.has(content) || movable(u) {
			has = max(has, weight(u))
		}
		sum += has
	}
	return sum
}

// movable reports a word that may stand for one with another lemma.
func movable(u *unit) bool {
	return u.traits.has(clitic) || persons[u.key] != 0 || shifts[u.key] != ""
}

// weightsOf is what the words of a wording weigh at most, by lemma.
func weightsOf(units []unit) map[string]float64 {
	out := make(map[string]float64, len(units))
	for i := range units {
		out[units[i].lemma] = max(out[units[i].lemma], weight(&units[i]))
	}
	return out
}

// tolerance is what sums of the same weights in another order may differ by.
const tolerance = 1e-9
