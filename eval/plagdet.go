// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"math"

	"hearsay"
)

// shared is a stretch of one text and its counterpart in another, as planted or
// as found.
type shared struct{ a, b hearsay.Span }

// meets reports whether two have something in common on both sides.
func (s shared) meets(o shared) bool { return s.a.Overlap(o.a) > 0 && s.b.Overlap(o.b) > 0 }

// length counts both sides.
func (s shared) length() int { return s.a.Len() + s.b.Len() }

// plagdet sums the measures of Potthast, Stein, Barrón-Cedeño and Rosso (2010),
// An evaluation framework for plagiarism detection, over pairs of texts. Lengths
// are in bytes, of both sides of a passage together.
type plagdet struct {
	cases, found side
	detected     int // cases of which something was found
	detections   int // how many passages were found of them, in sum
}

// side is what one side, truth or result, has in common with the other.
type side struct {
	count  int
	shares float64 // of each case, how much of it is common: in sum
	bytes  int     // of all cases
	common int     // of these, what is common
}

// add takes the cases and the findings of one pair of texts.
func (p *plagdet) add(cases, found []shared) {
	p.cases.add(cases, found)
	p.found.add(found, cases)
	for _, c := range cases {
		n := 0
		for _, f := range found {
			if c.meets(f) {
				n++
			}
		}
		if n > 0 {
			p.detected++
			p.detections += n
		}
	}
}

func (s *side) add(cases, others []shared) {
	var all, common [2][]hearsay.Span
	for _, c := range cases {
		both := inCommon(c, others)
		all[0], all[1] = append(all[0], c.a), append(all[1], c.b)
		common[0], common[1] = append(common[0], both[0]...), append(common[1], both[1]...)
		s.count++
		s.shares += float64(covered(both[0])+covered(both[1])) / float64(max(c.length(), 1))
	}
	for i := range all {
		s.bytes += covered(all[i])
		s.common += covered(common[i])
	}
}

// inCommon returns what a case has in common with those that meet it, on its two
// sides.
func inCommon(c shared, others []shared) (out [2][]hearsay.Span) {
	for _, o := range others {
		if c.meets(o) {
			out[0] = append(out[0], intersection(c.a, o.a))
			out[1] = append(out[1], intersection(c.b, o.b))
		}
	}
	return out
}

func intersection(s, t hearsay.Span) hearsay.Span {
	return hearsay.Span{Start: max(s.Start, t.Start), End: min(s.End, t.End)}
}

// covered is how many bytes lie in at least one of the spans, which it moves
// about.
func covered(spans []hearsay.Span) int { return hearsay.SpansLen(hearsay.JoinSpans(spans)) }

// macro is the mean over cases, micro the share of all bytes.
func (s side) macro() float64 {
	if s.count == 0 {
		return 0
	}
	return s.shares / float64(s.count)
}

func (s side) micro() float64 { return share(s.common, s.bytes) }

// granularity is how many findings a case that was found came in, on average.
func (p *plagdet) granularity() float64 {
	if p.detected == 0 {
		return 1
	}
	return float64(p.detections) / float64(p.detected)
}

// score is F1 of precision and recall, lowered by granularity.
func (p *plagdet) score(precision, recall float64) float64 {
	return harmonic(precision, recall) / math.Log2(1+p.granularity())
}

// addTo writes the measures, macro and micro.
func (p *plagdet) addTo(s *Set) {
	for _, m := range []struct {
		name              string
		precision, recall float64
	}{
		{"mean of passages", p.found.macro(), p.cases.macro()},
		{"all characters", p.found.micro(), p.cases.micro()},
	} {
		s.Add(m.name, "P", m.precision, p.found.count)
		s.Add(m.name, "R", m.recall, p.cases.count)
		s.Add(m.name, "plagdet", p.score(m.precision, m.recall), 0)
		s.Add(m.name, "granularity", p.granularity(), p.detected)
	}
}
