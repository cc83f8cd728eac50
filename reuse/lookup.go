// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"

	"hearsay"
	"hearsay/index"
)

// lookup is what all segments know of the seeds of one query. Articles are
// numbered through: those of a segment begin at its base.
type lookup struct {
	*finder
	bases  []uint32
	found  []index.Found
	counts []int32 // articles that have each seed
	hits   []index.Hit
	rest   int // articles of which nothing is known but that they share what many share
}

// lookUp asks every segment. One that turns out to be damaged gives nothing.
func (f *finder) lookUp() (*lookup, error) {
	l := &lookup{finder: f, found: make([]index.Found, len(f.Segments)), counts: make([]int32, len(f.q.seeds))}
	base := uint32(0)
	for _, s := range f.Segments {
		if s.Profile() != f.q.profile.Index() {
			return nil, fmt.Errorf("%w: the index was made by another version of Hearsay; run hearsay rebuild --index", hearsay.ErrInvalid)
		}
		l.bases = append(l.bases, base)
		base += uint32(s.Len())
	}
	limits := f.q.Limits(f.ask.Crowd)
	limits.Since = f.ask.Since
	err := f.parallel(len(f.Segments), func(i int) error {
		err := f.Segments[i].Lookup(&l.found[i], f.q.seeds, limits)
		if errors.Is(err, hearsay.ErrCorrupt) {
			f.damage(i)
			l.found[i] = index.Found{}
			return nil
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	l.gather(limits)
	return l, nil
}

// at returns the segment of an article and its number there.
func (l *lookup) at(article uint32) (segment int, number uint32) {
	// Of empty segments with the same base the last one has the article.
	i, _ := slices.BinarySearchFunc(l.bases, article, func(base, article uint32) int {
		if base <= article {
			return -1
		}
		return 1
	})
	return i - 1, article - l.bases[i-1]
}

func (l *lookup) article(article uint32) index.Article {
	segment, number := l.at(article)
	return l.Segments[segment].Article(number)
}

// gather puts the hits of all segments together. How the library is cut into
// segments must not show in an answer: each segment kept to the limits by itself, so
// together they gave more of a common seed than one would have.
func (l *lookup) gather(limits index.Limits) {
	total := 0
	for i := range l.found {
		for seed, n := range l.found[i].Counts {
			l.counts[seed] += n
		}
		l.rest += l.found[i].Rest
		total += len(l.found[i].Hits)
	}
	if len(l.found) == 1 {
		l.hits = l.found[0].Hits
		return
	}
	l.hits = make([]index.Hit, 0, total)
	var common []datedHit
	for i := range l.found {
		for _, h := range l.found[i].Hits {
			h.Article += l.bases[i]
			if int(l.counts[h.Seed]) > limits.Common {
				common = append(common, datedHit{h, l.article(h.Article).Published})
			} else {
				l.hits = append(l.hits, h)
			}
		}
	}
	l.limit(common, limits)
}

// datedHit has the date beside it: it is compared many times.
type datedHit struct {
	index.Hit
	published index.Minute
}

// limit adds, of the hits of common seeds, those that one segment would have given,
// and counts the others.
func (l *lookup) limit(common []datedHit, limits index.Limits) {
	slices.SortFunc(common, func(a, b datedHit) int {
		switch {
		case a.Seed != b.Seed:
			return cmp.Compare(a.Seed, b.Seed)
		case a.published != b.published:
			return cmp.Compare(a.published-1, b.published-1)
		}
		return byDate(l.article(a.Article), l.article(b.Article))
	})
	var counted []uint32
	given, alike := 0, 0
	for i, h := range common {
		if i == 0 || common[i-1].Seed != h.Seed {
			given, alike = 0, 0
		}
		switch {
		case given < limits.First:
			given++
			l.hits = append(l.hits, h.Hit)
		case !l.q.seeds[h.Seed].Ctx.Alike(h.Ctx, limits.Beside):
		case alike < limits.Alike:
			alike++
			l.hits = append(l.hits, h.Hit)
		default:
			counted = append(counted, h.Article)
		}
	}
	l.count(counted)
}

// byDate orders articles by date, those without one last, and then by ID.
func byDate(a, b index.Article) int {
	return cmp.Or(cmp.Compare(a.Published-1, b.Published-1), bytes.Compare(a.ID[:], b.ID[:]))
}

// count adds the articles that have no hit to the rest.
func (l *lookup) count(articles []uint32) {
	if len(articles) == 0 {
		return
	}
	slices.Sort(articles)
	articles = slices.Compact(articles)
	given := make(map[uint32]bool, len(l.hits))
	for _, h := range l.hits {
		given[h.Article] = true
	}
	for _, a := range articles {
		if !given[a] {
			l.rest++
		}
	}
}

// candidates returns the articles that may share a passage with the query, in the
// order that is asked for.
func (l *lookup) candidates(ask Ask) []shelved {
	found := l.q.Candidates(l.hits)
	out := make([]shelved, 0, len(found))
	for _, c := range found {
		s := shelved{Candidate: c}
		s.segment, s.number = l.at(c.Article)
		s.article = l.Segments[s.segment].Article(s.number)
		if ask.Skip == nil || !ask.Skip(s.article) {
			out = append(out, s)
		}
	}
	order := ask.Order
	if order == nil {
		order = byDate
	}
	slices.SortFunc(out, func(a, b shelved) int { return order(a.article, b.article) })
	return out
}
