// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

// step is a stretch of two wordings: units [a0, a1) of the base beside [b0, b1)
// of the variant.
type step struct {
	kind           stepKind
	a0, a1, b0, b1 int
}

type stepKind uint8

const (
	equal   stepKind = iota
	paired           // one unit of each, not the same
	deleted          // units of the base alone
	added            // units of the variant alone
)

const (
	// maxCells bounds the exact alignment: beyond, it is cut at words that both have
	// once.
	maxCells = 1 << 18

	// Two words beside each other cost more than one of each alone in a longer stretch,
	// so that a word is not taken for another to save one far off.
	costPair   = 21 // two words that say something
	costUneven = 24 // one that does beside one that does not
	costMinor  = 14 // two small words; an editor's word for another
	costNumber = 6  // two numbers
	costForm   = 4  // two forms of one word
	costHelper = 8  // two small verbs
	costNever  = 26 // what is no pair: "not" beside "did"
	costSingle = 10 // a word alone
	costOpen   = 3  // the first of several alone
)

// aligner aligns two wordings.
type aligner struct {
	a, b  []unit
	loose bool // other persons and tenses are the same word
	steps []step
}

// align sets two wordings beside each other at the least cost. Time is that of
// maxCells for each stretch between words that both have just once, and linear
// otherwise.
func align(a, b []unit, loose bool) []step {
	al := aligner{a: a, b: b, loose: loose}
	al.region(0, len(a), 0, len(b))
	al.slide()
	return al.steps
}

// same reports whether two units are one word.
func (al *aligner) same(i, j int) bool { return sameUnit(&al.a[i], &al.b[j], al.loose) }

func sameUnit(x, y *unit, loose bool) bool {
	switch {
	case x.key == y.key:
		return true
	case x.traits.has(clitic) || y.traits.has(clitic):
		return shortOf(x.key, y.key) || shortOf(y.key, x.key)
	}
	return loose && shifted(x, y)
}

// shortOf reports what a clitic may be short for.
func shortOf(short, full string) bool {
	switch short {
	case "'s":
		return full == "is" || full == "has" || full == "us"
	case "'d":
		return full == "would" || full == "had"
	}
	return false
}

// region aligns a part of both.
func (al *aligner) region(a0, a1, b0, b1 int) {
	for a0 < a1 && b0 < b1 && al.same(a0, b0) {
		al.push(step{equal, a0, a0 + 1, b0, b0 + 1})
		a0, b0 = a0+1, b0+1
	}
	tail := 0
	for a0 < a1-tail && b0 < b1-tail && al.same(a1-tail-1, b1-tail-1) {
		tail++
	}
	al.middle(a0, a1-tail, b0, b1-tail)
	al.push(step{equal, a1 - tail, a1, b1 - tail, b1})
}

func (al *aligner) middle(a0, a1, b0, b1 int) {
	switch {
	case a0 == a1 && b0 == b1:
	case (a1-a0+1)*(b1-b0+1) <= maxCells:
		al.exact(a0, a1, b0, b1)
	default:
		al.anchored(a0, a1, b0, b1)
	}
}

// push adds a step, joined with the one before where both are of a kind.
func (al *aligner) push(s step) {
	if s.a0 == s.a1 && s.b0 == s.b1 {
		return
	}
	if n := len(al.steps); n > 0 && s.kind != paired && al.steps[n-1].kind == s.kind {
		al.steps[n-1].a1, al.steps[n-1].b1 = s.a1, s.b1
		return
	}
	al.steps = append(al.steps, s)
}

// anchored cuts a long part at words that stand once in both, in the order of
// both (patience), and aligns what is between.
func (al *aligner) anchored(a0, a1, b0, b1 int) {
	pairs := al.unique(a0, a1, b0, b1)
	if len(pairs) == 0 {
		al.push(step{deleted, a0, a1, b0, b0})
		al.push(step{added, a1, a1, b0, b1})
		return
	}
	for _, p := range pairs {
		al.region(a0, p[0], b0, p[1])
		al.push(step{equal, p[0], p[0] + 1, p[1], p[1] + 1})
		a0, b0 = p[0]+1, p[1]+1
	}
	al.region(a0, a1, b0, b1)
}

// unique returns the longest list of words that stand once in both parts and read
// forward in both.
func (al *aligner) unique(a0, a1, b0, b1 int) [][2]int {
	type seen struct{ inA, inB, a, b int }
	count := map[string]*seen{}
	for i := a0; i < a1; i++ {
		s := count[al.a[i].key]
		if s == nil {
			s = &seen{}
			count[al.a[i].key] = s
		}
		s.inA, s.a = s.inA+1, i
	}
	for j := b0; j < b1; j++ {
		if s := count[al.b[j].key]; s != nil {
			s.inB, s.b = s.inB+1, j
		}
	}
	var pairs [][2]int
	for i := a0; i < a1; i++ {
		if s := count[al.a[i].key]; s.inA == 1 && s.inB == 1 {
			pairs = append(pairs, [2]int{i, s.b})
		}
	}
	return increasing(pairs)
}

