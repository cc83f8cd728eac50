// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"context"
	"slices"

	"hearsay"
	"hearsay/bench/provenance"
	"hearsay/search"
)

// claim asks for the families of the words that a claim asks about, as a reader of
// the article would: who else prints them, how changed, and by how many hearings.
func (a *asker) claim(ctx context.Context, q provenance.Question) error {
	c := search.Claim{Words: q.Exact, Article: a.id[q.Article]}
	found, err := a.engine.Claimed(ctx, c)
	if err != nil {
		return err
	}
	o := provenance.StatedOrigins{Of: q.Of, Groups: [][]string{}}
	for i := range found {
		o.Groups = append(o.Groups, a.hearings(&found[i])...)
		a.variants(q.Of, &found[i])
	}
	a.answers.Origins = append(a.answers.Origins, o)
	return nil
}

// hearings are the groups of a family; versions of one page may have one name twice.
func (a *asker) hearings(f *hearsay.FamilyView) [][]string {
	var out [][]string
	for _, h := range f.Hearings {
		var members []string
		for _, id := range h.Articles {
			members = append(members, a.name[id])
		}
		out = append(out, members)
	}
	return out
}

// variants writes down how each article has the words. An article that has them
// several times, in its headline too, is asked once: for its longest wording in the
// text.
func (a *asker) variants(of string, f *hearsay.FamilyView) {
	best := map[hearsay.ArticleID]int{}
	for i, v := range f.Variants {
		if v.Article.IsZero() {
			continue
		}
		k, again := best[v.Article]
		if !again || v.Part == hearsay.InText && (f.Variants[k].Part != hearsay.InText || len(v.Exact) > len(f.Variants[k].Exact)) {
			best[v.Article] = i
		}
	}
	for i, v := range f.Variants {
		if k, ok := best[v.Article]; !ok || k != i {
			continue
		}
		stated := provenance.StatedVariant{Of: of, Article: a.name[v.Article], Exact: v.Exact, Speaker: v.Speaker.Name, Changes: []string{}}
		for _, c := range v.Changes {
			if slices.Contains(provenance.ChangeTypes(), string(c)) {
				stated.Changes = append(stated.Changes, string(c))
			}
		}
		a.answers.Variants = append(a.answers.Variants, stated)
	}
}
