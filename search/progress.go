// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"
	"sync"

	"hearsay"
	"hearsay/reuse"
)

// Progress is how far a trace has come.
type Progress struct {
	// Looked is how many of the index's parts were looked through, of Parts.
	Looked, Parts int
	// Found is how many articles are known to share a passage. Which of them is an answer,
	// and in which order, is told when all are known.
	Found int
	// Early are some of them, those of the earliest dates first; more of them from call
	// to call.
	Early []Sighting
}

// Sighting is an article that shares a passage, told before the answer.
type Sighting struct {
	Article hearsay.Brief
	Words   int // of the question, that it shares
}

// maxEarly is how many sightings are told: they are read while the rest is looked for.
const maxEarly = 5

// teller passes progress on. It may be called from several goroutines; one whose tell
// is nil does nothing.
type teller struct {
	tell func(Progress)
	mu   sync.Mutex
	now  Progress
}

// update changes what is known and tells it.
func (t *teller) update(change func(*Progress)) {
	if t.tell == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	change(&t.now)
	t.tell(t.now)
}

// looked counts a part of the index.
func (t *teller) looked() { t.update(func(p *Progress) { p.Looked++ }) }

// sight tells of the articles that a round of alignments found, and reads the first.
func (e *Engine) sight(ctx context.Context, q *question, in shelves, round []reuse.Match) error {
	if q.teller.tell == nil || len(round) == 0 {
		return nil
	}
	var early []Sighting
	for i := 0; i < len(round) && len(q.teller.now.Early)+len(early) < maxEarly; i++ {
		f, err := e.finding(ctx, q, in, &round[i])
		if err != nil {
			return err
		}
		if f.article != nil {
			early = append(early, Sighting{f.match.Article, f.match.Words})
		}
	}
	q.teller.update(func(p *Progress) {
		p.Found += len(round)
		p.Early = append(p.Early[:len(p.Early):len(p.Early)], early...)
	})
	return nil
}
