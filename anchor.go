// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

import (
	"crypto/sha256"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Anchor says which words of a text something is tied to, so that they are found again
// when the text is another one: the words, what stood around them, and where.
type Anchor struct {
	Exact, Prefix, Suffix string
	// Start and End are code points of the text whose SHA-256 is Text, half-open, as Web
	// Annotation counts. End is 0 when no position is known.
	Start, End int
	Text       Digest // zero when it is not known which text the position is of
}

// NewAnchor ties to a span of text. It panics when the span does not lie in text.
func NewAnchor(text string, s Span) Anchor {
	a := Anchor{Exact: s.In(text), Start: utf8.RuneCountInString(text[:s.Start]), Text: sha256.Sum256([]byte(text))}
	a.End = a.Start + utf8.RuneCountInString(a.Exact)
	a.Prefix, a.Suffix = Around(text, s)
	return a
}

// The code points of context on each side: at first, and at most.
const (
	leastAround = 32
	mostAround  = 1 << 14
)

// Around is what stands before and behind a span: 32 code points on each side, and more
// until the words with their context stand once in the text, up to 16,384.
func Around(text string, s Span) (prefix, suffix string) {
	for n := leastAround; ; n *= 2 {
		from, to := back(text, s.Start, n), forward(text, s.End, n)
		if from == 0 && to == len(text) || n >= mostAround || once(text, text[from:to]) {
			return text[from:s.Start], text[s.End:to]
		}
	}
}

// once says whether part stands in text at one place.
func once(text, part string) bool {
	return strings.Index(text, part) == strings.LastIndex(text, part)
}

// back is n code points before byte i, forward n behind it.
func back(text string, i, n int) int {
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(text[:i])
		i -= size
	}
	return i
}

func forward(text string, i, n int) int {
	for ; n > 0 && i < len(text); n-- {
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
	return i
}

// Fit says how an anchor holds in a text.
type Fit int

// The fits. Of the last two, nothing is tied: the anchor is an orphan.
const (
	FitInPlace    Fit = iota // the words stand where they stood
	FitMoved                 // they stand elsewhere, at one place, with what stood around them
	FitNowhere               // they stand nowhere with what stood around them
	FitManyPlaces            // they do at several places
)

// Anchored is where an anchor holds in a text.
type Anchored struct {
	Span Span // zero for an orphan
	Fit  Fit
}

// Orphan reports whether the anchor holds nowhere.
func (a Anchored) Orphan() bool { return a.Fit >= FitNowhere }

// Finder finds anchors in one text. It is not safe for concurrent use.
type Finder struct {
	text   string
	digest Digest
	dense  string // text without white space; made when it is first needed
	at     []int32
}

// NewFinder returns a finder of anchors in text.
func NewFinder(text string) *Finder {
	return &Finder{text: text, digest: sha256.Sum256([]byte(text))}
}

// Find tells where an anchor holds: where its position says, when the words and what is
// around them stand there; else where they stand, if that is one place. A place that is like
// it and not the same is none: what cannot be told is an orphan. White space counts only as
// far as it divides words. The time is linear in the text.
func (f *Finder) Find(a *Anchor) Anchored {
	if strings.TrimSpace(a.Exact) == "" || !utf8.ValidString(a.Prefix+a.Exact+a.Suffix) {
		return Anchored{Fit: FitNowhere}
	}
	if s, ok := f.position(a.Start, a.End); ok && sameWords(s.In(f.text), a.Exact) &&
		(a.Text == f.digest || endsWith(f.text[:s.Start], a.Prefix) && beginsWith(f.text[s.End:], a.Suffix)) {
		return Anchored{Span: s}
	}
	return f.byWords(a)
}

// position is the span between two code points, if the text has them.
func (f *Finder) position(start, end int) (s Span, ok bool) {
	if start < 0 || end <= start {
		return s, false
	}
	n := 0
	for i := range f.text {
		if n == start {
			s.Start = i
		}
		if n == end {
			s.End = i
			return s, true
		}
		n++
	}
	s.End = len(f.text)
	return s, n == end
}

// mostPlaces is how many places are looked at: words that stand at more are at several.
const mostPlaces = 64

// byWords looks for the words with what is around them.
func (f *Finder) byWords(a *Anchor) Anchored {
	if f.at == nil {
		f.dense, f.at = dense(f.text)
	}
	prefix, _ := dense(a.Prefix)
	exact, _ := dense(a.Exact)
	suffix, _ := dense(a.Suffix)
	needle := prefix + exact + suffix
	out := Anchored{Fit: FitNowhere}
	for from, looked := 0, 0; ; looked++ {
		i := strings.Index(f.dense[from:], needle)
		if i < 0 {
			return out
		}
		if looked == mostPlaces {
			return Anchored{Fit: FitManyPlaces}
		}
		at := from + i + len(prefix)
		from += i + 1
		s := Span{Start: int(f.at[at]), End: int(f.at[at+len(exact)-1]) + 1}
		if !sameWords(s.In(f.text), a.Exact) || prefix == "" && cutsWord(f.text, s.Start) || suffix == "" && cutsWord(f.text, s.End) {
			continue
		}
		if out.Fit == FitMoved {
			return Anchored{Fit: FitManyPlaces}
		}
		out = Anchored{Span: s, Fit: FitMoved}
	}
}

// dense is a text without white space, and where each of its bytes stands in the text.
func dense(text string) (string, []int32) {
	var b strings.Builder
	at := make([]int32, 0, len(text))
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsSpace(r) {
			b.WriteString(text[i : i+size])
			for k := range size {
				at = append(at, int32(i+k))
			}
		}
		i += size
	}
	return b.String(), at
}

