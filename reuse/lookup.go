// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse

import (
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
	// skipped are the candidates that were not wanted, and ownSeen says that the
	// article itself was among them.
	skipped []shelved
	ownSeen bool
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
		if f.ask.Looked != nil {
			f.ask.Looked()
		}
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

// gather puts the hits of all segments together. How the library is cut into
// segments must not show in an answer: each segment kept to the limits by itself, so
// together they gave more of a common seed than one would have.
func (l *lookup) gather(limits index.Limits) {
	total := 0
	for i := range l.found {
		for seed, n := range l.found[i].Counts {
			l.counts[seed] += n
		}
		total += len(l.found[i].Hits)
	}
	if len(l.found) == 1 {
		l.hits = l.found[0].Hits
		return
	}
	l.hits = make([]index.Hit, 0, total)
	queues := make([]queue, 0, len(l.found))
	next := make([]int, len(l.found))
	for seed := range l.counts {
		queues = queues[:0]
		for i := range l.found {
			hits := l.found[i].Hits[next[i]:]
			n := 0
			for n < len(hits) && int(hits[n].Seed) == seed {
				n++
			}
			if next[i] += n; n > 0 {
				queues = append(queues, queue{hits: hits[:n], segment: i})
			}
		}
		if int(l.counts[seed]) > limits.Common {
			l.earliest(queues, limits)
			continue
		}
		for _, q := range queues {
			for _, h := range q.hits {
				h.Article += l.bases[q.segment]
				l.hits = append(l.hits, h)
			}
		}
	}
}

// queue is the hits of one seed in one segment, those of the earliest articles first.
type queue struct {
	hits    []index.Hit // articles by their number in the segment
	segment int
	head    index.Article // of the first of hits
}

// earliest adds, of the hits of a common seed, those that one segment would have
// given. Only the articles that are given are looked at, a cache miss each: the
// postings of a segment are in order of date.
func (l *lookup) earliest(queues []queue, limits index.Limits) {
	for i := range queues {
		l.begin(&queues[i])
	}
	for n := 0; n < limits.First; n++ {
		if !l.give(queues) {
			return
		}
	}
	for i := range queues {
		q := &queues[i]
		q.hits = slices.DeleteFunc(slices.Clone(q.hits), func(h index.Hit) bool {
			return !l.q.seeds[h.Seed].Ctx.Alike(h.Ctx, limits.Beside)
		})
		l.look(q)
	}
	for n := 0; n < limits.Alike; n++ {
		if !l.give(queues) {
			return
		}
	}
}

// give adds the earliest of the first hits; false when there is none.
func (l *lookup) give(queues []queue) bool {
	q := first(queues)
	if q == nil {
		return false
	}
	h := q.hits[0]
	h.Article += l.bases[q.segment]
	l.hits = append(l.hits, h)
	q.hits = q.hits[1:]
	l.look(q)
	return true
}

// look reads the article of the first hit.
func (l *lookup) look(q *queue) {
	if len(q.hits) > 0 {
		q.head = l.Segments[q.segment].Article(q.hits[0].Article)
	}
}

// begin makes a queue ready.
func (l *lookup) begin(q *queue) {
	s := l.Segments[q.segment]
	if !s.ByDate() {
		q.hits = slices.Clone(q.hits)
		slices.SortStableFunc(q.hits, func(a, b index.Hit) int { return s.Article(a.Article).Compare(s.Article(b.Article)) })
	}
	l.look(q)
}

// first returns the queue whose first article is the earliest, or nil when all are
// empty.
func first(queues []queue) *queue {
	var out *queue
	for i := range queues {
		q := &queues[i]
		if len(q.hits) > 0 && (out == nil || q.head.Compare(out.head) < 0) {
			out = q
		}
	}
	return out
}

// candidates returns the articles that may share a passage with the query, in the
// order that is asked for. Those that share a phrase and no more are left out at once:
// of the seeds of a question they are half, and each costs a cache miss.
func (l *lookup) candidates(full *Crowd) []shelved {
	ask := &l.ask
	found := l.q.Candidates(l.hits)
	out := make([]shelved, 0, len(found))
	for _, c := range found {
		if full.Judge(c) == Doubtful {
			continue
		}
		s := shelved{Candidate: c}
		s.segment, s.number = l.at(c.Article)
		s.article = l.Segments[s.segment].Article(s.number)
		own := s.article.ID == ask.Own
		l.ownSeen = l.ownSeen || own
		if own || ask.Skip != nil && ask.Skip(s.article) {
			l.skipped = append(l.skipped, s)
		} else {
			out = append(out, s)
		}
	}
	order := ask.Order
	if order == nil {
		order = index.Article.Compare
	}
	slices.SortFunc(out, func(a, b shelved) int { return order(a.article, b.article) })
	return out
}

// crowdBehind counts the articles of which nothing is known but that they share what
// the crowd shares: they have a common seed, with neighbours that look like ten words
// in a row, at which enough articles were found to share a passage. Those of known
// are not among them.
func (l *lookup) crowdBehind(full *Crowd, known []shelved) (int, error) {
	var closed []index.Seed
	limits := l.q.Limits(l.ask.Crowd)
	limits.Since = l.ask.Since
	for i, n := range l.counts {
		if int(n) > limits.Common && !full.Open(l.q.seeds[i].At) {
			closed = append(closed, l.q.seeds[i])
		}
	}
	if len(closed) == 0 {
		return 0, nil
	}
	counts := make([]int, len(l.Segments))
	err := l.parallel(len(counts), func(i int) error {
		var m index.Marks
		err := l.Segments[i].MarkAlike(&m, closed, limits)
		if errors.Is(err, hearsay.ErrCorrupt) {
			l.damage(i)
			return nil
		}
		for _, c := range known {
			if c.segment == i {
				m.Remove(c.number)
			}
		}
		for range m.All() {
			counts[i]++
		}
		return err
	})
	sum := 0
	for _, n := range counts {
		sum += n
	}
	if sum > 0 && !l.ask.Own.IsZero() && !l.ownSeen {
		sum-- // whoever shares most with the query: itself
	}
	return sum, err
}
