// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"fmt"

	"hearsay"
	"hearsay/precede"
)

const (
	// tellingWeight is what a sign must be worth to be shown, in logits: lesser ones
	// tell a reader nothing.
	tellingWeight = 1
	// maxSigns bounds what is shown for one side.
	maxSigns = 3
)

// inTheWords lists the strongest signs in the words of which of two articles was
// first, for people. They are reasons to look, and decide nothing: no set of real
// copies says how far they can be trusted.
func inTheWords(a, b side, changes []hearsay.Change) []string {
	first, second := a.read(), b.read()
	signs := precede.Signs(first, second, changes)
	if samePage(a.article, b.article) {
		signs = precede.VersionSigns(first, second)
	}
	var out []string
	shown := map[hearsay.Side]int{}
	for _, s := range signs {
		if s.Weight() < tellingWeight || shown[s.First] == maxSigns {
			continue
		}
		shown[s.First]++
		name := a.name
		if s.First == b.is {
			name = b.name
		}
		out = append(out, fmt.Sprintf("in the words, for %s: %s", name, s.Says))
	}
	return out
}

// read prepares the side's text.
func (s side) read() *precede.Text {
	return precede.Read(s.article.Text, s.name, append([]string{s.article.Outlet.Name}, s.article.Byline...)...)
}
