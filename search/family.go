// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"unicode/utf8"

	"hearsay"
	"hearsay/family"
	"hearsay/lineage"
)

const (
	// maxRead is how many articles are read for the quotations of a speaker, or with the words
	// asked for, that are put into families.
	maxRead = 150
)

// Claim is words that somebody is said to have said: pasted, or those of an article.
type Claim struct {
	Words string
	// Article is whose wording is meant; zero for pasted words.
	Article hearsay.ArticleID
}

// Claimed finds the families of a claim: none when no article quotes it, several when
// it joins utterances that articles give apart. Errors: those of the library, and
// ErrTooLarge.
func (e *Engine) Claimed(ctx context.Context, c Claim) ([]hearsay.FamilyView, error) {
	if len(c.Words) > maxText || !utf8.ValidString(c.Words) {
		return nil, hearsay.ErrTooLarge
	}
	if err := e.refresh(ctx); err != nil {
		return nil, err
	}
	h := newHoard(e)
	more, err := h.carriers(ctx, c.Words, maxGlanced)
	if err == nil && !c.Article.IsZero() {
		err = h.read(ctx, c.Article)
	}
	if err != nil {
		return nil, err
	}
	return h.views(ctx, family.Asked(c.Words, c.Article, h.quoted), more)
}

// Utterances are families of quotations.
type Utterances struct {
	Families []hearsay.FamilyView
	More     bool // there are others
	// Latest is of how many articles they are, where there are more: the latest of the
	// speakers or, for words, those that arrived last. 0 where it is all of them.
	Latest int
}

// Families returns the families that the quotations wanted are of, those of most articles first,
// at most limit of them. Variants that give the words to others, or to nobody, are among them.
// Errors: those of the library.
func (e *Engine) Families(ctx context.Context, want Quoted, limit int) (u Utterances, err error) {
	if err := e.refresh(ctx); err != nil {
		return u, err
	}
	want.Within = maxRead
	h := newHoard(e)
	wanted, left, err := h.gather(ctx, want)
	if err != nil {
		return u, err
	}
	if left {
		u.Latest = maxRead
	}
	first := family.Group(wanted)
	byArticles(first)
	u.More = left || len(first) > limit
	first = first[:min(limit, len(first))]
	cut := 0
	for i := range first {
		n, err := h.carriers(ctx, first[i].Variants[first[i].Base].Exact, max(leastGlanced, manyGlanced/len(first)))
		if err != nil {
			return u, err
		}
		cut = max(cut, n)
		for _, v := range first[i].Variants {
			if err := h.read(ctx, v.Article); err != nil {
				return u, err
			}
		}
	}
	u.Families, err = h.views(ctx, those(family.Group(h.quoted), first), cut)
	return u, err
}

// gather reads the quotations that are wanted, and reports whether more would be. The articles
// are at hand from then on.
func (h *hoard) gather(ctx context.Context, want Quoted) (wanted []family.Quoted, left bool, err error) {
	var of *hearsay.Article
	var read []family.Quoted
	left, err = h.engine.eachSaid(ctx, want, h.engine.quotedIn, func(s hearsay.Said) bool {
		if s.Article != of {
			of, read = s.Article, family.Read(s.Article, s.Quotations)
			h.known[of.ID] = lineage.Text{Article: of, Quotations: s.Quotations}
		}
		for _, q := range read {
			if q.Number == s.I {
				wanted = append(wanted, q)
			}
		}
		return true
	})
	return wanted, left, err
}

// those are the families that print what some of them do, those of most articles first.
func those(all, some []hearsay.Family) []hearsay.Family {
	wanted := places(some)
	found := slices.DeleteFunc(all, func(f hearsay.Family) bool {
		for at := range places([]hearsay.Family{f}) {
			if wanted[at] {
				return false
			}
		}
		return true
	})
	byArticles(found)
	return found
}

// printed is a place where a family is printed.
type printed struct {
	article hearsay.ArticleID
	part    hearsay.Part
	start   int
}

// places are where some families are printed.
func places(families []hearsay.Family) map[printed]bool {
	out := map[printed]bool{}
	for i := range families {
		for _, v := range families[i].Variants {
			for _, s := range v.Content {
				out[printed{v.Article, v.Part, s.Start}] = true
			}
		}
	}
	return out
}

// byArticles orders families by how many articles they have, then as they are.
func byArticles(families []hearsay.Family) {
	slices.SortStableFunc(families, func(a, b hearsay.Family) int { return cmp.Compare(articlesOf(&b), articlesOf(&a)) })
}

func articlesOf(f *hearsay.Family) int {
	seen := map[hearsay.ArticleID]bool{}
	for i := range f.Variants {
		seen[f.Variants[i].Article] = true
	}
	return len(seen)
}

// hoard is the articles that one question reads.
type hoard struct {
	engine *Engine
	texts  map[hearsay.ArticleID]lineage.Text
	quoted []family.Quoted
	known  map[hearsay.ArticleID]lineage.Text // read already, for another end
}

func newHoard(e *Engine) *hoard {
	return &hoard{engine: e, texts: map[hearsay.ArticleID]lineage.Text{}, known: map[hearsay.ArticleID]lineage.Text{}}
}

// read reads an article, unless it has gone meanwhile.
func (h *hoard) read(ctx context.Context, id hearsay.ArticleID) error {
	if _, again := h.texts[id]; again {
		return nil
	}
	t, known := h.known[id]
	if !known {
		var err error
		if t.Article, t.Quotations, err = h.engine.lib.Article(ctx, id); errors.Is(err, hearsay.ErrNotFound) {
			return nil
		} else if err != nil {
			return err
		}
	}
	h.texts[id] = t
	h.quoted = append(h.quoted, family.Read(t.Article, t.Quotations)...)
	return nil
}

// views are families with what there is to show of them.
func (h *hoard) views(ctx context.Context, families []hearsay.Family, more int) ([]hearsay.FamilyView, error) {
	out := make([]hearsay.FamilyView, len(families))
	err := inParallel(ctx, len(families), func(i int) error {
		out[i] = h.view(&families[i])
		out[i].More = more
		return nil
	})
	return out, err
}

// view is what there is to show of a family.
func (h *hoard) view(f *hearsay.Family) (v hearsay.FamilyView) {
	var texts []lineage.Text
	seen := map[hearsay.ArticleID]bool{{}: true}
	for k := range f.Variants {
		id := f.Variants[k].Article
		if !seen[id] {
			seen[id] = true
			texts = append(texts, h.texts[id])
			v.Articles = append(v.Articles, h.texts[id].Article.Brief())
		}
	}
	f.Hearings = family.Hear(f, h.via(f), lineage.Tell(texts))
	v.Family, v.Caution = *f, family.Caution(len(f.Hearings))
	v.Findings = family.Conflicts([]hearsay.Family{*f})
	return v
}

// via are the media that the articles of a family name as those who were told.
func (h *hoard) via(f *hearsay.Family) map[hearsay.ArticleID][]hearsay.Agent {
	out := map[hearsay.ArticleID][]hearsay.Agent{}
	for i := range f.Variants {
		v := &f.Variants[i]
		for _, q := range h.texts[v.Article].Quotations {
			if q.Part == v.Part && len(q.Content) > 0 && len(v.Content) > 0 && q.Content[0].Overlap(v.Content[0]) > 0 {
				for _, m := range q.Via {
					out[v.Article] = append(out[v.Article], m.Agent)
				}
			}
		}
	}
	return out
}
