// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package precede

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"hearsay"
)

// frameChecks are marks and words that point away from the text itself.
func frameChecks() []check {
	return []check{
		{"in-quotation-marks", inQuotationMarks},
		{"brackets", brackets},
		{"hearsay-added", hearsayAdded},
	}
}

// inQuotationMarks: a passage is set in quotation marks that the other lacks.
func inQuotationMarks(l look) found {
	const least = 8 // words: shorter ones are quoted for other reasons
	for _, b := range l.it.blocks {
		if b.matched >= least && l.it.opensQuote(b.here.Start) && !l.from.opensQuote(b.there.Start) {
			return l.at(b, "%s has a passage in quotation marks that %s has without")
		}
	}
	return found{}
}

// opensQuote reports whether a quotation mark stands right before the word.
func (t *Text) opensQuote(word int) bool {
	return strings.ContainsAny(t.gapBefore(word), `"“”„«»`)
}

// at is something found in a passage; says names this text and the other.
func (l look) at(b block, says string) found {
	return found{fmt.Sprintf(says, l.it.called, l.from.called), l.it.bytesOf(b.here), l.from.bytesOf(b.there)}
}

// insertion is what an editor puts into somebody else's words: “[the minister]”.
var insertion = regexp.MustCompile(`\[[\pL ]{2,40}\]`)

// brackets: something in square brackets stands within a passage.
func brackets(l look) found {
	for _, b := range l.it.blocks {
		if insertion.MatchString(l.it.bytesOf(b.here).In(l.it.text)) && !insertion.MatchString(l.from.bytesOf(b.there).In(l.from.text)) {
			return l.at(b, "%s has words in square brackets within a passage that %s has without")
		}
	}
	return found{}
}

var omission = regexp.MustCompile(`\.\.\.|…|(?i:[\[(<](?:more|\w* ?(?:deleted|snip\w*))\b)`)

// omits: dots stand where the other goes on.
func omits(l look) found {
	for i, b := range l.it.blocks {
		next := block{here: hearsay.Span{Start: len(l.it.words)}, there: hearsay.Span{Start: len(l.from.words)}}
		if i+1 < len(l.it.blocks) {
			next = l.it.blocks[i+1]
		}
		gap := hearsay.Span{Start: b.here.End, End: next.here.Start}
		if gap.Len() > maxAside || next.there.Start-b.there.End < leastOmitted {
			continue
		}
		if omission.MatchString(l.it.around(gap)) && !omission.MatchString(l.from.gapBefore(b.there.End)) {
			return l.at(b, "%s has a mark of omission behind a passage that goes on in %s")
		}
	}
	return found{}
}

// leastOmitted is how many words are worth a mark.
const leastOmitted = 5

// rumours are words that point to what others say. None is within another.
var rumours = []string{
	"according to", "reports say", "reports said", "report said", "reportedly", "it is understood", "it emerged", "it has emerged",
	"was reported", "is reported", "reported that", "was learnt", "was learned", "it was announced", "is said to", "it is said", "citing",
}

// findRumours are the places of rumours in a text, in order.
func findRumours(text string) []hearsay.Span {
	low := lowered(text)
	var out []hearsay.Span
	for _, r := range rumours {
		for pos := 0; ; {
			i := strings.Index(low[pos:], r)
			if i < 0 {
				break
			}
			at := hearsay.Span{Start: pos + i, End: pos + i + len(r)}
			if pos = at.End; standsAlone(low, at) {
				out = append(out, at)
			}
		}
	}
	slices.SortFunc(out, func(a, b hearsay.Span) int { return a.Start - b.Start })
	return out
}

// lowered is a text with A to Z in small letters, so that every byte keeps its place.
func lowered(text string) string {
	out := []byte(text)
	for i, c := range out {
		if c >= 'A' && c <= 'Z' {
			out[i] = c + 'a' - 'A'
		}
	}
	return string(out)
}

// standsAlone reports whether no letter of a to z touches the span.
func standsAlone(low string, at hearsay.Span) bool {
	return (at.Start == 0 || !isSmall(low[at.Start-1])) && (at.End == len(low) || !isSmall(low[at.End]))
}

func isSmall(c byte) bool { return c >= 'a' && c <= 'z' }

// hearsayAdded: it says more often that others say so.
func hearsayAdded(l look) found {
	here, there := l.it.rumours, len(l.from.rumours)
	if len(here) <= there {
		return found{}
	}
	return found{fmt.Sprintf("%s points to what others say (“%s”) more often than %s: %d against %d", l.it.called, here[0].In(l.it.text), l.from.called, len(here), there),
		here[0], hearsay.Span{}}
}

// clip is the beginning of a text, for a sentence.
func clip(s string) string {
	const most = 60 // characters
	n := 0
	for i := range s {
		if n++; n > most {
			return strings.ToValidUTF8(s[:i], "") + "…"
		}
	}
	return strings.ToValidUTF8(s, "")
}
