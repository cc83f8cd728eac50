// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"fmt"
	"hash/fnv"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"hearsay"
	"hearsay/bench/provenance/plant"
	"hearsay/odds"
	"hearsay/precede"
)

// versionOf reads a path that ends in version_documents/TITLE/N.txt.
func versionOf(name string) (title string, n int, ok bool) {
	dir, base := path.Split(name)
	parent, title := path.Split(path.Clean(dir))
	number, isText := strings.CutSuffix(base, ".txt")
	n, err := strconv.Atoi(number)
	return title, n, isText && err == nil && path.Base(parent) == "version_documents"
}

// keptBack reports whether a page is for measuring: three in ten, by their titles.
func keptBack(title string) bool {
	h := fnv.New32a()
	h.Write([]byte(title))
	return h.Sum32()>>4%10 < 3
}

// page is the versions of one page, in their true order.
type page struct {
	title string
	texts []string
}

func (t *directionTruth) inOrder() []page {
	var out []page
	for _, title := range slices.Sorted(maps.Keys(t.pages)) {
		p := page{title: title}
		for _, n := range slices.Sorted(maps.Keys(t.pages[title])) {
			p.texts = append(p.texts, t.pages[title][n])
		}
		out = append(out, p)
	}
	return out
}

// tau counts the pairs of versions that are in order and those that are not.
// Versions of the same words have no order and are left out.
type tau struct {
	pairs, in int
	perPage   float64 // sum
	pages     int
}

func (t *tau) add(p page, places []int) {
	same := make([]string, len(p.texts))
	for i, text := range p.texts {
		same[i] = strings.Join(strings.Fields(text), " ")
	}
	pairs, in := 0, 0
	for i := range p.texts {
		for j := i + 1; j < len(p.texts); j++ {
			if same[i] != same[j] {
				pairs++
				in += count(places[i] < places[j])
			}
		}
	}
	if pairs == 0 {
		return
	}
	t.pairs += pairs
	t.in += in
	t.pages++
	t.perPage += kendall(in, pairs)
}

// kendall is tau of so many pairs in order: from -1, all reversed, to 1.
func kendall(in, pairs int) float64 { return 2*share(in, pairs) - 1 }

func (t *tau) addTo(s *Set, group string) {
	if t.pages == 0 {
		return
	}
	s.Add(group, "tau of all pairs", kendall(t.in, t.pairs), t.pairs)
	s.Add(group, "mean tau of a page", t.perPage/float64(t.pages), t.pages)
}

// scorePages scores the order of versions.
func (t *directionTruth) scorePages(opt Options) []Set {
	pages := firstOf(t.inOrder(), opt.Limit)
	if len(pages) == 0 {
		return nil
	}
	set := Set{Name: "versions in order", Texts: len(pages)}
	errs := errorLog{opt: opt}
	var kept, learnt, grown tau
	for _, p := range pages {
		places := orderOf(p, precede.Order)
		if keptBack(p.title) {
			kept.add(p, places)
			grown.add(p, orderOf(p, byLength))
		} else {
			learnt.add(p, places)
		}
		if !slices.IsSorted(places) {
			errs.write("%s: in the order %d\n", p.title, places)
		}
	}
	kept.addTo(&set, "pages kept back")
	learnt.addTo(&set, "pages learnt from")
	grown.addTo(&set, "pages kept back, shortest first")
	return []Set{set}
}

// orderOf gives the place of each version in the order that is found.
func orderOf(p page, find func([]*precede.Text) []int) []int {
	texts := make([]*precede.Text, len(p.texts))
	for i, text := range p.texts {
		texts[i] = precede.Read(text, "")
	}
	// Backwards, so that an order that is not found is not right by chance.
	slices.Reverse(texts)
	places := make([]int, len(texts))
	for place, i := range find(texts) {
		places[len(texts)-1-i] = place
	}
	return places
}

// byLength is what a reader would try first.
func byLength(texts []*precede.Text) []int {
	out := make([]int, len(texts))
	for i := range out {
		out[i] = i
	}
	slices.SortStableFunc(out, func(i, j int) int { return texts[i].Words() - texts[j].Words() })
	return out
}

// VersionExamples are the pairs of versions of the pages that are not kept back,
// page by page, for learning from: each pair twice, for either side. Errors: those
// of reading the folder.
func VersionExamples(dir string) ([][]odds.Example, error) {
	t := directionTruth{pages: map[string]map[int]string{}}
	for f, err := range files(dir) {
		if err != nil {
			return nil, err
		}
		if title, n, ok := versionOf(f.name); ok && !keptBack(title) {
			if t.pages[title] == nil {
				t.pages[title] = map[int]string{}
			}
			t.pages[title][n] = string(f.data)
		}
	}
	var out [][]odds.Example
	for _, p := range t.inOrder() {
		var examples []odds.Example
		var before []*precede.Text
		for _, text := range p.texts {
			later := precede.Read(text, "")
			for _, first := range before {
				examples = append(examples, bothWays(precede.VersionSigns(first, later), hearsay.SideA)...)
			}
			before = append(before, later)
		}
		out = append(out, examples)
	}
	return out, nil
}

// DirectionExamples are the pairs that edges tie in a made-up set of stories, for
// learning from: each pair twice, for either side. Errors: those of plant.Make.
func DirectionExamples(level int, seed uint64) ([]odds.Example, error) {
	set, err := plant.Make(plant.Options{Level: level, Seed: seed})
	if err != nil {
		return nil, fmt.Errorf("level %d, seed %d: %w", level, seed, err)
	}
	var out []odds.Example
	for _, p := range tiedPairs(set.Articles, &set.Truth) {
		out = append(out, bothWays(p.signs())...)
	}
	return out, nil
}

// bothWays are the answers that either side was first; none when there is no sign.
func bothWays(signs []precede.Sign, first hearsay.Side) []odds.Example {
	if len(signs) == 0 {
		return nil
	}
	return []odds.Example{
		{Signs: precede.Names(signs, hearsay.SideA), Right: first == hearsay.SideA},
		{Signs: precede.Names(signs, hearsay.SideB), Right: first == hearsay.SideB},
	}
}
