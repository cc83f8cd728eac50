// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package precede

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"hearsay"
	"hearsay/prose"
)

// replyChecks are what mail, newsgroups and forums do to what they answer.
func replyChecks() []check {
	return []check{
		{"quote-marks", quoteMarks},
		{"reply-header", replyHeader},
		{"names-writer", namesWriter},
		{"signature-inside", signatureInside},
		{"answers-whole", allAndMore},
		{"begins-within", beginsWithin},
		{"answers-below", endsOwn},
		{"omits", omits},
	}
}

// quoteMarks: passages stand behind more marks, more often than the other way round.
func quoteMarks(l look) found {
	n, at := l.deeper()
	if m, _ := l.turned().deeper(); n <= m {
		return found{}
	}
	return at
}

// deeper counts the passages whose first line is quoted deeper than in the other text.
func (l look) deeper() (n int, first found) {
	for _, b := range l.it.blocks {
		if l.it.depthAt(b.here.Start) <= l.from.depthAt(b.there.Start) {
			continue
		}
		if n++; n == 1 {
			first = l.at(b, "%s has a passage behind quote marks (“>”) that %s has with fewer or none")
		}
	}
	return n, first
}

// header is how programs and people announce what they answer, in the lines before.
var header = regexp.MustCompile(`(?i)\b(?:writes|wrote|write|schrieb|schreibt|a écrit|escribió|ha scritto)\b[^\n.]{0,40}:[^\pL\pN]*\z` +
	`|\b(?:says|said)\b[^\n.]{0,40}:[ \t]*\n[^\pL\pN]*\z` +
	`|-{3,} ?(?:original|forwarded) message[^\n]*\s*\z`)

// maxHeader is how many bytes before a passage are looked at.
const maxHeader = 200

// beforeSpan is what a text has of its own right before a passage: at most maxHeader
// bytes, and nothing of the passage before.
func (h *half) beforeSpan(n int) hearsay.Span {
	at := h.upTo(h.blocks[n].here.Start)
	if n > 0 {
		at.Start = min(at.End, max(at.Start, h.words[h.blocks[n-1].here.End-1].Span.End))
	}
	return at
}

// upTo is what stands before a word, at most maxHeader bytes.
func (t *Text) upTo(word int) hearsay.Span {
	end := t.words[word].Span.Start
	start := max(0, end-maxHeader)
	for start < end && !utf8.RuneStart(t.text[start]) {
		start++
	}
	return hearsay.Span{Start: start, End: end}
}

// replyHeader: “X writes:” stands before words that both have, and not in the other.
func replyHeader(l look) found {
	for i, b := range l.it.blocks {
		at := l.it.beforeSpan(i)
		if header.MatchString(at.In(l.it.text)) && !header.MatchString(l.from.upTo(b.there.Start).In(l.from.text)) {
			return found{fmt.Sprintf("%s announces words of %s the way replies do: “%s”", l.it.called, l.from.called, lastWords(at.In(l.it.text))),
				at, l.from.bytesOf(b.there)}
		}
	}
	return found{}
}

// beginsWithin: what it begins with, but for an announcement, stands further down in
// the other text.
func beginsWithin(l look) found {
	const least = 5
	b, own, other := l.first()
	if other < least || header.MatchString(l.from.upTo(b.there.Start).In(l.from.text)) {
		return found{}
	}
	if own > fewWords && !header.MatchString(l.it.upTo(b.here.Start).In(l.it.text)) {
		return found{}
	}
	return l.at(b, "%s begins with words from the midst of %s")
}

// lastWords is the end of a text, in one line.
func lastWords(s string) string {
	const most = 60
	s = strings.ToValidUTF8(prose.OneLine(s), "")
	if len(s) <= most {
		return s
	}
	cut := len(s) - most
	if i := strings.IndexByte(s[cut:], ' '); i >= 0 {
		cut += i + 1
	}
	return strings.ToValidUTF8(s[cut:], "")
}

// namesWriter: the other's author or outlet is named before words that both have.
func namesWriter(l look) found {
	for i, b := range l.it.blocks {
		at := l.it.beforeSpan(i)
		folded := prose.Fold(at.In(l.it.text))
		for _, name := range l.from.names {
			if strings.Contains(folded, name) {
				return found{fmt.Sprintf("%s names %s before words that both have", l.it.called, name), at, l.from.bytesOf(b.there)}
			}
		}
	}
	return found{}
}

// signatureInside: the other text's last words stand in the middle of this one.
func signatureInside(l look) found {
	for _, b := range l.it.blocks {
		if b.there.End >= len(l.from.words)-1 && len(l.it.words)-b.here.End > maxAside {
			return l.at(b, "%s has the last words of %s in its middle")
		}
	}
	return found{}
}
