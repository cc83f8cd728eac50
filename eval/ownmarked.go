// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"fmt"
	"strings"

	"hearsay"
	"hearsay/internal/marked"
	"hearsay/quote"
	"hearsay/speaker"
)

// Our own articles carry their relations in the text (package marked). They
// keep what PolNeAR leaves out: relations within relations, speakers, media.

// markedSet reads every .marked file of the folder, one text a block.
func markedSet(dir string) ([]marked.Text, error) {
	var out []marked.Text
	for f, err := range files(dir) {
		if err != nil {
			return nil, err
		}
		if !strings.HasSuffix(f.name, ".marked") {
			continue
		}
		texts, err := marked.Parse(string(f.data))
		if err != nil {
			return nil, fmt.Errorf("read set %s: file %s: %w", dir, f.name, err)
		}
		out = append(out, texts...)
	}
	return out, nil
}

// ownScore adds names and media to the counts of quoteScore.
type ownScore struct {
	quoteScore
	names, kinds, media, polarity, within prf
}

// scoreOwn scores our own texts.
func scoreOwn(texts []marked.Text, opt Options) Set {
	s := ownScore{quoteScore: quoteScore{opt: opt, modes: map[string]*prf{}}}
	for i := range texts {
		s.addText(&texts[i])
	}
	set := s.set("own", len(texts))
	s.names.addTo(&set, "speaker")
	s.kinds.addTo(&set, "speaker and kind")
	s.media.addTo(&set, "via")
	set.Add("of found", "polarity right", s.polarity.precision(), s.polarity.proposed)
	set.Add("of found", "within right", s.within.precision(), s.within.proposed)
	return set
}

// addText scores headline and text as one string, the headline in front.
func (s *ownScore) addText(t *marked.Text) {
	a := t.Article()
	got := quote.Find(a)
	speaker.Resolve(a, got)
	base := len(t.Headline) + 2
	l := layOut(t.Headline + "\n\n" + t.Body)
	gold := joined(t.Quotations, base)
	got = joined(got, base)
	for role := range roles {
		s.addSpans(role, l.spansOf(role, got), l.spansOf(role, gold))
	}
	s.addRelations(&annotated{name: t.Name, text: l.text, gold: gold}, &l, got)
	s.addAgents(&l, got, gold)
}

// joined moves the spans of the text behind the headline.
func joined(qs []hearsay.Quotation, base int) []hearsay.Quotation {
	out := make([]hearsay.Quotation, len(qs))
	for i, q := range qs {
		if q.Part == hearsay.InText {
			q = shifted(q, base)
		}
		out[i] = q
	}
	return out
}

// addAgents compares speakers and media of relations that were found, and
// counts those that were not as missed.
func (s *ownScore) addAgents(l *laidOut, got, gold []hearsay.Quotation) {
	taken := make([]bool, len(got))
	for i := range gold {
		g := &gold[i]
		q := &hearsay.Quotation{}
		best := l.bestMatch(g, got, taken)
		if best >= 0 {
			taken[best] = true
			q = &got[best]
			s.polarity.add(agree(q.Polarity == g.Polarity))
			s.within.add(agree((q.Within >= 0) == (g.Within >= 0)))
		}
		s.names.add(compare(q.Speaker.Agent.Name, g.Speaker.Agent.Name))
		s.kinds.add(compare(kindName(q), kindName(g)))
		s.media.add(compareAll(viaNames(q), viaNames(g)))
	}
	for i := range got {
		if !taken[i] && got[i].Speaker.Agent.Name != "" {
			s.names.proposed++
			s.kinds.proposed++
		}
	}
}

func agree(ok bool) prf {
	if ok {
		return prf{hit: 1, proposed: 1}
	}
	return prf{proposed: 1}
}

// compare counts one answer: none is neither right nor wrong, a wrong one is
// both a miss and a false claim.
func compare(got, want string) prf {
	return compareAll(nonEmpty(got), nonEmpty(want))
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// compareAll counts names as a bag, since two media of one name are rare and
// their order is judged by the goldens.
func compareAll(got, want []string) prf {
	c := prf{proposed: len(got), truth: len(want)}
	left := map[string]int{}
	for _, w := range want {
		left[w]++
	}
	for _, g := range got {
		if left[g] > 0 {
			left[g]--
			c.hit++
		}
	}
	return c
}

func kindName(q *hearsay.Quotation) string {
	if q.Speaker.Agent.Name == "" {
		return ""
	}
	return string(q.Speaker.Agent.Kind) + " " + q.Speaker.Agent.Name
}

func viaNames(q *hearsay.Quotation) []string {
	var out []string
	for _, v := range q.Via {
		out = append(out, v.Agent.Name)
	}
	return out
}
