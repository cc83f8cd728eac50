// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"bytes"
	"cmp"
	"slices"

	"hearsay"
)

// Text is an article with what it says of its sources.
type Text struct {
	Article    *hearsay.Article
	Quotations []hearsay.Quotation
}

// Story is articles that are asked about together. The zero Story has none. What
// it answers does not depend on the order in which they came. It is not safe for
// use by several goroutines.
type Story struct {
	all       []*reading // in order
	byID      map[hearsay.ArticleID]*reading
	credited  map[string]int // how many articles credit an outlet, by its key
	published map[string]int // how many are of an outlet
	told      *told          // nil: to be told anew
}

// told is what was found out of a story, as long as its core stays what it is.
type told struct {
	scene     *scene
	seats     map[*reading]*seat
	core      []*seat
	fresh     []*reading     // of the core, as in core.fresh
	byPrint   map[uint64]int // the first of the core with these words
	published map[string]int // how many of the core are of an outlet
}

// Add puts an article into the story; one that is there already is put in its
// own place.
func (s *Story) Add(t Text) {
	r := read(t)
	if old := s.byID[t.Article.ID]; old != nil {
		s.count(old, -1)
		s.all = slices.DeleteFunc(s.all, func(o *reading) bool { return o == old })
		s.told = nil
	}
	if s.byID == nil {
		s.byID = map[hearsay.ArticleID]*reading{}
	}
	s.byID[t.Article.ID] = r
	at, _ := slices.BinarySearchFunc(s.all, r, func(a, b *reading) int { return compare(a.Article, b.Article) })
	s.all = slices.Insert(s.all, at, r)
	s.count(r, 1)
	if s.told != nil && !s.leavesCore(r) {
		s.told = nil
	}
}

// count keeps the numbers of credits and articles.
func (s *Story) count(r *reading, n int) {
	if s.credited == nil {
		s.credited, s.published = map[string]int{}, map[string]int{}
	}
	for _, c := range r.credits {
		s.credited[keyOf(c.To)] += n
	}
	s.published[r.outlet] += n
}

// Tell is the lineage of articles that are all at hand.
func Tell(texts []Text) *hearsay.Lineage {
	var s Story
	for _, t := range texts {
		s.Add(t)
	}
	return s.Lineage()
}

// compare orders articles by date, then ID; those without a date come last.
func compare(a, b *hearsay.Article) int {
	da, _ := a.Published()
	db, _ := b.Published()
	if da.Earliest.IsZero() != db.Earliest.IsZero() {
		if da.Earliest.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(da.Earliest.Compare(db.Earliest), da.Latest.Compare(db.Latest), bytes.Compare(a.ID[:], b.ID[:]))
}

// Lineage says where each article of the story is from, as far as they show. The
// first time costs most; after an article was added that others are not from, it
// costs little more than writing the answer down.
func (s *Story) Lineage() *hearsay.Lineage {
	if s.told == nil {
		s.told = s.tell(weights())
	}
	t := s.told
	a := &answer{core: t.core}
	for _, r := range s.all {
		if t.seats[r] == nil {
			t.seats[r] = t.leaf(r)
		}
		a.seats = append(a.seats, t.seats[r])
	}
	return a.tell()
}

// tell judges the core.
func (s *Story) tell(weights map[string]float64) *told {
	t := &told{seats: map[*reading]*seat{}, byPrint: map[uint64]int{}, published: map[string]int{}}
	c := coreOf(s.all, s.credited)
	if c.fresh != nil {
		t.fresh = pick(s.all, c.fresh)
	}
	t.scene = newScene(pick(s.all, c.members), weights)
	sc := t.scene
	chances(sc.arcs)
	best := branching(sc.arcs)
	sc.chosen = make([]int, len(sc.all))
	for c, k := range best {
		sc.chosen[c] = sc.arcs[c][k].from
	}
	tale := newTale(sc, sc.chosen)
	t.core = each(len(sc.all), func(c int) *seat {
		w := &sc.arcs[c][best[c]]
		return sit(sc, c, w, sc.share(c, w), tale)
	})
	for c, r := range sc.all {
		t.core[c].core = c
		t.seats[r] = t.core[c]
		t.published[r.outlet]++
		if _, again := t.byPrint[r.print]; !again {
			t.byPrint[r.print] = c
		}
	}
	rooms(tale, t.core)
	return t
}

func pick(all []*reading, places []int) []*reading {
	out := make([]*reading, len(places))
	for k, i := range places {
		out[k] = all[i]
	}
	return out
}

// scene sets the core of the story against each other.
func (s *Story) scene(weights map[string]float64) *scene {
	return newScene(pick(s.all, coreOf(s.all, s.credited).members), weights)
}

// share is which part of the chance that two are tied is for the way, and not for the
// turned one.
func (s *scene) share(c int, w *arc) float64 {
	if w.from < 0 || w.chance == 0 {
		return 1
	}
	back := 0.0
	for _, x := range s.arcs[w.from] {
		if x.from == c {
			back = x.chance
		}
	}
	return w.chance / (w.chance + back)
}

// leaf says what is said of an article outside the core.
func (t *told) leaf(r *reading) *seat {
	same, ok := t.byPrint[r.print]
	if !ok {
		same = -1
	}
	l := t.scene.with(r, same)
	i := len(l.all) - 1
	w := &l.arcs[i][l.best]
	share := 1.0
	if w.from >= 0 {
		share = l.turned(w.from)
		w.chance *= share
	}
	return sit(l.scene, i, w, share, newTale(l.scene, append(slices.Clip(t.scene.chosen), w.from)))
}
