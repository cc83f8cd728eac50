// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse

import (
	"cmp"
	"slices"
	"sync"

	"hearsay"
	"hearsay/index"
	"hearsay/prose"
)

// Code stands for a word when texts are compared: half of its hash. Two
// different words have one code once in 2^32, and four bytes a word are little
// enough to be kept for every article of an index.
type Code = uint32

// AppendCodes appends the codes of words to dst.
func AppendCodes(dst []Code, words []prose.Word) []Code {
	dst = slices.Grow(dst, len(words))
	for _, w := range words {
		dst = append(dst, CodeOf(w))
	}
	return dst
}

// CodeOf returns the code of a word.
func CodeOf(w prose.Word) Code { return Code(w.Hash >> 32) }

// Codes returns the codes of the words of a text.
func Codes(text string) []Code { return AppendCodes(nil, prose.Words(text)) }

// Query is a text prepared for being compared with many others. It is safe for
// concurrent use.
type Query struct {
	profile Profile
	words   []prose.Word
	codes   []Code
	seeds   []index.Seed
	grams   *grams
	// scratch holds *scratch, to be used again: making room would be half of the
	// work of finding out that two texts share nothing.
	scratch sync.Pool
}

// Query prepares a text for being looked up in segments of the profile. Time and
// memory are linear in it.
func (p Profile) Query(text string) *Query { return p.QueryWords(prose.Words(text)) }

// QueryWords is Query of a text that was cut into words already. They are kept.
func (p Profile) QueryWords(words []prose.Word) *Query {
	return p.query(words, p.AllSeeds(words))
}

// SampledQuery is QueryWords with those seeds alone that the index keeps of the
// text itself. It finds every run of ten words, and of fifteen words with one in
// ten edited two in a hundred fewer, at a quarter of the look-ups.
func (p Profile) SampledQuery(words []prose.Word) *Query { return p.query(words, p.Seeds(words)) }

func (p Profile) query(words []prose.Word, seeds []index.Seed) *Query {
	codes := AppendCodes(nil, words)
	return &Query{profile: p, words: words, codes: codes, seeds: seeds, grams: newGrams(codes)}
}

// QueryCodes is a query for a text of which the codes and some seeds are known, for
// who has no need of its words: Words is nil, and Seeds are those given, which must
// be in order. Codes and seeds are kept.
func (p Profile) QueryCodes(codes []Code, seeds []index.Seed) *Query {
	return &Query{profile: p, codes: codes, seeds: seeds, grams: newGrams(codes)}
}

// Reset makes q the query of QueryCodes for another text, in the memory of the one
// before. Nothing else may use q meanwhile.
func (q *Query) Reset(codes []Code, seeds []index.Seed) {
	q.words, q.codes, q.seeds = nil, codes, seeds
	q.grams.fill(codes)
}

// Words are the words of the text. They belong to the query.
func (q *Query) Words() []prose.Word { return q.words }

// Codes are the codes of its words. They belong to the query.
func (q *Query) Codes() []Code { return q.codes }

// Seeds are the seeds to look up, for index.Segment.Lookup.
func (q *Query) Seeds() []index.Seed { return q.seeds }

// Passage is a passage that two texts share. All spans are half-open ranges of
// word numbers.
type Passage struct {
	A, B     hearsay.Span // in the first text, in the second
	Matched  int          // words that are equal in both
	Identity float64      // Matched over the words of the longer side
	// Longest is the longest run of equal words.
	Longest int
	// Equal are the runs of words of the first text that are equal in both, in
	// order. The words between them are not, or not in the second text.
	Equal []hearsay.Span
}

// Alignment is the passage in bytes of the two texts, whose words are given.
func (p *Passage) Alignment(a, b []prose.Word) hearsay.Alignment {
	return hearsay.Alignment{A: Bytes(a, p.A), B: Bytes(b, p.B), Matched: p.Matched, Identity: p.Identity}
}

