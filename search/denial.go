// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"fmt"
	"slices"
	"strings"

	"hearsay"
	"hearsay/family"
)

const (
	// deniedMatches is in how many of the best matches a turned negation is looked for.
	deniedMatches = 20
	// deniedBytes is the longest passage that is looked at word by word for one.
	deniedBytes = 4000
	// maxDenials is how many are told.
	maxDenials = 3
)

// denial is a place of the text at which its negation differs from that of others.
type denial struct {
	says string
	at   int      // in the text
	with []string // outlets
}

// denials notes where the text says what others deny, or denies what they say: the
// smallest change of words that turns a sense, and the one that a reader should see first.
func (q *question) denials(found []finding) []string {
	var list []denial
	for _, f := range found[:min(len(found), deniedMatches)] {
		for _, p := range f.match.Passages {
			if p.Identity == 1 || p.B.Len() > deniedBytes || f.article == nil || p.B.End > len(f.article.Text) {
				continue
			}
			list = q.denied(list, p, f)
		}
	}
	slices.SortStableFunc(list, func(a, b denial) int { return a.at - b.at })
	var out []string
	for _, d := range list[:min(len(list), maxDenials)] {
		out = append(out, d.says+" "+names(d.with)+".")
	}
	return out
}

// denied adds the turned negations of one passage to the list.
func (q *question) denied(list []denial, p hearsay.Alignment, f finding) []denial {
	theirs, ours := p.B.In(f.article.Text), p.A.In(q.Text)
	difference := family.Changes(family.Wording{Text: theirs}, family.Wording{Text: ours})
	name := f.match.Article.Label()
	for _, s := range difference.Steps {
		says := turned(s, theirs, ours)
		if says == "" {
			continue
		}
		at := p.A.Start + s.Variant.Start
		i := slices.IndexFunc(list, func(d denial) bool { return d.says == says && d.at == at })
		switch {
		case i < 0:
			list = append(list, denial{says, at, []string{name}})
		case !slices.Contains(list[i].with, name):
			list[i].with = append(list[i].with, name)
		}
	}
	return list
}

// turned says how a step turns a negation, up to the names of those who have it
// otherwise; "" when it does not.
func turned(s family.Step, theirs, ours string) string {
	kind := "lost"
	switch s.Kind {
	case hearsay.NegationLost:
	case hearsay.NegationAdded:
		kind = "added"
	default:
		return ""
	}
	here, there := s.Variant.In(ours), s.Base.In(theirs)
	behind := strings.Fields(ours[s.Variant.End:])
	place := strings.Join(behind[:min(len(behind), 4)], " ")
	switch {
	case here == "":
		return fmt.Sprintf("Negation %s: the text leaves out “%s” before “%s”; it stands in", kind, there, place)
	case there == "":
		return fmt.Sprintf("Negation %s: the text has “%s” before “%s”; it does not stand in", kind, here, place)
	}
	return "" // other words stand there: that one of them denies says little
}

// names is a list of names in a sentence.
func names(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}