// increasing is the longest part of pairs, ordered by their first numbers, whose
// second ones rise. O(n log n).
func increasing(pairs [][2]int) [][2]int {
	var ends []int // by length, the pair with which a list of it ends lowest
	before := make([]int, len(pairs))
	for i, p := range pairs {
		low, high := 0, len(ends)
		for low < high {
			if mid := (low + high) / 2; pairs[ends[mid]][1] < p[1] {
				low = mid + 1
			} else {
				high = mid
			}
		}
		before[i] = -1
		if low > 0 {
			before[i] = ends[low-1]
		}
		if low == len(ends) {
			ends = append(ends, i)
		} else {
			ends[low] = i
		}
	}
	if len(ends) == 0 {
		return nil
	}
	out := make([][2]int, len(ends))
	for i, k := ends[len(ends)-1], len(ends)-1; i >= 0; i, k = before[i], k-1 {
		out[k] = pairs[i]
	}
	return out
}

// exact aligns a part by dynamic programming with affine costs (Gotoh 1982).
func (al *aligner) exact(a0, a1, b0, b1 int) {
	n, m := a1-a0, b1-b0
	t := newTable(n, m)
	for i := 0; i <= n; i++ {
		for j := 0; j <= m; j++ {
			if i == 0 && j == 0 {
				continue
			}
			if i > 0 && j > 0 {
				t.meet(i, j, al.cost(a0+i-1, b0+j-1))
			}
			if i > 0 {
				t.alone(i, j, i-1, j, deleted)
			}
			if j > 0 {
				t.alone(i, j, i, j-1, added)
			}
		}
	}
	path := t.path(n, m)
	i, j := a0, b0
	for k := len(path) - 1; k >= 0; k-- {
		switch path[k] {
		case deleted:
			al.push(step{deleted, i, i + 1, j, j})
			i++
		case added:
			al.push(step{added, i, i, j, j + 1})
			j++
		default:
			kind := paired
			if al.same(i, j) {
				kind = equal
			}
			al.push(step{kind, i, i + 1, j, j + 1})
			i, j = i+1, j+1
		}
	}
}

// cost is what it costs to set two words beside each other.
func (al *aligner) cost(i, j int) int {
	x, y := &al.a[i], &al.b[j]
	switch {
	case al.same(i, j):
		return 0
	case x.traits.has(numeral) && y.traits.has(numeral), x.traits.has(ordinal) && y.traits.has(ordinal):
		return costNumber
	case x.lemma == y.lemma:
		return costForm
	case x.traits.has(negator) && helpers[y.key] || helpers[x.key] && y.traits.has(negator):
		return costNever
	case helpers[x.key] && helpers[y.key]:
		return costHelper
	case y.traits.has(bracketed), !x.traits.has(content) && !y.traits.has(content):
		return costMinor
	case x.traits.has(content) != y.traits.has(content):
		return costUneven
	}
	return costPair
}

var helpers = set("will would can could may might shall should must need is are was were be been do does did has have had ought")

// table is that of the dynamic programme. A cell has a state for each way to come
// to it: by a word alone in one of the texts, or not.
type table struct {
	width int
	cells [][3]int32 // by how it ends: equal or paired, deleted, added
	from  [][3]stepKind
}

const never = 1 << 29

func newTable(n, m int) *table {
	t := &table{width: m + 1, cells: make([][3]int32, (n+1)*(m+1)), from: make([][3]stepKind, (n+1)*(m+1))}
	for i := range t.cells {
		t.cells[i] = [3]int32{never, never, never}
	}
	t.cells[0] = [3]int32{0, never, never}
	return t
}

// slot is where a cell keeps a way to end.
func slot(k stepKind) int {
	if k == paired || k == equal {
		return 0
	}
	return int(k) - 1
}

func (t *table) meet(i, j, cost int) {
	c := &t.cells[(i-1)*t.width+j-1]
	best, from := c[0], equal
	if c[slot(deleted)] < best {
		best, from = c[slot(deleted)], deleted
	}
	if c[slot(added)] < best {
		best, from = c[slot(added)], added
	}
	at := i*t.width + j
	t.cells[at][0], t.from[at][0] = best+int32(cost), from
}

func (t *table) alone(i, j, pi, pj int, kind stepKind) {
	c := &t.cells[pi*t.width+pj]
	k := slot(kind)
	best, from := c[k]+costSingle, kind
	for _, other := range [...]stepKind{equal, deleted, added} {
		if v := c[slot(other)] + costSingle + costOpen; other != kind && v < best {
			best, from = v, other
		}
	}
	at := i*t.width + j
	t.cells[at][k], t.from[at][k] = best, from
}

// path is the way from the end to the beginning.
func (t *table) path(i, j int) []stepKind {
	end := t.cells[i*t.width+j]
	kind := equal
	for _, k := range [...]stepKind{deleted, added} {
		if end[slot(k)] < end[slot(kind)] {
			kind = k
		}
	}
	var out []stepKind
	for i > 0 || j > 0 {
		out = append(out, kind)
		next := t.from[i*t.width+j][slot(kind)]
		switch kind {
		case deleted:
			i--
		case added:
			j--
		default:
			i, j = i-1, j-1
		}
		kind = next
	}
	return out
}
