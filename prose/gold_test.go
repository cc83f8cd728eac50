// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prose_test

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/internal/golden"
	"hearsay/prose"
)

const goldScores = "testdata/scores.txt"

var (
	updateScores = flag.Bool("update-scores", false, "rewrite "+goldScores)
	showCuts     = flag.Int("cuts", 0, "print so many wrong sentence ends of each treebank")
)

// TestGoldScores holds tokens and sentences against treebanks, in which people have
// cut them. Hyphenated words are one token here and several there, so that those
// are joined first; so are what "can not" and the like are made of.
func TestGoldScores(t *testing.T) {
	ewt := filepath.Join(golden.Data(t, "nlp-train"), "en_ewt-test.conllu.gz")
	gum := filepath.Join(golden.Data(t, "attribution-gum"), "gum-wikinews-ccby.tar.gz")
	var b strings.Builder
	fmt.Fprintf(&b, "%-26s %10s %9s %9s %9s\n", "", "gold", "precision", "recall", "F1")
	for _, set := range []struct {
		name  string
		texts []goldText
	}{{"EWT test", conllu(unzip(t, ewt))}, {"GUM Wikinews", wikinews(t, gum)}} {
		tokens, ends := scoreGold(t, set.texts)
		fmt.Fprintf(&b, "%-26s %s\n", set.name+", tokens", &tokens)
		fmt.Fprintf(&b, "%-26s %s\n", set.name+", sentence ends", &ends)
	}
	if *updateScores {
		if err := os.WriteFile(goldScores, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(goldScores)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", goldScores, diff)
	}
}

// A goldText is a paragraph that people have cut.
type goldText struct {
	text   string
	tokens []hearsay.Span
	ends   map[int]bool // bytes behind the last token of each sentence
}

// scoreGold counts tokens, and sentence ends but those at the ends of paragraphs.
func scoreGold(t *testing.T, texts []goldText) (tokens, ends score) {
	shown := 0
	for _, g := range texts {
		gold := map[hearsay.Span]bool{}
		for _, s := range g.tokens {
			gold[s] = true
		}
		found := prose.Tokens(g.text)
		for _, s := range found {
			tokens.count(gold[s.Span])
		}
		tokens.gold += len(gold)
		got := map[int]bool{}
		last := g.tokens[len(g.tokens)-1].End
		for _, s := range prose.Sentences(g.text, found) {
			if s.Span.End < last {
				got[s.Span.End] = true
				ends.count(g.ends[s.Span.End])
			}
		}
		for i, s := range g.tokens {
			if g.ends[s.End] && s.End < last {
				ends.gold++
			}
			if i+1 < len(g.tokens) && g.ends[s.End] != got[s.End] && shown < *showCuts {
				shown++
				t.Logf("found %v: %s", got[s.End], around(g.text, s.End))
			}
		}
	}
	return tokens, ends
}

// around shows where a text is cut.
func around(text string, at int) string {
	from, to := max(0, at-40), min(len(text), at+40)
	return strings.ToValidUTF8(text[from:at]+" ¦ "+text[at:to], "")
}

type score struct{ gold, found, right int }

func (s *score) count(right bool) {
	s.found++
	if right {
		s.right++
	}
}

func (s *score) String() string {
	p, r := float64(s.right)/float64(max(s.found, 1)), float64(s.right)/float64(max(s.gold, 1))
	return fmt.Sprintf("%10d %9.4f %9.4f %9.4f", s.gold, p, r, 2*p*r/(p+r))
}

func unzip(t *testing.T, file string) string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// wikinews reads the trees of the archive.
func wikinews(t *testing.T, file string) []goldText {
	t.Helper()
	var out []goldText
	for tr := tar.NewReader(strings.NewReader(unzip(t, file))); ; {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Ext(h.Name) == ".conllu" {
			data, err := io.ReadAll(tr)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, conllu(string(data))...)
		}
	}
}

// conllu reads the paragraphs of a CoNLL-U file.
func conllu(src string) []goldText {
	var out []goldText
	var p goldParagraph
	for line := range strings.SplitSeq(src, "\n") {
		switch {
		case strings.HasPrefix(line, "# newpar"), strings.HasPrefix(line, "# newdoc"):
			out = p.finish(out)
			p = goldParagraph{}
		case line == "":
			p.endSentence()
		case line[0] != '#':
			p.token(strings.Split(line, "\t"))
		}
	}
	return p.finish(out)
}

// goldParagraph gathers the text of a paragraph from its words.
type goldParagraph struct {
	goldText
	b       strings.Builder
	spaced  bool   // a space is due before the next word
	hyphen  bool   // the last token ends in a hyphen inside a word
	partsTo string // number of the last part of the printed word we are in
	behind  bool   // whether a space follows that word
}

func (p *goldParagraph) token(f []string) {
	if len(f) < 10 || strings.Contains(f[0], ".") {
		return // empty nodes are no text
	}
	spaced := !strings.Contains(f[9], "SpaceAfter=No")
	if _, last, ok := strings.Cut(f[0], "-"); ok { // "6-7": a printed word of two tokens
		p.partsTo, p.behind = last, spaced
		return
	}
	if p.spaced && p.b.Len() > 0 {
		p.b.WriteByte(' ')
	}
	p.add(f[1], f[4] == "HYPH")
	switch p.partsTo {
	case "":
		p.spaced = spaced
	case f[0]:
		p.spaced, p.partsTo = p.behind, ""
	default:
		p.spaced = false
	}
}

// add appends a token, or joins it to the one that it is hyphenated with.
func (p *goldParagraph) add(word string, hyphen bool) {
	s := hearsay.Span{Start: p.b.Len(), End: p.b.Len() + len(word)}
	p.b.WriteString(word)
	n := len(p.tokens)
	touches := n > 0 && p.tokens[n-1].End == s.Start && !p.ends[s.Start]
	joins := touches && (hyphen || p.hyphen)
	p.hyphen = touches && hyphen
	if joins {
		p.tokens[n-1].End = s.End
		return
	}
	p.tokens = append(p.tokens, s)
}

func (p *goldParagraph) endSentence() {
	if n := len(p.tokens); n > 0 {
		if p.ends == nil {
			p.ends = map[int]bool{}
		}
		p.ends[p.tokens[n-1].End] = true
	}
}

func (p *goldParagraph) finish(out []goldText) []goldText {
	if len(p.tokens) == 0 {
		return out
	}
	p.endSentence()
	p.text = p.b.String()
	return append(out, p.goldText)
}
