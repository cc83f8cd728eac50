// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prose

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"hearsay"
)

// Block elements (U+2580 to U+259F) stand for words that are not kept. They count as
// letters, so that words keep their numbers: the first half as letters of a script with
// spaces, the other as those of one without. Which of them stands where is chosen so that two
// texts hardly ever have three such words in common.
const (
	firstStandIn   = '\u2580'
	firstUnspaced  = '\u2590'
	lastStandIn    = '\u259f'
	standIns       = firstUnspaced - firstStandIn
	standInLetters = 3        // of a word, where there is room
	noMark         = '\u034f' // for a mark: it belongs to what is before it, and shows nothing
)

// isStandIn reports a character of a word that is not kept.
func isStandIn(r rune) bool { return r >= firstStandIn && r <= lastStandIn }

// errWithhold is for a text whose words would get other numbers.
var errWithhold = errors.New("words cannot be withheld in this text without moving others")

// Withhold returns a text in which only some stretches are as they were: for all other
// words stand-ins stand there, and for all other signs spaces. It has as many characters,
// lines and words, and each is where it was; only of a script without spaces the number of
// a word's letters can be told. At gives for a byte of the text the byte of the result. The
// stretches are widened to whole words. Seed chooses the stand-ins.
func Withhold(text string, keep []hearsay.Span, seed uint64) (out string, at []int, err error) {
	w := &withholder{text: text, words: Words(text), random: seed}
	w.kept = w.widen(keep)
	end := 0
	for _, k := range append(w.kept, hearsay.Span{Start: len(text), End: len(text)}) {
		w.gap(end, k.Start)
		w.out = append(w.out, k.In(text)...)
		end = k.End
	}
	out = string(w.out)
	after := Words(out)
	if len(after) != len(w.words) || utf8.RuneCountInString(out) != utf8.RuneCountInString(text) {
		return "", nil, errWithhold
	}
	at = offsets(text, out)
	for i, a := range w.words {
		if w.holds(a.Span) && (after[i].Hash != a.Hash || after[i].Span.Start != at[a.Span.Start]) {
			return "", nil, errWithhold
		}
	}
	return out, at, nil
}

// withholder writes one text.
type withholder struct {
	text   string
	words  []Word
	kept   []hearsay.Span
	next   int // word
	random uint64
	out    []byte
}

// widen makes stretches of whole words, in order.
func (w *withholder) widen(keep []hearsay.Span) []hearsay.Span {
	var out []hearsay.Span
	for _, k := range keep {
		k.Start, k.End = max(0, k.Start), min(k.End, len(w.text))
		if k.Start < k.End {
			out = append(out, k)
		}
	}
	out = hearsay.JoinSpans(out)
	i := 0
	for n := range out {
		for i < len(w.words) && w.words[i].Span.End <= out[n].Start {
			i++
		}
		end := out[n].End // not the widened one: pairs of characters overlap
		for j := i; j < len(w.words) && w.words[j].Span.Start < end; j++ {
			if s := w.words[j].Span; n == 0 || s.Start >= out[n-1].End {
				out[n].Start, out[n].End = min(out[n].Start, s.Start), max(out[n].End, s.End)
			}
		}
	}
	return hearsay.JoinSpans(out)
}

// holds reports whether a word is kept: the stretches are apart and in order.
func (w *withholder) holds(s hearsay.Span) bool {
	i, _ := slices.BinarySearchFunc(w.kept, s.End, func(k hearsay.Span, end int) int { return cmp.Compare(k.End, end) })
	return i < len(w.kept) && w.kept[i].Contains(s)
}

// gap writes what stands for a stretch that is not kept. Ends of lines stay, but within a
// word; characters of scripts without spaces are replaced one by one.
func (w *withholder) gap(from, to int) {
	begin := from
	flush := func(end int) {
		w.spaced(begin, end)
		begin = end
	}
	for i := from; i < to; {
		r, size := utf8.DecodeRuneInString(w.text[i:])
		switch {
		case r == '\n' && !w.within(i):
			flush(i)
			w.out = append(w.out, '\n')
			begin = i + size
		case unspaced(r):
			flush(i)
			if attached(r) {
				w.out = utf8.AppendRune(w.out, noMark)
			} else {
				w.out = utf8.AppendRune(w.out, firstUnspaced+w.pick())
			}
			begin = i + size
		}
		i += size
	}
	flush(to)
}

// within reports whether a byte lies in a word.
func (w *withholder) within(i int) bool {
	for w.next < len(w.words) && w.words[w.next].Span.End <= i {
		w.next++
	}
	return w.next < len(w.words) && w.words[w.next].Span.Start < i
}

// spaced writes words of stand-ins and spaces for a stretch of a script with spaces.
func (w *withholder) spaced(from, to int) {
	if from >= to {
		return
	}
	room := utf8.RuneCountInString(w.text[from:to])
	words := len(Words(w.text[from:to]))
	if from > 0 && w.text[from-1] != '\n' {
		w.out = append(w.out, ' ') // a word may stand before
		room--
	}
	if words > 0 {
		letters := max(1, min(standInLetters, (room-words)/words))
		for range words {
			for range letters {
				w.out = utf8.AppendRune(w.out, firstStandIn+w.pick())
			}
			w.out = append(w.out, ' ')
			room -= letters + 1
		}
	}
	if room < 0 && to == len(w.text) || room < 0 && w.text[to] == '\n' { // no sign stood behind the last word
		w.out = w.out[:len(w.out)-1]
		room++
	}
	w.out = append(w.out, strings.Repeat(" ", max(0, room))...)
}

// pick chooses a stand-in.
func (w *withholder) pick() rune {
	w.random = Mix(w.random + 0x9e3779b97f4a7c15)
	return rune(w.random % standIns)
}

// offsets gives for each byte of a text the byte where the same character of another begins,
// or its end for the end.
func offsets(text, out string) []int {
	at := make([]int, len(text)+1)
	j := 0
	for i := 0; i < len(text); {
		_, size := utf8.DecodeRuneInString(text[i:])
		for k := range size {
			at[i+k] = j
		}
		i += size
		_, n := utf8.DecodeRuneInString(out[j:])
		j += n
	}
	at[len(text)] = len(out)
	return at
}
