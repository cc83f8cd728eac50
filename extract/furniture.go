// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Furniture is what a page prints around and between the paragraphs of an
// article: controls, teasers, appeals to subscribe, the tail of a comment form.
// It is told by its words, since pasted pages have no other marks. The patterns
// stand in furniture.txt and must match a whole short paragraph or its
// beginning: a sentence that merely mentions a newsletter is left alone.

//go:embed furniture.txt
var furnitureText string

// furniturePatterns compiles the table on first use.
var furniturePatterns = sync.OnceValue(func() map[string]*phrase { return compilePhrases(furnitureText) })

// maxFurniture is how long a paragraph may be, in characters, to be furniture
// by its beginning: longer ones are articles about newsletters.
const maxFurniture = 240

// isFurniture tells a paragraph of furniture by its words, and by how much of
// it is link.
func isFurniture(b *block) bool {
	if utf8.RuneCountInString(b.text) > maxFurniture {
		return false
	}
	words := phraseWords(b.text)
	p := furniturePatterns()
	return isTagLine(b.text) || isButtons(words) || isSourceLine(b.text) ||
		p["whole"].match(words) || p["start"].match(words) || p["readmore"].match(words) ||
		b.linked() > 0.5 && p["link"].match(words)
}

// isTagLine reports a line of hash tags.
func isTagLine(text string) bool {
	for w := range strings.FieldsSeq(text) {
		if w[0] != '#' || len(w) < 2 {
			return false
		}
	}
	return text != ""
}

// isButtons reports a line of which every word is the label of a button.
func isButtons(words []string) bool {
	for _, w := range words {
		if !buttonWords[w] {
			return false
		}
	}
	return len(words) > 1
}

var buttonWords = setOf("share tweet pin mail email e-mail print facebook twitter x whatsapp linkedin reddit telegram pinterest " +
	"messenger copy link save like comment comments follow subscribe flipboard instagram youtube rss sms more this post chirp")

// isSourceLine reports a line that does nothing but name the source: it is a
// credit, and not a sentence of the article.
func isSourceLine(text string) bool {
	return len(text) <= 100 && sourceLine.MatchString(text)
}

// isReadMore tells a paragraph that sends the reader to where the text is from.
func isReadMore(text string) bool {
	return utf8.RuneCountInString(text) <= maxFurniture && furniturePatterns()["readmore"].match(phraseWords(text))
}

// isDivider tells a heading after which links lead elsewhere.
func isDivider(text string) bool {
	return utf8.RuneCountInString(text) <= 60 && furniturePatterns()["divider"].match(phraseWords(text))
}

// phrase is a node of a tree of word patterns. A tree answers for all patterns
// of a section at once, in time linear in the paragraph but for "*".
type phrase struct {
	next map[string]*phrase
	gap  *phrase // after "*"
	end  bool    // a pattern ends here
	rest bool    // a pattern ends here in "..."
}

// compilePhrases reads furniture.txt into one tree a section.
func compilePhrases(text string) map[string]*phrase {
	sections := map[string]*phrase{}
	var cur *phrase
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#' && (len(line) == 1 || line[1] == ' ') && cur == nil:
		case line[0] == '[':
			cur = &phrase{}
			sections[strings.Trim(line, "[]")] = cur
		default:
			for _, words := range expand(line) {
				cur.insert(words)
			}
		}
	}
	return sections
}

// expand lists the word sequences that a pattern stands for. Patterns are ours,
// so the number is known to be small.
func expand(pattern string) [][]string {
	out := [][]string{nil}
	for pattern = strings.TrimSpace(pattern); pattern != ""; pattern = strings.TrimSpace(pattern) {
		var item string
		item, pattern = nextItem(pattern)
		options := alternatives(item)
		var longer [][]string
		for _, head := range out {
			for _, tail := range options {
				longer = append(longer, append(head[:len(head):len(head)], tail...))
			}
		}
		out = longer
	}
	return out
}

// nextItem cuts one word or group off a pattern.
func nextItem(pattern string) (item, rest string) {
	depth := 0
	for i, r := range pattern {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == ' ' && depth == 0:
			return pattern[:i], pattern[i:]
		}
	}
	return pattern, ""
}

// alternatives lists what one item stands for.
func alternatives(item string) [][]string {
	var out [][]string
	if strings.HasSuffix(item, "?") {
		item = strings.TrimSuffix(item, "?")
		if !strings.HasSuffix(item, ")") && item != ":" && item != "*" && item != "#" && strings.HasSuffix(item, "s") {
			return [][]string{{item}, {strings.TrimSuffix(item, "s")}}
		}
		out = append(out, nil)
	}
	if !strings.HasPrefix(item, "(") {
		return append(out, []string{item})
	}
	for _, option := range splitOptions(item[1 : len(item)-1]) {
		out = append(out, expand(option)...)
	}
	return out
}

// splitOptions splits at the bars that are not inside brackets.
func splitOptions(s string) []string {
	var out []string
	depth, start := 0, 0
	for i, r := range s {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == '|' && depth == 0:
			out = append(out, s[start:i])
			start = i + 1
		}
	}
	return append(out, s[start:])
}

func (p *phrase) insert(words []string) {
	for _, w := range words {
		switch w {
		case "...":
			p.rest = true
			return
		case "*":
			if p.gap == nil {
				p.gap = &phrase{}
			}
			p = p.gap
		default:
			if p.next == nil {
				p.next = map[string]*phrase{}
			}
			if p.next[w] == nil {
				p.next[w] = &phrase{}
			}
			p = p.next[w]
		}
	}
	p.end = true
}

// maxGap is how many words "*" may stand for.
const maxGap = 10

// match reports whether words, from the first on, are a pattern of the tree.
func (p *phrase) match(words []string) bool {
	if p.rest {
		return true
	}
	if len(words) == 0 {
		return p.end
	}
	w := words[0]
	if n := p.next[w]; n != nil && n.match(words[1:]) {
		return true
	}
	if w == ":" && p.match(words[1:]) {
		return true
	}
	if n := p.next["#"]; n != nil && unicode.IsDigit(rune(w[0])) && n.match(words[1:]) {
		return true
	}
	if p.gap != nil {
		for k := 1; k <= min(maxGap, len(words)); k++ {
			if p.gap.match(words[k:]) {
				return true
			}
		}
	}
	return false
}

// phraseWords splits a paragraph into the words that patterns speak of.
func phraseWords(text string) []string {
	text = strings.ReplaceAll(strings.ToLower(text), "’", "'")
	var words []string
	start := -1
	flush := func(i int) {
		if start >= 0 {
			words = append(words, strings.Trim(text[start:i], "-'"))
			start = -1
		}
	}
	for i, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '\'' || r == '-':
			if start < 0 {
				start = i
			}
			continue
		case r == ':' || r == '@' || r == '©':
			flush(i)
			words = append(words, string(r))
			continue
		}
		flush(i)
	}
	flush(len(text))
	kept := words[:0]
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return kept
}
