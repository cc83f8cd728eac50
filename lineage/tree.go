// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import "math"

// The ways of all articles together have to make sense: each has one, and
// following them leads out of the story in the end. Of all choices that do
// so, each is as likely as the product of its ways' odds; what is asked is how
// likely a way is over all of them. The matrix-tree theorem gives that by one
// inversion (Koo et al. 2007; Smith and Smith 2007).

// farthest is how far below an article's best way another counts, in logits: what is
// less likely is as good as excluded, and numbers stay in range.
const farthest = 25

// chances fills in how likely each way is. Time grows with the cube of the number
// of articles. It reports the logarithm of the sum over all choices.
func chances(arcs [][]arc) float64 {
	n := len(arcs)
	l := make([][]float64, n) // l[p][c]
	for i := range l {
		l[i] = make([]float64, n)
	}
	total := 0.0
	odds := make([][]float64, n)
	for c, list := range arcs {
		best := math.Inf(-1)
		for _, a := range list {
			best = math.Max(best, a.weight)
		}
		total += best
		odds[c] = make([]float64, len(list))
		for i, a := range list {
			w := math.Exp(math.Max(a.weight-best, -farthest))
			if math.IsInf(a.weight, -1) {
				w = 0
			}
			odds[c][i] = w
			l[c][c] += w
			if a.from >= 0 {
				l[a.from][c] -= w
			}
		}
	}
	inv, logDet := invert(l)
	for c, list := range arcs {
		for i := range list {
			x := inv[c][c]
			if p := list[i].from; p >= 0 {
				x -= inv[c][p]
			}
			list[i].chance = math.Min(math.Max(odds[c][i]*x, 0), 1)
		}
	}
	return total + logDet
}

// invert inverts a matrix by elimination, the largest element of each column first,
// and returns the logarithm of its determinant's size. What is singular gives
// numbers that are none; an article's way out of the story keeps that from happening.
func invert(m [][]float64) ([][]float64, float64) {
	n := len(m)
	inv := make([][]float64, n)
	for i := range inv {
		inv[i] = make([]float64, n)
		inv[i][i] = 1
	}
	logDet := 0.0
	for k := range n {
		pivot := k
		for i := k + 1; i < n; i++ {
			if math.Abs(m[i][k]) > math.Abs(m[pivot][k]) {
				pivot = i
			}
		}
		m[k], m[pivot] = m[pivot], m[k]
		inv[k], inv[pivot] = inv[pivot], inv[k]
		d := m[k][k]
		logDet += math.Log(math.Abs(d))
		for j := range n {
			m[k][j] /= d
			inv[k][j] /= d
		}
		for i := range n {
			f := m[i][k]
			if i == k || f == 0 {
				continue
			}
			for j := k; j < n; j++ {
				m[i][j] -= f * m[k][j]
			}
			for j := range n {
				inv[i][j] -= f * inv[k][j]
			}
		}
	}
	return inv, logDet
}
