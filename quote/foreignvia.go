// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"hearsay/grammar"
)

// passiveSource finds who speaks in a passive: "wurde von der Polizei
// bestätigt". With verbs of citing it is the subject.
func (r *polyglot) passiveSource(v *site, q *relation, c *clause) {
	if v.entry.Class == grammar.Cite {
		return
	}
	q.subject = subject{}
	for i := c.start; i < v.sent.End && i < v.cue; i++ {
		if r.part(i).Has(grammar.Link) && !r.part(i).Has(grammar.Within) && !r.is(i, "für") && !r.quoted(i) {
			if source := r.phraseSpan(i, v.cue); !source.empty() {
				q.subject = subject{span: source}
				return
			}
		}
	}
}

// speakerOf replaces a subject that stands for nobody: in "heißt es in dem
// Bericht" and "In dem Bericht heißt es" the report speaks.
func (r *polyglot) speakerOf(v *site, q *relation, c *clause) {
	if q.subject.end-q.subject.first != 1 || !r.part(q.subject.first).Has(grammar.Impersonal) {
		return
	}
	if v.entry.Class == grammar.Judge || v.entry.Class != grammar.Rumour && (r.part(v.cue).Has(grammar.Mood) || v.final) {
		q.subject = subject{} // "es drohe", "warum man sich entschied", "nennt man"
		return
	}
	if s := q.subject.span; s.first == v.cue+1 || s.end == v.cue {
		q.cue = span{min(q.cue.first, s.first), max(q.cue.end, s.end)}
	}
	q.subject, q.impersonal, v.passive = subject{}, true, true
	if source := r.reportIn(c.end, v.sent.End); !source.empty() {
		q.subject = subject{span: source}
		c.end, q.unit.end = source.end, max(q.unit.end, source.end)
	} else if source := r.reportIn(r.hardStart(c.start, v.sent.First), v.finite); !source.empty() {
		q.subject = subject{span: source}
		q.unit.first = min(q.unit.first, source.first-1)
	}
}

// citedSource turns "Die Zeitung zitiert Falk": who is cited speaks, through who
// cites.
func (r *polyglot) citedSource(v *site, q *relation, c *clause) {
	if v.entry.Class != grammar.Cite || v.passive {
		return
	}
	i := r.passAdverbs(max(c.end, v.after()), v.sent.End)
	end := r.phrase(i, v.sent.End)
	if end == i || q.subject.empty() {
		return
	}
	r.viaIn(q, q.subject.span, q.subject.span)
	q.subject = subject{span: span{i, end}}
	c.end, q.unit.end = end, max(q.unit.end, end)
}

// emergedFrom takes what stands behind "aus" for the source: "wie aus dem Bericht
// hervorgeht", "dies geht aus einer Mitteilung hervor".
func (r *polyglot) emergedFrom(v *site, q *relation, c *clause) {
	if v.entry.Class != grammar.Emerge {
		return
	}
	q.subject = subject{}
	for i := c.start; i < v.sent.End && i < max(v.last, v.cue); i++ {
		if r.part(i).Has(grammar.Within) && r.part(i).Has(grammar.Link) {
			q.subject = subject{span: r.phraseSpan(i, v.sent.End)}
			c.end = max(c.end, v.after())
			return
		}
	}
}

// mediumsSource turns "berichtet die Zeitung unter Berufung auf Ermittler": who is
// referred to speaks, through the medium that does.
func (r *polyglot) mediumsSource(v *site, q *relation) {
	if len(q.via) == 0 || q.via[0].evidence != q.subject.span {
		return
	}
	for i := q.unit.first; i < v.sent.End; i++ {
		n := r.lang.Citing(func(n int) string {
			if i+n >= v.sent.End {
				return ""
			}
			return r.ts[i+n].key
		})
		if n == 0 || r.quoted(i) || r.isTaken([]relation{*q}, i) {
			continue
		}
		if source := r.phraseSpan(i+n, v.sent.End); !source.empty() && !r.isTaken([]relation{*q}, source.first) {
			q.subject = subject{span: source}
			return
		}
	}
}

// reportIn is the noun phrase behind the first preposition of place from token i
// on, up to a mark.
func (r *polyglot) reportIn(i, end int) span {
	for ; i+1 < end && !r.isMark(i); i++ {
		if r.part(i).Has(grammar.Within | grammar.Link) {
			if stop := r.phrase(i+1, end); stop > i+1 {
				return span{i + 1, stop}
			}
		}
	}
	return span{}
}

// passHearer skips the hearer at token i: "der Zeitung „Orta“".
func (r *polyglot) passHearer(v *site, i int) int {
	for i < v.sent.End {
		next := r.hearerEnd(v, i)
		if next == i {
			next = r.passAdverbs(i, v.sent.End)
		}
		if next == i && r.part(i).Has(grammar.Prep|grammar.Link|grammar.After) {
			if end := r.phrase(i+1, v.sent.End); end > i+1 {
				next = end
			}
		}
		if next == i {
			return i
		}
		i = next
	}
	return i
}

