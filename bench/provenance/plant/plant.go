// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package plant

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"hearsay/bench/provenance"
)

// firstDay is when the first story happens; the others follow in hours.
var firstDay = time.Date(2024, 1, 8, 6, 0, 0, 0, time.UTC)

// stories is how many a set has. More would run out of ways to put things.
const stories = 20

// Make makes a set. Errors: there is no such level; the grammar has no words left
// for so many stories.
func Make(opt Options) (*Set, error) {
	l, err := opt.level()
	if err != nil {
		return nil, err
	}
	w := newWorld(l, opt.Seed)
	var all []*story
	for i := range cmp.Or(opt.Stories, stories) {
		s := w.story(i, firstDay.Add(time.Duration(i*11)*time.Hour))
		copies := 0
		if i == 0 {
			copies = l.copies
		}
		s.plan(copies)
		if it := s.empty(); it != nil {
			return nil, fmt.Errorf("story %d: the grammar has run out of words; ask for fewer stories", i+1)
		}
		all = append(all, s)
	}
	w.number(all)
	set := &Set{Truth: provenance.Truth{About: provenance.About{Name: fmt.Sprintf("level %d", opt.Level), Seed: opt.Seed, Version: Version}}}
	for _, s := range all {
		s.show()
		s.record(&set.Truth)
		set.Articles = append(set.Articles, s.pages()...)
	}
	slices.SortFunc(set.Articles, func(a, b provenance.Article) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(set.Truth.Articles, func(a, b provenance.Known) int { return strings.Compare(a.ID, b.ID) })
	provenance.FillChains(&set.Truth)
	return set, nil
}

// empty is an article that has nothing to say.
func (s *story) empty() *item {
	for _, it := range s.items {
		if len(it.body) == 0 && it.what != "conference" {
			return it
		}
	}
	return nil
}

// number gives articles their names, which tell nothing of when or why they were
// made.
func (w *world) number(all []*story) {
	var seen []*item
	for _, s := range all {
		n := 0
		for _, it := range s.items {
			if it.unseen {
				n++
				it.id = fmt.Sprintf("unseen:%s-%d", s.id, n)
				continue
			}
			seen = append(seen, it)
		}
	}
	shuffle(w.r, seen)
	for i, it := range seen {
		it.id = fmt.Sprintf("a%05d", i+1)
	}
}

// show decides what dates the story's pages bear.
func (s *story) show() {
	for _, it := range s.items {
		s.date(it)
	}
}

func (s *story) pages() []provenance.Article {
	var out []provenance.Article
	for _, it := range s.items {
		if !it.unseen {
			out = append(out, s.page(it))
		}
	}
	return out
}
