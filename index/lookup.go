// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"encoding/binary"
	"iter"
	"slices"
	"sort"
)

// Hit is a seed of a query that stands in an article of the segment.
type Hit struct {
	Article uint32  // number in the segment
	Seed    int32   // number in the query
	Ctx     Context // the signature of the seed there
}

// Limits say how much Lookup gives of common seeds. Zero Limits: everything.
type Limits struct {
	// Common: a seed with more postings than this, those of buried articles
	// included, is common; 0 means that none is.
	Common int
	// First is how many postings are given of a common seed, whatever their
	// signatures: those of the earliest articles.
	First int
	// Beside is how many words next to the seed, on both sides together and
	// without a gap, must look alike in the query and in a later posting for that
	// one to be given too. All of one side are always enough.
	Beside int
	// Alike is how many such postings are given, the earliest ones.
	Alike int
	// Since leaves out, of common seeds, the postings of articles published before
	// it; 0 leaves out none. Counts are of all.
	Since Minute
}

// Found is what a look-up finds. It may be used again, for any segment; then
// looking up allocates nothing. The zero value is ready.
type Found struct {
	// Hits are in order of the seeds and then of the articles.
	Hits []Hit
	// Counts says of each seed of the query how many postings the segment has of
	// it, buried articles left out.
	Counts []int32
	spans  []span
}

// Marks is a set of articles of one segment. The zero value is empty.
type Marks struct {
	bits []uint64 // a bit an article
	list []uint32 // articles that were marked, each once
}

// span is the records of a seed's bucket.
type span struct {
	from, to uint32
	touched  uint64 // bytes of the first record, read so that they are at hand
}

// reader decodes records of one segment.
type reader struct {
	data      []byte // records and what follows them
	size      int    // of a record
	rem       int    // bytes of the remainder
	mask      uint64 // of the remainder
	articles  uint32
	dead      []uint64
	segment   *Segment
	hashShift int // from a hash to its bucket
	remShift  int // from a hash to what of it counts
	remMask   uint64
}

func (s *Segment) reader() reader {
	return reader{
		data: s.records, size: s.h.rem + tailSize, rem: s.h.rem, mask: 1<<(8*s.h.rem) - 1,
		articles: uint32(s.h.articles), dead: s.dead, segment: s,
		hashShift: 64 - s.h.bits, remShift: 64 - s.h.hash, remMask: 1<<(s.h.hash-s.h.bits) - 1,
	}
}

// head decodes the remainder of record n. Eight bytes are always there: a segment
// with records has articles behind them.
func (r *reader) head(n uint32) uint64 {
	return binary.LittleEndian.Uint64(r.data[int(n)*r.size:]) & r.mask
}

// tail decodes the article and the signature of record n.
func (r *reader) tail(n uint32) (article uint32, c Context) {
	b := r.data[int(n)*r.size+r.rem:]
	u := binary.LittleEndian.Uint32(b)
	return u & (1<<articleBits - 1), Context(u>>articleBits) | Context(b[4])<<8
}

// Lookup replaces what is in dst by the hits of all seeds, within limits. It reads
// the directory for all seeds before the records of any, and the first record of
// all before the rest of any, so that the reads overlap: a look-up in a segment
// that is larger than the caches waits for memory, not for the processor. Time is
// linear in the seeds and in all their postings. Error: ErrCorrupt, with the file.
func (s *Segment) Lookup(dst *Found, seeds []Seed, limits Limits) error {
	r := s.reader()
	if err := dst.locate(&r, seeds); err != nil {
		return err
	}
	dst.narrow(&r, seeds, limits)
	for i, seed := range seeds {
		if err := dst.collect(&r, int32(i), seed, limits); err != nil {
			return err
		}
	}
	return nil
}

// MarkAlike marks the articles that have one of the seeds with neighbours that look
// alike, as Limits says: Beside, Since. Time is linear in the postings.
func (s *Segment) MarkAlike(m *Marks, seeds []Seed, limits Limits) error {
	r := s.reader()
	for _, seed := range seeds {
		p, err := r.run(seed)
		if err != nil {
			return err
		}
		for n := r.since(p, limits.Since); n < p.to; n++ {
			article, c := r.tail(n)
			if article >= r.articles {
				return s.corrupt("a record names article %d of %d", article, r.articles)
			}
			if seed.Ctx.Alike(c, limits.Beside) && (r.dead == nil || !s.Buried(article)) {
				m.add(article, r.articles)
			}
		}
	}
	return nil
}

// run returns the records of a seed.
func (r *reader) run(seed Seed) (span, error) {
	from, to, err := r.segment.bucket(int(seed.Hash >> (r.hashShift & 63)))
	if err != nil {
		return span{}, err
	}
	p := span{from: from, to: to}
	if from < to {
		p.touched = r.head(from)
	}
	return r.within(p, seed), nil
}

// fewRecords is how many records of a bucket are read through rather than
// searched: nearly every bucket has fewer.
const fewRecords = 24

// within returns the records of a seed among those of its bucket.
func (r *reader) within(p span, seed Seed) span {
	want := seed.Hash >> (r.remShift & 63) & r.remMask
	if p.to-p.from > fewRecords {
		from := r.search(p.from, p.to, want)
		return span{from: from, to: r.search(from, p.to, want+1)}
	}
	from := p.from
	for head := p.touched; from < p.to && head < want; {
		if from++; from < p.to {
			head = r.head(from)
		}
	}
	to := from
	for to < p.to && r.head(to) == want {
		to++
	}
	return span{from: from, to: to}
}

