// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package odds

import (
	"math"
	"slices"
)

// An Example is an answer whose truth is known. No sign stands in it twice.
type Example struct {
	Signs []string
	Right bool
}

// Train fits a model to the examples, so that their likelihood is greatest less
// caution/2 for each square of a weight: the fewer examples a sign has, the nearer
// it stays to nothing. There is one such model, and rounding hides in what order
// it was found.
func Train(examples []Example, caution float64) *Model {
	f := newFit(examples)
	for range maxRounds {
		if f.round(caution) < converged {
			break
		}
	}
	m := &Model{base: inUnits(f.weights[0]), weights: map[string]int{}}
	for k, s := range f.signs[1:] {
		m.weights[s] = inUnits(f.weights[k+1])
	}
	return m
}

const (
	maxRounds = 2000
	converged = 1e-7 // logits that any weight moved by in a round
)

func inUnits(w float64) int { return int(math.Round(w * unit)) }

// A fit is a model that is being found; weights[0] is the base, which every
// example has.
type fit struct {
	examples []Example
	signs    []string
	having   [][]int // the examples that have a sign
	weights  []float64
	sums     []float64 // of the weights of each example
}

func newFit(examples []Example) *fit {
	f := &fit{examples: examples, signs: []string{baseName}, having: [][]int{nil}, sums: make([]float64, len(examples))}
	at := map[string]int{}
	for i, x := range examples {
		f.having[0] = append(f.having[0], i)
		for _, s := range x.Signs {
			k, known := at[s]
			if !known {
				k = len(f.signs)
				at[s] = k
				f.signs, f.having = append(f.signs, s), append(f.having, nil)
			}
			f.having[k] = append(f.having[k], i)
		}
	}
	f.weights = make([]float64, len(f.signs))
	return f
}

// round moves each weight once, as Newton would, and returns the longest move.
func (f *fit) round(caution float64) float64 {
	longest := 0.0
	for k := range f.weights {
		slope, bend := 0.0, 1e-9
		if k > 0 {
			slope, bend = -caution*f.weights[k], caution
		}
		for _, i := range f.having[k] {
			p := chance(f.sums[i])
			slope -= p
			if f.examples[i].Right {
				slope++
			}
			bend += p * (1 - p)
		}
		move := max(min(slope/bend, 1), -1)
		f.weights[k] += move
		for _, i := range f.having[k] {
			f.sums[i] += move
		}
		longest = max(longest, math.Abs(move))
	}
	return longest
}

// Folds cuts examples, which come text by text, into n parts by text, and gives
// each part's chances by a model of the other parts, in the order of the examples.
func Folds(texts [][]Example, n int, caution float64) []float64 {
	parts := make([][]float64, len(texts))
	for k := range n {
		var others []Example
		for i, t := range texts {
			if i%n != k {
				others = append(others, t...)
			}
		}
		m := Train(others, caution)
		for i := k; i < len(texts); i += n {
			for _, x := range texts[i] {
				parts[i] = append(parts[i], m.Chance(x.Signs))
			}
		}
	}
	return slices.Concat(parts...)
}
