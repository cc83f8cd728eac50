// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package sample_test

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"golang.org/x/net/html"

	"hearsay/internal/sample"
)

// The ruler is deliberately not the engine: it is short enough to be checked by
// reading, and it shares no code with what it will judge.

// lookAlikes are the Cyrillic letters that the library hides in Latin words.
var lookAlikes = strings.NewReplacer("а", "a", "е", "e", "о", "o", "р", "p", "с", "c", "і", "i")

// foldLookAlikes undoes the disguise of a Latin text. A Russian one must not
// pass through it.
func foldLookAlikes(s string) string {
	return lookAlikes.Replace(strings.Map(visible, s))
}

// visible drops what no reader sees: format characters and soft hyphens.
func visible(r rune) rune {
	if unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

// words returns the words of s in lower case, without marks.
func words(s string) []string {
	s = strings.Map(visible, norm.NFC.String(strings.ToLower(s)))
	s = strings.NewReplacer("'", "", "’", "", "‘", "").Replace(s)
	return strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

// shared counts the words of a that stand in runs of [sample.RunWords] or more
// words which b has too.
func shared(a, b string) int {
	const n = sample.RunWords
	runs := map[string]bool{}
	wb := words(b)
	for i := range max(0, len(wb)-n+1) {
		runs[strings.Join(wb[i:i+n], " ")] = true
	}
	wa := words(a)
	count, end := 0, 0 // end: the words before it have been counted
	for i := range max(0, len(wa)-n+1) {
		if runs[strings.Join(wa[i:i+n], " ")] {
			count += i + n - max(i, end)
			end = i + n
		}
	}
	return count
}

// pageText returns the words that stand on a capture's page, one space between
// them, markup gone: article and furniture alike.
func pageText(t *testing.T, c sample.Capture) string {
	t.Helper()
	if !strings.HasPrefix(c.MediaType, "text/html") {
		return spaced(string(c.Body))
	}
	root, err := html.Parse(strings.NewReader(decoded(t, c)))
	if err != nil {
		t.Fatalf("%s: %v", c.Slug, err)
	}
	var b strings.Builder
	collect(&b, root)
	return spaced(b.String())
}

// inline lists the elements that do not end a word.
var inline = map[string]bool{"a": true, "b": true, "i": true, "em": true, "strong": true, "span": true}

func collect(b *strings.Builder, n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(n.Data)
	case n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style" || n.Data == "title"):
		return
	}
	for child := range n.ChildNodes() {
		collect(b, child)
	}
	if n.Type == html.ElementNode && !inline[n.Data] {
		b.WriteByte(' ')
	}
}

// decoded undoes the charset of the two pages that are not UTF-8.
func decoded(t *testing.T, c sample.Capture) string {
	t.Helper()
	var cm *charmap.Charmap
	switch c.Slug {
	case "meridian-ru-treaty":
		cm = charmap.Windows1251
	case "cpa-storm":
		cm = charmap.Windows1252
	default:
		return string(c.Body)
	}
	s, err := cm.NewDecoder().String(string(c.Body))
	if err != nil {
		t.Fatalf("%s: %v", c.Slug, err)
	}
	return s
}

func spaced(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestRuler(t *testing.T) {
	const text = "One two three four five six seven eight nine. Ten!"
	for _, c := range []struct {
		name, a, b string
		want       int
	}{
		{"the same", text, text, 10},
		{"marks and case", "ONE, two; three — four “five” six seven eight", text, 8},
		{"seven are not enough", "one two three four five six seven", text, 0},
		{"overlapping runs count once", "x one two three four five six seven eight nine y", text, 9},
		{"two runs", text + " x " + text, text, 20},
		{"apostrophes", "don't a b c d e f g", "don’t a b c d e f g", 8},
		{"invisible", "o\u200bne two three four five six seven \u202deight", text, 8},
		{"nothing", "", text, 0},
	} {
		if got := shared(c.a, c.b); got != c.want {
			t.Errorf("%s: shared = %d, want %d", c.name, got, c.want)
		}
	}
}
