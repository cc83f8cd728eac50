// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package precede

import (
	"cmp"
	"slices"

	"hearsay"
)

// half is one of two texts as it lies beside the other. Signs are looked for twice:
// each text is taken for the later one in turn.
type half struct {
	*Text
	runs   []block // stretches word for word the same, in the order of this text
	blocks []block // passages, likewise
	shared int     // words in blocks
}

// block is a passage that both texts have, but for a few words within. Spans are
// of word numbers.
type block struct {
	here, there hearsay.Span
	matched     int // words
}

const (
	// leastBlock is how many words a passage must have to be looked at: shorter
	// ones are phrases that any two texts share.
	leastBlock = 6
	// maxGap is how many words of either side may differ within a passage.
	maxGap = 4
)

// halves lays the texts side by side along what is the same or moved.
func halves(a, b *Text, changes []hearsay.Change) (it, other *half) {
	var runs []block
	for _, c := range changes {
		if c.Kind == hearsay.Same || c.Kind == hearsay.Moved {
			here, there := a.wordsOf(c.A), b.wordsOf(c.B)
			runs = append(runs, block{here, there, min(here.Len(), there.Len())})
		}
	}
	back := make([]block, len(runs))
	for i, r := range runs {
		back[i] = block{r.there, r.here, r.matched}
	}
	return newHalf(a, runs), newHalf(b, back)
}

func (t *Text) wordsOf(s hearsay.Span) hearsay.Span {
	return hearsay.Span{Start: t.wordAt(s.Start), End: t.wordAt(s.End)}
}

func newHalf(t *Text, runs []block) *half {
	slices.SortFunc(runs, func(x, y block) int {
		return cmp.Or(cmp.Compare(x.here.Start, y.here.Start), cmp.Compare(x.here.End, y.here.End))
	})
	h := &half{Text: t, runs: runs}
	for _, r := range runs {
		if n := len(h.blocks); n > 0 && h.blocks[n-1].goesOnIn(r) {
			last := &h.blocks[n-1]
			last.here.End, last.there.End = r.here.End, r.there.End
			last.matched += r.matched
			continue
		}
		h.blocks = append(h.blocks, r)
	}
	h.blocks = slices.DeleteFunc(h.blocks, func(b block) bool { return b.matched < leastBlock })
	for _, b := range h.blocks {
		h.shared += b.matched
	}
	return h
}

// goesOnIn reports whether next follows within a few words on both sides.
func (b block) goesOnIn(next block) bool {
	here, there := next.here.Start-b.here.End, next.there.Start-b.there.End
	return here >= 0 && here <= maxGap && there >= 0 && there <= maxGap
}
