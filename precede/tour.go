// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package precede

import (
	"math"
	"slices"
)

// maxExact is how many versions the best order is looked for among all orders of;
// of more, a good one is made by putting in one after the other.
const maxExact = 10

// exact is the best of all orders, found over all sets of versions (Held and Karp
// 1962): 2^n times n squared.
func (t *tour) exact() []int {
	n := len(t.ahead)
	if n == 0 || n > maxExact {
		return nil
	}
	worth := make([][]float64, 1<<n) // [set][last]: of the best order of the set that ends so
	before := make([][]int, 1<<n)
	for set := range worth {
		worth[set], before[set] = make([]float64, n), make([]int, n)
		for last := range n {
			worth[set][last], before[set][last] = math.Inf(-1), -1
			if set == 1<<last {
				worth[set][last] = 0
			}
		}
	}
	for set := 1; set < 1<<n; set++ {
		for next := range n {
			if set>>next&1 == 1 {
				continue
			}
			gain := t.gain(set, next)
			wider := set | 1<<next
			for last := range n {
				if v := worth[set][last] + gain - t.apart[last][next]; v > worth[wider][next] {
					worth[wider][next], before[wider][next] = v, last
				}
			}
		}
	}
	set, last := 1<<n-1, 0
	for i, v := range worth[set] {
		if v > worth[set][last] {
			last = i
		}
	}
	var out []int
	for last >= 0 {
		out = append(out, last)
		set, last = set&^(1<<last), before[set][last]
	}
	slices.Reverse(out)
	return out
}

// gain is what it is worth that all of a set are earlier than next.
func (t *tour) gain(set, next int) float64 {
	sum := 0.0
	for k := range t.ahead {
		if set>>k&1 == 1 {
			sum += t.ahead[k][next]
		}
	}
	return sum
}

// grown puts in one version after the other where it fits best, and then moves each
// once more while that gains anything.
func (t *tour) grown() []int {
	const maxRounds = 10
	var order []int
	for v := range t.ahead {
		order = t.put(order, v)
	}
	for range maxRounds {
		was := slices.Clone(order)
		for v := range t.ahead {
			at := slices.Index(order, v)
			order = t.put(slices.Delete(order, at, at+1), v)
		}
		if slices.Equal(was, order) {
			break
		}
	}
	return order
}

// put inserts a version where the order is worth most, the first such place. Linear.
func (t *tour) put(order []int, v int) []int {
	lead := 0.0 // logit of v being earlier than all that stand behind the place
	for _, o := range order {
		lead += t.ahead[v][o]
	}
	best, at := math.Inf(-1), 0
	for i := 0; i <= len(order); i++ {
		worth := lead
		if i > 0 {
			worth -= t.apart[order[i-1]][v]
		}
		if i < len(order) {
			worth -= t.apart[v][order[i]]
		}
		if i > 0 && i < len(order) {
			worth += t.apart[order[i-1]][order[i]]
		}
		if worth > best {
			best, at = worth, i
		}
		if i < len(order) {
			lead += 2 * t.ahead[order[i]][v]
		}
	}
	return slices.Insert(order, at, v)
}
