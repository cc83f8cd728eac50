// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"hearsay"
	"hearsay/index"
	"hearsay/reuse"
)

// shelfmark is where an article stands in the index.
type shelfmark struct {
	segment *index.Segment
	file    string
	number  uint32
}

func (s shelfmark) article() index.Article { return s.segment.Article(s.number) }

// candidate is an article that may share a passage, with what decides its turn.
type candidate struct {
	reuse.Candidate
	at        shelfmark
	id        hearsay.ArticleID
	published index.Minute
	verdict   reuse.Verdict
}

// lookup is what all segments know of the seeds of one question. Articles are
// numbered through: those of a segment begin at its base.
type lookup struct {
	shelves
	bases  []uint32
	found  []index.Found
	counts []int32 // articles that have each seed
	hits   []index.Hit
	rest   int // articles of which nothing is known but that they share what many share
}

// lookUp asks every segment, on all cores. One that turns out to be damaged is
// noted and gives nothing.
func lookUp(ctx context.Context, in shelves, q *question) (*lookup, error) {
	l := &lookup{shelves: in, found: make([]index.Found, len(in.segments)), counts: make([]int32, len(q.query.Seeds()))}
	base := uint32(0)
	for _, s := range in.segments {
		l.bases = append(l.bases, base)
		base += uint32(s.Len())
	}
	limits := q.limits()
	q.damage.add(in.damaged...)
	err := inParallel(ctx, len(in.segments), func(_ context.Context, i int) error {
		if in.segments[i].Profile() != reuse.News().Index() {
			return fmt.Errorf("%w: the index was made by another version of Hearsay; run hearsay rebuild", hearsay.ErrInvalid)
		}
		err := in.segments[i].Lookup(&l.found[i], q.query.Seeds(), limits)
		if errors.Is(err, hearsay.ErrCorrupt) {
			q.damage.add(in.files[i])
			l.found[i] = index.Found{}
			return nil
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	l.gather(q.query, limits)
	return l, nil
}

// damage gathers the files of the index that were found to be damaged. It is safe
// for concurrent use.
type damage struct {
	mu    sync.Mutex
	files map[string]bool
}

func (d *damage) add(files ...string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, f := range files {
		if d.files == nil {
			d.files = map[string]bool{}
		}
		d.files[f] = true
	}
}

// notes says what could not be searched.
func (d *damage) notes() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.files) == 0 {
		return nil
	}
	return []string{fmt.Sprintf("The index is damaged: what it holds in %s was not searched, or not all of it. Run hearsay rebuild.",
		strings.Join(slices.Sorted(maps.Keys(d.files)), ", "))}
}

// at returns where the article of a number stands.
func (l *lookup) at(article uint32) shelfmark {
	i, exact := slices.BinarySearch(l.bases, article)
	if !exact {
		i--
	}
	// Of empty segments with the same base the last one has the article.
	for i+1 < len(l.bases) && l.bases[i+1] == article {
		i++
	}
	return shelfmark{l.segments[i], l.files[i], article - l.bases[i]}
}

// gather puts the hits of all segments together. How the library is cut into
// segments must not show in an answer: each segment kept to the limits by itself, so
// together they gave more of a common seed than one would have.
func (l *lookup) gather(q *reuse.Query, limits index.Limits) {
	total := 0
	for i := range l.found {
		for seed, n := range l.found[i].Counts {
			l.counts[seed] += n
		}
		l.rest += l.found[i].Rest
		total += len(l.found[i].Hits)
	}
	l.hits = make([]index.Hit, 0, total)
	if len(l.found) == 1 {
		l.hits = append(l.hits, l.found[0].Hits...)
		return
	}
	var common []index.Hit
	for i := range l.found {
		for _, h := range l.found[i].Hits {
			h.Article += l.bases[i]
			if int(l.counts[h.Seed]) > limits.Common {
				common = append(common, h)
			} else {
				l.hits = append(l.hits, h)
			}
		}
	}
	l.limit(q, common, limits)
}

// limit adds, of the hits of common seeds, those that one segment would have given,
// and counts the others.
func (l *lookup) limit(q *reuse.Query, common []index.Hit, limits index.Limits) {
	slices.SortFunc(common, func(a, b index.Hit) int {
		if a.Seed != b.Seed {
			return cmp.Compare(a.Seed, b.Seed)
		}
		return l.byDate(a.Article, b.Article)
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
			l.hits = append(l.hits, h)
		case !q.Seeds()[h.Seed].Ctx.Alike(h.Ctx, limits.Beside):
		case alike < limits.Alike:
			alike++
			l.hits = append(l.hits, h)
		default:
			counted = append(counted, h.Article)
		}
	}
	l.count(counted)
}

// byDate orders articles by date, those without one last, and then by ID.
func (l *lookup) byDate(a, b uint32) int {
	x, y := l.at(a).article(), l.at(b).article()
	return cmp.Or(cmp.Compare(x.Published-1, y.Published-1), bytes.Compare(x.ID[:], y.ID[:]))
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

// candidates returns the articles that may share a passage with the question, the
// first one to be taken first.
func (l *lookup) candidates(q *question) []candidate {
	found := q.query.Candidates(l.hits)
	out := make([]candidate, 0, len(found))
	for _, c := range found {
		at := l.at(c.Article)
		if a := at.article(); a.ID != q.Article {
			out = append(out, candidate{Candidate: c, at: at, id: a.ID, published: a.Published})
		}
	}
	q.sortByTurn(out)
	return out
}

// published is the date of what is asked about; the zero date when it has none.
func (q *question) published() hearsay.Date {
	if q.article == nil {
		return hearsay.Date{}
	}
	d, _ := q.article.Published()
	return d
}

// sortByTurn orders candidates: those that may be the answer by their dates,
// earliest first, before those without a date, before those on the wrong side
// of the question's date.
func (q *question) sortByTurn(list []candidate) {
	d := q.published()
	from, to := index.MinuteOf(d.Earliest), index.MinuteOf(d.Latest) // 0 not known
	turn := func(c candidate) int {
		switch {
		case c.published == 0:
			return 1
		case !q.Forward && to != 0 && c.published > to:
			return 2
		case q.Forward && from != 0 && c.published < from:
			return 2
		}
		return 0
	}
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(turn(a), turn(b)), cmp.Compare(a.published, b.published), bytes.Compare(a.id[:], b.id[:]))
	})
}
