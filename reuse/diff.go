// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse

import (
	"cmp"
	"slices"

	"hearsay"
	"hearsay/prose"
)

const (
	// minMoved is the least number of words that count as moved: fewer are
	// found in other places of any text.
	minMoved = 5
	// maxCells bounds the exact alignment of a gap. Wider gaps, in texts that
	// have next to nothing in common there, are taken as wholly changed.
	maxCells = 4_000_000
	// stray is the length up to which equal words between two changes are
	// part of the change, when the changes are longer: a single "the" in the
	// middle of a new sentence is no reason to cut it in two.
	stray = 3
)

// Diff sets two texts against each other. The changes cover every word of both
// exactly once, in the order of b; what a alone has stands where it was cut. A
// passage that stands elsewhere in b is moved, at its place in b.
//
// The backbone is the heaviest set of shared runs that read forward in both; the
// gaps are aligned exactly. Time is that of Query.Align, with O(n log n) for the
// backbone.
func Diff(a, b string) []hearsay.Change {
	wordsA, wordsB := prose.Words(a), prose.Words(b)
	d := differ{a: AppendCodes(nil, wordsA), b: AppendCodes(nil, wordsB)}
	runs := newGrams(d.a).runs(&scratch{}, d.b)
	d.cut(backbone(runs))
	d.findMoved(runs)
	return d.changes(wordsA, wordsB)
}

// piece is a stretch of words of one or both texts, in word numbers.
type piece struct {
	kind   hearsay.ChangeKind
	a0, a1 int32
	b0, b1 int32
}

func (p *piece) words() int32 { return max(p.a1-p.a0, p.b1-p.b0) }

type differ struct {
	a, b   []Code
	pieces []piece // in order of b
}

// backbone chooses, of runs that may overlap and cross, the heaviest set that
// reads forward in both texts without overlap. Weighted increasing subsequence
// with a Fenwick tree over the ends in b.
func backbone(runs []run) []run {
	ends := make([]int32, 0, len(runs))
	for _, r := range runs {
		ends = append(ends, r.bEnd())
	}
	slices.Sort(ends)
	ends = slices.Compact(ends)
	tree := newBest(len(ends))
	byStart := make([]int32, len(runs))
	for i := range byStart {
		byStart[i] = int32(i)
	}
	slices.SortStableFunc(byStart, func(x, y int32) int { return cmp.Compare(runs[x].a, runs[y].a) })
	weight, prev := make([]int64, len(runs)), make([]int32, len(runs))
	open := 0 // runs are sorted by their end in a: those before are in the tree
	top := int32(-1)
	for _, i := range byStart {
		for ; open < len(runs) && runs[open].aEnd() <= runs[i].a; open++ {
			at, _ := slices.BinarySearch(ends, runs[open].bEnd())
			tree.put(at, int32(open), weight[open])
		}
		at, found := slices.BinarySearch(ends, runs[i].b)
		if found {
			at++
		}
		n := int64(runs[i].n)
		w, p := tree.best(at)
		weight[i], prev[i] = w+n*n, p // squared: one long run is worth more than bits of it
		if top < 0 || weight[i] > weight[top] {
			top = i
		}
	}
	var out []run
	for i := top; i >= 0; i = prev[i] {
		out = append(out, runs[i])
	}
	slices.Reverse(out)
	return out
}

// best is a Fenwick tree of prefix maxima: of the entries before a place, the
// heaviest.
type best struct {
	weight []int64
	item   []int32
}

func newBest(n int) *best { return &best{make([]int64, n+1), make([]int32, n+1)} }

func (t *best) put(at int, item int32, weight int64) {
	for i := at + 1; i < len(t.weight); i += i & -i {
		if weight > t.weight[i] {
			t.weight[i], t.item[i] = weight, item
		}
	}
}

// best returns the heaviest of the entries at places below n, or 0, -1.
func (t *best) best(n int) (int64, int32) {
	var weight int64
	item := int32(-1)
	for i := n; i > 0; i -= i & -i {
		if t.weight[i] > weight {
			weight, item = t.weight[i], t.item[i]
		}
	}
	return weight, item
}

// cut divides both texts into pieces along the backbone.
func (d *differ) cut(spine []run) {
	spine = append(spine, run{int32(len(d.a)), int32(len(d.b)), 0})
	var all []run
	var a, b int32
	for _, r := range spine {
		if int64(r.a-a)*int64(r.b-b) <= maxCells {
			all = append(all, commonRuns(d.a[a:r.a], d.b[b:r.b], a, b)...)
		}
		all = append(all, r)
		a, b = r.aEnd(), r.bEnd()
	}
	all = withoutStray(joined(all))
	a, b = 0, 0
	for _, r := range all {
		d.gap(a, r.a, b, r.b)
		if r.n > 0 {
			d.pieces = append(d.pieces, piece{kind: hearsay.Same, a0: r.a, a1: r.aEnd(), b0: r.b, b1: r.bEnd()})
		}
		a, b = r.aEnd(), r.bEnd()
	}
}

// gap adds what stands between two equal pieces.
func (d *differ) gap(a0, a1, b0, b1 int32) {
	p := piece{a0: a0, a1: a1, b0: b0, b1: b1}
	switch {
	case a0 == a1 && b0 == b1:
		return
	case a0 == a1:
		p.kind = hearsay.Added
	case b0 == b1:
		p.kind = hearsay.Cut
	default:
		p.kind = hearsay.Changed
	}
	d.pieces = append(d.pieces, p)
}

