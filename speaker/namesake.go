// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"slices"
	"strings"
	"time"

	"hearsay"
	"hearsay/lexicon"
)

// maxForms bounds how many forms of one name are compared with each other.
const maxForms = 256

// people joins the guises of one surname.
func (j *joiner) people(stem []int32) {
	var full, short []*unit
	for _, u := range j.units(stem) {
		if u.name.full && !u.name.initial {
			full = append(full, u)
		} else {
			short = append(short, u)
		}
	}
	for _, same := range groupBy(full, func(u *unit) string { return u.name.first }) {
		j.namesakes(same, hearsay.SameName)
	}
	bearers := j.bearersOf(full)
	for _, u := range short {
		j.short(u, bearers)
	}
}

// groupBy divides a list, and keeps its order.
func groupBy[T any](list []T, key func(T) string) (out [][]T) {
	at := map[string]int{}
	for _, v := range list {
		k, have := at[key(v)]
		if !have {
			k = len(out)
			at[key(v)] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], v)
	}
	return out
}

// namesakes joins units that have one name. Most specific units come first.
func (j *joiner) namesakes(units []*unit, rule hearsay.Rule) {
	told, plain := divide(units)
	if !j.several(told) {
		for _, u := range units {
			j.tie(rule, units[0], u)
			j.whole(u, rule)
		}
		return
	}
	people := j.place(told, rule)
	usual := mostUsual(people)
	for _, u := range plain {
		if usual != nil && j.tie(hearsay.MostArticles, usual[0], u) {
			j.whole(u, hearsay.MostArticles)
		} else {
			j.alone(u, j.voices(people))
		}
	}
	for _, p := range people {
		if usual != nil && !j.clashes(p, usual) {
			j.tie(hearsay.MostArticles, usual[0], p[0])
		}
	}
}

// divide returns the units of which more than the name is known, maxForms at most
// and those of most articles, and all others.
func divide(units []*unit) (told, plain []*unit) {
	for _, u := range units {
		if u.told {
			told = append(told, u)
		} else {
			plain = append(plain, u)
		}
	}
	if len(told) > maxForms {
		slices.SortStableFunc(told, func(a, b *unit) int { return b.articles - a.articles })
		plain = append(plain, told[maxForms:]...)
		told = told[:maxForms]
	}
	return told, plain
}

// several reports that a name is of more than one person: two of its forms clash.
func (j *joiner) several(units []*unit) bool {
	for i := range units {
		if j.clashes(units[i:i+1], units[:i]) {
			return true
		}
	}
	return false
}

// clashes reports that a unit of one list clashes with one of another.
func (j *joiner) clashes(some, others []*unit) bool {
	for _, u := range some {
		for _, v := range others {
			if j.clash(u, v) {
				return true
			}
		}
	}
	return false
}

// clash reports that two units cannot be one, unless they are already.
func (j *joiner) clash(u, v *unit) bool {
	a, b := j.of.Root(u.entries[0]), j.of.Root(v.entries[0])
	if a == b {
		return false
	}
	return u.name.clashes(&v.name) || u.role.clashes(&v.role) || j.forbidden(a, b)
}

// place makes people of units whose name several bear: a unit goes where one
// person's units agree with it and none clash. Where two persons' do, it stays by
// itself.
func (j *joiner) place(units []*unit, rule hearsay.Rule) (people [][]*unit) {
	for _, u := range units {
		fitting := -1
		for k, p := range people {
			if !j.fits(u, p) {
				continue
			}
			if fitting >= 0 {
				fitting = len(people)
				break
			}
			fitting = k
		}
		switch {
		case fitting < 0:
			people = append(people, []*unit{u})
			j.whole(u, rule)
		case fitting < len(people) && j.tie(hearsay.SameOffice, people[fitting][0], u):
			people[fitting] = append(people[fitting], u)
			j.whole(u, rule)
		default:
			j.alone(u, j.voices(people))
		}
	}
	return people
}

// fits reports that something ties u to a person, and nothing speaks against it.
func (j *joiner) fits(u *unit, person []*unit) bool {
	if j.clashes([]*unit{u}, person) {
		return false
	}
	return slices.ContainsFunc(person, func(v *unit) bool {
		return j.of.Root(u.entries[0]) == j.of.Root(v.entries[0]) || u.role.agrees(&v.role) || u.name.middle != "" && u.name == v.name
	})
}

// usually is how many times the articles of all others the most usual bearer of a
// name must have, to be meant where nothing is told.
const usually = 19

// mostUsual is the person who has nearly all articles of a name; nil for none.
func mostUsual(people [][]*unit) (best []*unit) {
	most, all := 0, 0
	for _, p := range people {
		n := 0
		for _, u := range p {
			n += u.articles
		}
		all += n
		if n > most {
			most, best = n, p
		}
	}
	if most < usually*(all-most) {
		return nil
	}
	return best
}

// voices are entries of people, one of each, as alternatives.
func (j *joiner) voices(people [][]*unit) (out []int32) {
	for _, p := range people {
		out = append(out, p[0].entries[0])
	}
	return out
}

