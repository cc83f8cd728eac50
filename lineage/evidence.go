// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"hearsay"
	"hearsay/chain"
)

// kindsOfMark says, by how a mark's name begins, what kind of evidence it is. The
// first that fits counts.
var kindsOfMark = []struct {
	prefix string
	kind   hearsay.EvidenceKind
}{
	{"date ", hearsay.Precedence}, {"one address", hearsay.Series}, {"links", hearsay.Linked}, {"is linked", hearsay.Linked},
	{"names further down", hearsay.Stated}, {"names it further down", hearsay.Stated}, {"named: further down", hearsay.Stated},
	{"names in the first sentence", hearsay.Stated}, {"names as whom", hearsay.Stated}, {"names by a link", hearsay.Linked},
	{"names it in the first sentence", hearsay.Stated}, {"names it as whom", hearsay.Stated}, {"names it by a link", hearsay.Linked},
	{"named: words", hearsay.SharedText}, {"named: runs", hearsay.SharedText}, {"named: most words", hearsay.SharedText}, {"named: fewer", hearsay.SharedText},
	{"named: in the first sentence", hearsay.Stated}, {"named: as whom", hearsay.Stated}, {"named: by a link", hearsay.Linked}, {"named", hearsay.Credited},
	{"names", hearsay.Credited}, {"is named", hearsay.Credited}, {"credits", hearsay.Credited}, {"told", hearsay.Credited},
	{"child has besides", hearsay.Nesting}, {"sentences of the child", hearsay.Nesting}, {"child is longer", hearsay.Nesting},
	{"parent is longer", hearsay.Nesting}, {"lacks", hearsay.Nesting}, {"child lacks", hearsay.Nesting}, {"edited", hearsay.Nesting},
	{"somebody told", hearsay.TextDirection}, {"child ", hearsay.TextDirection}, {"parent ", hearsay.TextDirection},
	{"lender is from", hearsay.Nesting}, {"borrower is from", hearsay.Nesting}, {"lender ", hearsay.TextDirection}, {"borrower ", hearsay.TextDirection},
	{"met the press", hearsay.Stated}, {"speech of its own", hearsay.Nesting}, {"earliest", hearsay.Precedence}, {"without date", hearsay.Precedence},
}

func kindOfMark(name string) hearsay.EvidenceKind {
	for _, k := range kindsOfMark {
		if strings.HasPrefix(name, k.prefix) {
			return k.kind
		}
	}
	return hearsay.SharedText
}

// byKind adds up what marks weigh, by the kind of evidence that they are.
func byKind(m marks) map[hearsay.EvidenceKind]float64 {
	w := weights()
	out := map[hearsay.EvidenceKind]float64{}
	for _, x := range m {
		out[kindOfMark(x.name)] += w[x.name] * x.value
	}
	return out
}

// signsByKind is byKind for the signs of a model that counts them.
func signsByKind(weight func(string) float64, signs []string) map[hearsay.EvidenceKind]float64 {
	out := map[hearsay.EvidenceKind]float64{}
	for _, s := range signs {
		out[kindOfMark(s)] += weight(s)
	}
	return out
}

// pairEvidence words what speaks for and against an article having text from another.
func (s *scene) pairEvidence(p, c int, weight map[hearsay.EvidenceKind]float64) []hearsay.Evidence {
	var out []hearsay.Evidence
	for kind, w := range weight {
		e := hearsay.Evidence{Kind: kind, Weight: rounded(w)}
		switch kind {
		case hearsay.SharedText:
			s.sayShared(&e, p, c)
		case hearsay.Precedence:
			e.Says = s.datesSay(p, c)
		case hearsay.Nesting:
			e.Says = s.nestingSays(p, c)
		case hearsay.Series:
			e.Says = "both are versions of one address"
		case hearsay.Credited, hearsay.Stated, hearsay.Linked:
			s.sayNames(&e, p, c)
		case hearsay.TextDirection:
			e.Says = s.cuesSay(p, c)
		}
		if e.Says != "" {
			out = append(out, e)
		}
	}
	sortEvidence(out)
	return out
}

// sortEvidence puts the strongest first.
func sortEvidence(list []hearsay.Evidence) {
	slices.SortFunc(list, func(a, b hearsay.Evidence) int {
		return cmp.Or(cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight)), strings.Compare(string(a.Kind), string(b.Kind)))
	})
}

// rounded keeps a weight in thousandths, as the models have them.
func rounded(w float64) float64 { return math.Round(w*1000) / 1000 }

