// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"hearsay"
	"hearsay/internal/marked"
	"hearsay/quote"
	"hearsay/speaker"
)

// Our own articles carry their relations in the text (package marked). They
// keep what PolNeAR leaves out: relations within relations, speakers, media.

type own struct{ quoteScore }

func newOwn(opt Options) quoteLayout {
	o := &own{newQuoteScore("own", opt)}
	o.agents = &agentCounts{}
	return o
}

// take scores every block of a .marked file. A file with a slip of the pen is
// left out as a whole and named.
func (o *own) take(f file) {
	if !strings.HasSuffix(f.name, ".marked") {
		return
	}
	texts, err := marked.Parse(string(f.data))
	if err != nil {
		o.skipped.add("%s: %v", f.name, err)
	}
	for i := range texts {
		if !o.full() {
			o.addText(&texts[i])
		}
	}
}

// addText scores headline and text as one string, the headline in front.
func (o *own) addText(t *marked.Text) {
	a := t.Article()
	got := quote.Find(a)
	speaker.Resolve(a, got)
	base := len(t.Headline) + 2
	o.add(&annotated{
		name: t.Name, text: wholeText(t),
		gold: joined(t.Quotations, base), got: joined(got, base),
	})
	o.addGiven(t)
}

// addGiven judges package speaker alone, on the relations of the truth.
func (o *own) addGiven(t *marked.Text) {
	given := slices.Clone(t.Quotations)
	for i := range given {
		given[i].Speaker, given[i].Via = hearsay.Speaker{}, slices.Clone(given[i].Via)
	}
	speaker.Resolve(t.Article(), given)
	for i := range given {
		have, want := given[i].Speaker.Agent, t.Quotations[i].Speaker.Agent
		o.agents.given.add(compare(nameIf(have, false), nameIf(want, false)))
	}
}

// ReadMarked reads a .marked file, or all of those in a folder, in the order of
// their names. A file that can't be read ends it.
func ReadMarked(path string) ([]marked.Text, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		return parseMarked(file{path, data})
	}
	var out []marked.Text
	for f, err := range files(path) {
		if err != nil {
			return nil, err
		}
		if !strings.HasSuffix(f.name, ".marked") {
			continue
		}
		texts, err := parseMarked(f)
		if err != nil {
			return nil, err
		}
		out = append(out, texts...)
	}
	return out, nil
}

func parseMarked(f file) ([]marked.Text, error) {
	texts, err := marked.Parse(string(f.data))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.name, err)
	}
	return texts, nil
}
