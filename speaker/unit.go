// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"hearsay"
	"hearsay/lexicon"
)

// An Entry is what is joined: a guise with its appearances, but for those that
// rulings name; or one of these.
type Entry struct {
	hearsay.Ref
	First, Last time.Time // dates of the articles
	Articles    int
}

func compareEntries(a, b Entry) int {
	return cmp.Or(a.Guise.Compare(b.Guise), slices.Compare(a.Article[:], b.Article[:]))
}

// A unit is entries that no evidence of ours can tell apart: the same name, but
// for its spelling, and the same office.
type unit struct {
	entries  []int32
	name     nameForm
	role     role
	told     bool // it has a role, or a ruling names it: more than a name is known
	key      string
	from, to time.Time
	articles int
}

// A nameForm is a name taken apart, folded so that spellings agree.
type nameForm struct {
	first, middle, suffix string
	initial               bool // the first name is a letter
	full                  bool
}

func formOf(name string) nameForm {
	parts := fieldsOf(name)
	f := nameForm{full: isFull(parts)}
	if !f.full {
		return f
	}
	f.first, f.initial = variantKey(parts[0]), isInitial(parts[0])
	last := parts[len(parts)-1]
	if isSuffix(last) {
		f.suffix = variantKey(last)
		parts = parts[:len(parts)-1]
	}
	if n := len(strings.Fields(surnameOf(parts))); len(parts) > n+1 {
		middle := parts[1 : len(parts)-n]
		f.middle = variantKey(strings.Join(middle, " "))
		f.initial = f.initial && !slices.ContainsFunc(middle, func(p string) bool { return !isInitial(p) }) // "J. Hugh Lee" is full
	}
	return f
}

// clashes reports names that cannot be of one person though first name and
// surname agree: "John A. Lee" and "John B. Lee", "Lee Jr." and "Lee Sr.".
func (f *nameForm) clashes(g *nameForm) bool {
	if f.suffix != "" && g.suffix != "" && f.suffix != g.suffix {
		return true
	}
	return f.middle != "" && g.middle != "" && !strings.HasPrefix(f.middle, g.middle) && !strings.HasPrefix(g.middle, f.middle)
}

// units gathers the entries of one stem. Single appearances stand where a ruling
// put them, and are in none.
func (j *joiner) units(stem []int32) []*unit {
	byKey := map[string]*unit{}
	var out []*unit
	for _, i := range stem {
		e := &j.entries[i]
		if !e.Article.IsZero() {
			continue
		}
		u := newUnit(e)
		if j.ruled[i] {
			u.told = true
			u.key += "\x00" + e.Name + "\x00" + e.Role
		}
		have := byKey[u.key]
		if have == nil {
			byKey[u.key], have = u, u
			out = append(out, u)
		}
		have.add(i, e)
	}
	slices.SortFunc(out, func(a, b *unit) int {
		return cmp.Or(cmp.Compare(b.specificity(), a.specificity()), cmp.Compare(b.articles, a.articles), strings.Compare(a.key, b.key))
	})
	return out
}

func newUnit(e *Entry) *unit {
	u := &unit{}
	if e.Kind == hearsay.Person {
		u.name = formOf(e.Name)
		u.role, u.told = roleOf(wordsOf(e.Role, hearsay.Span{End: len(e.Role)}))
	} else if e.Role != "" { // the domain of an outlet, which it has as an office has a country
		u.role, u.told = role{head: "outlet", country: e.Role}, true
	}
	n := &u.name
	u.told = u.told || n.middle+n.suffix != ""
	u.key = strings.Join([]string{n.first, n.middle, n.suffix, u.role.signature()}, "|")
	return u
}

func (u *unit) add(i int32, e *Entry) {
	u.entries = append(u.entries, i)
	u.articles += e.Articles
	if u.from.IsZero() || e.First.Before(u.from) {
		u.from = e.First
	}
	if e.Last.After(u.to) {
		u.to = e.Last
	}
}

// specificity orders units: those of which more is known come first.
func (u *unit) specificity() int {
	if !u.told {
		return 0
	}
	n := 1
	if u.role.country != "" {
		n += 2
	}
	for q := range u.role.qualifiers {
		if tells(q) {
			n++
		}
	}
	return n
}

// signature is what a role says, in one order; "" for none.
func (r *role) signature() string {
	if r.head == "" {
		return ""
	}
	qs := []string{r.head, r.country}
	if r.former {
		qs = append(qs, "former")
	}
	for q := range r.qualifiers {
		if tells(q) {
			qs = append(qs, q)
		}
	}
	slices.Sort(qs[2:])
	return strings.Join(qs, " ")
}

// isOffice reports a role that few hold: its country or its field is told.
func (r *role) isOffice() bool {
	if r.country != "" {
		return true
	}
	for q := range r.qualifiers {
		if tells(q) {
			return true
		}
	}
	return false
}

// agrees reports that two roles are evidence for one person: one office, or two
// of one body.
func (r *role) agrees(s *role) bool {
	if r.head == "" || s.head == "" {
		return false
	}
	a, _ := r.fits(s)
	b, _ := s.fits(r)
	if a || b || r.head == s.head && r.former != s.former && r.country == s.country && r.isOffice() && sameQualifiers(r, s) {
		return true
	}
	if r.country != "" && s.country != "" && r.country != s.country {
		return false
	}
	for q := range r.qualifiers {
		if len(q) > 3 && s.qualifiers[q] && lexicon.WordKind(q) == 0 && !lexicon.IsOrganizationWord(q) {
			if _, plain := lexicon.Role(q); !plain {
				return true
			}
		}
	}
	return false
}

// sameQualifiers reports that a former and a present holder have one office.
func sameQualifiers(r, s *role) bool {
	for q := range r.qualifiers {
		if tells(q) && !s.qualifiers[q] {
			return false
		}
	}
	return true
}

// clashes reports roles that speak against one person: of two countries, of two
// places, or of walks of life that few change.
func (r *role) clashes(s *role) bool {
	switch {
	case r.head == "" || s.head == "" || r.agrees(s):
		return false
	case r.country != "" && s.country != "" && r.country != s.country:
		return true
	case r.head == s.head:
		return isTerritorial(r.head) && r.isOffice() && s.isOffice()
	}
	a, b := walkOf(r), walkOf(s)
	return a != 0 && b != 0 && a&b == 0
}