// locate empties dst and finds the buckets of all seeds.
func (f *Found) locate(r *reader, seeds []Seed) error {
	f.Hits = f.Hits[:0]
	f.Counts, f.spans = slices.Grow(f.Counts[:0], len(seeds)), slices.Grow(f.spans[:0], len(seeds))
	for _, seed := range seeds {
		from, to, err := r.segment.bucket(int(seed.Hash >> (r.hashShift & 63)))
		if err != nil {
			return err
		}
		f.spans = append(f.spans, span{from: from, to: to})
		f.Counts = append(f.Counts, 0)
	}
	for i := range f.spans {
		if p := &f.spans[i]; p.from < p.to {
			p.touched = r.head(p.from)
		}
	}
	return nil
}

// narrow goes from the buckets of all seeds to their records, and makes room for the
// hits.
func (f *Found) narrow(r *reader, seeds []Seed, limits Limits) {
	room := 0
	for i, seed := range seeds {
		f.spans[i] = r.within(f.spans[i], seed)
		n := int(f.spans[i].to - f.spans[i].from)
		if limits.common(n) {
			n = min(n, limits.First+limits.Alike)
		}
		room += n
	}
	f.Hits = slices.Grow(f.Hits, room)
}

// common reports whether a seed with so many postings is common.
func (l *Limits) common(postings int) bool { return l.Common > 0 && postings > l.Common }

// collect adds the hits of one seed.
func (f *Found) collect(r *reader, i int32, seed Seed, limits Limits) error {
	p := f.spans[i]
	if limits.common(int(p.to - p.from)) {
		return f.common(r, i, p, query{seed.Ctx, limits})
	}
	return f.all(r, i, p)
}

// all adds hits for records, whatever their signatures.
func (f *Found) all(r *reader, i int32, p span) error {
	for n := p.from; n < p.to; n++ {
		article, c := r.tail(n)
		if article >= r.articles {
			return r.segment.corrupt("a record names article %d of %d", article, r.articles)
		}
		if r.dead == nil || !r.segment.Buried(article) {
			f.Hits = append(f.Hits, Hit{article, i, c})
			f.Counts[i]++
		}
	}
	return nil
}

// query is what the postings of a common seed are compared with.
type query struct {
	ctx    Context
	limits Limits
}

// common adds hits for the first records of a seed that has many, and for the first
// of the rest that look alike.
func (f *Found) common(r *reader, i int32, p span, q query) error {
	given, alike := 0, 0
	first := r.since(p, q.limits.Since)
	f.Counts[i] += int32(r.living(p))
	for n := first; n < p.to && (given < q.limits.First || alike < q.limits.Alike); n++ {
		article, c := r.tail(n)
		if article >= r.articles {
			return r.segment.corrupt("a record names article %d of %d", article, r.articles)
		}
		switch {
		case r.dead != nil && r.segment.Buried(article):
			continue
		case given < q.limits.First:
			given++
		case q.ctx.Alike(c, q.limits.Beside):
			alike++
		default:
			continue
		}
		f.Hits = append(f.Hits, Hit{article, i, c})
	}
	return nil
}

// living counts the records whose articles are not buried.
func (r *reader) living(p span) int {
	if r.dead == nil {
		return int(p.to - p.from)
	}
	living := 0
	for n := p.from; n < p.to; n++ {
		if article, _ := r.tail(n); article < r.articles && !r.segment.Buried(article) {
			living++
		}
	}
	return living
}

// since returns the first of some records of one seed whose article was published
// at a moment or later, or is without a date.
func (r *reader) since(p span, moment Minute) uint32 {
	if moment == 0 || r.segment.h.version == 1 {
		return p.from
	}
	n := sort.Search(int(p.to-p.from), func(i int) bool {
		article, _ := r.tail(p.from + uint32(i))
		// Wherever it names is looked at when it is reached.
		return article >= r.articles || r.segment.Article(article).Published-1 >= moment-1
	})
	return p.from + uint32(n)
}

// add marks one article of so many.
func (m *Marks) add(article, articles uint32) {
	if need := int(articles+63) / 64; len(m.bits) < need {
		m.bits = append(m.bits, make([]uint64, need-len(m.bits))...)
	}
	word, bit := &m.bits[article/64], uint64(1)<<(article%64)
	if *word&bit == 0 {
		*word |= bit
		m.list = append(m.list, article)
	}
}

// Remove takes the mark off an article, and reports whether it had one.
func (m *Marks) Remove(article uint32) bool {
	i, bit := int(article/64), uint64(1)<<(article%64)
	if i >= len(m.bits) || m.bits[i]&bit == 0 {
		return false
	}
	m.bits[i] &^= bit
	return true
}

// All yields the marked articles. They may be removed meanwhile.
func (m *Marks) All() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for _, article := range m.list {
			if m.bits[article/64]>>(article%64)&1 == 1 && !yield(article) {
				return
			}
		}
	}
}

// search returns the first record from from on whose remainder is not below want,
// or to.
func (r *reader) search(from, to uint32, want uint64) uint32 {
	for from < to {
		if mid := from + (to-from)/2; r.head(mid) < want {
			from = mid + 1
		} else {
			to = mid
		}
	}
	return from
}