// hearerEnd is the end of a hearer at token i, or i.
func (r *polyglot) hearerEnd(v *site, i int) int {
	if i >= v.sent.End {
		return i
	}
	p := r.part(i)
	if p.Has(grammar.Toward) {
		if end := r.phrase(i+1, v.sent.End); end > i+1 && !r.holdsWords(i+1, end) {
			return end
		}
		return i
	}
	end := r.phrase(i, v.sent.End)
	if end > i && (r.hasMedium(i, end) || r.takesHearer(v, i)) {
		return end
	}
	return i
}

// holdsWords reports words in marks among tokens [i, end) that are no name: "warnte
// vor „Panik“" has no hearer.
func (r *polyglot) holdsWords(i, end int) bool {
	for ; i < end; i++ {
		if r.isOpen(i) && !r.isNameOpenBehind(i) {
			return true
		}
	}
	return false
}

// takesHearer reports an object that is spoken to: in the dative, or with verbs
// that need one.
func (r *polyglot) takesHearer(v *site, i int) bool {
	p := r.part(i)
	switch v.entry.Class {
	case grammar.Tell:
		return true
	case grammar.Demand:
		return v.entry.Particle != "" || p.Has(grammar.Oblique)
	case grammar.Say, grammar.Ask:
		return p.Has(grammar.Oblique) && !p.Has(grammar.Genitive) || v.entry.Particle == "vor"
	}
	return false
}

// hearerOf finds who is spoken to, behind the subject or the verb.
func (r *polyglot) hearerOf(v *site, q *relation, c *clause) {
	i := v.finite + 1
	if v.final && q.subject.end < v.finite && !q.subject.relative {
		i = q.subject.end // "wie Falk der Zeitung sagte"
	} else if q.subject.first > v.finite && !q.subject.elided {
		i = q.subject.end
	} else if r.part(c.start).Has(grammar.Article) && c.start < v.finite && q.subject.first != c.start && r.hasMedium(c.start, v.finite) {
		if end := r.phrase(c.start, v.finite); end == v.finite {
			q.addressee = span{c.start, end}
			return
		}
	}
	i = r.passAdverbs(i, v.sent.End)
	if i >= v.sent.End || r.isMark(i) && !r.isNameOpen(i) {
		return
	}
	end := r.hearerEnd(v, i)
	if end == i || v.last > v.finite && end > v.last && i <= v.last {
		return
	}
	if r.part(i).Has(grammar.Toward) {
		i++
	}
	q.addressee = span{i, end}
	c.end = max(c.end, end)
	q.unit.end = max(q.unit.end, end)
}

// foreignVia records the media that the words came through: who was told, who
// tells, and where it was said.
func (r *polyglot) foreignVia(v *site, q *relation) {
	if !q.addressee.empty() {
		r.viaIn(q, span{min(q.cue.first, q.addressee.first), q.addressee.end}, q.addressee)
	}
	r.sourceVia(q)
	for i := q.unit.first; i < v.sent.End && len(q.via) == 0; i++ {
		if r.isHardMarkAt(i) || r.is(i, ",") && i > q.unit.end {
			return
		}
		if r.part(i).Has(grammar.Prep|grammar.Toward|grammar.Link) && i+1 < v.sent.End && !q.subjectHolds(i) {
			if end := r.phrase(i+1, v.sent.End); end > i+1 {
				r.viaIn(q, span{i, end}, span{i + 1, end})
			}
		}
	}
}

// sourceVia records a source that is an outlet itself.
func (r *polyglot) sourceVia(q *relation) {
	if !q.subject.empty() && !q.subject.elided {
		r.viaIn(q, q.subject.span, q.subject.span)
	}
}

// viaIn adds the outlet that the phrase names, when it is its head.
func (r *polyglot) viaIn(q *relation, evidence, s span) {
	m := r.mediumIn(s)
	if m.empty() {
		return
	}
	q.via = append(q.via, via{evidence: evidence, name: m})
	r.media.add(r.mediumName(m))
}

// mediumIn returns the name of the outlet that the phrase is: one of the
// lexicon, or the name behind a word for outlets.
func (r *polyglot) mediumIn(s span) span {
	i := s.first
	for i < s.end && !r.part(i).Has(grammar.Medium) && (r.part(i).Has(grammar.Article|grammar.Oblique|grammar.Genitive|grammar.Adverb) || !r.ts[i].caps && r.ts[i].tag != tagMark) {
		i++
	}
	if i >= s.end {
		return span{}
	}
	if o := r.outletIn(i, s.end); !o.empty() && o.first == i && o.end <= s.end {
		return o
	}
	if !r.part(i).Has(grammar.Medium) {
		return span{}
	}
	if i+1 < s.end && r.isOpen(i+1) {
		st := &r.stretches[r.ts[i+1].in]
		return span{st.first, min(st.end, s.end)}
	}
	end := i + 1
	for end < s.end && (r.ts[end].caps || r.is(end, "-")) {
		end++
	}
	return span{i + 1, end}
}

// attributesAt reports that an attribution such as "sagte Falk" begins at token
// i: where a quotation that never closes must end.
func (r *polyglot) attributesAt(i, end int) bool {
	if i+1 >= end || r.ts[i].caps {
		return false
	}
	for _, c := range r.lang.Cues(r.ts[i].key) {
		if c.Form&grammar.Finite != 0 && c.Particle == "" && (r.ts[i+1].caps || r.part(i+1).Has(grammar.Person)) {
			return true
		}
	}
	return false
}