// sayShared tells how much two articles have in common, and where the longest piece
// of it stands.
func (s *scene) sayShared(e *hearsay.Evidence, p, c int) {
	o, side := s.between(c, p)
	if o == nil {
		e.Says = "they have no words in common in a row" + s.retoldSays(p, c)
		return
	}
	h := o.side[side]
	e.Says = fmt.Sprintf("%d words in common, %d of them spoken", h.plain+h.spoken, h.spoken)
	if n := s.alone(o, side, c); n > 0 {
		e.Says += fmt.Sprintf("; %d runs of three words that nothing else here has", n)
	}
	e.Says += s.retoldSays(p, c)
	long := slices.MaxFunc(o.blocks, func(x, y block) int { return int(x.n - y.n) })
	at, to := long.a, long.b
	if side == 1 {
		at, to = to, at
	}
	e.Derived, e.From = s.all[c].place(at, long.n), s.all[p].place(to, long.n)
}

// alone counts runs in common that no third article has.
func (s *scene) alone(o *overlap, side, c int) int {
	n := 0
	r := s.all[c]
	for _, b := range o.blocks {
		at := b.at(side)
		for k := at; k < at+b.n && int(k) < len(r.runs); k++ {
			if s.holders(c, k) == 2 {
				n++
			}
		}
	}
	return n
}

func (r *reading) place(word, n int32) hearsay.Place {
	return hearsay.Place{Span: hearsay.Span{Start: r.words[word].Span.Start, End: r.words[word+n-1].Span.End}}
}

func (s *scene) datesSay(p, c int) string {
	d := chain.Direction(s.asDated(p), s.asDated(c), hearsay.SideA, hearsay.SideB)
	return d.Why[0]
}

func (s *scene) asDated(i int) chain.Dated {
	return chain.Dated{Date: s.all[i].date, Name: s.label(i)}
}

// label names an article for a reason.
func (s *scene) label(i int) string {
	a := s.all[i].Article
	return cmp.Or(a.Outlet.Name, a.Outlet.Domain, a.Headline, a.ID.String())
}

func (s *scene) nestingSays(p, c int) string {
	o, side := s.between(c, p)
	if o == nil {
		return ""
	}
	child, parent := o.side[side], o.side[1-side]
	says := fmt.Sprintf("it has %d words that %s lacks and lacks %d of that", child.own, s.label(p), parent.own)
	if l := s.lackOf(c, p).earlier; l > 0 {
		says += fmt.Sprintf("; %d runs of three words are from earlier articles that have them", l)
	}
	return says
}

// sayNames tells whom an article names, with the place.
func (s *scene) sayNames(e *hearsay.Evidence, p, c int) {
	n := s.naming
	to, own := n.of[p], n.of[c]
	var says []string
	if to >= 0 && to != own && n.named[c][to] != 0 {
		says = append(says, "it names "+s.label(p)+" "+wordWays(n.named[c][to]))
		e.Derived = n.places[c][to]
	}
	if n.linked[c][p] {
		says = append(says, "it links to that page")
	}
	if own >= 0 && to != own && n.named[p][own] != 0 {
		says = append(says, s.label(p)+" names it "+wordWays(n.named[p][own]))
		e.From = n.places[p][own]
	}
	if len(says) == 0 {
		says = append(says, s.otherNamesSay(c))
	}
	e.Says = strings.Join(says, "; ")
}

func (s *scene) otherNamesSay(c int) string {
	p := &s.profiles[c]
	for _, list := range [][]int{p.seen, p.unseen} {
		if len(list) > 0 {
			return "it names " + s.naming.sources[list[0]].agent.Name + " instead"
		}
	}
	return "it names nobody"
}

func wordWays(w way) string {
	var out []string
	for _, x := range wayNames {
		if w&x.way != 0 {
			out = append(out, x.name)
		}
	}
	return strings.Join(out, ", ")
}

// cuesSay tells what an article says of how words were spoken.
func (s *scene) cuesSay(p, c int) string {
	var says []string
	for _, i := range []int{c, p} {
		switch who := &s.profiles[i]; {
		case who.exclusive:
			says = append(says, "somebody told "+s.label(i))
		case who.agency:
			says = append(says, s.label(i)+" is a press agency")
		case s.all[i].cues.statement:
			says = append(says, s.label(i)+" speaks of a statement")
		case s.all[i].cues.press:
			says = append(says, s.label(i)+" says that it was spoken to the press")
		}
	}
	return strings.Join(says, "; ")
}
