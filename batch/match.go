// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"slices"

	"hearsay"
	"hearsay/index"
	"hearsay/reuse"
)

// link is a passage that two texts share, a before b, in code points.
type link struct {
	a, b         uint32
	spanA, spanB points
	nameA, nameB string
	identity     float64
}

func (l *link) pair() Pair {
	return Pair{
		A: l.nameA, ABegin: int(l.spanA.start), AEnd: int(l.spanA.end),
		B: l.nameB, BBegin: int(l.spanB.start), BEnd: int(l.spanB.end),
		Identity: float64(int(l.identity*1000+0.5)) / 1000,
	}
}

// matcher compares texts with earlier ones. It is for one goroutine.
type matcher struct {
	run    *run
	seeds  []index.Seed
	counts []int32
	hits   []index.Hit
	lists  listRoom
	bytes  []byte
	later  []reuse.Code
	// aligned are the texts that the present one was aligned with, in order for
	// each of both rounds.
	aligned []uint32
	near    []place // by the lower bits of the text's number
}

// place is a text that was read before: most texts that share a passage are
// compared with the same few, its earliest.
type place struct {
	text   int // plus one; 0 for none
	codes  []reuse.Code
	points []points // nil as long as nobody asked
	id     string
}

const (
	// nearTexts is how many texts a matcher remembers at most.
	nearTexts = 1 << 9
	// nearWords is the length in words from which texts are not remembered.
	nearWords = 1 << 12
)

func newMatcher(r *run) *matcher {
	// Twelve bytes a word, of texts that may all be of the greatest length.
	n := min(nearTexts, int(r.opt.Memory)/16/r.opt.Workers/(12*nearWords))
	return &matcher{run: r, near: make([]place, max(n, 1))}
}

// match compares text n with the earlier ones that share seeds: first with those
// that have seeds of few texts and with the earliest of those that have common
// ones, then, at what fewer than a crowd share so far, with all that look alike.
func (m *matcher) match(out *found, n int, records []record) error {
	if len(records) == 0 {
		return nil
	}
	slices.SortFunc(records, compareRecords)
	if err := m.gather(n, records); err != nil || len(m.hits) == 0 {
		return err
	}
	codes, err := m.run.shelf.codes(n, m.later, &m.bytes)
	if err != nil {
		return err
	}
	m.later, m.aligned = codes, m.aligned[:0]
	q := m.run.opt.Profile.QueryCodes(codes, m.seeds)
	v := visit{out, n, q, q.Crowd(m.run.opt.Crowd, m.counts)}
	before := len(out.links)
	if err := m.align(v); err != nil {
		return err
	}
	if err := m.gatherAlike(v, records); err != nil {
		return err
	}
	if err := m.align(v); err != nil {
		return err
	}
	return m.finish(out.links[before:], n)
}

// visit is a text that is being compared.
type visit struct {
	out   *found
	n     int
	q     *reuse.Query
	crowd *reuse.Crowd
}

// align compares the text with the candidates among the hits.
func (m *matcher) align(v visit) error {
	if len(m.hits) == 0 {
		return nil
	}
	known := len(m.aligned)
	for _, c := range v.q.Candidates(m.hits) {
		if _, ok := slices.BinarySearch(m.aligned[:known], c.Article); ok {
			continue
		}
		switch v.crowd.Judge(c) {
		case reuse.Crowded:
			v.out.crowded++
			continue
		case reuse.Doubtful:
			continue
		}
		m.aligned = append(m.aligned, c.Article)
		earlier, err := m.earlier(int(c.Article))
		if err != nil {
			return err
		}
		least := m.run.opt.MinWords
		if err := m.links(v, earlier, v.crowd.Add(c, v.q.Align(earlier.codes, least), least)); err != nil {
			return err
		}
	}
	return nil
}

