// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"hearsay"
	"hearsay/prose"
)

// Find returns every quotation and reported statement of the article: those of
// the headline first, then those of the text in the order in which they begin.
// The article is only read. Spans are in bytes of the part that the quotation
// names. Speaker is left empty, and so are the names of media that no lexicon
// knows: see package speaker. Time grows with the length of the text.
func Find(a *hearsay.Article) []hearsay.Quotation {
	head := read(a.Headline, []hearsay.Block{{Span: hearsay.Span{End: len(a.Headline)}, Kind: hearsay.Heading}}, true)
	body := read(a.Text, blocksOf(a), false)
	for i := range body {
		if body[i].Within >= 0 {
			body[i].Within += len(head)
		}
	}
	return append(head, body...)
}

// blocksOf returns the paragraphs of the text. Blocks hold lines; a line that
// ends like a paragraph is one.
func blocksOf(a *hearsay.Article) []hearsay.Block {
	var out []hearsay.Block
	if len(a.Blocks) == 0 {
		for _, p := range prose.Paragraphs(a.Text) {
			out = append(out, hearsay.Block{Span: p, Kind: hearsay.Paragraph})
		}
		return out
	}
	for _, b := range a.Blocks {
		for _, p := range prose.Paragraphs(b.Span.In(a.Text)) {
			p.Start += b.Span.Start
			p.End += b.Span.Start
			out = append(out, hearsay.Block{Span: p, Kind: b.Kind})
		}
	}
	return out
}

// read finds the quotations of one part.
func read(text string, blocks []hearsay.Block, headline bool) []hearsay.Quotation {
	if text == "" {
		return nil
	}
	r := newReader(text, blocks, headline)
	return r.quotations(r.relations())
}

// relations runs every rule over every sentence, and then gives what quoted
// text is left to its speakers.
func (r *reader) relations() []relation {
	out := r.labelled()
	for k := range r.chunks {
		if r.chunks[k].kind == chunkVG {
			if q, ok := r.verbal(k); ok {
				out = append(out, q)
			}
		}
		if q, ok := r.according(r.chunks[k].first); ok {
			out = append(out, q)
		}
	}
	out = r.attach(out)
	for i := range out {
		r.complete(&out[i])
	}
	return out
}

// labelled finds what the layout alone attributes, before anything else.
func (r *reader) labelled() []relation {
	if r.headline {
		return r.headlines()
	}
	return append(r.transcript(), r.signatures()...)
}

// complete fills what follows from source, cue and content.
func (r *reader) complete(q *relation) {
	q.polarity = r.polarityOf(q)
	if !q.cue.empty() {
		r.findVia(q)
	}
}
