// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package annotate

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"

	"hearsay"
	"hearsay/internal/marked"
	"hearsay/prose"
)

// WriteTSV writes a text as WebAnno TSV 3.3. Of the text nothing is lost but
// space that stands between sentences and is neither one space nor an empty line
// is kept within a sentence; spans that begin or end in space are cut to words.
func WriteTSV(w io.Writer, t *marked.Text) error {
	g := graphOf(t)
	s := newSheet(g)
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%s3\n#T_SP=%s|%s\n#T_RL=%s|link|%s%s\n\n", tsvFormat, spanLayer, strings.Join(features, "|"), linkLayer, baseType, spanLayer)
	for i := range s.sentences {
		out.WriteByte('\n')
		s.writeSentence(out, i)
	}
	return out.Flush()
}

// sheet is a graph laid out on lines.
type sheet struct {
	*graph
	sentences []sentence
	tokens    []place
	units     []unit        // lines, in order
	at        map[place]int // the unit of a place
	first     []int         // of each node: the unit on which it begins; -1 for none
	offset    offsets
}

type sentence struct {
	id     string
	span   hearsay.Span
	tokens []hearsay.Span
}

// place is a token, or the part of it that span covers.
type place struct {
	token int // index
	span  hearsay.Span
}

// unit is one line.
type unit struct {
	sentence, token, part int // from 1; part is 0 for the token itself
	span                  hearsay.Span
	nodes                 []int
	links                 []int // links whose target begins here
}

func (u *unit) id() string {
	if u.part == 0 {
		return fmt.Sprintf("%d-%d", u.sentence, u.token)
	}
	return fmt.Sprintf("%d-%d.%d", u.sentence, u.token, u.part)
}

func newSheet(g *graph) *sheet {
	s := &sheet{graph: g, sentences: sentencesOf(g.text, g.headline), at: map[place]int{}, offset: offsetsOf(g.text)}
	for _, sentence := range s.sentences {
		for _, token := range sentence.tokens {
			s.tokens = append(s.tokens, place{len(s.tokens), token})
		}
	}
	s.layUnits()
	s.first = make([]int, len(g.nodes))
	for i := range g.nodes {
		s.first[i] = -1
		for k, p := range s.places(g.nodes[i].span) {
			u := s.at[p]
			s.units[u].nodes = append(s.units[u].nodes, i)
			if k == 0 {
				s.first[i] = u
			}
		}
	}
	for i, l := range g.links {
		if to := s.first[l.to]; to >= 0 && s.first[l.from] >= 0 {
			s.units[to].links = append(s.units[to].links, i)
		}
	}
	return s
}

// places returns the tokens that a span touches, cut to it.
func (s *sheet) places(n hearsay.Span) []place {
	var out []place
	from := sort.Search(len(s.tokens), func(i int) bool { return s.tokens[i].span.End > n.Start })
	for _, t := range s.tokens[from:] {
		if t.span.Start >= n.End {
			break
		}
		out = append(out, place{t.token, hearsay.Span{Start: max(t.span.Start, n.Start), End: min(t.span.End, n.End)}})
	}
	return out
}

// layUnits makes a unit of every token, and of every part of one at which a node
// begins or ends.
func (s *sheet) layUnits() {
	parts := map[int][]place{} // by token
	for i := range s.nodes {
		for _, p := range s.places(s.nodes[i].span) {
			if p != s.tokens[p.token] && !slices.Contains(parts[p.token], p) {
				parts[p.token] = append(parts[p.token], p)
			}
		}
	}
	number := 0
	for i, sentence := range s.sentences {
		for k := range sentence.tokens {
			s.addUnit(s.tokens[number], unit{sentence: i + 1, token: k + 1})
			slices.SortFunc(parts[number], func(a, b place) int {
				return cmp.Or(cmp.Compare(a.span.Start, b.span.Start), cmp.Compare(a.span.End, b.span.End))
			})
			for j, p := range parts[number] {
				s.addUnit(p, unit{sentence: i + 1, token: k + 1, part: j + 1})
			}
			number++
		}
	}
}

