// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"cmp"
	"slices"
	"strings"

	"hearsay"
	"hearsay/lexicon"
	"hearsay/prose"
)

// The bounds on what of an article is kept of its speakers. A page with more is
// a register; a name or role that is longer is none.
const (
	maxAppearances = 256
	maxNameBytes   = 200
)

// Appearances returns who speaks in an article, each once, in order. Voices that
// the article does not name are none of them. Dates are left zero.
func Appearances(article hearsay.ArticleID, qs []hearsay.Quotation) []hearsay.Appearance {
	var out []hearsay.Appearance
	at := map[hearsay.Guise]int{}
	for i := range qs {
		g, ok := guiseOf(qs[i].Speaker.Agent)
		if !ok {
			continue
		}
		key := hearsay.Guise{Kind: g.Kind, Name: g.Name}
		k, have := at[key]
		if !have {
			if len(out) == maxAppearances {
				continue
			}
			k = len(out)
			at[key] = k
			out = append(out, hearsay.Appearance{Article: article, Guise: key})
		}
		out[k].Quotations++
		if out[k].Role == "" {
			out[k].Role = g.Role
		}
	}
	return out
}

// guiseOf is how an agent is presented; none for those that nobody names.
func guiseOf(a hearsay.Agent) (hearsay.Guise, bool) {
	if a.Name == "" || a.Kind == hearsay.Anonymous || len(a.Name) > maxNameBytes || a.Kind == hearsay.Person && isSome(a.Name) {
		return hearsay.Guise{}, false
	}
	g := hearsay.Guise{Kind: a.Kind, Name: a.Name, Role: a.Role}
	if a.Kind == hearsay.Outlet {
		g.Role = a.Domain
	}
	if len(g.Role) > maxNameBytes {
		g.Role = ""
	}
	return g, true
}

// isSome reports people whom nobody names though capitals make it look so: "U.S.
// Officials".
func isSome(name string) bool {
	parts := fieldsOf(name)
	last := lexicon.Key(parts[len(parts)-1])
	return strings.HasSuffix(last, "s") && lexicon.IsAnonymous(last)
}

// Stem names the guises that evidence may join to this one: those of the surname
// of a person, or of the name of anything else. Guises of two stems are of one
// voice only when a person says so.
func Stem(g hearsay.Guise) string {
	if g.Kind == hearsay.Person {
		return "person:" + variantKey(surnameOf(fieldsOf(g.Name)))
	}
	return string(g.Kind) + ":" + strings.TrimPrefix(foldedName(g.Name), "the ")
}

// fieldsOf are the parts of a name, at least one.
func fieldsOf(name string) []string {
	if parts := strings.Fields(name); len(parts) > 0 {
		return parts
	}
	return []string{name}
}

// foldedName is a name without case and marks; one of signs alone keeps them.
func foldedName(name string) string {
	if key := prose.Fold(name); key != "" {
		return key
	}
	return strings.ToLower(name)
}

// Shown is what a voice of these entries is called: by its full name where there is
// one, as most articles print it, and by its latest role.
func Shown(entries []Entry) hearsay.Guise {
	articles := map[string]int{}
	for i := range entries {
		articles[entries[i].Name] += entries[i].Articles
	}
	name := slices.MinFunc(entries, func(a, b Entry) int {
		return cmp.Or(fullness(&b)-fullness(&a), articles[b.Name]-articles[a.Name], len(b.Name)-len(a.Name), a.Guise.Compare(b.Guise))
	})
	role := slices.MinFunc(entries, func(a, b Entry) int {
		return cmp.Or(min(1, len(b.Role))-min(1, len(a.Role)), b.Last.Compare(a.Last), b.Articles-a.Articles, len(b.Role)-len(a.Role), a.Guise.Compare(b.Guise))
	})
	return hearsay.Guise{Kind: name.Kind, Name: name.Name, Role: role.Role}
}

// fullness says how much of a person a name tells: first and last name, one of them
// as a letter, a surname.
func fullness(e *Entry) int {
	f := nameForm{}
	if e.Kind == hearsay.Person {
		f = formOf(e.Name)
	}
	switch {
	case f.full && !f.initial:
		return 2
	case f.full:
		return 1
	}
	return 0
}
