// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package precede

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"hearsay"
	"hearsay/prose"
)

// Text is a text made ready for comparing: read it once, compare it with many, from
// as many goroutines as you like.
type Text struct {
	text    string
	called  string
	names   []string
	words   []prose.Word
	lines   []layout
	post    bool           // it quotes as mail, newsgroups and forums do
	rumours []hearsay.Span // where it says what others say
	version func() *version
}

// layout is one line of a text as it was laid out.
type layout struct {
	start int // its first byte
	depth int // quote marks in front: ">" is 1, ">>" is 2
}

// Read prepares a text. Called is how sentences of signs call it: its outlet, or
// "A". Names are what its author and its outlet are called, for finding them in
// other texts; it may have none. Time is linear in the text.
func Read(text, called string, names ...string) *Text {
	t := &Text{text: text, called: called, words: prose.Words(text)}
	for _, n := range names {
		if len(prose.Words(n)) > 0 {
			t.names = append(t.names, prose.Fold(n))
		}
	}
	t.readLines()
	t.rumours = findRumours(text)
	t.version = sync.OnceValue(func() *version { return newVersion(t) })
	return t
}

// readLines cuts the text into lines, and tells by them whether it is a post.
func (t *Text) readLines() {
	marked, start := 0, 0
	for line := range strings.Lines(t.text) {
		depth := quoteDepth(line)
		t.lines = append(t.lines, layout{start, depth})
		if depth > 0 {
			marked++
		}
		t.post = t.post || marked >= 2 || announces(line)
		start += len(line)
	}
	t.post = t.post || t.isWrapped() && t.isTalk()
}

// isWrapped reports whether most lines are as long as people let them get who wrap
// them by hand.
func (t *Text) isWrapped() bool {
	const shortest, longest, least = 45, 85, 3
	n := 0
	for i, l := range t.lines {
		end := len(t.text)
		if i+1 < len(t.lines) {
			end = t.lines[i+1].start
		}
		switch {
		case end-l.start > longest:
			return false
		case end-l.start >= shortest:
			n++
		}
	}
	return n >= least
}

// isTalk reports whether people speak of themselves and to each other: one word in
// fifty is I or you.
func (t *Text) isTalk() bool {
	n := 0
	for i := range t.words {
		switch t.word(i) {
		case "I", "you", "You", "my", "My", "your", "Your", "me", "I'm", "I've", "I'd", "I'll":
			n++
		}
	}
	return n > 0 && 50*n >= len(t.words)
}

// announces reports whether a line says who wrote what follows.
func announces(line string) bool {
	line = strings.TrimRight(line, " \t\r\n")
	return strings.HasSuffix(line, ":") && announced.MatchString(line[max(0, len(line)-maxHeader):])
}

var announced = regexp.MustCompile(`(?i)\b(?:writes|wrote|schrieb|schreibt|a écrit|escribió|ha scritto|says|said)\b[^.]{0,40}:$`)

// quoteDepth counts the marks that mail and news readers put before lines that
// they quote, with the initials that some add: "> ", ">> ", "JD> ".
func quoteDepth(line string) int {
	depth := 0
	for i := 0; i < len(line) && i < maxMarks; i++ {
		switch c := line[i]; {
		case c == '>':
			depth++
		case c == ' ' || c == '\t':
		case depth == 0 && i < maxInitials && (c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'):
		default:
			return depth
		}
	}
	return depth
}

const (
	maxMarks    = 40
	maxInitials = 4
)

// depthAt is how deep the line is quoted that a word stands in.
func (t *Text) depthAt(word int) int {
	at := t.words[word].Span.Start
	i, found := slices.BinarySearchFunc(t.lines, at, func(l layout, at int) int { return l.start - at })
	if !found {
		i--
	}
	return t.lines[i].depth
}

// wordAt is the number of the first word that begins at a byte or behind it.
func (t *Text) wordAt(pos int) int {
	i, _ := slices.BinarySearchFunc(t.words, pos, func(w prose.Word, pos int) int { return w.Span.Start - pos })
	return i
}

// bytesOf is the span in bytes of a span of words; zero for an empty one.
func (t *Text) bytesOf(words hearsay.Span) hearsay.Span {
	if words.Len() <= 0 {
		return hearsay.Span{}
	}
	return hearsay.Span{Start: t.words[words.Start].Span.Start, End: t.words[words.End-1].Span.End}
}

// around is what stands between two words: the words of the span, and what is around
// them up to their neighbours.
func (t *Text) around(words hearsay.Span) string {
	from, to := 0, len(t.text)
	if words.Start > 0 {
		from = t.words[words.Start-1].Span.End
	}
	if words.End < len(t.words) {
		to = t.words[words.End].Span.Start
	}
	return t.text[from:max(from, to)]
}

// Words is how many words the text has.
func (t *Text) Words() int { return len(t.words) }
