// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"bufio"
	"context"
	"fmt"
	"iter"
	"math/bits"
	"slices"

	"hearsay/prose"
	"hearsay/reuse"
)

// A seed is a record: 40 bits of its hash, behind those that say its bin, its text
// (32), its word (24) and the signature of its neighbours (32).
const (
	seedHashBits = 40
	// keptHashBits is how much of a hash counts, with the bits of the bin: the same
	// however many bins there are, so that what is found does not depend on that.
	keptHashBits = seedHashBits + leastBinBits
	leastBinBits = 4
	seedWordBits = 24
	// maxWords is how many words of a text are looked at.
	maxWords = 1 << seedWordBits
)

// seed is such a record taken apart.
type seed struct {
	text uint32
	at   uint32 // word
	ctx  reuse.Wide
}

// record makes a record of a seed; of its hash come the upper bits.
func (s seed) record(hash uint64) record {
	return record{
		hi: hash>>(64-seedHashBits)<<24 | uint64(s.text)>>8,
		lo: uint64(s.text)<<56 | uint64(s.at)<<32 | uint64(s.ctx),
	}
}

func (r record) seed() seed {
	return seed{uint32(r.hi&0xffffff<<8 | r.lo>>56), uint32(r.lo>>32) & (maxWords - 1), reuse.Wide(r.lo)}
}

func (r record) seedHash() uint64 { return r.hi >> (64 - seedHashBits) }

// seedBins is how many bins seeds are spread over, by the upper bits of their
// hash, so that as many bins as there are workers can be sorted at once. Each
// takes twice its size when it is sorted.
func (r *run) seedBins() int {
	bytes := r.corpus.size / letters / int64(r.opt.Profile.Spacing()) * recordBytes
	n := 2 * bytes * int64(r.opt.Workers) / (r.opt.Memory / 4)
	return 1 << min(max(bits.Len64(uint64(n)), leastBinBits), 12)
}

// batchBytes is how much text is cut into words at once.
const batchBytes = 128 << 10

// chunk is some texts that follow each other.
type chunk struct {
	first   int
	entries []entry
}

// chunks yields the texts in order.
func (r *run) chunks() iter.Seq2[chunk, error] {
	return func(yield func(chunk, error) bool) {
		var c chunk
		size := int64(0)
		for e, err := range r.corpus.settled() {
			if err != nil {
				yield(chunk{}, err)
				return
			}
			c.entries = append(c.entries, e)
			if size += e.size; size < batchBytes && len(c.entries) < batchBytes/64 {
				continue
			}
			if !yield(c, nil) {
				return
			}
			c, size = chunk{first: c.first + len(c.entries)}, 0
		}
		if len(c.entries) > 0 {
			yield(c, nil)
		}
	}
}

// shelved is what goes onto the shelf of some texts.
type shelved struct {
	bytes  []byte
	sizes  []int // of each text, in bytes
	words  []uint32
	series []uint64
}

// seeds cuts all texts into words, puts them onto the shelf and spreads their
// seeds.
func (r *run) seeds(ctx context.Context) error {
	f, err := r.corpus.file("shelf")
	if err != nil {
		return err
	}
	r.shelf = &shelf{f: f}
	r.seedBin = newBins(r.seedBins(), r.opt.Memory/8, r.fileOf("seeds"))
	w := bufio.NewWriterSize(f, 1<<20)
	report := r.stage("seeds", r.names.texts)
	p := pipe[chunk, *shelved]{
		workers: r.opt.Workers,
		start:   func() worker[chunk, *shelved] { return newCutter(r) },
		take: func(s *shelved) error {
			for i, size := range s.sizes {
				r.shelf.add(size, s.words[i])
			}
			r.series = append(r.series, s.series...)
			report(r.shelf.len())
			_, err := w.Write(s.bytes)
			return err
		},
	}
	if err := p.run(ctx, r.chunks()); err != nil {
		return err
	}
	r.corpus.entries.forget()
	r.shelf.keepNear(r.opt.Memory / 16)
	return w.Flush()
}

// cutter turns texts into what is compared.
type cutter struct {
	run    *run
	spread *spreader
	text   []byte
	shears
}

func newCutter(r *run) *cutter {
	return &cutter{run: r, spread: r.seedBin.spreader(), shears: shears{profile: r.opt.Profile, shift: r.seedShift()}}
}

func (k *cutter) end() error { return k.spread.flush() }

func (k *cutter) do(c chunk) (*shelved, error) {
	out := &shelved{}
	for i, e := range c.entries {
		before := len(out.bytes)
		if err := k.add(out, e, c.first+i); err != nil {
			return nil, err
		}
		out.sizes = append(out.sizes, len(out.bytes)-before)
		if k.run.opt.OtherSeries {
			out.series = append(out.series, idHash(e.series))
		}
	}
	return out, nil
}

func (k *cutter) add(out *shelved, e entry, n int) error {
	k.text = slices.Grow(k.text[:0], int(e.size))[:e.size]
	if _, err := k.run.corpus.texts.ReadAt(k.text, e.at); err != nil {
		return fmt.Errorf("read text %s: %w", e.id, noEOF(err))
	}
	text := string(k.text)
	c := card{id: k.run.names.of(e.id, n), series: e.series, date: e.date, at: e.at, size: e.size, marks: marksOf(text)}
	out.bytes = k.cut(out.bytes, text, &c)
	out.words = append(out.words, uint32(len(k.words)))
	return k.sow(uint32(n), k.spread)
}

// shears cut a text into words, and its seeds out of these.
type shears struct {
	profile reuse.Profile
	shift   int // bits of a hash that say the bin
	words   []prose.Word
}

// cut appends the sheet of a text to dst.
func (s *shears) cut(dst []byte, text string, c *card) []byte {
	s.words = prose.AppendWords(s.words[:0], text)
	return appendSheet(dst, text, s.words, c)
}

// seedTaker takes seeds by their bin.
type seedTaker interface {
	add(bin int, r record) error
}

// sow hands out the seeds of the text that was cut last.
func (s *shears) sow(n uint32, to seedTaker) error {
	words := s.words[:min(len(s.words), maxWords)]
	for _, found := range s.profile.Seeds(words) {
		hash := found.Hash &^ (1<<(64-keptHashBits) - 1)
		r := seed{n, uint32(found.At), s.profile.Wide(words, int(found.At))}.record(hash << s.shift)
		if err := to.add(int(hash>>(64-s.shift)), r); err != nil {
			return err
		}
	}
	return nil
}