const (
	// A passage without a run of five equal words must be twice as long as
	// asked for: short pieces of the language's stock phrases line up by
	// chance.
	minRun = 5
	// minIdentity is the least share of equal words of a passage.
	minIdentity = 0.5
	// promisedRun is the length from which every shared run is found.
	promisedRun = 10
	// maxFeeble is how many chains in a row, all without a promised run, may
	// give nothing before the rest is left.
	maxFeeble = 40
	// maxRepeated is how much of a passage may stand in a better one.
	maxRepeated = 0.8
)

// Align returns the passages that a text, given by the codes of its words, shares
// with the query's text, in the query's order. Each has at least minWords equal words (the edited words
// between them do not count); passages may come in any order in the other text,
// and none is reported twice.
//
// The method is that of seed, chain and extend (Altschul et al. 1997; Li 2018),
// on words: shared runs of three words and more are chained along neighbouring
// diagonals, the words between are aligned exactly, and the ends are extended as
// long as more words agree than differ.
func (q *Query) Align(other []Code, minWords int) []Passage {
	room := q.room()
	defer q.scratch.Put(room)
	return q.align(room, other, minWords)
}

// room returns scratch memory; whoever takes it puts it back.
func (q *Query) room() *scratch {
	if room, ok := q.scratch.Get().(*scratch); ok {
		return room
	}
	return &scratch{}
}

func (q *Query) align(room *scratch, other []Code, minWords int) []Passage {
	runs := q.grams.runs(room, other)
	if len(runs) == 0 {
		return nil
	}
	chains := chainRuns(runs)
	a := aligner{q.codes, other}
	var out []Passage
	feeble := 0
	for _, c := range chains {
		if known(c, out) {
			continue
		}
		before := len(out)
		for _, p := range a.passages(c) {
			if p.good(minWords) && !repeated(p, out) {
				out = append(out, p.Passage)
			}
		}
		// Chains come best first. When many in a row that hold no promised
		// run gave nothing, the rest is the noise of texts that repeat
		// themselves: tables, encoded files.
		if len(out) > before {
			feeble = 0
		} else if !slices.ContainsFunc(c, promised) {
			if feeble++; feeble == maxFeeble {
				break
			}
		}
	}
	slices.SortFunc(out, func(x, y Passage) int {
		return cmp.Or(cmp.Compare(x.A.Start, y.A.Start), cmp.Compare(x.B.Start, y.B.Start))
	})
	return out
}

// promised reports a run that is long enough to be found for certain.
func promised(r run) bool { return r.n >= promisedRun }

// known reports whether a chain lies, with all its promised runs, in a passage
// that was found before: completing it would give nothing new.
func known(chain []run, before []Passage) bool {
	first, last := chain[0], chain[len(chain)-1]
	whole := hearsay.Span{Start: int(first.a), End: int(last.aEnd())}
	return slices.ContainsFunc(before, func(p Passage) bool { return p.A.Contains(whole) })
}

// aligned is a passage on its way.
type aligned struct {
	Passage
	// promised are the shared runs of promisedRun words and more, as they were
	// before overlapping ones were trimmed.
	promised []hearsay.Span
}

func (p *aligned) good(minWords int) bool {
	return p.Matched >= minWords && p.Identity >= minIdentity && (p.Longest >= minRun || p.Matched >= 2*minWords)
}

// repeated reports whether most of p's words in the query stand in one passage
// that was found before. Those are better: chains come best first. A run that is
// long enough to be promised, and is not all in an earlier passage, is never
// given up.
func repeated(p aligned, before []Passage) bool {
	covered := 0
	for _, b := range before {
		covered = max(covered, p.A.Overlap(b.A))
	}
	if float64(covered) < maxRepeated*float64(p.A.Len()) {
		return false
	}
	return !slices.ContainsFunc(p.promised, func(e hearsay.Span) bool {
		return !slices.ContainsFunc(before, func(b Passage) bool { return b.A.Contains(e) })
	})
}

// aligner aligns the words of two texts.
type aligner struct{ a, b []Code }

