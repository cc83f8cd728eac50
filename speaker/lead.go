// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"hearsay"
	"hearsay/lexicon"
)

// Reports of courts and of ordinary people begin with what somebody is, and name him
// next: "A bookkeeper told a court … ¶ Ida Roth, 41, said …". The headline has the noun
// alone.

// namedBelow is the person whom the lead only describes: the first whom the article
// names, in full, at the beginning of one of the next paragraphs, when that person
// speaks there by name.
func (s *sieve) namedBelow(q *hearsay.Quotation, p *phrase) *person {
	head := &p.head
	if !head.person || head.people || p.owned || lexicon.IsAnonymous(head.key) || sameOffice(head.key) == "spokes" || !s.isLead(q, p) {
		return nil
	}
	list := s.people.sightings[0]
	for k := range list {
		n := &list[k]
		f := n.figure
		if f.of == nil || !isFull(f.parts) || f.kind == placeFigure || s.isByline(n) {
			continue
		}
		w := &s.words[n.run.first]
		if w.para == 0 || w.para > maxLeadNaming || !s.opensParagraph(n) || f.of.weak || !compatible(lexicon.PersonGender(head.key), f.of.gender) || !s.speaks(f.of) {
			return nil
		}
		return f.of
	}
	return nil
}

// maxLeadNaming is how many paragraphs below the lead the name may stand.
const maxLeadNaming = 2

// isLead reports a description in the first paragraph, "A bookkeeper", or the same noun
// in the headline.
func (s *sieve) isLead(q *hearsay.Quotation, p *phrase) bool {
	if q.Part == hearsay.InText {
		return p.indefinite && s.words[wordAt(s.words, q.Source.Start)].para == 0
	}
	for i := range s.words {
		if s.words[i].para > 0 {
			break
		}
		if s.words[i].key == p.head.key {
			return true
		}
	}
	return false
}

// opensParagraph reports a name with which, and its title, its paragraph begins.
func (s *sieve) opensParagraph(n *sighting) bool {
	i := min(n.run.first, n.noun)
	for i > 0 && s.words[i-1].para == s.words[i].para && (s.words[i-1].mark || s.words[i-1].kind.Has(lexicon.Det)) {
		i--
	}
	return i == 0 || s.words[i-1].para != s.words[i].para
}

// speaks reports somebody who is named as the source of a quotation.
func (s *sieve) speaks(who *person) bool {
	for i := range s.qs {
		q := &s.qs[i]
		if q.Part != hearsay.InText || q.Source.IsZero() {
			continue
		}
		if k, ok := s.people.byEnd[0][q.Source.End]; ok && s.people.sightings[0][k].figure.of == who {
			return true
		}
		if n := s.people.sightedFrom(wordAt(s.words, q.Source.Start)); n != nil && n.figure.of == who {
			return true
		}
	}
	return false
}
