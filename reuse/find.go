// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse

import (
	"errors"
	"sync"

	"hearsay"
	"hearsay/index"
)

// Shelves are segments that are asked together: those of a library. The zero
// functions work.
type Shelves struct {
	Segments []*index.Segment
	// Parallel calls f for every number below n, as many at once as it likes, and
	// returns one of the errors. Nil: one after the other.
	Parallel func(n int, f func(i int) error) error
	// Words gives the codes of an article whose segment has none, or whose segment
	// is damaged there; none when there is no such article. They are not changed.
	// Nil: it is passed over.
	Words func(index.Article) ([]Code, error)
}

// Ask says what is wanted. MinWords and Crowd must be above zero.
type Ask struct {
	MinWords int // least equal words of a passage
	// Crowd is how many articles are wanted at least at every word, those that come
	// first. Others that share no more are counted.
	Crowd int
	// Since leaves articles published before out of what is given of common seeds.
	Since index.Minute
	// Order says which article comes first; it must tell any two apart. Nil: the
	// earlier one, those without a date last, then by ID.
	Order func(a, b index.Article) int
	// Own is the article that the query is of, when the segments have it: it is no
	// match of itself.
	Own hearsay.ArticleID
	// Skip leaves articles out. Nil: none.
	Skip func(index.Article) bool
	// Count says that Answer.More is wanted, which takes reading all postings of what
	// very many share.
	Count bool
	// Looked is called when a segment was looked through, from any goroutine; Found with
	// the matches of each round, in the order of the answer. An error of Found ends the search. Either may be nil.
	Looked func()
	Found  func([]Match) error
}

// Match is an article that shares passages.
type Match struct {
	index.Article
	Segment  int    // of Shelves.Segments
	Number   uint32 // of the article in it
	Passages []Passage
}

// Answer is what Find finds.
type Answer struct {
	Matches []Match
	// More is how many articles share only what the crowd shares; those that Skip
	// leaves out may be among them. 0 unless Ask.Count.
	More int
	// Damaged are the segments that were found to be damaged, in order. What they
	// hold was not searched, or not all of it.
	Damaged []int
}

// Find returns the articles that share passages with the query. The answer does
// not depend on how the articles are divided among segments, nor on Parallel.
// Errors: ErrInvalid for a segment of another profile, and those of the functions
// of s.
func (s *Shelves) Find(q *Query, ask Ask) (*Answer, error) {
	f := &finder{Shelves: s, q: q, ask: ask, damaged: make([]bool, len(s.Segments))}
	l, err := f.lookUp()
	if err != nil {
		return nil, err
	}
	a := &Answer{}
	full := q.Crowd(ask.Crowd, l.counts)
	waiting := l.candidates(full)
	known := l.skipped // and all of which is known what they share
	for len(waiting) > 0 {
		var round, crowded []shelved
		round, crowded, waiting = nextRound(full, waiting)
		a.More += len(crowded)
		known = append(known, crowded...)
		aligned, err := f.alignAll(round)
		if err != nil {
			return nil, err
		}
		before := len(a.Matches)
		for i, passages := range aligned {
			c := &round[i]
			if len(passages) == 0 && c.verdict == Checked {
				continue
			}
			if passages = full.Add(c.Candidate, passages, ask.MinWords); len(passages) > 0 {
				a.Matches = append(a.Matches, Match{c.article, c.segment, c.number, passages})
			}
		}
		known = append(known, round...)
		if ask.Found != nil {
			if err := ask.Found(a.Matches[before:]); err != nil {
				return nil, err
			}
		}
	}
	if !ask.Count {
		a.More = 0
	} else if behind, err := l.crowdBehind(full, known); err != nil {
		return nil, err
	} else {
		a.More += behind
	}
	for i, damaged := range f.damaged {
		if damaged {
			a.Damaged = append(a.Damaged, i)
		}
	}
	return a, nil
}

// shelved is a candidate with its place.
type shelved struct {
	Candidate
	article index.Article
	segment int
	number  uint32
	verdict Verdict
}

// finder answers one query.
type finder struct {
	*Shelves
	q       *Query
	ask     Ask
	mu      sync.Mutex
	damaged []bool // by segment
}

func (f *finder) parallel(n int, do func(i int) error) error {
	if f.Parallel != nil {
		return f.Parallel(n, do)
	}
	for i := range n {
		if err := do(i); err != nil {
			return err
		}
	}
	return nil
}

func (f *finder) damage(segment int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.damaged[segment] = true
}

// A round is what is aligned before the crowd is counted again: perRound
// candidates, or maxRound with those that most likely share nothing. It is of a
// fixed size, since who is admitted must not depend on which core was done first.
const (
	perRound = 16
	maxRound = 256
)

// nextRound takes the candidates of the next round from those that wait.
func nextRound(full *Crowd, waiting []shelved) (round, crowded, rest []shelved) {
	round = make([]shelved, 0, min(perRound, len(waiting)))
	admitted := 0
	for len(waiting) > 0 && admitted < perRound && len(round) < maxRound {
		c := waiting[0]
		waiting = waiting[1:]
		switch c.verdict = full.Judge(c.Candidate); c.verdict {
		case Crowded:
			crowded = append(crowded, c)
		case Admitted:
			admitted++
			round = append(round, c)
		case Checked:
			round = append(round, c)
		}
	}
	return round, crowded, waiting
}

// alignAll returns the passages of each candidate of a round.
func (f *finder) alignAll(round []shelved) ([][]Passage, error) {
	out := make([][]Passage, len(round))
	err := f.parallel(len(round), func(i int) error {
		c := &round[i]
		room := f.q.room()
		defer f.q.scratch.Put(room)
		codes, err := f.codes(c, room)
		if err != nil || codes == nil {
			return err
		}
		if c.verdict == Admitted || f.q.SharesRun(codes, c.Places) {
			out[i] = f.q.align(room, codes, f.ask.MinWords)
		}
		return nil
	})
	return out, err
}

// codes returns the words of a candidate: in memory of room, or in that of whoever
// Words has them from.
func (f *finder) codes(c *shelved, room *scratch) ([]Code, error) {
	s := f.Segments[c.segment]
	if s.HasWords(c.number) {
		codes, err := s.AppendWords(room.codes[:0], c.number)
		if err == nil {
			room.codes = codes
			return codes, nil
		}
		if !errors.Is(err, hearsay.ErrCorrupt) {
			return nil, err
		}
		f.damage(c.segment)
	}
	if f.Words == nil {
		return nil, nil
	}
	codes, err := f.Words(c.article)
	if err == nil && codes == nil {
		f.damage(c.segment)
	}
	return codes, err
}