// passages completes a chain of runs to a passage. A chain with too little in it
// is cut at its widest gap, so that what is equal at its ends is not lost.
func (al aligner) passages(chain []run) []aligned {
	p := al.passage(chain)
	if al.monotonous(&p) {
		return al.bare(chain)
	}
	if p.Identity >= minIdentity || len(chain) == 1 {
		return []aligned{p}
	}
	cut, widest := 1, int32(-1)
	for i := 1; i < len(chain); i++ {
		trim := overlap(chain[i-1], chain[i])
		gap := trim + max(chain[i].a-chain[i-1].aEnd(), chain[i].b-chain[i-1].bEnd())
		if gap > widest {
			cut, widest = i, gap
		}
	}
	return append(al.passages(chain[:cut]), al.passages(chain[cut:])...)
}

// Of texts in few different words, such as tables of prices, a quarter and more of
// the words stand in equal cells by chance.
const (
	monotonousWords    = 40  // equal words, from which a passage is looked at
	monotonousKinds    = 64  // different ones at most; prose has them within a hundred
	monotonousRepeats  = 3   // times that its words repeat on average
	monotonousIdentity = 0.8 // from which it is no chance
)

// monotonous reports a passage that may be chance, since its words are few.
func (al aligner) monotonous(p *aligned) bool {
	if p.Matched < monotonousWords || p.Identity >= monotonousIdentity {
		return false
	}
	words := map[Code]bool{}
	for _, e := range p.Equal {
		for _, c := range al.a[e.Start:e.End] {
			words[c] = true
		}
		if n := len(words); n > monotonousKinds || n*monotonousRepeats > p.Matched {
			return false
		}
	}
	return true
}

// bare returns the promised runs of a chain, each as a passage of its own.
func (al aligner) bare(chain []run) []aligned {
	var out []aligned
	for _, r := range chain {
		if promised(r) {
			p := al.finish([]run{r})
			p.promised = p.Equal
			out = append(out, p)
		}
	}
	return out
}

// passage completes a chain of runs to one passage.
func (al aligner) passage(chain []run) aligned {
	runs := append(al.before(chain[0]), chain[0])
	last := chain[0]
	for _, r := range chain[1:] {
		trim := overlap(last, r)
		r = run{r.a + trim, r.b + trim, r.n - trim}
		runs = append(runs, al.between(last.aEnd(), r.a, last.bEnd(), r.b)...)
		runs = append(runs, r)
		last = r
	}
	runs = append(runs, al.behind(last)...)
	p := al.finish(joined(runs))
	for _, r := range chain {
		if promised(r) {
			p.promised = append(p.promised, hearsay.Span{Start: int(r.a), End: int(r.aEnd())})
		}
	}
	return p
}

// joined makes neighbouring runs on one diagonal one run.
func joined(runs []run) []run {
	out := runs[:0:0]
	for _, r := range runs {
		if n := len(out); n > 0 && out[n-1].aEnd() == r.a && out[n-1].bEnd() == r.b {
			out[n-1].n += r.n
			continue
		}
		out = append(out, r)
	}
	return out
}

func (al aligner) finish(runs []run) aligned {
	first, last := runs[0], runs[len(runs)-1]
	var p aligned
	for _, r := range runs {
		p.Matched += int(r.n)
		p.Longest = max(p.Longest, int(r.n))
		p.Equal = append(p.Equal, hearsay.Span{Start: int(r.a), End: int(r.aEnd())})
	}
	p.A = hearsay.Span{Start: int(first.a), End: int(last.aEnd())}
	p.B = hearsay.Span{Start: int(first.b), End: int(last.bEnd())}
	p.Identity = float64(p.Matched) / float64(max(p.A.Len(), p.B.Len()))
	return p
}

// Bytes turns a range of word numbers into bytes of the text that the words are of.
func Bytes(words []prose.Word, s hearsay.Span) hearsay.Span {
	if s.Start >= s.End {
		return hearsay.Span{}
	}
	return hearsay.Span{Start: words[s.Start].Span.Start, End: words[s.End-1].Span.End}
}

