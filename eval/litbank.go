// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"hearsay"
)

// LitBank (Sims and Bamman 2020), quotations: passages of English novels, one
// tokenised sentence a line of NAME_brat.txt, and in NAME_brat.ann
//
//	QUOTE	Q342	54	0	54	13	“ Of course , mother , ”
//	ATTRIB	Q342	Winnie_Verloc-3
//
// with sentence and token numbers of the first and the last token, from 0.
type litbank struct {
	litbankScore
	halves // text and notes
}

func newLitBank(opt Options) quoteLayout {
	return &litbank{litbankScore{opt: opt}, newHalves()}
}

func (b *litbank) take(f file) {
	name, isText := strings.CutSuffix(path.Base(f.name), "_brat.txt")
	if !isText {
		var isNote bool
		if name, isNote = strings.CutSuffix(path.Base(f.name), "_brat.ann"); !isNote {
			return
		}
		b.second[name] = string(f.data)
	} else {
		b.first[name] = string(f.data)
	}
	text, notes, both := b.join(name)
	if !both {
		return
	}
	if b.opt.Limit == 0 || b.count < b.opt.Limit {
		d := litbankText(text)
		d.name = name
		d.read(notes, &b.skipped)
		b.add(d)
	}
}

func (b *litbank) finish() []Set {
	for _, name := range sortedKeys(b.second) {
		b.skipped.add("%s: no text for this annotation", name)
	}
	return b.litbankScore.finish()
}

// spoken is one quotation with the id of its speaker.
type spoken struct {
	span    hearsay.Span
	speaker string // "Winnie_Verloc-3"; empty when nobody is attributed
}

type litbankDoc struct {
	name  string
	text  string
	lines [][]hearsay.Span // where the tokens of each line stand
	gold  []spoken
}

func litbankText(src string) *litbankDoc {
	d := &litbankDoc{}
	var text detokenised
	for _, line := range strings.Split(strings.TrimRight(src, "\n"), "\n") {
		before := len(text.tokens)
		text.sentence(strings.Fields(line))
		d.lines = append(d.lines, text.tokens[before:])
	}
	d.text = text.text.String()
	return d
}

// read takes the quotations of the annotation; rows that can't be read, or that
// name a quotation that is not there, are left out.
func (d *litbankDoc) read(notes string, skipped *skips) {
	index := map[string]int{}
	for i, row := range strings.Split(notes, "\n") {
		f := strings.Split(row, "\t")
		switch {
		case f[0] == "QUOTE" && len(f) >= 6:
			span, err := d.span(f[2:6])
			if err != nil {
				skipped.add("%s line %d: %v", d.name, i+1, err)
				continue
			}
			index[f[1]] = len(d.gold)
			d.gold = append(d.gold, spoken{span: span})
		case f[0] == "ATTRIB" && len(f) >= 3:
			at, ok := index[f[1]]
			if !ok {
				skipped.add("%s line %d: there is no quotation %s", d.name, i+1, f[1])
				continue
			}
			d.gold[at].speaker = strings.TrimSpace(f[2])
		case strings.TrimSpace(row) != "":
			skipped.add("%s line %d: neither QUOTE nor ATTRIB", d.name, i+1)
		}
	}
}

// span reads the numbers of the first and last token.
func (d *litbankDoc) span(f []string) (hearsay.Span, error) {
	var n [4]int
	for i := range n {
		v, err := strconv.Atoi(f[i])
		if err != nil {
			return hearsay.Span{}, fmt.Errorf("%q is no number: %w", f[i], hearsay.ErrInvalid)
		}
		n[i] = v
	}
	first, ok1 := d.token(n[0], n[1])
	last, ok2 := d.token(n[2], n[3])
	if !ok1 || !ok2 || last.End < first.Start {
		return hearsay.Span{}, fmt.Errorf("tokens %s outside the text: %w", strings.Join(f, " "), hearsay.ErrInvalid)
	}
	return hearsay.Span{Start: first.Start, End: last.End}, nil
}

func (d *litbankDoc) token(line, n int) (hearsay.Span, bool) {
	if line < 0 || line >= len(d.lines) || n < 0 || n >= len(d.lines[line]) {
		return hearsay.Span{}, false
	}
	return d.lines[line][n], true
}
