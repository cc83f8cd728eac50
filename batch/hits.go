// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"context"
	"slices"

	"hearsay/reuse"
)

// A hit is a record: the later text (32 bits), the word there at which the shared
// seed begins (24), whether the others are in a list and, if not, how the seeds
// look (8), the earlier text or the list (32), and for a list the signature in the
// later text (32).
const (
	hitInList   = 1 << 7
	hitLookMask = hitInList - 1
)

func hitRecord(later seed, other uint32, look reuse.Look) record {
	return record{
		hi: uint64(later.text)<<32 | uint64(later.at)<<8 | uint64(look),
		lo: uint64(other) << 32,
	}
}

func listRecord(later seed, list ref) record {
	return record{
		hi: uint64(later.text)<<32 | uint64(later.at)<<8 | hitInList,
		lo: uint64(list)<<32 | uint64(later.ctx),
	}
}

func (r record) hitText() uint32     { return uint32(r.hi >> 32) }
func (r record) hitWord() int32      { return int32(uint32(r.hi) >> 8) }
func (r record) hitList() bool       { return r.hi&hitInList != 0 }
func (r record) hitLook() reuse.Look { return reuse.Look(r.hi & hitLookMask) }
func (r record) hitOther() uint32    { return uint32(r.lo >> 32) }
func (r record) hitWide() reuse.Wide { return reuse.Wide(r.lo) }

const (
	// fewTexts is how many texts a seed may have to give a hit for each two of
	// them; those of more go into a list. It is the number up to which a seed is
	// no phrase (reuse.Crowd), so that the lists know all phrases.
	fewTexts = 16
	// maxOccurrences is how many occurrences of a seed in one text are looked at,
	// of those whose neighbours differ. Tables have more, prose has not.
	maxOccurrences = 32
)

// hitRanges is how many ranges of texts hits are spread over.
const hitRanges = 512

// hits joins the seeds of all texts, and spreads the hits by the later text.
func (r *run) hits(ctx context.Context) error {
	r.perRange = max(1, (r.shelf.len()+hitRanges-1)/hitRanges)
	r.hitBin = newBins((r.shelf.len()+r.perRange-1)/r.perRange, r.opt.Memory/16, r.fileOf("hits"))
	r.lists = &lists{make: r.fileOf("lists"), most: r.listBlocks()}
	report := r.stage("hits", r.shelf.len())
	n := len(r.seedBin.bins)
	p := pipe[int, int]{
		workers: r.opt.Workers,
		start:   func() worker[int, int] { return newBinJoiner(r) },
		take: func(k int) error {
			report(r.shelf.len() * (k + 1) / n)
			return nil
		},
	}
	if err := p.run(ctx, numbers(n)); err != nil {
		return err
	}
	return r.lists.flush()
}

// listBlocks is how many blocks of lists memory may hold.
func (r *run) listBlocks() int { return int(r.opt.Memory / 8 / listBlockBytes) }

// binJoiner joins the bins of a run.
type binJoiner struct {
	run            *run
	spread         *spreader
	records, other []record
	joiner
}

func newBinJoiner(r *run) *binJoiner {
	spread := r.hitBin.spreader()
	return &binJoiner{run: r, spread: spread, joiner: joiner{rules: r.rules(), hits: byRange{spread, r.perRange}, lists: r.lists}}
}

func (j *binJoiner) do(k int) (int, error) { return k, j.load(k) }
func (j *binJoiner) end() error            { return j.spread.flush() }

// load reads one bin of seeds and joins it.
func (j *binJoiner) load(k int) error {
	n := j.run.seedBin.bins[k].records
	j.records = slices.Grow(j.records[:0], n)
	j.other = slices.Grow(j.other[:0], n)[:n]
	if err := j.run.seedBin.each(k, func(r record) { j.records = append(j.records, r) }); err != nil {
		return err
	}
	j.run.seedBin.drop(k)
	return j.join(j.records, j.other)
}

// byRange spreads hits by the later text.
type byRange struct {
	to       *spreader
	perRange int
}

func (b byRange) hit(r record) error { return b.to.add(int(r.hitText())/b.perRange, r) }

// rules say which texts are compared, and how.
type rules struct {
	opt    Options
	series seriesOf
}

// seriesOf knows the series of texts, by their hashes. It is asked only when texts
// of one series are not compared.
type seriesOf interface{ of(text uint32) uint64 }

type seriesList []uint64

func (s seriesList) of(text uint32) uint64 { return s[text] }

