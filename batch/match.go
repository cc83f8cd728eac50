// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"errors"
	"slices"

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
	rules
	sheets sheetSource
	lists  listSource
	seeds  []index.Seed // only where they are
	counts []int32
	sights []reuse.Sight
	room   listRoom
	q      *reuse.Query
	// aligned are the texts that the present one was aligned with, in order for
	// each of both rounds.
	aligned []uint32
}

// sheetSource has the sheets of texts: read of the text whose turn it is, get of
// the earlier ones, of which the same few are asked for again and again. Its error
// may be errAway.
type sheetSource interface {
	read(text int) (*sheet, error)
	get(text int) (*sheet, error)
}

// errAway: the sheet is not here yet, and will be asked for.
var errAway = errors.New("words are not here")

// listSource has the lists of seeds that many texts have.
type listSource interface {
	get(ref, *listRoom) (int, []uint64, error)
}

func newMatcher(r rules, sheets sheetSource, lists listSource) *matcher {
	return &matcher{rules: r, sheets: sheets, lists: lists, q: r.opt.Profile.QueryCodes(nil, nil)}
}

func (m *matcher) end() error { return nil }

func (m *matcher) do(p portion) (*found, error) {
	out := &found{last: p.first + len(p.starts) - 2}
	for i := range p.starts[1:] {
		if err := m.match(out, p.first+i, p.records[p.starts[i]:p.starts[i+1]]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// match compares text n with the earlier ones that share seeds: first with those
// that have seeds of few texts and with the earliest of those that have common
// ones, then, at what fewer than a crowd share so far, with all that look alike.
func (m *matcher) match(out *found, n int, records []record) error {
	if len(records) == 0 {
		return nil
	}
	slices.SortFunc(records, compareRecords)
	if err := m.gather(n, records); err != nil || len(m.sights) == 0 {
		return err
	}
	text, err := m.sheets.read(n)
	if errors.Is(err, errAway) {
		return m.ask()
	}
	if err != nil {
		return err
	}
	m.aligned = m.aligned[:0]
	m.q.Reset(text.codes, m.seeds)
	v := visit{out, text, m.q.Crowd(m.opt.Crowd, m.counts)}
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
	finish(out.links[before:], text)
	return nil
}

// ask asks for the sheets of all candidates, so that they come with the text's own.
func (m *matcher) ask() error {
	for _, c := range m.opt.Profile.Choose(m.sights) {
		if _, err := m.sheets.get(int(c.Article)); err != nil && !errors.Is(err, errAway) {
			return err
		}
	}
	return nil
}

// visit is a text that is being compared.
type visit struct {
	out   *found
	text  *sheet
	crowd *reuse.Crowd
}

// align compares the text with the candidates among the hits.
func (m *matcher) align(v visit) error {
	if len(m.sights) == 0 {
		return nil
	}
	known := len(m.aligned)
	for _, c := range m.opt.Profile.Choose(m.sights) {
		if _, ok := slices.BinarySearch(m.aligned[:known], c.Article); ok {
			continue
		}
		verdict := v.crowd.Judge(c)
		switch verdict {
		case reuse.Crowded:
			v.out.crowded++
			continue
		case reuse.Doubtful:
			continue
		}
		m.aligned = append(m.aligned, c.Article)
		earlier, err := m.sheets.get(int(c.Article))
		if errors.Is(err, errAway) {
			continue
		}
		if err != nil {
			return err
		}
		if verdict == reuse.Checked && !m.q.SharesRun(earlier.codes, c.Places) {
			continue
		}
		least := m.opt.MinWords
		v.link(earlier, v.crowd.Add(c, m.q.Align(earlier.codes, least), least))
	}
	return nil
}

// gather makes seeds of the records of text n, and the hits to begin with.
func (m *matcher) gather(n int, records []record) error {
	m.seeds, m.counts, m.sights = m.seeds[:0], m.counts[:0], m.sights[:0]
	for _, r := range records {
		if k := len(m.seeds); k == 0 || m.seeds[k-1].At != r.hitWord() {
			m.seeds = append(m.seeds, index.Seed{At: r.hitWord()})
			m.counts = append(m.counts, 0)
		}
		if !r.hitList() {
			m.sights = append(m.sights, reuse.Sight{Article: r.hitOther(), At: r.hitWord(), Look: r.hitLook()})
			continue
		}
		texts, list, err := m.lists.get(ref(r.hitOther()), &m.room)
		if err != nil {
			return err
		}
		m.counts[len(m.counts)-1] = int32(texts)
		m.earliest(n, r, list)
	}
	return nil
}

// earliest makes hits of the earliest texts of a list.
func (m *matcher) earliest(n int, r record, list []uint64) {
	texts, last := 0, uint32(n)
	for _, e := range list {
		text := uint32(e >> 32)
		if int(text) >= n {
			return
		}
		if m.sameSeries(text, uint32(n)) {
			continue
		}
		if text != last {
			if texts == m.opt.Crowd {
				return
			}
			texts++
			last = text
		}
		look := m.opt.Profile.LookWide(r.hitWide(), reuse.Wide(e))
		m.sights = append(m.sights, reuse.Sight{Article: text, At: r.hitWord(), Look: look})
	}
}

// gatherAlike makes hits of all texts of the lists whose neighbours look like a
// shared run of ten words, at seeds that are still open.
func (m *matcher) gatherAlike(v visit, records []record) error {
	m.sights = m.sights[:0]
	seed := -1
	for _, r := range records {
		if seed < 0 || m.seeds[seed].At != r.hitWord() {
			seed++
		}
		if !r.hitList() || int(m.counts[seed]) <= m.opt.Crowd || !v.crowd.Open(r.hitWord()) {
			continue
		}
		_, list, err := m.lists.get(ref(r.hitOther()), &m.room)
		if err != nil {
			return err
		}
		for _, e := range list {
			text := uint32(e >> 32)
			if text >= v.text.text {
				break
			}
			look := m.opt.Profile.LookWide(r.hitWide(), reuse.Wide(e))
			if look >= reuse.Ten && !m.sameSeries(text, v.text.text) {
				m.sights = append(m.sights, reuse.Sight{Article: text, At: r.hitWord(), Look: look})
			}
		}
	}
	return nil
}

// link notes the passages that the text shares with an earlier one.
func (v *visit) link(earlier *sheet, passages []reuse.Passage) {
	if len(passages) == 0 {
		return
	}
	for i := range passages {
		p := &passages[i]
		v.out.links = append(v.out.links, link{
			a: earlier.text, b: v.text.text, nameA: earlier.id, identity: p.Identity,
			spanA: earlier.points(p.B), spanB: v.text.points(p.A),
		})
	}
}

// finish puts the links of a text in order.
func finish(links []link, text *sheet) {
	if len(links) == 0 {
		return
	}
	slices.SortStableFunc(links, func(a, b link) int { return compareUint(uint64(a.a), uint64(b.a)) })
	for i := range links {
		links[i].nameB = text.id
	}
}
