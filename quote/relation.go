// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"slices"

	"hearsay"
	"hearsay/lexicon"
)

// A relation is a quotation in the making, in tokens.
type relation struct {
	cue     span
	vg      int // chunk of the cue's verb group, or -1
	entry   *lexicon.CueEntry
	class   lexicon.Class
	subject subject
	// unit is the cue with its source and what stands between them: where the
	// content can't be.
	unit      span
	that      int // token of the complementiser, or -1
	content   []span
	addressee span
	via       []via
	handed    []via // media that the source itself quotes, for what stands in the content
	polarity  hearsay.Polarity
	flags     []hearsay.Flag
	// direct: all content is whole quoted stretches.
	direct bool
	core   bool
	// unnamed: the text does not say who speaks.
	unnamed bool
	// silent: nothing was said, and the text says so.
	silent bool
	// impersonal: the subject stands for nobody, as in "heißt es".
	impersonal bool
	// doubt is taken off the confidence.
	doubt float64
}

// A via is a medium with its evidence, in tokens; name is the part that names
// it or stands for it.
type via struct {
	evidence, name span
	known          string // the name, when "the newspaper" stands for it
}

func (q *relation) flag(f hearsay.Flag) {
	if !slices.Contains(q.flags, f) {
		q.flags = append(q.flags, f)
	}
}

// extent is everything from the first to the last token of the relation.
func (q *relation) extent() span {
	e := q.unit
	for _, s := range append([]span{q.cue, q.subject.span}, q.content...) {
		if s.empty() || s.first < e.first && q.subject.elided && s == q.subject.span {
			continue
		}
		if e.empty() {
			e = s
			continue
		}
		e = span{min(e.first, s.first), max(e.end, s.end)}
	}
	return e
}
