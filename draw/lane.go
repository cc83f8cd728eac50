// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package draw

// ends is where the labels of lanes end, as a heap over the lanes.
type ends struct {
	end  []float64
	heap []int // of lanes, least end first
	in   []int // place of a lane in heap
}

func (e *ends) len() int            { return len(e.end) }
func (e *ends) at(lane int) float64 { return e.end[lane] }

// first is the lane whose label ends first, when that is before x; else -1.
func (e *ends) first(x float64) int {
	if len(e.heap) == 0 || e.end[e.heap[0]] > x {
		return -1
	}
	return e.heap[0]
}

func (e *ends) add() int {
	lane := len(e.end)
	e.end, e.in, e.heap = append(e.end, 0), append(e.in, lane), append(e.heap, lane)
	e.up(lane)
	return lane
}

// set moves the end of a lane: to the right, as time goes, or of a new one.
func (e *ends) set(lane int, end float64) {
	e.end[lane] = end
	e.up(e.in[lane])
	e.down(e.in[lane])
}

func (e *ends) less(a, b int) bool {
	x, y := e.heap[a], e.heap[b]
	return e.end[x] < e.end[y] || e.end[x] == e.end[y] && x < y
}

func (e *ends) swap(a, b int) {
	e.heap[a], e.heap[b] = e.heap[b], e.heap[a]
	e.in[e.heap[a]], e.in[e.heap[b]] = a, b
}

func (e *ends) up(i int) {
	for i > 0 && e.less(i, (i-1)/2) {
		e.swap(i, (i-1)/2)
		i = (i - 1) / 2
	}
}

func (e *ends) down(i int) {
	for {
		least := i
		for c := 2*i + 1; c <= 2*i+2 && c < len(e.heap); c++ {
			if e.less(c, least) {
				least = c
			}
		}
		if least == i {
			return
		}
		e.swap(i, least)
		i = least
	}
}
