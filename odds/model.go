// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package odds tells how likely it is that an answer is right from the signs that
// it shows: a logistic model, whose weights are few, whole numbers in a file that
// people can read.
package odds

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"hearsay"
)

// A Model holds a weight for each sign. Weights are in thousandths of a logit, so
// that their sum is the same on every machine.
type Model struct {
	base    int
	weights map[string]int
}

// Chance is how likely an answer with these signs is right, between 0 and 1. Signs
// that the model does not know count for nothing.
func (m *Model) Chance(signs []string) float64 {
	sum := m.base
	for _, s := range signs {
		sum += m.weights[s]
	}
	return chance(float64(sum) / unit)
}

// Weight is what a sign adds to the logit of the chance; 0 for one that is not known.
func (m *Model) Weight(sign string) float64 { return float64(m.weights[sign]) / unit }

func chance(logit float64) float64 { return 1 / (1 + math.Exp(-logit)) }

// unit is how many parts a logit has in a file.
const unit = 1000

// baseName stands in a file for what every answer has.
const baseName = "any"

// Format writes the model as Parse reads it: a line a sign, its weight in front.
func (m *Model) Format() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%+d\t%s\n", m.base, baseName)
	for _, s := range slices.Sorted(maps.Keys(m.weights)) {
		fmt.Fprintf(&b, "%+d\t%s\n", m.weights[s], s)
	}
	return b.String()
}

// Parse reads a model. Errors name the line and wrap [hearsay.ErrInvalid].
func Parse(text string) (*Model, error) {
	m := &Model{weights: map[string]int{}}
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		number, sign, ok := strings.Cut(line, "\t")
		weight, err := strconv.Atoi(number)
		_, twice := m.weights[sign]
		switch {
		case !ok || sign == "" || err != nil || max(weight, -weight) > maxWeight:
			return nil, fmt.Errorf("read model, line %d: want a weight, a tab and a sign: %w", i+1, hearsay.ErrInvalid)
		case twice || (sign == baseName) != (i == 0):
			return nil, fmt.Errorf("read model, line %d: want %q once, in front, and every sign once: %w", i+1, baseName, hearsay.ErrInvalid)
		case i == 0:
			m.base = weight
		default:
			m.weights[sign] = weight
		}
	}
	return m, nil
}

// Must is [Parse] for a file that is part of the program: that it can be read is held by
// the tests of its package, and one that cannot is a broken build.
func Must(text string) *Model {
	m, err := Parse(text)
	if err != nil {
		panic(err)
	}
	return m
}

// maxWeight keeps sums far from the limits of whole numbers.
const maxWeight = 1_000_000
