// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import "hearsay"

// Revision is one version of a page. The spans of a change are measured in the texts
// of the two versions, in code points: A in that of Before, B in this one's.
type Revision struct {
	Article Brief    `json:"article"`
	Seen    string   `json:"seen"` // when it was captured, RFC 3339
	Before  string   `json:"before,omitempty"`
	Says    string   `json:"says"`
	Changes []Change `json:"changes"`
}

// Versions is what `hearsay versions` prints.
type Versions struct {
	Versions []Revision `json:"versions"` // in order of capture
	Cutting
}

// ArticleView is an article as its page shows it: what was read, and the versions of
// the page.
type ArticleView struct {
	Reading
	Versions
	// Shares is there when words of the text are not kept: the articles that it shares
	// passages with, as they were counted when the passages were found.
	Shares []Share `json:"shares,omitempty"`
	// Said are the dates that people gave; those that stand are among the dates, too.
	Said []DateDecision `json:"dates_said,omitempty"`
	// Notes are private ones of people, in the order of their words, orphans last. They are left
	// out for those who may not see them.
	Notes []Note `json:"notes,omitempty"`
	// FactChecks are reviews by others that concern the article.
	FactChecks []FactCheck `json:"fact_checks,omitempty"`
}

// DateDecision is what a person says of when an article was published.
type DateDecision struct {
	N        int    `json:"n"`
	At       string `json:"at"`
	Value    string `json:"value"` // EDTF
	Undone   bool   `json:"undone"`
	By       string `json:"by,omitempty"`        // whose account, where several use the library
	UndoneBy string `json:"undone_by,omitempty"` // who took it back
}

// NewDateDecision converts what a person says.
func NewDateDecision(r *hearsay.DateRuling) DateDecision {
	return DateDecision{r.N, stamp(r.At), r.Value, r.Undone, r.By, r.UndoneBy}
}

// Share is another article with the number of words in common.
type Share struct {
	Article Brief `json:"article"`
	Words   int   `json:"words"`
}

// NewVersions converts revisions. Text returns the text of an article.
func NewVersions(list []hearsay.Revision, text func(hearsay.ArticleID) (string, error)) (Versions, error) {
	out := Versions{Versions: []Revision{}}
	rulers := map[hearsay.ArticleID]*Ruler{}
	ruler := func(id hearsay.ArticleID) (*Ruler, error) {
		if rulers[id] == nil {
			t, err := text(id)
			if err != nil {
				return nil, err
			}
			rulers[id] = NewRuler(t)
		}
		return rulers[id], nil
	}
	apart := 0
	for i, r := range list {
		if i > 0 && r.Before.IsZero() {
			apart++
		}
		v := Revision{Article: NewBrief(r.Brief), Seen: stamp(r.Seen), Before: r.Before.String(), Says: r.Says, Changes: []Change{}}
		for _, c := range r.Changes {
			a, err := ruler(r.Before)
			if err != nil {
				return out, err
			}
			b, err := ruler(r.ID)
			if err != nil {
				return out, err
			}
			v.Changes = append(v.Changes, Change{Kind: string(c.Kind), A: a.optional(c.A), B: b.optional(c.B), Words: c.Words})
		}
		out.Versions = append(out.Versions, v)
	}
	out.Cut = VersionsCut(apart)
	return out, nil
}
