// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package precede

import (
	"cmp"
	"slices"

	"hearsay"
)

// Sign is one thing in the words of two texts that speaks for one of them being
// first.
type Sign struct {
	// Name is what the model knows it by: "reply-header", "cut-at-end".
	Name string
	// First is the side it speaks for: [hearsay.SideA] or [hearsay.SideB].
	First hearsay.Side
	// Says is the sign as one sentence, for people: evidence and no verdict.
	Says string
	// A and B are where to look in the two texts; zero when there is no one place.
	A, B hearsay.Span
}

// look is a pair with one text taken for the later one.
type look struct{ it, from *half }

// turned takes the other text for the later one.
func (l look) turned() look { return look{it: l.from, from: l.it} }

// found is what a check saw: a sentence, and where in both texts. Nothing was
// found when the sentence is empty.
type found struct {
	says     string
	it, from hearsay.Span
}

// check is one way to tell that a text came after the other.
type check struct {
	name string
	find func(look) found
}

// checks lists those for posts, which answer others, or for other texts. Their names
// stand in the models.
func checks(posts bool) []check {
	if posts {
		return replyChecks()
	}
	return slices.Concat(frameChecks(), shapeChecks(), sentenceChecks(), wordChecks())
}

// Signs lists what the words of two texts say about which was first, strongest
// first. Changes are those of reuse.Diff(a, b). A name may stand in the list once for
// each side. Changes that do not lie in the texts are a broken invariant. Time is
// linear in the texts, but for a logarithm to find words by their place.
func Signs(a, b *Text, changes []hearsay.Change) []Sign {
	halfA, halfB := halves(a, b, changes)
	if halfA.shared == 0 {
		return nil
	}
	var out []Sign
	for _, c := range checks(a.post || b.post) {
		if f := c.find(look{it: halfB, from: halfA}); f.says != "" {
			out = append(out, Sign{Name: c.name, First: hearsay.SideA, Says: f.says, A: f.from, B: f.it})
		}
		if f := c.find(look{it: halfA, from: halfB}); f.says != "" {
			out = append(out, Sign{Name: c.name, First: hearsay.SideB, Says: f.says, A: f.it, B: f.from})
		}
	}
	sortSigns(out)
	return out
}

func sortSigns(signs []Sign) {
	slices.SortStableFunc(signs, func(x, y Sign) int { return cmp.Compare(y.Weight(), x.Weight()) })
}

// Names are those of the signs as an answer shows them to a model: "for X" when the
// sign speaks for the side being first, and "against X".
func Names(signs []Sign, first hearsay.Side) []string {
	var out []string
	for _, s := range signs {
		if s.First == first {
			out = append(out, "for "+s.Name)
		} else {
			out = append(out, "against "+s.Name)
		}
	}
	return out
}
