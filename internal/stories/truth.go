// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package stories

import (
	"slices"
	"strings"

	"hearsay"
	"hearsay/bench/provenance"
	"hearsay/lineage"
)

// Examples are the stories of a set with what is true of their main text. Texts
// are those that Read returns for the articles.
func Examples(articles []provenance.Article, texts []lineage.Text, truth *provenance.Truth) []lineage.Example {
	known := newKnown(articles, texts, truth)
	var out []lineage.Example
	for _, s := range truth.Stories {
		x := lineage.Example{Right: known.right, Besides: known.besides}
		for _, id := range s.Articles {
			x.Texts = append(x.Texts, known.text[id])
		}
		out = append(out, x)
	}
	return out
}

// known answers for a truth.
type known struct {
	text   map[string]lineage.Text
	row    map[hearsay.ArticleID]string
	main   map[string]*provenance.Edge
	others map[string][]*provenance.Edge // those that are not main
	unseen map[string]*provenance.Unseen
}

func newKnown(articles []provenance.Article, texts []lineage.Text, truth *provenance.Truth) *known {
	k := &known{map[string]lineage.Text{}, map[hearsay.ArticleID]string{}, map[string]*provenance.Edge{}, map[string][]*provenance.Edge{}, map[string]*provenance.Unseen{}}
	for i, a := range articles {
		k.text[a.ID], k.row[texts[i].Article.ID] = texts[i], a.ID
	}
	for i := range truth.Edges {
		if e := &truth.Edges[i]; e.Main {
			k.main[e.Derived] = e
		} else {
			k.others[e.Derived] = append(k.others[e.Derived], e)
		}
	}
	for i := range truth.Unseen {
		k.unseen[truth.Unseen[i].ID] = &truth.Unseen[i]
	}
	return k
}

// right reports whether a cause is a right answer. Of what leaves nothing to be
// seen, "begins here" is right, too.
func (k *known) right(of hearsay.ArticleID, c lineage.Cause) bool {
	e := k.main[k.row[of]]
	switch {
	case e == nil:
		return c == lineage.Cause{}
	case c == lineage.Cause{}:
		return e.Hidden
	case !c.Article.IsZero():
		return k.accepts(e, c.Article)
	}
	u := k.unseen[e.From]
	if u == nil {
		return false
	}
	if c.Named != "" {
		return strings.EqualFold(strings.TrimPrefix(c.Named, "The "), strings.TrimPrefix(u.Name, "The "))
	}
	return e.Credit != "given"
}

// besides looks among the edges that are not main; the zero ID stands for a source
// that is not among the articles.
func (k *known) besides(of, from hearsay.ArticleID) (right, known bool) {
	for _, e := range k.others[k.row[of]] {
		_, unseen := k.unseen[e.From]
		switch {
		case from.IsZero() && unseen, !from.IsZero() && k.accepts(e, from):
			return !e.Hidden, !e.Hidden
		}
	}
	return false, true
}

func (k *known) accepts(e *provenance.Edge, from hearsay.ArticleID) bool {
	return k.row[from] == e.From || slices.Contains(e.Also, k.row[from])
}