func (s *sheet) addUnit(p place, u unit) {
	u.span = p.span
	s.at[p] = len(s.units)
	s.units = append(s.units, u)
}

// sentencesOf cuts a text so that what stands between two sentences is one space
// or an empty line, which readers can tell by its length. The headline is one
// sentence.
func sentencesOf(text string, headline int) []sentence {
	var out []sentence
	if headline > 0 {
		if tokens := tokensOf(text, hearsay.Span{End: headline}); len(tokens) > 0 {
			out = append(out, sentence{headlineID, hearsay.Span{Start: tokens[0].Start, End: headline}, spansOf(tokens)})
		}
		headline += 2
	}
	tokens := tokensOf(text, hearsay.Span{Start: headline, End: len(text)})
	open := false
	for _, s := range prose.Sentences(text, tokens) {
		if n := len(out); open && !isPlainGap(text[out[n-1].span.End:s.Span.Start]) {
			out[n-1].span.End = s.Span.End
			out[n-1].tokens = append(out[n-1].tokens, spansOf(tokens[s.First:s.End])...)
			continue
		}
		out = append(out, sentence{"", s.Span, spansOf(tokens[s.First:s.End])})
		open = true
	}
	if open {
		out[len(out)-1].span.End = len(text)
	}
	return out
}

func isPlainGap(s string) bool { return s == " " || s == "\n\n" }

func tokensOf(text string, part hearsay.Span) []prose.Token {
	var out []prose.Token
	for _, p := range prose.Paragraphs(part.In(text)) {
		out = prose.AppendTokens(out, text, hearsay.Span{Start: p.Start + part.Start, End: p.End + part.Start})
	}
	return out
}

func spansOf(tokens []prose.Token) []hearsay.Span {
	out := make([]hearsay.Span, len(tokens))
	for i, t := range tokens {
		out[i] = t.Span
	}
	return out
}

func (s *sheet) writeSentence(out *bufio.Writer, i int) {
	sentence := &s.sentences[i]
	if sentence.id != "" {
		fmt.Fprintf(out, "#Sentence.id=%s\n", sentence.id)
	}
	for line := range strings.SplitSeq(sentence.span.In(s.text), "\n") {
		fmt.Fprintf(out, "#Text=%s\n", textEscapes.Replace(line))
	}
	for k := range s.units {
		if s.units[k].sentence == i+1 {
			s.writeUnit(out, &s.units[k])
		}
	}
}

func (s *sheet) writeUnit(out *bufio.Writer, u *unit) {
	fmt.Fprintf(out, "%s\t%d-%d\t%s\t", u.id(), s.offset.at(u.span.Start), s.offset.at(u.span.End), textEscapes.Replace(u.span.In(s.text)))
	for _, f := range features {
		writeCell(out, u.nodes, func(i int) string {
			value := "*"
			if v := s.nodes[i].values[f]; v != "" {
				value = valueEscapes.Replace(v)
			}
			return fmt.Sprintf("%s[%d]", value, i+1)
		})
	}
	writeCell(out, u.links, func(i int) string { return s.links[i].label })
	writeCell(out, u.links, func(i int) string {
		l := s.links[i]
		return fmt.Sprintf("%s[%d_%d]", s.units[s.first[l.from]].id(), l.from+1, l.to+1)
	})
	out.WriteByte('\n')
}

// writeCell writes the values of all that stand in one cell.
func writeCell(out *bufio.Writer, stack []int, value func(i int) string) {
	if len(stack) == 0 {
		out.WriteByte('_')
	}
	for k, i := range stack {
		if k > 0 {
			out.WriteByte('|')
		}
		out.WriteString(value(i))
	}
	out.WriteByte('\t')
}
