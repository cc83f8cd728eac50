// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package precede

import (
	"fmt"
	"regexp"
	"strings"

	"hearsay"
)

// sentenceChecks are words that one text puts around a sentence of the other.
func sentenceChecks() []check {
	return []check{
		{"sentence-attributed", attributed},
		{"sentence-led-in", ledIn},
		{"sentence-cut", sentenceCut},
	}
}

// maxAside is how many words may stand before or behind what both have of a
// sentence.
const maxAside = 8

// aside is what one text has more of a sentence, with the run of words beside it.
type aside struct {
	own hearsay.Span // in word numbers
	run block
}

// tails are the ends of sentences of this text that the other does not have: its
// sentence ends before them.
func (l look) tails() []aside {
	var out []aside
	for i, r := range l.it.runs {
		if r.here.Len() < leastRun || l.it.endsSentence(r.here.End) || !l.from.endsSentence(r.there.End) {
			continue
		}
		end := len(l.it.words)
		if i+1 < len(l.it.runs) {
			end = l.it.runs[i+1].here.Start
		}
		for k := r.here.End + 1; k <= min(end, r.here.End+maxAside); k++ {
			if l.it.endsSentence(k) {
				out = append(out, aside{hearsay.Span{Start: r.here.End, End: k}, r})
				break
			}
		}
	}
	return out
}

// heads are the beginnings of sentences of this text that the other does not have:
// its sentence begins behind them.
func (l look) heads() []aside {
	var out []aside
	for i, r := range l.it.runs {
		if r.here.Len() < leastRun || l.it.endsSentence(r.here.Start) || !l.from.endsSentence(r.there.Start) {
			continue
		}
		start := 0
		if i > 0 {
			start = l.it.runs[i-1].here.End
		}
		for k := r.here.Start - 1; k >= max(start, r.here.Start-maxAside); k-- {
			if l.it.endsSentence(k) {
				out = append(out, aside{hearsay.Span{Start: k, End: r.here.Start}, r})
				break
			}
		}
	}
	return out
}

// leastRun is how many words the rest of the sentence must share.
const leastRun = 3

// endsSentence reports whether a sentence ends before the word.
func (t *Text) endsSentence(word int) bool {
	return word == 0 || word == len(t.words) || strings.ContainsAny(t.gapBefore(word), ".!?\n")
}

// gapBefore is what stands between a word and the one before.
func (t *Text) gapBefore(word int) string {
	from, to := 0, len(t.text)
	if word > 0 {
		from = t.words[word-1].Span.End
	}
	if word < len(t.words) {
		to = t.words[word].Span.Start
	}
	return t.text[from:max(from, to)]
}

// sayer is who or what a clause at the end of a sentence may name for it.
var sayer = regexp.MustCompile(`(?i)\b(?:said|says|say|told|reported|reports?|according|announced|learnt|learned|understood|emerged|sources?|officials?)\b`)

// attributed: it ends sentences by saying who says so, where the other does not.
func attributed(l look) found {
	mine, other := l.saying(l.tails()), l.turned().saying(l.turned().tails())
	if len(mine) <= len(other) {
		return found{}
	}
	at := l.it.bytesOf(mine[0].own)
	return found{fmt.Sprintf("%s adds “%s” to a sentence that ends before it in %s", l.it.called, clip(at.In(l.it.text)), l.from.called),
		at, l.from.bytesOf(mine[0].run.there)}
}

// saying keeps the asides that name who says so.
func (l look) saying(asides []aside) []aside {
	var out []aside
	for _, a := range asides {
		if sayer.MatchString(l.it.bytesOf(a.own).In(l.it.text)) {
			out = append(out, a)
		}
	}
	return out
}

// ledIn: it puts words before sentences more often than the other does.
func ledIn(l look) found {
	mine := l.heads()
	if len(mine) <= len(l.turned().heads()) {
		return found{}
	}
	at := l.it.bytesOf(mine[0].own)
	return found{fmt.Sprintf("%s puts “%s” before a sentence of %s", l.it.called, clip(at.In(l.it.text)), l.from.called),
		at, l.from.bytesOf(mine[0].run.there)}
}

// sentenceCut: it ends sentences where the other goes on, other than by naming who
// says so.
func sentenceCut(l look) found {
	o := l.turned()
	longer, mine := o.tails(), l.tails()
	if len(longer)-len(o.saying(longer)) <= len(mine)-len(l.saying(mine)) {
		return found{}
	}
	for _, a := range longer {
		at := l.from.bytesOf(a.own)
		if sayer.MatchString(at.In(l.from.text)) {
			continue
		}
		return found{fmt.Sprintf("%s ends a sentence where %s goes on: “%s”", l.it.called, l.from.called, clip(at.In(l.from.text))),
			l.it.bytesOf(a.run.there), at}
	}
	return found{}
}
