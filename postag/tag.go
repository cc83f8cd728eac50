// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package postag

// A Tag is a part of speech of the Penn Treebank. The zero Tag is none.
type Tag uint8

// The tags that the English Web Treebank and GUM write, in no order that matters;
// models hold their numbers.
const (
	CC Tag = iota + 1
	CD
	DT
	EX
	FW
	IN
	JJ
	JJR
	JJS
	LS
	MD
	NN
	NNP
	NNPS
	NNS
	PDT
	POS
	PRP
	PRPS // PRP$
	RB
	RBR
	RBS
	RP
	SYM
	TO
	UH
	VB
	VBD
	VBG
	VBN
	VBP
	VBZ
	WDT
	WP
	WPS // WP$
	WRB
	ADD  // address of a page or mailbox
	AFX  // affix that stands alone
	GW   // goes with the next word
	HYPH // hyphen within a word
	NFP  // mark that is no punctuation: a line of stars
	Stop
	Comma
	Colon
	Open       // opening bracket
	Close      // closing bracket
	OpenQuote  //
	CloseQuote //
	Currency
	numTags
)

var tagNames = [numTags]string{
	"", "CC", "CD", "DT", "EX", "FW", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NN", "NNP", "NNPS", "NNS",
	"PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN",
	"VBP", "VBZ", "WDT", "WP", "WP$", "WRB", "ADD", "AFX", "GW", "HYPH", "NFP",
	".", ",", ":", "-LRB-", "-RRB-", "``", "''", "$",
}

// String returns the treebank's name of the tag, "" for none.
func (t Tag) String() string {
	if t < numTags {
		return tagNames[t]
	}
	return ""
}

// ParseTag returns the tag of that name, and whether there is one.
func ParseTag(name string) (Tag, bool) {
	for t := Tag(1); t < numTags; t++ {
		if tagNames[t] == name {
			return t, true
		}
	}
	return 0, false
}

// IsNoun reports common nouns and names.
func (t Tag) IsNoun() bool { return t >= NN && t <= NNS }

// IsName reports proper nouns.
func (t Tag) IsName() bool { return t == NNP || t == NNPS }

// IsVerb reports the forms of a verb, modals not included.
func (t Tag) IsVerb() bool { return t >= VB && t <= VBZ }
