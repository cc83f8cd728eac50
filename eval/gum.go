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

// GUM (Zeldes 2017) cuts texts into elementary discourse units, EDUs, and says
// how each hangs on another: NAME.rsd has one a line,
//
//	13	According to the ambassador ,	0	_	_	…	14	attribution-positive_r	…
//
// with its number, its tokens, its head and the relation to it. The unit of an
// attribution is source and cue, its head the beginning of what is said. Text
// and paragraphs are in NAME.conllu.
type gum struct {
	gumScore
	halves // units and text
}

func newGUM(opt Options) quoteLayout {
	return &gum{gumScore{opt: opt, counts: map[string]*prf{}}, newHalves()}
}

func (g *gum) take(f file) {
	base := path.Base(f.name)
	name := strings.TrimSuffix(base, path.Ext(base))
	switch {
	case !strings.HasPrefix(name, "GUM_"):
		return
	case strings.HasSuffix(base, ".rsd"):
		g.first[name] = string(f.data)
	case strings.HasSuffix(base, ".conllu"):
		g.second[name] = string(f.data)
	}
	units, text, both := g.join(name)
	if !both || g.opt.Limit > 0 && g.texts >= g.opt.Limit {
		return
	}
	d, err := gumText(text, units)
	if err != nil {
		g.skipped.add("%s: %v", name, err)
		return
	}
	d.name = name
	g.add(d)
}

func (g *gum) finish() []Set {
	for _, name := range sortedKeys(g.first) {
		g.skipped.add("%s: no .conllu for these units", name)
	}
	return g.gumScore.finish()
}

type gumDoc struct {
	name  string
	text  string
	units []gumUnit
}

// gumUnit is one EDU.
type gumUnit struct {
	span     hearsay.Span
	head     int // index, or -1
	relation string
}

func gumText(conllu, rsd string) (*gumDoc, error) {
	text, words, err := conlluText(conllu)
	if err != nil {
		return nil, err
	}
	d := &gumDoc{text: text}
	used := 0
	for i, line := range strings.Split(strings.TrimRight(rsd, "\n"), "\n") {
		f := strings.Split(line, "\t")
		if len(f) < 8 {
			return nil, fmt.Errorf("unit %d has %d fields: %w", i+1, len(f), hearsay.ErrInvalid)
		}
		head, err := strconv.Atoi(f[6])
		n := len(strings.Fields(f[1]))
		if err != nil || n == 0 || used+n > len(words) {
			return nil, fmt.Errorf("unit %d does not fit the text: %w", i+1, hearsay.ErrInvalid)
		}
		span := hearsay.Span{Start: words[used].Start, End: words[used+n-1].End}
		used += n
		d.units = append(d.units, gumUnit{span, head - 1, strings.TrimSuffix(strings.TrimSuffix(f[7], "_r"), "_m")})
	}
	if used != len(words) {
		return nil, fmt.Errorf("units hold %d words, the text %d: %w", used, len(words), hearsay.ErrInvalid)
	}
	return d, nil
}

// conlluText returns the text with an empty line between paragraphs, and where
// each word stands in it. Words that are written as one (don't) are looked for
// in the sentence as printed, and so are all.
func conlluText(src string) (string, []hearsay.Span, error) {
	var text strings.Builder
	var words []hearsay.Span
	sentence, from, paragraph := "", 0, false
	for i, line := range strings.Split(src, "\n") {
		printed, isText := strings.CutPrefix(line, "# text = ")
		switch {
		case strings.HasPrefix(line, "# newpar") && !strings.HasPrefix(line, "# newpar_block"):
			paragraph = true
		case isText:
			text.WriteString(gap(text.Len() > 0, paragraph))
			sentence, from, paragraph = printed, text.Len(), false
			text.WriteString(printed)
		case line != "" && line[0] >= '0' && line[0] <= '9':
			f := strings.Split(line, "\t")
			if len(f) < 10 || strings.ContainsAny(f[0], "-.") {
				continue
			}
			at := strings.Index(sentence, f[1])
			if at < 0 {
				return "", nil, fmt.Errorf("line %d: %q is not in its sentence: %w", i+1, f[1], hearsay.ErrInvalid)
			}
			words = append(words, hearsay.Span{Start: from + at, End: from + at + len(f[1])})
			sentence, from = sentence[at+len(f[1]):], from+at+len(f[1])
		}
	}
	return text.String(), words, nil
}

// gap is what stands in front of a sentence.
func gap(behindText, paragraph bool) string {
	switch {
	case !behindText:
		return ""
	case paragraph:
		return "\n\n"
	}
	return " "
}