func (r *run) rules() rules { return rules{r.opt, seriesList(r.series)} }

// sameSeries reports texts that are not to be compared.
func (r *rules) sameSeries(a, b uint32) bool {
	return r.opt.OtherSeries && r.series.of(a) == r.series.of(b)
}

// hitTaker takes the hits that a joiner finds.
type hitTaker interface{ hit(record) error }

// listKeeper keeps a list, which begins with its head, and says where.
type listKeeper interface{ add([]uint64) (ref, error) }

// joiner finds the texts that share seeds. It is for one goroutine.
type joiner struct {
	rules
	hits  hitTaker
	lists listKeeper

	seeds []seed
	texts []int // first seed of each text, and the end
	list  []uint64
	count map[uint64]int // how many texts of each series are in the list
}

// join sorts one bin of seeds and looks at each group of one hash; other is room
// of the same length.
func (j *joiner) join(records, other []record) error {
	sorted := sortByBits(records, other, 64-seedHashBits, 64)
	for len(sorted) > 0 {
		n, hash := 1, sorted[0].seedHash()
		for n < len(sorted) && sorted[n].seedHash() == hash {
			n++
		}
		if n > 1 {
			slices.SortFunc(sorted[:n], compareRecords)
			if err := j.group(sorted[:n]); err != nil {
				return err
			}
		}
		sorted = sorted[n:]
	}
	return nil
}

// group looks at the occurrences of one seed.
func (j *joiner) group(records []record) error {
	j.distinct(records)
	switch n := len(j.texts) - 1; {
	case n == 1:
		return nil
	case n <= fewTexts:
		return j.pairs()
	}
	return j.common()
}

// distinct takes the occurrences apart. Of those in one text whose neighbours are
// alike it keeps the first.
func (j *joiner) distinct(records []record) {
	j.seeds, j.texts = j.seeds[:0], append(j.texts[:0], 0)
	first := 0
	for _, r := range records {
		s := r.seed()
		if len(j.seeds) > 0 && s.text != j.seeds[first].text {
			first = len(j.seeds)
			j.texts = append(j.texts, first)
		}
		mine := j.seeds[first:]
		if len(mine) < maxOccurrences && !slices.ContainsFunc(mine, func(o seed) bool { return o.ctx == s.ctx }) {
			j.seeds = append(j.seeds, s)
		}
	}
	j.texts = append(j.texts, len(j.seeds))
}

// of returns the occurrences in the text of that number in the group.
func (j *joiner) of(text int) []seed { return j.seeds[j.texts[text]:j.texts[text+1]] }

// pairs gives a hit for every occurrence and every earlier text.
func (j *joiner) pairs() error {
	for later := 1; later < len(j.texts)-1; later++ {
		for earlier := range later {
			if j.sameSeries(j.of(later)[0].text, j.of(earlier)[0].text) {
				continue
			}
			for _, s := range j.of(later) {
				if err := j.hit(s, j.of(earlier)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// hit gives the hit of one occurrence with the one that looks most like it in an
// earlier text.
func (j *joiner) hit(later seed, earlier []seed) error {
	look := reuse.Unlike
	for _, s := range earlier {
		look = max(look, j.opt.Profile.LookWide(later.ctx, s.ctx))
	}
	return j.hits.hit(hitRecord(later, earlier[0].text, look))
}

// common makes a list of what many texts have, to which each of them refers.
func (j *joiner) common() error {
	j.list = append(j.list[:0], 0)
	clear(j.count)
	for n := range len(j.texts) - 1 {
		if !j.wanted(j.of(n)[0].text) {
			continue
		}
		for _, s := range j.of(n) {
			if len(j.list) <= longestList {
				j.list = append(j.list, listEntry(s))
			}
		}
	}
	j.list[0] = listHead(len(j.texts)-1, len(j.list)-1)
	at, err := j.lists.add(j.list)
	if err != nil {
		return err
	}
	for _, s := range j.seeds {
		if err := j.hits.hit(listRecord(s, at)); err != nil {
			return err
		}
	}
	return nil
}

// wanted reports whether a text may go into a list, and counts its series. When
// texts of one series are not compared, half of the list is kept for others.
func (j *joiner) wanted(text uint32) bool {
	if !j.opt.OtherSeries {
		return true
	}
	if j.count == nil {
		j.count = map[uint64]int{}
	}
	series := j.series.of(text)
	j.count[series]++
	return j.count[series] <= longestList/2
}