// withoutStray drops short runs between longer changes, until none is left: what
// is dropped makes the changes beside others longer. The last run is the end of
// both texts and stays.
func withoutStray(runs []run) []run {
	for {
		kept := dropStray(runs)
		if len(kept) == len(runs) {
			return kept
		}
		runs = kept
	}
}

func dropStray(runs []run) []run {
	out := runs[:0:0]
	for i, r := range runs {
		if i < len(runs)-1 && r.n <= stray {
			var a, b int32
			if n := len(out); n > 0 {
				a, b = out[n-1].aEnd(), out[n-1].bEnd()
			}
			next := runs[i+1]
			before := max(r.a-a, r.b-b)
			behind := max(next.a-r.aEnd(), next.b-r.bEnd())
			if before >= r.n && behind >= r.n && before+behind >= 2*r.n+2 {
				continue
			}
		}
		out = append(out, r)
	}
	return out
}

// findMoved looks for runs that stand in what is left on both sides, longest
// first, and makes them pieces of their own.
func (d *differ) findMoved(runs []run) {
	freeA, freeB := make([]bool, len(d.a)), make([]bool, len(d.b))
	for _, p := range d.pieces {
		if p.kind == hearsay.Same {
			continue
		}
		fill(freeA[p.a0:p.a1])
		fill(freeB[p.b0:p.b1])
	}
	runs = slices.Clone(runs)
	slices.SortStableFunc(runs, func(x, y run) int { return cmp.Compare(y.n, x.n) })
	for _, r := range runs {
		for _, part := range freeParts(r, freeA, freeB) {
			clear(freeA[part.a:part.aEnd()])
			clear(freeB[part.b:part.bEnd()])
			d.move(part)
		}
	}
}

func fill(free []bool) {
	for i := range free {
		free[i] = true
	}
}

// freeParts returns the stretches of a run that are free on both sides and long
// enough.
func freeParts(r run, freeA, freeB []bool) []run {
	var out []run
	start := int32(0)
	for i := int32(0); i <= r.n; i++ {
		if i < r.n && freeA[r.a+i] && freeB[r.b+i] {
			continue
		}
		if i-start >= minMoved {
			out = append(out, run{r.a + start, r.b + start, i - start})
		}
		start = i + 1
	}
	return out
}

// move takes a run out of the pieces that hold it on either side.
func (d *differ) move(r run) {
	d.take(r.a, r.aEnd(), func(p *piece) (*int32, *int32) { return &p.a0, &p.a1 })
	at := d.take(r.b, r.bEnd(), func(p *piece) (*int32, *int32) { return &p.b0, &p.b1 })
	moved := piece{kind: hearsay.Moved, a0: r.a, a1: r.aEnd(), b0: r.b, b1: r.bEnd()}
	d.pieces = slices.Insert(d.pieces, at, moved)
}

// take removes words from one side of the piece that holds them, which may cut
// it in two, and returns the index at which they stood.
func (d *differ) take(from, to int32, side func(*piece) (*int32, *int32)) int {
	i := slices.IndexFunc(d.pieces, func(p piece) bool {
		start, end := side(&p)
		return p.kind != hearsay.Same && p.kind != hearsay.Moved && *start <= from && to <= *end && *start < *end
	})
	first, second := d.pieces[i], d.pieces[i]
	_, end := side(&first)
	*end = from
	start, _ := side(&second)
	*start = to
	// The other side's words stay with the first part, unless that is empty.
	keepFirst := false
	if s, e := side(&first); *s < *e {
		keepFirst = true
	}
	if keepFirst {
		emptyOther(&second, side)
	} else {
		emptyOther(&first, side)
	}
	var parts []piece
	at := i
	for n, p := range []piece{first, second} {
		if p.a0 == p.a1 && p.b0 == p.b1 {
			continue
		}
		p.kind = kindOf(p)
		parts = append(parts, p)
		if n == 0 {
			at++
		}
	}
	d.pieces = slices.Replace(d.pieces, i, i+1, parts...)
	return at
}

// emptyOther makes the side that is not the given one empty.
func emptyOther(p *piece, side func(*piece) (*int32, *int32)) {
	if start, _ := side(p); start == &p.a0 {
		p.b0 = p.b1
	} else {
		p.a0 = p.a1
	}
}

func kindOf(p piece) hearsay.ChangeKind {
	switch {
	case p.a0 == p.a1:
		return hearsay.Added
	case p.b0 == p.b1:
		return hearsay.Cut
	}
	return hearsay.Changed
}

// changes turns word numbers into bytes.
func (d *differ) changes(a, b []prose.Word) []hearsay.Change {
	out := make([]hearsay.Change, 0, len(d.pieces))
	for i := range d.pieces {
		p := &d.pieces[i]
		out = append(out, hearsay.Change{
			Kind: p.kind, A: Bytes(a, span(p.a0, p.a1)), B: Bytes(b, span(p.b0, p.b1)), Words: int(p.words()),
		})
	}
	return out
}

func span(from, to int32) hearsay.Span { return hearsay.Span{Start: int(from), End: int(to)} }
