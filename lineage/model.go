// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"hearsay/odds"
)

var (
	//go:embed main.model
	mainModel string
	//go:embed loan.model
	loanText string
	//go:embed hearing.model
	hearingText string
)

var (
	loanModel = sync.OnceValue(func() *odds.Model { return odds.Must(loanText) })
	hearModel = sync.OnceValue(func() *odds.Model { return odds.Must(hearingText) })
)

// stated is how likely a derivation has to be to be stated.
const stated = 0.5

// whenSaid is how likely a loan is at least that the borrower itself tells of. It is set
// and not learnt: what generated stories credit falsely or leave out is their own rate.
const whenSaid = 0.7

// borrowed chooses what an article has from others besides its main text: the
// likeliest lender of some words, then the next for what is left.
func (t *tale) borrowed(c int) []loan {
	left := t.unexplained(c)
	var out []loan
	for {
		best := loan{}
		for _, l := range t.loans(c, left) {
			if l.chance = loanModel().Chance(l.signs); l.said {
				l.chance = max(l.chance, whenSaid)
			}
			if l.chance > best.chance {
				best = l
			}
		}
		if best.chance < stated {
			return append(out, t.cited(c, out)...)
		}
		out = append(out, best)
		for i, yes := range best.words {
			left[i] = left[i] && !yes
		}
	}
}

// cited chooses, of what an article cites, that from which it has no words either.
func (t *tale) cited(c int, loans []loan) []loan {
	return slices.DeleteFunc(t.citations(c), func(l loan) bool {
		return l.chance < stated || slices.ContainsFunc(loans, func(o loan) bool { return t.naming.of[o.from] == t.naming.of[l.from] })
	})
}

// weights are what each mark adds to the logit of a way, in thousandths, from the
// file main.model, which `go run ./internal/train lineage` makes.
var weights = sync.OnceValue(func() map[string]float64 { return parseModel(mainModel) })

// parseModel reads lines of a weight, a tab and a mark. The file is part of the
// program: one that cannot be read is a broken build.
func parseModel(text string) map[string]float64 {
	m := map[string]float64{}
	for line := range strings.Lines(text) {
		number, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		w, err := strconv.Atoi(number)
		if !ok || err != nil {
			panic(fmt.Sprintf("lineage: main.model: %q", line))
		}
		m[name] = float64(w) / 1000
	}
	return m
}

// weigh adds up what marks weigh.
func weigh(w map[string]float64, m marks) float64 {
	sum := 0.0
	for _, x := range m {
		sum += w[x.name] * x.value
	}
	return sum
}
