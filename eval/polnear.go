// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"bufio"
	"bytes"
	"fmt"
	"path"
	"sort"
	"strconv"
	"strings"

	"hearsay"
)

// PolNeAR (Newell, Margolin and Ruths 2018) is one text file an article and
// one brat stand-off file an article and annotator:
//
//	T1	Source 201 220	O’Malley’s campaign
//	T2	Cue 221 225	says
//	T3	Content 226 297;301 310	it will shift staff …
//	E1	Attribution:T4 Content:T3 Cue:T2 Source:T1
//
// Offsets are code points of the text with its newlines untouched. The file of
// an annotation is named after its text plus "_" and four hexadecimal digits.
// Articles annotated by several people count once for each, as CofeNet counts
// them (Wang et al. 2023).

// polnear scores the set. The files of one split come as they lie, so texts wait
// for their annotations and the other way round; several annotations of a text
// keep it until the end.
type polnear struct {
	quoteScore
	texts map[string]string
	notes map[string][]byte
}

func newPolnear(opt Options) quoteLayout {
	p := &polnear{newQuoteScore("PolNeAR", opt), map[string]string{}, map[string][]byte{}}
	p.errors.coreOnly = true
	return p
}

func (p *polnear) take(f file) {
	base := path.Base(f.name)
	switch folder := path.Base(path.Dir(f.name)); {
	case folder == "text" && strings.HasSuffix(base, ".txt"):
		p.texts[strings.TrimSuffix(base, ".txt")] = string(f.data)
	case folder == "attributions" && strings.HasSuffix(base, ".ann"):
		p.notes[strings.TrimSuffix(base, ".ann")] = f.data
	}
}

func (p *polnear) finish() []Set {
	byText := map[string][]annotated{}
	for _, name := range sortedKeys(p.notes) {
		if p.full() {
			break
		}
		if d, ok := p.read(name); ok {
			p.score(d)
			byText[articleOf(name)] = append(byText[articleOf(name)], *d)
		}
	}
	return append(p.quoteScore.finish(), p.people(byText)...)
}

// read joins a text with one annotation of it.
func (p *polnear) read(name string) (*annotated, bool) {
	text, ok := p.texts[articleOf(name)]
	if !ok {
		p.skipped.add("%s: no text for this annotation", name)
		return nil, false
	}
	gold, err := brat(text, p.notes[name])
	if err != nil {
		p.skipped.add("%s: %v", name, err)
		return nil, false
	}
	return &annotated{name: name, text: text, gold: gold}, true
}

func (p *polnear) score(d *annotated) {
	l := layOut(d.text)
	d.got = outermost(d.text)
	for i := range d.got {
		d.got[i] = polnearStyle(&l, d.got[i])
	}
	p.add(d)
}

// people scores what one person marked against what another did, over all
// ordered pairs of the texts that several had: as much as can be asked for.
func (p *polnear) people(byText map[string][]annotated) []Set {
	s := newQuoteScore("PolNeAR, one person against another", Options{})
	for _, name := range sortedKeys(byText) {
		for i, a := range byText[name] {
			for j, b := range byText[name] {
				if i != j {
					s.add(&annotated{name: name, text: a.text, gold: a.gold, got: b.gold})
				}
			}
		}
	}
	return s.finish()
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// articleOf cuts the annotator off the name of an annotation.
func articleOf(name string) string {
	if i := strings.LastIndexByte(name, '_'); i > 0 && len(name)-i == 5 {
		return name[:i]
	}
	return name
}

// brat reads one stand-off file. Lines that are neither T nor E are notes of
// the annotators; a line without a tab is the rest of an exact text that held a
// newline.
func brat(text string, data []byte) ([]hearsay.Quotation, error) {
	offsets := byteOffsets(text)
	spans := map[string]bratSpan{}
	var out []hearsay.Quotation
	sc := bufio.NewScanner(bytes.NewReader(data))
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		f := strings.Split(sc.Text(), "\t")
		switch {
		case len(f) >= 2 && strings.HasPrefix(f[0], "T"):
			s, err := bratSpanOf(f[1], offsets)
			if err != nil {
				return nil, err
			}
			spans[f[0]] = s
		case len(f) >= 2 && strings.HasPrefix(f[0], "E"):
			out = append(out, bratRelation(f[1], spans))
		}
	}
	return out, sc.Err()
}

type bratSpan struct {
	role  string
	spans []hearsay.Span
}

func bratSpanOf(field string, offsets []int) (bratSpan, error) {
	role, ranges, _ := strings.Cut(field, " ")
	s := bratSpan{role: role}
	for _, part := range strings.Split(ranges, ";") {
		a, b, _ := strings.Cut(part, " ")
		from, err1 := strconv.Atoi(a)
		to, err2 := strconv.Atoi(b)
		if err1 != nil || err2 != nil || from < 0 || to < from || to >= len(offsets) {
			return s, fmt.Errorf("range %q outside the text: %w", part, hearsay.ErrInvalid)
		}
		s.spans = append(s.spans, hearsay.Span{Start: offsets[from], End: offsets[to]})
	}
	return s, nil
}

// bratRelation joins the spans of one E line. A second cue or source of the
// same relation is rare and left out.
func bratRelation(line string, spans map[string]bratSpan) hearsay.Quotation {
	q := hearsay.Quotation{Within: -1}
	for _, field := range strings.Fields(line) {
		_, id, _ := strings.Cut(field, ":")
		s, ok := spans[id]
		if !ok {
			continue
		}
		switch s.role {
		case "Source":
			q.Source = s.spans[0]
		case "Cue":
			q.Cue = s.spans[0]
		case "Content":
			q.Content = append(q.Content, s.spans...)
		}
	}
	sort.Slice(q.Content, func(i, j int) bool { return q.Content[i].Start < q.Content[j].Start })
	return q
}

// byteOffsets maps every code point of text, and its end, to a byte.
func byteOffsets(text string) []int {
	out := make([]int, 0, len(text)+1)
	for i := range text {
		out = append(out, i)
	}
	return append(out, len(text))
}
