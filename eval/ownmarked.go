// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"strings"

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
		name: t.Name, text: t.Headline + "\n\n" + t.Body,
		gold: joined(t.Quotations, base), got: joined(got, base),
	})
}