// The bounds in time within which surname and office are one person: offices
// pass on, and sometimes within a family.
const (
	nearInTime = 3 * 365 * 24 * time.Hour
	oneTerm    = 8 * 365 * 24 * time.Hour
)

// bearers are those of one surname whose first names are known.
type bearers struct {
	byHead map[string][]*unit // by the head of their role, maxForms at most
	voices []*unit            // one of each, one more than is worth telling at most
}

func (j *joiner) bearersOf(full []*unit) *bearers {
	b := &bearers{byHead: map[string][]*unit{}}
	var seen []int32
	for _, u := range full {
		if j.apart[u.entries[0]] {
			continue
		}
		if list := b.byHead[u.role.head]; len(list) < maxForms {
			b.byHead[u.role.head] = append(list, u)
		}
		if root := j.of.Root(u.entries[0]); len(seen) <= maxPerhaps && !slices.Contains(seen, root) {
			seen = append(seen, root)
			b.voices = append(b.voices, u)
		}
	}
	return b
}

// short ties a surname, with an initial or none, to the one person of that
// surname who has its office.
func (j *joiner) short(u *unit, b *bearers) {
	var voices []int32
	var found *unit
	if u.role.isOffice() {
		for _, v := range b.byHead[u.role.head] {
			if fit, _ := u.role.fits(&v.role); !fit || !mayBe(u, v) || !near(u, v) || j.clash(u, v) {
				continue
			}
			if root := j.of.Root(v.entries[0]); !slices.Contains(voices, root) {
				voices = append(voices, root)
				found = v
			}
		}
	}
	switch {
	case len(voices) == 1 && j.tie(hearsay.SurnameRole, found, u):
		j.whole(u, hearsay.SurnameRole)
	case len(voices) == 0 && u.role.isOffice() && u.to.Sub(u.from) <= oneTerm:
		j.whole(u, hearsay.SurnameRole)
	default:
		var perhaps []int32
		for _, v := range b.voices {
			if mayBe(u, v) && !j.clash(u, v) {
				perhaps = append(perhaps, v.entries[0])
			}
		}
		j.alone(u, perhaps)
	}
}

// mayBe reports that the initial of a short name, if it has one, is that of v.
func mayBe(u, v *unit) bool {
	return !u.name.initial || strings.HasPrefix(v.name.first, u.name.first)
}

// near reports that all of u is from about the time of v.
func near(u, v *unit) bool {
	return !u.from.Before(v.from.Add(-nearInTime)) && !u.to.After(v.to.Add(nearInTime))
}

// whole ties the entries of a unit to each other.
func (j *joiner) whole(u *unit, rule hearsay.Rule) {
	for _, e := range u.entries[1:] {
		j.join(Tie{Rule: j.spelled(rule, u.entries[0], e), A: int(u.entries[0]), B: int(e)})
	}
}

// tie joins v to u, and reports whether it may.
func (j *joiner) tie(rule hearsay.Rule, u, v *unit) bool {
	return j.join(Tie{Rule: j.spelled(rule, u.entries[0], v.entries[0]), A: int(u.entries[0]), B: int(v.entries[0])})
}

// spelled is the rule for two entries of one name: that it is spelled in two ways
// says more.
func (j *joiner) spelled(rule hearsay.Rule, a, b int32) hearsay.Rule {
	if rule == hearsay.SameName && !strings.EqualFold(j.entries[a].Name, j.entries[b].Name) {
		return hearsay.Spelling
	}
	return rule
}

// alone leaves the appearances of a unit to themselves, unless a ruling joined
// them; they may be of one of the others.
func (j *joiner) alone(u *unit, perhaps []int32) {
	for _, e := range u.entries {
		if !j.ruled[e] {
			j.apart[e] = true
			j.perhaps[e] = perhaps
		}
	}
}

// bodies joins the guises of organizations of one name.
func (j *joiner) bodies(stem []int32) {
	for _, u := range j.units(stem) {
		if isNamed(j.entries[u.entries[0]].Name) {
			j.whole(u, hearsay.SameBody)
		} else {
			j.alone(u, nil)
		}
	}
}

// isNamed reports the name of an organization that tells which one: one with a word
// that is no noun of the language, or with a country where there is one of each.
// "The ministry" and "Supreme Court" are as many as there are countries.
func isNamed(name string) bool {
	ws := wordsOf(name, hearsay.Span{End: len(name)})
	proper, state := false, false
	for i, w := range ws {
		if _, place := lexicon.PlaceOf(w.text); place && w.caps {
			return true
		}
		if i+1 < len(ws) {
			if _, place := lexicon.PlaceOf(w.text + " " + ws[i+1].text); place {
				return true
			}
		}
		state = state || isStateBody(w.key)
		_, role := lexicon.Role(w.text)
		proper = proper || w.caps && w.kind == 0 && !role && !lexicon.IsOrganizationWord(w.key)
	}
	return proper && !state
}

// isStateBody reports bodies that every state has, named by their field.
func isStateBody(key string) bool {
	switch key {
	case "ministry", "department", "secretariat", "directorate", "treasury", "presidency", "administration", "cabinet", "chancellery", "senate", "congress":
		return true
	}
	return false
}
