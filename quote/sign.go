// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	_ "embed"
	"sync"

	"hearsay"
	"hearsay/odds"
)

// The file's origin and scores: confidence.provenance.txt.
//
//go:embed confidence.model
var confidenceModel string

var confidences = sync.OnceValue(func() *odds.Model { return odds.Must(confidenceModel) })

// Signs returns what [Find] does, and for each quotation the signs that tell how
// likely it is right. Those that nothing is to be learnt from have none: without a
// cue, with a mark repaired. It is for training.
func Signs(a *hearsay.Article) ([]hearsay.Quotation, [][]string) {
	head, body := find(a)
	return Find(a), append(head.signs(), body.signs()...)
}

func (f *finding) signs() [][]string {
	out := make([][]string, len(f.relations))
	for i := range out {
		q, made := &f.relations[i], &f.quotations[i]
		if !q.cue.empty() && !made.Has(hearsay.Unclosed) && !made.Has(hearsay.Unopened) && !made.Has(hearsay.WrongWayMarks) {
			out[i] = f.in.signsOf(q, made.Mode)
		}
	}
	return out
}

// signsOf tells of what make a relation is: its cue, its form, its length.
func (r *reader) signsOf(q *relation, mode hearsay.Mode) []string {
	out := []string{"is " + string(mode)}
	add := func(sign string, shows bool) {
		if shows {
			out = append(out, sign)
		}
	}
	marked := q.vg < 0 && !q.cue.empty() && r.ts[q.cue.first].tag == tagMark
	add("cue is a mark", marked)
	add("cue is plain", !marked && r.isPlain(q))
	add("cue tells a stance", !q.core)
	add("cue is a noun", q.vg < 0 && !marked && !q.cue.empty() && r.lang == nil)
	add("cue is long", q.cue.end-q.cue.first >= longCue)
	add("has that", q.that >= 0)
	add("source is elided", q.subject.elided)
	add("is "+string(q.polarity), q.polarity != hearsay.Asserted)
	if q.vg >= 0 {
		add("cue has no tense", r.chunks[q.vg].form != finite)
	}
	if len(q.content) > 0 {
		last := q.content[len(q.content)-1]
		add("content is short", mode == hearsay.Indirect && len(q.content) == 1 && last.end-last.first <= shortContent)
		add("content ends at a comma", last.first >= q.cue.end && r.is(last.end, ","))
	}
	return out
}

const (
	longCue      = 3 // tokens: "is expected to say"
	shortContent = 2 // "denied it"
)
