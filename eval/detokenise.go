// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// detokenised is text put together again from tokens, as corpora have them that
// kept nothing else. It knows where each token came to stand.
//
// Such corpora have lost their paragraphs, too. Where words in marks follow
// directly on words in marks, somebody else speaks, and a paragraph begins.
type detokenised struct {
	text   strings.Builder
	tokens []hearsay.Span
	open   bool   // within straight double marks
	last   string // the token before, as written
	glued  bool   // nothing may stand between the last token and the next
}

// sentence adds the tokens of one sentence, which no straight mark may begin but
// to open, nor end but to close.
func (d *detokenised) sentence(tokens []string) {
	for i, t := range tokens {
		switch {
		case i == 0:
			d.open = false
		case i == len(tokens)-1:
			d.open = true
		}
		d.add(t)
	}
}

func (d *detokenised) add(token string) {
	written, opens, closes := d.mark(token)
	switch {
	case d.text.Len() == 0 || d.glued || closes || clings(token):
	case opens && (d.last == "”" || d.last == "\""):
		d.text.WriteString("\n\n")
	default:
		d.text.WriteByte(' ')
	}
	start := d.text.Len()
	d.text.WriteString(written)
	d.tokens = append(d.tokens, hearsay.Span{Start: start, End: d.text.Len()})
	d.last, d.glued = written, opens || strings.ContainsAny(written, "([") && len(written) == 1
}

// mark decides whether a double mark opens or closes, and how it is written.
func (d *detokenised) mark(token string) (written string, opens, closes bool) {
	switch token {
	case "``":
		return "“", true, false
	case "''":
		return "”", false, true
	case "“", "‘":
		return token, true, false
	case "”":
		return token, false, true
	case "\"":
		d.open = !d.open
		return token, d.open, !d.open
	}
	return token, false, false
}

// clings reports a token that has no space in front.
func clings(token string) bool {
	switch token {
	case ",", ".", ";", ":", "!", "?", ")", "]", "...", "n't", "’", "%":
		return true
	}
	r, n := utf8.DecodeRuneInString(token)
	if r != '\'' && r != '’' {
		return false
	}
	switch strings.ToLower(token[n:]) {
	case "s", "d", "m", "ll", "re", "ve", "t":
		return true
	}
	return token != "" && !strings.ContainsFunc(token[n:], unicode.IsLetter) && n < len(token)
}
