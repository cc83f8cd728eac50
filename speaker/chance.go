// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"hearsay"
	"hearsay/lexicon"
	"hearsay/odds"
)

// Each sieve tells how sure it is by figures set by hand. How often a name is right
// that is as sure as that, on a quotation as sure as this, is learnt from our own
// articles: a name on a quotation that is none is as wrong as another's name.

// The file's origin and scores: confidence.provenance.txt.
//
//go:embed confidence.model
var confidenceModel string

var confidences = sync.OnceValue(func() *odds.Model { return odds.Must(confidenceModel) })

// enough is the chance that a name needs to be stated (doc/eval.md).
const enough = 0.81

// weighName turns the sureness of a sieve into the chance that the name is right, and a
// name without enough into an alternative. A voice that has no name is left alone.
func weighName(q *hearsay.Quotation, clues []string) {
	sp := &q.Speaker
	if !sp.Agent.IsZero() && sp.Agent.Kind == hearsay.Anonymous {
		sp.Alternatives = nil
	}
	if !isNamedAgent(sp) {
		return
	}
	sp.Confidence = math.Round(confidences().Chance(signsOf(q, clues))*100) / 100
	if sp.Confidence < enough {
		withhold(sp)
	} else {
		sp.Alternatives = nil
	}
}

func isNamedAgent(sp *hearsay.Speaker) bool {
	return !sp.Agent.IsZero() && sp.Agent.Kind != hearsay.Anonymous
}

// withhold turns a speaker into an alternative, the likeliest.
func withhold(sp *hearsay.Speaker) {
	c := hearsay.Candidate{Agent: sp.Agent, How: sp.How, Confidence: sp.Confidence}
	*sp = hearsay.Speaker{Alternatives: append([]hearsay.Candidate{c}, sp.Alternatives...)}
}

// signsOf tells of what make an answer is: the sieve, how sure it is, what more there
// is to tell, and the quotation.
func signsOf(q *hearsay.Quotation, clues []string) []string {
	sp := &q.Speaker
	how := sp.How
	if how == "role" && slices.Contains(clues, ofDescription) {
		how = ofDescription
	}
	out := append([]string{"by " + how, fmt.Sprintf("sure %.2f", bucket(sp.Confidence, sureSteps))}, clues...)
	if how == "pronoun" || how == "first-person" || how == ofDescription {
		out[1] = how + " " + out[1]
	}
	add := func(sign string, shows bool) {
		if shows {
			out = append(out, sign)
		}
	}
	if q.Confidence > 0 {
		add(fmt.Sprintf("quotation %.2f", bucket(q.Confidence, quotationSteps)), true)
	}
	add("tells a stance", q.Profile == hearsay.Extended)
	add("has no cue", q.Cue.IsZero())
	add("in the headline", q.Part == hearsay.InHeadline)
	add("within another", q.Within >= 0)
	add("is indirect", q.Mode == hearsay.Indirect)
	add("is not asserted", q.Polarity != hearsay.Asserted)
	add("stance within another", q.Profile == hearsay.Extended && q.Within >= 0)
	add("of one word", sp.Agent.Kind == hearsay.Person && !strings.Contains(sp.Agent.Name, " "))
	add("first-person of a stance", sp.How == "first-person" && q.Profile == hearsay.Extended)
	return out
}

// ofDescription is a clue: "the striker" is weighed as a pronoun is.
const ofDescription = "description"

var (
	sureSteps      = []float64{0.66, 0.70, 0.78, 0.86, 0.92, 0.95}
	quotationSteps = []float64{0.65, 0.80, 0.88, 0.93, 0.96}
)

// bucket is the highest step that is not above x, or 0.
func bucket(x float64, steps []float64) float64 {
	found := 0.0
	for _, s := range steps {
		if x >= s-1e-9 {
			found = s
		}
	}
	return found
}

// Signs does what [Resolve] does but states every name, and returns for each
// quotation with a name the signs that tell how likely it is right. It is for
// training.
func Signs(a *hearsay.Article, qs []hearsay.Quotation) [][]string {
	clues := resolveAll(a, qs)
	out := make([][]string, len(qs))
	for i := range clues {
		if isNamedAgent(&qs[i].Speaker) {
			out[i] = signsOf(&qs[i], clues[i])
		}
	}
	return out
}

// cluesOf tells of what make the answer to a pronoun is.
func (s *sieve) cluesOf(m *mention, rivals []rival) []string {
	best, at := &rivals[0], &s.words[m.word]
	var out []string
	add := func(sign string, shows bool) {
		if shows {
			out = append(out, sign)
		}
	}
	add("pronoun in marks", at.said >= 0)
	add("pronoun of who spoke", best.spoke)
	add("pronoun far off", at.sent-best.sent > 1)
	add("pronoun with a named rival", len(rivals) > 1 && rivals[1].of.person != nil)
	add("pronoun of one of two", len(rivals) > 1 && isSideBySide(best, &rivals[1]))
	g := pronounGender(m.pronoun)
	if m.epithet != "" {
		add("description with a rival", len(rivals) > 1 && rivals[1].of.sort == aPerson)
	}
	if g == lexicon.Ungendered || m.epithet != "" {
		return out
	}
	near := best.para == at.para && at.sent-best.sent <= 1
	add("he or she goes on with the subject", near && best.subject)
	add("he or she goes on with another", near && !best.subject)
	add("he or she from another paragraph", best.para != at.para)
	add("he or she whose sex shows", best.of.genderOf() == g)
	if len(rivals) > 1 && rivals[1].of.sort == aPerson {
		r := &rivals[1]
		add("rival in the paragraph", r.para == at.para)
		add("rival as near", r.para == at.para && r.sent >= best.sent)
		add("rival whose sex shows", r.of.genderOf() == g)
	} else {
		add("no rival", true)
	}
	return out
}
