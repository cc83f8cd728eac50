// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package precede

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"

	"hearsay"
)

// VersionSigns lists what the words of two versions of one page say about which
// was first, strongest first. Linear in the texts.
func VersionSigns(a, b *Text) []Sign {
	va, vb := a.version(), b.version()
	var out []Sign
	for _, m := range growth(va, vb) {
		out = append(out, m.sign(hearsay.SideA, a.called, b.called))
	}
	for _, m := range growth(vb, va) {
		out = append(out, m.sign(hearsay.SideB, b.called, a.called))
	}
	sortSigns(out)
	return out
}

func (m mark) sign(first hearsay.Side, earlier, later string) Sign {
	return Sign{Name: m.name, First: first, Says: fmt.Sprintf(m.says, earlier, later)}
}

// Order puts versions of one page in order, earliest first, as far as their words
// tell, and returns their indexes. What it goes by: versions that follow each other
// are alike, so that words that come stay for a while; and the signs of
// [VersionSigns] between any two. It does not depend on the order that texts are
// given in, but for versions of equal text. Versions that nothing tells apart are
// put in some order all the same. Time grows with the square of their number.
func Order(texts []*Text) []int {
	given := canonical(texts)
	versions := make([]*version, len(texts))
	for i, n := range given {
		versions[i] = texts[n].version()
	}
	t := newTour(versions)
	order := t.exact()
	if len(texts) > maxExact {
		order = t.grown()
	}
	for i, n := range order {
		order[i] = given[n]
	}
	return order
}

// canonical are the indexes of texts, in an order that is not that of the caller.
func canonical(texts []*Text) []int {
	keys := make([]uint64, len(texts))
	out := make([]int, len(texts))
	for i, t := range texts {
		h := fnv.New64a()
		h.Write([]byte(t.text))
		keys[i], out[i] = h.Sum64(), i
	}
	slices.SortStableFunc(out, func(i, j int) int { return cmp.Compare(keys[i], keys[j]) })
	return out
}

// tour is what an order of versions is worth.
type tour struct {
	ahead [][]float64 // [i][j]: logit of i being earlier than j
	apart [][]float64 // [i][j]: price of j following i, in logits
}

// price is what a step between two versions costs that have nothing in common. It
// was chosen on the pages that the model was learnt from: between 100 and 300 it
// hardly matters.
const price = 192

func newTour(versions []*version) *tour {
	n := len(versions)
	t := &tour{make([][]float64, n), make([][]float64, n)}
	weights := newRarity(versions)
	for i, a := range versions {
		t.ahead[i], t.apart[i] = make([]float64, n), make([]float64, n)
		for j, b := range versions[:i] {
			up, down := 0.0, 0.0
			for _, m := range growth(a, b) {
				up += Sign{Name: m.name}.Weight()
			}
			for _, m := range growth(b, a) {
				down += Sign{Name: m.name}.Weight()
			}
			t.ahead[i][j], t.ahead[j][i] = up-down, down-up
			t.apart[i][j] = price * weights.apart(i, j)
			t.apart[j][i] = t.apart[i][j]
		}
	}
	return t
}

// rarity weighs runs of words: what one version alone has says nothing about
// which others it stands next to.
type rarity struct {
	versions []*version
	sums     []float64 // of the weights of a version's runs
}

// alone is the weight of a run that one version alone has; others weigh 1.
const alone = 0.3

func newRarity(versions []*version) rarity {
	having := map[uint64]int{}
	for _, v := range versions {
		for _, g := range v.grams {
			having[g]++
		}
	}
	r := rarity{versions, make([]float64, len(versions))}
	for i, v := range versions {
		for _, g := range v.grams {
			if having[g] == 1 {
				r.sums[i] += alone
			} else {
				r.sums[i]++
			}
		}
	}
	return r
}

// apart is the share of the runs of two versions that they do not have in common,
// from 0 to 1.
func (r rarity) apart(i, j int) float64 {
	both := float64(common(r.versions[i].grams, r.versions[j].grams))
	return 1 - (both+1)/(r.sums[i]+r.sums[j]-both+1)
}
