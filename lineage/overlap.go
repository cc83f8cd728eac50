// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import "slices"

// A block is words that two texts have in common, in a row.
type block struct{ a, b, n int32 }

// overlap is what two texts have in common, and what each has besides.
type overlap struct {
	blocks  []block // by where they stand in the first
	side    [2]half
	same    int  // sentences that are equal in both, word for word
	longest int  // words in the longest block
	tail    bool // all plain words in common stand in the last paragraph of both
}

// half is one text's share of an overlap, in words.
type half struct {
	plain  int // in common, not spoken
	spoken int // in common, within quote marks
	own    int // plain words that the other does not have
	// Sentences in common that have more words here, and nothing less.
	longer int
	// edited are sentences in common of which both have words that the other lacks.
	edited int
	// whole are sentences that the other does not have at all.
	whole int
	// taken are the words of sentences in common, kept those of them that the other
	// has, too; speech aside.
	taken, kept int
	// lead says that words of the first sentence are in common.
	lead bool
}

// least is how long a block is that stands alone; near is how close to another
// a shorter one has to be, in words.
const (
	least = 4
	near  = 6
)

// compareTexts says what it comes to that two readings have some blocks in common.
func compareTexts(a, b *reading, blocks []block) *overlap {
	o := &overlap{blocks: blocks}
	coverA, coverB := make([]int32, len(a.words)), make([]int32, len(b.words))
	for _, m := range o.blocks {
		o.longest = max(o.longest, int(m.n))
		for k := range m.n {
			coverA[m.a+k], coverB[m.b+k] = m.b+k+1, m.a+k+1
		}
	}
	o.side[0].count(a, coverA)
	o.side[1].count(b, coverB)
	o.tail = o.side[0].plain > 0 && o.inTails(a, b)
	o.pairSentences(a, b, coverA, coverB)
	return o
}

// blocksOf finds the words in common that stand in a row in both. Time is linear in both, but
// for runs that stand in one of them often.
func blocksOf(a, b *reading) []block {
	var all []block
	next := int32(-1) // where b goes on behind the last block
	for i := int32(0); int(i) < len(a.runs); {
		j, ok := b.at[a.runs[i]]
		if !ok {
			i++
			continue
		}
		if next >= 0 && int(next) < len(b.runs) && b.runs[next] == a.runs[i] {
			j = next
		}
		n := int32(runWords)
		for int(i+n) < len(a.words) && int(j+n) < len(b.words) && a.words[i+n].Hash == b.words[j+n].Hash {
			n++
		}
		all = append(all, block{i, j, n})
		i += n
		next = j + n
	}
	return slices.DeleteFunc(all, func(m block) bool { return m.n < least && !attached(all, m) })
}

// attached reports whether a short block stands near another in both texts.
func attached(all []block, m block) bool {
	for _, o := range all {
		if o == m || o.n < least {
			continue
		}
		if close(m.a, m.n, o.a, o.n) && close(m.b, m.n, o.b, o.n) {
			return true
		}
	}
	return false
}

// inTails reports whether all plain blocks stand in the last paragraphs, where outlets
// and firms say what they say under everything, and these are not the whole text.
func (o *overlap) inTails(a, b *reading) bool {
	lastA, lastB := a.paragraph[len(a.paragraph)-1], b.paragraph[len(b.paragraph)-1]
	for _, m := range o.blocks {
		if !a.quoted[m.a] && (a.paragraph[m.a] != lastA || b.paragraph[m.b] != lastB) {
			return false
		}
	}
	return lastA > 0 && lastB > 0
}

func close(a, n, b, m int32) bool { return a <= b+m+near && b <= a+n+near }

// count counts the words of one text by whether they are in common.
func (h *half) count(r *reading, cover []int32) {
	for i, c := range cover {
		switch {
		case c > 0 && r.quoted[i]:
			h.spoken++
		case c > 0:
			h.plain++
		case !r.quoted[i]:
			h.own++
		}
	}
	if len(r.sentences) > 0 {
		s := r.sentences[0]
		n := 0
		for i := s.from; i < s.to; i++ {
			if cover[i] > 0 && !r.quoted[i] {
				n++
			}
		}
		h.lead = n >= least
	}
}

// pairSentences sets sentences that have most words in common side by side.
func (o *overlap) pairSentences(a, b *reading, coverA, coverB []int32) {
	hit := make([]bool, len(b.sentences))
	for _, s := range a.sentences {
		k, common := partner(b, s, coverA)
		if common < least || 5*common < 2*min(int(s.to-s.from), length(b, k)) {
			if !mostlyQuoted(a, s) {
				o.side[0].whole++
			}
			continue
		}
		hit[k] = true
		if mostlyQuoted(a, s) {
			continue
		}
		moreA, moreB := int(s.to-s.from)-common, length(b, k)-common
		o.side[0].taken += common + moreA
		o.side[1].taken += common + moreB
		o.side[0].kept += common
		o.side[1].kept += common
		switch {
		case moreA == 0 && moreB == 0:
			o.same++
		case moreB == 0:
			o.side[0].longer++
		case moreA == 0:
			o.side[1].longer++
		default:
			o.side[0].edited++
			o.side[1].edited++
		}
	}
	for k, s := range b.sentences {
		if !hit[k] && !mostlyQuoted(b, s) {
			o.side[1].whole++
		}
	}
}

func length(r *reading, k int) int {
	if k < 0 {
		return 0
	}
	return int(r.sentences[k].to - r.sentences[k].from)
}

// partner is the sentence of b that has most of the words of a sentence of a, and
// how many.
func partner(b *reading, s sentence, coverA []int32) (best, most int) {
	best = -1
	k, n := -1, 0
	for i := s.from; i < s.to; i++ {
		if coverA[i] == 0 {
			continue
		}
		at := b.sentenceOf(coverA[i] - 1)
		if at != k {
			k, n = at, 0
		}
		n++
		if n > most {
			best, most = k, n
		}
	}
	return best, most
}

// sentenceOf is the sentence that a word stands in.
func (r *reading) sentenceOf(word int32) int { return int(r.sentence[word]) }

// findSentence is sentenceOf without what that is kept in.
func (r *reading) findSentence(word int32) int {
	k, ok := slices.BinarySearchFunc(r.sentences, word, func(s sentence, w int32) int { return int(s.from - w) })
	if !ok {
		k--
	}
	return k
}

func mostlyQuoted(r *reading, s sentence) bool {
	n := 0
	for i := s.from; i < s.to; i++ {
		if r.quoted[i] {
			n++
		}
	}
	return 2*n > int(s.to-s.from)
}

// cover marks the words of one side that are in common.
func (o *overlap) cover(side int, words []bool) {
	for _, m := range o.blocks {
		for k := range m.n {
			words[m.at(side)+k] = true
		}
	}
}

// common counts the words of one side that are among those marked. What stands in two
// blocks counts once: seen has room for the words, and is left as it is, all false.
func (o *overlap) common(side int, marked, seen []bool) int {
	n := 0
	for _, m := range o.blocks {
		at := m.at(side)
		for k := at; k < at+m.n; k++ {
			if marked[k] && !seen[k] {
				n++
				seen[k] = true
			}
		}
	}
	for _, m := range o.blocks {
		at := m.at(side)
		clear(seen[at : at+m.n])
	}
	return n
}

// at is where a block begins on a side.
func (m block) at(side int) int32 {
	if side == 1 {
		return m.b
	}
	return m.a
}
