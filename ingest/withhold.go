// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"encoding/binary"
	"errors"
	"fmt"

	"hearsay"
	"hearsay/prose"
)

// errUnmasked marks an article whose words cannot be taken.
var errUnmasked = errors.New("the text stays")

// withhold takes the words out of an article that a level does not keep, and moves all
// spans to where their words or stand-ins are now.
func withhold(a *hearsay.Article, quotations []hearsay.Quotation, witnesses []hearsay.Witness, level hearsay.Keep) error {
	var keep []hearsay.Span
	if level == hearsay.KeepPassages {
		keep = passages(a, quotations, witnesses)
	}
	seed := binary.LittleEndian.Uint64(a.ID[:8])
	text, at, err := prose.Withhold(a.Text, keep, seed)
	if err != nil {
		return fmt.Errorf("article %s: %w: %w", a.ID, errUnmasked, err)
	}
	removed := make([][]int, len(a.Removed))
	for i := range a.Removed {
		if a.Removed[i].Exact, removed[i], err = prose.Withhold(a.Removed[i].Exact, nil, seed+uint64(i)+1); err != nil {
			return fmt.Errorf("article %s: %w: %w", a.ID, errUnmasked, err)
		}
		a.Removed[i].Note = ""
	}
	a.Text = text
	a.Reviews = nil // they are words of others, in full
	m := mover{text: at, removed: removed}
	m.article(a)
	m.quotations(quotations)
	return nil
}

// passages are the stretches that are kept: what others share, what is quoted, credits and
// links.
func passages(a *hearsay.Article, quotations []hearsay.Quotation, witnesses []hearsay.Witness) (out []hearsay.Span) {
	words := prose.Words(a.Text)
	for _, w := range witnesses {
		from, to := max(0, w.Whole.From), min(len(words), w.Whole.To)
		if from < to {
			out = append(out, hearsay.Span{Start: words[from].Span.Start, End: words[to-1].Span.End})
		}
	}
	for i := range quotations {
		q := &quotations[i]
		if q.Part == hearsay.InText {
			out = append(out, q.Extent(), q.Complementiser, q.Addressee)
			for _, v := range q.Via {
				out = append(out, v.Evidence)
			}
		}
	}
	for _, c := range a.Credits {
		if c.Evidence.Part == hearsay.InText {
			out = append(out, c.Evidence.Span)
		}
	}
	for _, c := range a.Citations {
		out = append(out, c.Anchor)
	}
	return out
}

// mover moves spans, given for each byte where it is now.
type mover struct {
	text    []int
	removed [][]int
}

func move(at []int, s hearsay.Span) hearsay.Span {
	if s.IsZero() || s.Start < 0 || s.End >= len(at) || s.Start > s.End {
		return hearsay.Span{}
	}
	return hearsay.Span{Start: at[s.Start], End: at[s.End]}
}

func (m *mover) article(a *hearsay.Article) {
	for i := range a.Blocks {
		a.Blocks[i].Span = move(m.text, a.Blocks[i].Span)
	}
	for i := range a.Removed {
		r := &a.Removed[i]
		r.At, r.Repeats = m.text[min(max(0, r.At), len(m.text)-1)], move(m.text, r.Repeats)
	}
	for i := range a.Credits {
		switch e := &a.Credits[i].Evidence; {
		case e.Part == hearsay.InText:
			e.Span = move(m.text, e.Span)
		case e.Part == hearsay.InRemoved && e.Index < len(m.removed):
			e.Span = move(m.removed[e.Index], e.Span)
		}
	}
	for i := range a.Citations {
		a.Citations[i].Anchor = move(m.text, a.Citations[i].Anchor)
	}
}

func (m *mover) quotations(list []hearsay.Quotation) {
	for i := range list {
		q := &list[i]
		if q.Part != hearsay.InText {
			continue
		}
		for _, s := range []*hearsay.Span{&q.Source, &q.Cue, &q.Complementiser, &q.Addressee} {
			*s = move(m.text, *s)
		}
		for j := range q.Content {
			q.Content[j] = move(m.text, q.Content[j])
		}
		for j := range q.Via {
			q.Via[j].Evidence = move(m.text, q.Via[j].Evidence)
		}
	}
}
