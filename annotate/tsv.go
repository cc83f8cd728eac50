// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package annotate

import (
	"strings"
	"unicode/utf16"
)

// WebAnno TSV 3.3 is the text format of INCEpTION in which spans, relations and
// their features survive. It is described in that program's user's guide:
//
//	#FORMAT=WebAnno TSV 3.3
//	#T_SP=webanno.custom.Statement|…|part|…
//	#T_RL=webanno.custom.StatementLink|link|BT_webanno.custom.Statement
//
//
//	#Text=Falk said no.
//	1-1	0-4	Falk	…	source[1]	…	part	1-2[2_1]
//	1-2	5-9	said	…	cue[2]	…	_	_
//
// Offsets count UTF-16 units. A line is a token ("1-2") or, where a span begins
// or ends within a token, a part of one ("1-2.1"). A cell holds the values of
// all spans there, with "|" between and a number in brackets that ties the lines
// of one span together; "_" is no span and "*" no value. A relation stands on
// the first line of its target, with the first line of its source, and the
// numbers of both.

const (
	tsvFormat = "#FORMAT=WebAnno TSV 3."
	spanLayer = "webanno.custom.Statement"
	linkLayer = "webanno.custom.StatementLink"
	baseType  = "BT_"
)

// features are those of the span layer, in the order of the columns. Every span
// has a part; the other facts stand on the cue, or on the content when there is
// no cue, and name, kind and how on the source.
var features = []string{"flags", "how", "kind", "mode", "name", "number", "part", "polarity", "profile", "via"}

// The values of the feature link.
const (
	linkPart  = "part"  // from the cue to a part of its relation
	linkHolds = "holds" // from the cue to that of a relation in its content
)

// headlineID is the name of the sentence that is the headline.
const headlineID = "headline"

// valueEscapes are the signs that mean something in a cell.
var valueEscapes = strings.NewReplacer(
	`\`, `\\`, "[", `\[`, "]", `\]`, "|", `\|`, "_", `\_`, "->", `\->`, ";", `\;`, "\t", `\t`, "\n", `\n`, "*", `\*`,
)

var valuePlain = strings.NewReplacer(
	`\\`, `\`, `\[`, "[", `\]`, "]", `\|`, "|", `\_`, "_", `\->`, "->", `\;`, ";", `\t`, "\t", `\n`, "\n", `\*`, "*",
)

// textEscapes are those of the text of a sentence: readable ones, and a backslash
// before other control characters.
var textEscapes, textPlain = textReplacers()

func textReplacers() (escape, plain *strings.Replacer) {
	pairs := []string{`\`, `\\`, "\t", `\t`, "\n", `\n`, "\f", `\f`, "\r", `\r`, "\b", `\b`}
	for c := byte(0); c < 32; c++ {
		if c < 8 || c > 13 {
			pairs = append(pairs, string(rune(c)), `\`+string(rune(c)))
		}
	}
	back := make([]string, 0, len(pairs))
	for i := 0; i < len(pairs); i += 2 {
		back = append(back, pairs[i+1], pairs[i])
	}
	return strings.NewReplacer(pairs...), strings.NewReplacer(back...)
}

// offsets turns bytes of a text into UTF-16 units. Entries stand for every byte
// that begins a character, and for the end.
type offsets map[int]int

func offsetsOf(text string) offsets {
	o := offsets{}
	n := 0
	for i, r := range text {
		o[i] = n
		n += utf16.RuneLen(r)
	}
	o[len(text)] = n
	return o
}

func (o offsets) at(i int) int { return o[i] }
