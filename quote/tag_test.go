// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearsay"
	"hearsay/internal/golden"
	"hearsay/prose"
)

// tagLetters prints a sentence's tags, one letter a word, so that a case fits on
// a line: N noun or name, P pronoun, V finite verb, B base, I -ing, T
// participle, M modal, H have/be/do, D determiner, A adjective, R adverb, o
// preposition, s subordinator, c coordinator, r relative, w wh, t that, 2 to, n
// not, ' possessive, # number, . mark.
const tagLetters = ".NNPD'AR#oscrwt2nMHHHVBIT"

func letters(text string) string {
	r := newReader(text, []hearsay.Block{{Span: hearsay.Span{End: len(text)}}}, false, mediaNames{})
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
// Wikinews texts (CC BY): which words are verbs, and of what form. The floor is
// what the rules reach, rounded down; a trained tagger gets about 96.
func TestTagger(t *testing.T) {
	var right, words, verbRight int
	for _, sentence := range gumSentences(t) {
		ts := make([]token, len(sentence))
		for i, w := range sentence {
			ts[i] = newToken(w.form, prose.Token{Span: hearsay.Span{End: len(w.form)}, Kind: kindOf(w.form)})
		}
		tagSentence(ts, isTitleCase(ts))
		for i, w := range sentence {
			want, ok := coarse[w.tag]
			if !ok || w.form == "'s" || w.form == "’s" || w.form == "'" || w.form == "’" {
				continue // cut differently here
			}
			words++
			got := tagLetters[ts[i].tag]
			if strings.IndexByte(want, got) >= 0 {
				right++
			}
			if isVerbLetter(got) == isVerbLetter(want[0]) {
				verbRight++
			}
		}
	}
	all, verbs := float64(right)/float64(words), float64(verbRight)/float64(words)
	t.Logf("%d words: class right %.4f, verb or not right %.4f", words, all, verbs)
	if all < 0.91 || verbs < 0.96 {
		t.Errorf("class right %.4f (floor .91), verb or not right %.4f (floor .96)", all, verbs)
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

type gumWord struct{ form, tag string }

// gumSentences reads the .conllu files of the Wikinews archive.
func gumSentences(t *testing.T) [][]gumWord {
	t.Helper()
	f, err := os.Open(filepath.Join(golden.Data(t, "attribution-gum"), "gum-wikinews-ccby.tar.gz"))
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]gumWord
	for tr := tar.NewReader(z); ; {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(h.Name, ".conllu") || !strings.Contains(h.Name, "_news_") {
			continue
		}
		data, err := io.ReadAll(tr)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, conllu(data)...)
	}
}

func conllu(data []byte) [][]gumWord {
	var out [][]gumWord
	var sentence []gumWord
	sc := bufio.NewScanner(bytes.NewReader(data))
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		f := strings.Split(sc.Text(), "\t")
		switch {
		case len(f) < 5:
			if sc.Text() == "" && len(sentence) > 0 {
				out = append(out, sentence)
				sentence = nil
			}
		case !strings.ContainsAny(f[0], "-."):
			sentence = append(sentence, gumWord{f[1], f[4]})
		}
	}
	return out
}
