// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"hearsay"
)

// part is a block on its way into the article: kept, or left out as furniture.
type part struct {
	*block
	kept  bool
	leads bool // left out, but leads to where the text is from
}

// lead is a part that leads to the source, noted as b.removed[removed].
type lead struct {
	*block
	removed int
}

// builder writes the kept blocks into one text and remembers where everything
// came from.
type builder struct {
	text    strings.Builder
	src     []int32 // of every byte of text, as in block
	blocks  []hearsay.Block
	removed []hearsay.Removed
	links   []link // spans in text
	leads   []lead
	// moved holds, for the parts that repeats point to, where their text
	// begins in text; -1 for parts that are left out.
	moved []int
}

// build joins the parts. Repeats among the kept ones are left out and noted.
func build(parts []part) *builder {
	b := &builder{}
	repeated := findRepeats(keptTexts(parts))
	index := -1
	type pending struct {
		removed int // index in b.removed
		of      where
	}
	var open []pending
	for i := range parts {
		p := &parts[i]
		if !p.kept {
			b.leave(p)
			continue
		}
		index++
		rep, again := repeated[index]
		b.moved = append(b.moved, b.next())
		if !again {
			b.write(p.block, hearsay.Span{End: len(p.text)})
			continue
		}
		for _, rest := range []hearsay.Span{{End: rep.cut.Start}, {Start: rep.cut.End, End: len(p.text)}} {
			b.write(p.block, trimSpan(p.text, rest))
		}
		open = append(open, pending{len(b.removed), rep.of})
		b.removed = append(b.removed, hearsay.Removed{
			Kind: hearsay.Repeat, Exact: strings.TrimSpace(rep.cut.In(p.text)), At: b.text.Len(),
		})
	}
	for _, o := range open {
		start := b.moved[o.of.block] - headCut(repeated, o.of.block)
		b.removed[o.removed].Repeats = hearsay.Span{Start: start + o.of.span.Start, End: start + o.of.span.End}
	}
	return b
}

// headCut is how many bytes a part lost at its beginning.
func headCut(repeated map[int]repetition, block int) int {
	if r, ok := repeated[block]; ok && r.cut.Start == 0 {
		return r.cut.End
	}
	return 0
}

// keptTexts are the texts of the kept parts, and which of them the page sets
// apart as quotations.
func keptTexts(parts []part) (texts []string, aside []bool) {
	for _, p := range parts {
		if p.kept {
			texts = append(texts, p.text)
			aside = append(aside, p.block.kind == hearsay.BlockQuote)
		}
	}
	return texts, aside
}

// next is where the next block will begin.
func (b *builder) next() int {
	if b.text.Len() == 0 {
		return 0
	}
	return b.text.Len() + len("\n\n")
}

// trimSpan drops the white space at both ends of a span.
func trimSpan(text string, s hearsay.Span) hearsay.Span {
	for s.Start < s.End && isSpace(text[s.Start]) {
		s.Start++
	}
	for s.End > s.Start && isSpace(text[s.End-1]) {
		s.End--
	}
	return s
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }

// write appends a stretch of a block as a block of the text.
func (b *builder) write(from *block, s hearsay.Span) {
	if s.Len() == 0 {
		return
	}
	if b.text.Len() > 0 {
		b.text.WriteString("\n\n")
		b.src = append(b.src, -1, -1)
	}
	start := b.text.Len()
	b.text.WriteString(s.In(from.text))
	b.src = append(b.src, from.src[s.Start:s.End]...)
	b.blocks = append(b.blocks, hearsay.Block{Span: hearsay.Span{Start: start, End: b.text.Len()}, Kind: from.kind})
	for _, l := range from.links {
		if l.span.Start >= s.Start && l.span.End <= s.End {
			b.links = append(b.links, link{hearsay.Span{Start: l.span.Start - s.Start + start, End: l.span.End - s.Start + start}, l.href})
		}
	}
	for _, r := range from.removed {
		if r.At >= s.Start && r.At <= s.End {
			r.At += start - s.Start
			b.removed = append(b.removed, r)
		}
	}
}

// leave notes a part that is not in the text. Neighbours make one note, so that
// a menu of forty links is not forty notes; a part that leads to the source has
// its own.
func (b *builder) leave(p *part) {
	at, n := b.text.Len(), len(b.removed)
	joins := n > 0 && b.removed[n-1].Kind == hearsay.Furniture && b.removed[n-1].At == at && !p.leads &&
		(len(b.leads) == 0 || b.leads[len(b.leads)-1].removed != n-1)
	if joins {
		b.removed[n-1].Exact += "\n" + p.text
		return
	}
	if p.leads {
		b.leads = append(b.leads, lead{p.block, n})
	}
	b.removed = append(b.removed, hearsay.Removed{Kind: hearsay.Furniture, Exact: p.text, At: at})
}

// plain makes a block's text what readers and matchers need: composed letters,
// no invisible ones, no disguises. What was changed is noted; bytes that the
// page does not hold lose their source.
func (b *block) plain() {
	if !norm.NFC.IsNormalString(b.text) {
		b.rewrite(norm.NFC.String(b.text), nil)
	}
	if text, removed := reveal(b.text); text != b.text {
		b.rewrite(text, removed)
	}
}

// rewrite replaces the text of a block by a close variant of it. The bytes that
// agree from either end of each changed stretch keep their source.
func (b *block) rewrite(text string, removed []hearsay.Removed) {
	table := resync(b.text, text)
	src := make([]int32, len(text))
	for i := range src {
		src[i] = -1
		if j := table[i]; j >= 0 {
			src[i] = b.src[j]
		}
	}
	forward := inverse(table, len(b.text))
	for k := range b.links {
		s := &b.links[k].span
		s.Start, s.End = forward[s.Start], forward[s.End]
	}
	b.removed = append(b.removed, removed...)
	b.text, b.src = text, src
}

// inverse turns a table from new bytes to old ones round: for every old byte, and
// the end, the first new byte at or after it.
func inverse(table []int, old int) []int {
	out := make([]int, old+1)
	for j := range out {
		out[j] = -1
	}
	for i, j := range table {
		if j >= 0 {
			out[j] = i
		}
	}
	next := len(table)
	for j := old; j >= 0; j-- {
		if out[j] < 0 {
			out[j] = next
		}
		next = out[j]
	}
	return out
}

// resync maps every byte of the new text to the byte of the old one that it is,
// or to -1. Both are read side by side; where they differ, the nearest place at
// which they agree again is sought, which for dropped or replaced letters is a
// few bytes away.
func resync(old, text string) []int {
	const reach = 64
	table := make([]int, len(text))
	i, j := 0, 0
	for i < len(text) {
		if j < len(old) && text[i] == old[j] {
			table[i] = j
			i, j = i+1, j+1
			continue
		}
		di, dj, ok := agreeAgain(old[min(j, len(old)):], text[i:], reach)
		if !ok {
			for ; i < len(text); i++ {
				table[i] = -1
			}
			break
		}
		for range di {
			table[i] = -1
			i++
		}
		j += dj
	}
	return table
}

// agreeAgain finds the smallest steps after which four bytes of both agree, or
// both end.
func agreeAgain(old, text string, reach int) (di, dj int, ok bool) {
	for sum := 1; sum <= 2*reach; sum++ {
		for di = 0; di <= sum; di++ {
			dj = sum - di
			if di > len(text) || dj > len(old) {
				continue
			}
			a, b := text[di:], old[dj:]
			n := min(4, len(a), len(b))
			if a[:n] == b[:n] && (n == 4 || len(a) == len(b)) {
				return di, dj, true
			}
		}
	}
	return 0, 0, false
}