// between aligns the words between two runs of a chain: at most maxGap on
// either side.
func (al aligner) between(a0, a1, b0, b1 int32) []run {
	return commonRuns(al.a[a0:a1], al.b[b0:b1], a0, b0)
}

// reach is how many words an end is extended by at once.
const reach = 24

// behind extends a passage behind its last run.
func (al aligner) behind(r run) []run {
	var out []run
	for {
		a1, b1 := min(r.aEnd()+reach, int32(len(al.a))), min(r.bEnd()+reach, int32(len(al.b)))
		da, db := bestPrefix(al.a[r.aEnd():a1], al.b[r.bEnd():b1])
		if da == 0 {
			return out
		}
		more := al.between(r.aEnd(), r.aEnd()+da, r.bEnd(), r.bEnd()+db)
		out = append(out, more...)
		r = run{r.aEnd(), r.bEnd(), 0}
		r.a, r.b = r.a+da, r.b+db
	}
}

// before extends a passage before its first run.
func (al aligner) before(r run) []run {
	var out []run
	for {
		a0, b0 := max(r.a-reach, 0), max(r.b-reach, 0)
		var roomA, roomB [reach]Code
		da, db := bestPrefix(backwards(roomA[:], al.a[a0:r.a]), backwards(roomB[:], al.b[b0:r.b]))
		if da == 0 {
			return out
		}
		more := al.between(r.a-da, r.a, r.b-db, r.b)
		out = append(more, out...)
		r.a, r.b = r.a-da, r.b-db
	}
}

// backwards copies words to dst, the last first.
func backwards(dst, words []Code) []Code {
	dst = dst[:len(words)]
	for i, w := range words {
		dst[len(words)-1-i] = w
	}
	return dst
}

// bestPrefix returns the lengths of the prefixes of a and b that are best to
// align: a word that is equal counts one, a word that is changed, cut or
// inserted takes one away, and the sum must be above zero. 0, 0 when none is.
//
// Cells from which not even equal words to the end lead above the best are left
// out: of texts that differ from here on, three quarters.
func bestPrefix(a, b []Code) (int32, int32) {
	const none = -1 << 20
	var room [reach + 1]int32
	row := room[:len(b)+1]
	for j := range row {
		row[j] = -int32(j)
	}
	lenA, lenB := int32(len(a)), int32(len(b))
	var best, bestA, bestB int32
	for i, low, high := int32(1), int32(0), lenB; i <= lenA && low <= high; i++ {
		diagonal, left := int32(none), int32(none)
		first, last := int32(-1), int32(-2)
		for j := low; j <= min(high+1, lenB); j++ {
			up := int32(none)
			if j <= high {
				up = row[j]
			}
			score := max(diagonal, up, left) - 1
			if j > 0 && a[i-1] == b[j-1] {
				score = max(score, diagonal+1)
				if score > best {
					best, bestA, bestB = score, i, j
				}
			}
			diagonal, left, row[j] = up, score, score
			if score+min(lenA-i, lenB-j) > best {
				if first < 0 {
					first = j
				}
				last = j
			}
		}
		low, high = first, last
		if first < 0 {
			break
		}
	}
	return bestA, bestB
}

// commonRuns returns a longest common subsequence of a and b as runs, with a0
// and b0 added to the word numbers. Time is len(a) × len(b).
func commonRuns(a, b []Code, a0, b0 int32) []run {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	width := len(b) + 1
	// lengths[i*width+j] is the length for a[i:] and b[j:].
	lengths := make([]uint16, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			at := i*width + j
			if a[i] == b[j] {
				lengths[at] = lengths[at+width+1] + 1
			} else {
				lengths[at] = max(lengths[at+width], lengths[at+1])
			}
		}
	}
	var out []run
	for i, j := 0, 0; i < len(a) && j < len(b); {
		at := i*width + j
		switch {
		case a[i] == b[j]:
			out = append(out, run{a0 + int32(i), b0 + int32(j), 1})
			i++
			j++
		case lengths[at+width] >= lengths[at+1]:
			i++
		default:
			j++
		}
	}
	return joined(out)
}
