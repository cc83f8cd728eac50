// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

// branching chooses a way for each article so that together they have no cycle and
// the sum of their chances is greatest: most of them are right, as far as can be
// told (Chu and Liu 1965; Edmonds 1967). Of equal choices it takes the first.
func branching(arcs [][]arc) []int {
	var list []link
	for c := range arcs {
		for i := range arcs[c] {
			list = append(list, link{arcs[c][i].from, c, arcs[c][i].chance, [2]int{c, i}})
		}
	}
	out := make([]int, len(arcs))
	for _, id := range arborescence(len(arcs), list) {
		out[id[0]] = id[1]
	}
	return out
}

// link is an arc of a contracted graph; id is the arc that it was.
type link struct {
	from, to int
	gain     float64
	id       [2]int
}

// arborescence returns the ids of the arcs that are chosen. Nodes below zero are
// outside. Each node has an arc from outside.
func arborescence(n int, list []link) [][2]int {
	best := make([]int, n)
	for i := range best {
		best[i] = -1
	}
	for i, l := range list {
		if l.from == l.to {
			continue
		}
		if b := best[l.to]; b < 0 || l.gain > list[b].gain {
			best[l.to] = i
		}
	}
	cycle := findCycle(n, list, best)
	if cycle == nil {
		var out [][2]int
		for _, b := range best {
			if b >= 0 {
				out = append(out, list[b].id)
			}
		}
		return out
	}
	return expand(n, list, best, cycle)
}

// findCycle returns which nodes are on a cycle of best arcs; nil when there is none.
func findCycle(n int, list []link, best []int) []bool {
	state := make([]int, n) // the walk that came by
	for start := range n {
		at := start
		for at >= 0 && state[at] == 0 && best[at] >= 0 {
			state[at] = start + 1
			at = list[best[at]].from
		}
		if at < 0 || best[at] < 0 || state[at] != start+1 {
			continue
		}
		on := make([]bool, n)
		for x := at; !on[x]; x = list[best[x]].from {
			on[x] = true
		}
		return on
	}
	return nil
}

// expand makes one node of a cycle, chooses, and opens the cycle where the choice
// enters it.
func expand(n int, list []link, best []int, on []bool) [][2]int {
	node := make([]int, n)
	k := 0
	for i := range n {
		if !on[i] {
			node[i] = k
			k++
		}
	}
	for i := range n {
		if on[i] {
			node[i] = k
		}
	}
	var small []link
	enters := map[[2]int]int{} // where an arc enters the cycle
	for _, l := range list {
		from := l.from
		if from >= 0 {
			from = node[from]
		}
		to := node[l.to]
		if from == to {
			continue
		}
		gain := l.gain
		if on[l.to] {
			gain -= list[best[l.to]].gain
			enters[l.id] = l.to
		}
		small = append(small, link{from, to, gain, l.id})
	}
	out := arborescence(k+1, small)
	open := -1
	for _, id := range out {
		if at, ok := enters[id]; ok {
			open = at
		}
	}
	for i := range n {
		if on[i] && i != open {
			out = append(out, list[best[i]].id)
		}
	}
	return out
}
