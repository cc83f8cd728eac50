// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package precede

import (
	"fmt"

	"hearsay"
)

// shapeChecks are how much each text has of the other, and where.
func shapeChecks() []check {
	return []check{
		{"begins-with-own", beginsOwn},
		{"ends-before", endsBefore},
		{"passes-over", passesOver},
		{"nearly-all-shared", nearlyAll},
		{"shorter", shorter},
	}
}

// first and last are the first and the last passage of a text, with how many words
// of their own the two have before the one and behind the other.
func (l look) first() (b block, own, other int) {
	b = l.it.blocks[0]
	return b, b.here.Start, b.there.Start
}

func (l look) last() (b block, own, other int) {
	b = l.it.blocks[len(l.it.blocks)-1]
	return b, len(l.it.words) - b.here.End, len(l.from.words) - b.there.End
}

// fewWords are no matter where a text begins and ends: a stray word, a number.
const fewWords = 2

// beginsOwn: it has words before those that the other begins with.
func beginsOwn(l look) found {
	b, own, other := l.first()
	if own <= fewWords || other > 0 {
		return found{}
	}
	at := l.it.bytesOf(hearsay.Span{Start: 0, End: own})
	return found{fmt.Sprintf("%s puts “%s” before the words that %s begins with", l.it.called, clip(at.In(l.it.text)), l.from.called), at, l.from.bytesOf(b.there)}
}

// endsOwn: it has words behind those that the other ends with.
func endsOwn(l look) found {
	b, own, other := l.last()
	if own < 8 || other > fewWords {
		return found{}
	}
	at := l.it.bytesOf(hearsay.Span{Start: b.here.End, End: len(l.it.words)})
	return found{fmt.Sprintf("%s goes on where %s ends", l.it.called, l.from.called), at, l.from.bytesOf(b.there)}
}

// endsBefore: it stops where the other goes on.
func endsBefore(l look) found {
	b, own, other := l.last()
	if own > fewWords || other < 10 {
		return found{}
	}
	rest := hearsay.Span{Start: b.there.End, End: len(l.from.words)}
	return found{fmt.Sprintf("%s ends where %s goes on for %d words", l.it.called, l.from.called, rest.Len()), l.it.bytesOf(b.here), l.from.bytesOf(rest)}
}

// passesOver: passages follow each other that the other has words between, more
// often than the other way round.
func passesOver(l look) found {
	n, at := l.passed()
	if m, _ := l.turned().passed(); n <= m {
		return found{}
	}
	return at
}

func (l look) passed() (n int, first found) {
	for i := 1; i < len(l.it.blocks); i++ {
		p, b := l.it.blocks[i-1], l.it.blocks[i]
		left := hearsay.Span{Start: p.there.End, End: b.there.Start}
		if b.here.Start-p.here.End > fewWords || left.Len() < 5 {
			continue
		}
		if n++; n == 1 {
			first = found{fmt.Sprintf("%s has “%s” between two passages that follow each other in %s", l.from.called, clip(l.from.bytesOf(left).In(l.from.text)), l.it.called),
				l.it.bytesOf(hearsay.Span{Start: p.here.Start, End: b.here.End}), l.from.bytesOf(left)}
		}
	}
	return n, first
}

// all reports whether nine tenths of a text are in passages.
func (h *half) all() bool { return 10*h.shared >= 9*len(h.words) }

// nearlyAll: the other has what it has, and more.
func nearlyAll(l look) found {
	if !l.it.all() || l.from.all() {
		return found{}
	}
	return l.anywhere(fmt.Sprintf("nearly all of %s stands in %s, which has more", l.it.called, l.from.called))
}

// allAndMore: it has what the other has, and more.
func allAndMore(l look) found {
	if l.it.all() || !l.from.all() {
		return found{}
	}
	return l.anywhere(fmt.Sprintf("%s has nearly all of %s, and more", l.it.called, l.from.called))
}

// anywhere is something found that has no better place than the first passage.
func (l look) anywhere(says string) found {
	b := l.it.blocks[0]
	return found{says, l.it.bytesOf(b.here), l.from.bytesOf(b.there)}
}

// shorter: it has less than three quarters of the other's words.
func shorter(l look) found {
	if n, m := len(l.it.words), len(l.from.words); 4*n < 3*m {
		return l.anywhere(fmt.Sprintf("%s has %d words, %s %d", l.it.called, n, l.from.called, m))
	}
	return found{}
}
