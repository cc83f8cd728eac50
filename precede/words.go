// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package precede

import (
	"fmt"
	"strings"

	"hearsay"
	"hearsay/postag"
)

// wordChecks are single words that differ within passages.
func wordChecks() []check {
	return []check{
		{"misspells", misspells},
		{"names-the-day", namesDay},
		{"rounds-a-number", rounds},
	}
}

// gaps calls f for what differs between two runs of a passage.
func (l look) gaps(f func(here, there hearsay.Span)) {
	for i := 1; i < len(l.it.runs); i++ {
		p, r := l.it.runs[i-1], l.it.runs[i]
		if p.goesOnIn(r) {
			f(hearsay.Span{Start: p.here.End, End: r.here.Start}, hearsay.Span{Start: p.there.End, End: r.there.Start})
		}
	}
}

func (t *Text) word(n int) string { return t.words[n].Span.In(t.text) }

// misspells: a word that the other has stands with letters changed, and is no word
// that dictionaries know; more often than the other way round.
func misspells(l look) found {
	var at found
	n := 0
	l.gaps(func(here, there hearsay.Span) {
		if here.Len() != there.Len() {
			return
		}
		for k := range here.Len() {
			w, v := l.it.word(here.Start+k), l.from.word(there.Start+k)
			if !slip(w, v) {
				continue
			}
			switch odd, odder := !postag.English().Knows(w), !postag.English().Knows(v); {
			case odd && !odder:
				n++
				at = found{fmt.Sprintf("%s has “%s” where %s has “%s”", l.it.called, w, l.from.called, v),
					l.it.words[here.Start+k].Span, l.from.words[there.Start+k].Span}
			case odder && !odd:
				n--
			}
		}
	})
	if n <= 0 {
		return found{}
	}
	return at
}

// slip reports whether two words in small letters, not of the shortest, differ by
// one letter, or by two that have changed places.
func slip(a, b string) bool {
	const least = 5
	if min(len(a), len(b)) < least || a == b || strings.ToLower(a) != a || strings.ToLower(b) != b {
		return false
	}
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return max(len(a), len(b)) == 1 || len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}

// namesDay: it has the name of a day where the other has “today” or “yesterday”.
func namesDay(l look) found {
	return l.instead(isDay, isNear, "%s names the day that %s counts from its own")
}

// rounds: it has “about”, “dozens” where the other has a bare number.
func rounds(l look) found {
	return l.instead(isVague, hasDigit, "%s has a number less exact than %s")
}

// instead finds one sort of word in this text where the other has another.
func (l look) instead(here, there func(string) bool, says string) found {
	var out found
	l.gaps(func(mine, other hearsay.Span) {
		if out.says == "" && l.it.any(mine, here) && !l.from.any(other, here) && l.from.any(other, there) {
			out = found{fmt.Sprintf(says, l.it.called, l.from.called), l.it.bytesOf(mine), l.from.bytesOf(other)}
		}
	})
	return out
}

func (t *Text) any(words hearsay.Span, is func(string) bool) bool {
	for n := words.Start; n < words.End; n++ {
		if is(t.word(n)) {
			return true
		}
	}
	return false
}

func isDay(w string) bool {
	switch strings.ToLower(w) {
	case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
		return true
	}
	return false
}

func isNear(w string) bool {
	switch strings.ToLower(w) {
	case "today", "yesterday", "tomorrow", "tonight":
		return true
	}
	return false
}

func isVague(w string) bool {
	switch strings.ToLower(w) {
	case "about", "nearly", "almost", "some", "over", "around", "dozens", "hundreds", "thousands", "several", "many":
		return true
	}
	return false
}

func hasDigit(w string) bool { return strings.ContainsAny(w, "0123456789") }
