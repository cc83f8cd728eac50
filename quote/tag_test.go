// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"path/filepath"
	"strings"
	"testing"

	"hearsay"
	"hearsay/internal/golden"
	"hearsay/internal/treebank"
	"hearsay/postag"
	"hearsay/prose"
)

// tagLetters prints a sentence's tags, one letter a word, so that a case fits on
// a line: N noun or name, P pronoun, V finite verb, B base, I -ing, T
// participle, M modal, H have/be/do, D determiner, A adjective, R adverb, o
// preposition, s subordinator, c coordinator, r relative, w wh, t that, 2 to, n
// not, ' possessive, # number, . mark.
const tagLetters = ".NNPD'AR#oscrwt2nMHHHVBIT"

func letters(text string) string {
	r := english(text)
	var b strings.Builder
	for _, t := range r.ts {
		b.WriteByte(tagLetters[t.tag])
	}
	return b.String()
}

// Each case shows one rule about neighbours.
func TestTags(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The report claims 40 people died.", "DNV#NV."},
		{"The claims were denied.", "DNHT."},
		{"Officials report losses.", "NVN."},
		{"FEC reports show gains.", "NNVN."},
		{"She wants to support it.", "PV2BP."},
		{"He referred to support for it.", "PVoNoP."},
		{"Lee, who lives here, lashed out.", "N.rVR.VR."},
		{"Asked about it, Lee left.", "ToP.NV."},
		{"This shows it.", "PVP."},
		{"These claims failed.", "DNV."},
		{"Many doubted her.", "PVP."},
		{"those polled said so", "PVVR"},
		{"He's ready, and Lee's plan failed.", "PHA.cN'NV."},
		{"He said that notices had gone.", "PVtNHT."},
		{"The data that suggest it", "DNrVP"},
		{"There was rain last week.", "PHNAN."},
		{"about four in ten said", "R#o#V"},
		{"They treat us like parcels.", "PVPoN."},
		{"The Florida Republican would only say no.", "DNNMRBD."},
		{"the right to vote", "DN2B"},
		{"Says Larin: no deal.", "VN.DN."},
	} {
		if got := letters(c.text); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// TestTagger measures the word classes against the hand-made ones of the GUM
// Wikinews texts (CC BY) that the trained tagger did not learn from: which words
// are verbs, and of what form. The floors are what was reached, rounded down.
func TestTagger(t *testing.T) {
	docs, err := treebank.News(filepath.Dir(golden.Data(t, "attribution-gum")))
	if err != nil {
		t.Fatal(err)
	}
	var n classCount
	for _, d := range docs {
		for _, s := range d.Sentences {
			if d.IsHeldOut() {
				n.add(s)
			}
		}
	}
	all, verbs := float64(n.right)/float64(n.words), float64(n.verbRight)/float64(n.words)
	t.Logf("%d words: class right %.4f, verb or not right %.4f", n.words, all, verbs)
	if all < 0.92 || verbs < 0.975 {
		t.Errorf("class right %.4f (floor .92), verb or not right %.4f (floor .975)", all, verbs)
	}
}

type classCount struct{ right, words, verbRight int }

// add compares the tags of one sentence.
func (n *classCount) add(s postag.Sentence) {
	ts := make([]token, len(s.Words))
	for i, w := range s.Words {
		ts[i] = newToken(w, prose.Token{Span: hearsay.Span{End: len(w)}, Kind: kindOf(w)})
	}
	line := postag.English().Line(s.Words)
	g := tagging{ts: ts, title: isTitleCase(ts), line: &line}
	g.run()
	for i, w := range s.Words {
		want, ok := coarse[s.Tags[i].String()]
		if !ok || w == "'s" || w == "’s" || w == "'" || w == "’" {
			continue // cut differently here
		}
		n.words++
		got := tagLetters[ts[i].tag]
		if strings.IndexByte(want, got) >= 0 {
			n.right++
		}
		if isVerbLetter(got) == isVerbLetter(want[0]) {
			n.verbRight++
		}
	}
}

// coarse maps Penn tags to the letters that are right for them.
var coarse = map[string]string{
	"VBD": "VH", "VBZ": "VH", "VBP": "VH", "VB": "BH", "VBG": "IH", "VBN": "TH", "MD": "M",
	"NN": "N", "NNS": "N", "NNP": "N", "NNPS": "N", "CD": "#NP", "PRP": "P", "PRP$": "D", "DT": "DP", "PDT": "D", "EX": "PR",
	"JJ": "AD", "JJR": "AR", "JJS": "AR", "RB": "Rn", "RBR": "RA", "RBS": "RA", "RP": "Ro", "IN": "ostR", "TO": "2o", "CC": "c",
	"WDT": "rwt", "WP": "rw", "WP$": "rw", "WRB": "ws",
}

func isVerbLetter(c byte) bool { return strings.IndexByte("MHVBIT", c) >= 0 }

func kindOf(form string) prose.TokenKind {
	if ts := prose.Tokens(form); len(ts) > 0 {
		return ts[0].Kind
	}
	return prose.MarkToken
}