// sameWords reports whether a stretch of text has the wanted words. White space that is
// wanted must be there. What is there need not be wanted where a line ends, since other
// programs run paragraphs together.
func sameWords(got, want string) bool {
	got, want = strings.TrimSpace(got), strings.TrimSpace(want)
	for {
		var gap, wanted string
		got, gap = cutSpace(got)
		want, wanted = cutSpace(want)
		if gap == "" && wanted != "" || wanted == "" && gap != "" && !strings.Contains(gap, "\n") {
			return false
		}
		if got == "" || want == "" {
			return got == want
		}
		a, n := utf8.DecodeRuneInString(got)
		b, m := utf8.DecodeRuneInString(want)
		if a != b || n != m {
			return false
		}
		got, want = got[n:], want[m:]
	}
}

// cutSpace divides a text into the white space that it begins with and the rest.
func cutSpace(text string) (rest, space string) {
	rest = strings.TrimLeftFunc(text, unicode.IsSpace)
	return rest, text[:len(text)-len(rest)]
}

// beginsWith and endsWith compare without white space.
func beginsWith(text, want string) bool {
	for {
		text, want = strings.TrimLeftFunc(text, unicode.IsSpace), strings.TrimLeftFunc(want, unicode.IsSpace)
		if text == "" || want == "" {
			return want == ""
		}
		a, n := utf8.DecodeRuneInString(text)
		b, m := utf8.DecodeRuneInString(want)
		if a != b || n != m {
			return false
		}
		text, want = text[n:], want[m:]
	}
}

func endsWith(text, want string) bool {
	for {
		text, want = strings.TrimRightFunc(text, unicode.IsSpace), strings.TrimRightFunc(want, unicode.IsSpace)
		if text == "" || want == "" {
			return want == ""
		}
		a, n := utf8.DecodeLastRuneInString(text)
		b, m := utf8.DecodeLastRuneInString(want)
		if a != b || n != m {
			return false
		}
		text, want = text[:len(text)-n], want[:len(want)-m]
	}
}

// cutsWord reports whether byte i stands within a word.
func cutsWord(text string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	behind, _ := utf8.DecodeRuneInString(text[i:])
	return inWord(before) && inWord(behind)
}

func inWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r))
}