// gather makes seeds of the records of text n, and the hits to begin with.
func (m *matcher) gather(n int, records []record) error {
	m.seeds, m.counts, m.hits = m.seeds[:0], m.counts[:0], m.hits[:0]
	for _, r := range records {
		if k := len(m.seeds); k == 0 || m.seeds[k-1].At != r.hitWord() {
			m.seeds = append(m.seeds, index.Seed{At: r.hitWord(), Ctx: r.hitLater()})
			m.counts = append(m.counts, 0)
		}
		seed := int32(len(m.seeds) - 1)
		if !r.hitList() {
			m.hits = append(m.hits, index.Hit{Article: r.hitOther(), Seed: seed, Ctx: r.hitEarlier()})
			continue
		}
		texts, list, err := m.run.lists.get(ref(r.hitOther()), &m.lists)
		if err != nil {
			return err
		}
		m.counts[seed] = int32(texts)
		m.earliest(n, seed, list)
	}
	return nil
}

// earliest makes hits of the earliest texts of a list.
func (m *matcher) earliest(n int, seed int32, list []uint64) {
	texts, last := 0, uint32(n)
	for _, e := range list {
		text := uint32(e >> 16)
		if int(text) >= n {
			return
		}
		if m.run.sameSeries(text, uint32(n)) {
			continue
		}
		if text != last {
			if texts == m.run.opt.Crowd {
				return
			}
			texts++
			last = text
		}
		m.hits = append(m.hits, index.Hit{Article: text, Seed: seed, Ctx: uint16(e)})
	}
}

// gatherAlike makes hits of all texts of the lists whose neighbours look like a
// shared run of ten words, at seeds that are still open.
func (m *matcher) gatherAlike(v visit, records []record) error {
	m.hits = m.hits[:0]
	seed := -1
	for _, r := range records {
		if seed < 0 || m.seeds[seed].At != r.hitWord() {
			seed++
		}
		if !r.hitList() || int(m.counts[seed]) <= m.run.opt.Crowd || !v.crowd.Open(r.hitWord()) {
			continue
		}
		_, list, err := m.run.lists.get(ref(r.hitOther()), &m.lists)
		if err != nil {
			return err
		}
		for _, e := range list {
			text := uint32(e >> 16)
			if int(text) >= v.n {
				break
			}
			if m.run.opt.Profile.Look(r.hitLater(), uint16(e)) >= reuse.Ten && !m.run.sameSeries(text, uint32(v.n)) {
				m.hits = append(m.hits, index.Hit{Article: text, Seed: int32(seed), Ctx: uint16(e)})
			}
		}
	}
	return nil
}

// earlier returns the codes of a text before.
func (m *matcher) earlier(n int) (*place, error) {
	p := &m.near[n%len(m.near)]
	if p.text == n+1 {
		return p, nil
	}
	if m.run.shelf.words[n] > nearWords {
		p = &place{}
	}
	codes, err := m.run.shelf.codes(n, p.codes, &m.bytes)
	*p = place{text: n + 1, codes: codes}
	return p, err
}

// links appends the passages that text n shares with an earlier one; their places
// in text n are words.
func (m *matcher) links(v visit, earlier *place, passages []reuse.Passage) error {
	if len(passages) == 0 {
		return nil
	}
	if earlier.points == nil {
		points, card, err := m.run.shelf.places(earlier.text - 1)
		if err != nil {
			return err
		}
		earlier.points, earlier.id = points, card.id
	}
	for _, p := range passages {
		v.out.links = append(v.out.links, link{
			a: uint32(earlier.text - 1), b: uint32(v.n), nameA: earlier.id, identity: p.Identity,
			spanA: inPoints(earlier.points, p.B), spanB: points{int32(p.A.Start), int32(p.A.End)},
		})
	}
	return nil
}

// finish puts the links of text n in order, and turns words of it into code points.
func (m *matcher) finish(links []link, n int) error {
	if len(links) == 0 {
		return nil
	}
	places, card, err := m.run.shelf.places(n)
	if err != nil {
		return err
	}
	slices.SortStableFunc(links, func(a, b link) int { return compareUint(uint64(a.a), uint64(b.a)) })
	for i := range links {
		l := &links[i]
		l.spanB, l.nameB = inPoints(places, hearsay.Span{Start: int(l.spanB.start), End: int(l.spanB.end)}), card.id
	}
	return nil
}

func inPoints(places []points, words hearsay.Span) points {
	return points{places[words.Start].start, places[words.End-1].end}
}
