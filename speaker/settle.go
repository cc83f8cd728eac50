// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"slices"
	"strings"
	"unicode"

	"hearsay/lexicon"
)

// settle decides what each name is, full names of people first.
func (c *people) settle() {
	c.order = slices.DeleteFunc(c.order, func(f *figure) bool { return f.times == 0 }) // titles went off them
	for _, f := range c.order {
		f.kind = c.kindOf(f)
		if f.kind == personFigure && isFull(f.parts) {
			f.of = c.enter(f)
		}
	}
	for _, f := range c.order {
		if f.of == nil && f.kind == unknownFigure && isFull(f.parts) && !c.outlets[f.name] {
			if f.of = c.afterOpening(f); f.of != nil {
				continue
			}
			f.of = c.enter(f)
			f.of.markWeak()
		}
	}
	c.shortNames()
	c.shortenOutlets()
	for _, f := range c.order {
		if f.of == nil && !isFull(f.parts) {
			c.single(f)
		}
	}
}

// afterOpening is whom "Hosting Lee", "Alongside Lee" at the start of a sentence names:
// the one Lee of whom the article tells more. The first word is no part of the name
// where no other place than that capitalises it.
func (c *people) afterOpening(f *figure) *person {
	if len(f.parts) != 2 || f.opened < f.times || hasGiven(f.parts) || isInitial(f.parts[0]) {
		return nil
	}
	p := only(c.bySurname[surnameKey(f.parts)], func(p *person) bool { return !p.weak })
	if key := lexicon.Key(f.parts[0]); p == nil || !p.isFull() || !strings.HasSuffix(key, "ing") && !c.plain[key] {
		return nil
	}
	p.times += f.times
	return p
}

// shortenOutlets lets "the Times" be the outlet whose name ends so.
func (c *people) shortenOutlets() {
	c.shortOutlets = map[string]string{}
	for _, f := range c.order {
		if f.kind != outletFigure || len(f.parts) < 2 {
			continue
		}
		last := f.parts[len(f.parts)-1]
		if _, taken := c.shortOutlets[last]; taken {
			c.shortOutlets[last] = ""
		} else {
			c.shortOutlets[last] = f.name
		}
	}
}

// shortNames makes "Merrow" a body where "Merrow Stores" is one, and ties forms of
// its name to the longer one.
func (c *people) shortNames() {
	for _, f := range c.order {
		if f.kind != bodyFigure || len(f.parts) < 2 {
			continue
		}
		if short := c.figures[f.abbreviation]; short != nil && (short.kind == unknownFigure || short.kind == bodyFigure) {
			short.kind = bodyFigure
			short.lengthen(f)
		}
		if short := c.figures[strings.Join(f.parts[:len(f.parts)-1], " ")]; short != nil && len(f.parts) > 2 && short.kind == bodyFigure {
			short.lengthen(f) // "Merrow Group" of "Merrow Group Inc."
		}
		c.firstWord(f)
		c.lastWord(f)
	}
}

// lastWord lets "City" be the club whose name ends so, when one here does.
func (c *people) lastWord(f *figure) {
	short := c.figures[f.parts[len(f.parts)-1]]
	if short != nil && short.determined == 0 && short.person == 0 && (short.kind == unknownFigure || short.kind == bodyFigure) {
		short.kind = bodyFigure
		short.lengthen(f)
	}
}

// firstWord lets the first word of a firm's name stand for the whole.
func (c *people) firstWord(f *figure) {
	short := c.figures[f.parts[0]]
	if short == nil {
		return
	}
	if short.kind == unknownFigure {
		short.kind = bodyFigure
	}
	if short.kind != placeFigure && short.place == 0 && isFirm(lexicon.Key(f.parts[len(f.parts)-1])) {
		short.lengthen(f)
	}
}

// maxLonger bounds the longer forms of a body's name; more are of several bodies.
const maxLonger = 8

func (f *figure) lengthen(long *figure) {
	if len(f.longer) < maxLonger {
		f.longer = append(f.longer, long)
	}
}

// isFirm reports the last word of a name whose first word stands for the whole:
// "Merrow Stores" is Merrow, "Merrow Council" is not.
func isFirm(key string) bool {
	switch strings.TrimSuffix(key, ".") {
	case "group", "inc", "corp", "corporation", "co", "company", "ltd", "llc", "plc", "gmbh", "ag", "partners", "sons", "brothers", "holding", "industries":
		return true
	}
	return lexicon.IsBodyEnding(key) && !lexicon.IsOrganizationWord(key) && !lexicon.IsMediumWord(key)
}

func (p *person) markWeak() {
	if p != nil {
		p.weak = true
	}
}

// kindOf weighs what the article shows of a name against what is known of it.
func (c *people) kindOf(f *figure) figureKind {
	known := c.knownKind(f)
	given := hasGiven(f.parts)
	last := lexicon.Key(f.parts[len(f.parts)-1])
	full := isFull(f.parts)
	switch _, seat := lexicon.Metonym(f.name); {
	case seat && full && f.determined > 0:
		return placeFigure // "the White House, who"
	case f.parts[0] == "Team" && full:
		return bodyFigure // "Team Lee"
	case full && lexicon.IsBodyEnding(last) && !(len(f.parts) == 2 && given && lexicon.IsFamilyEnding(last) && (f.person > 0 || f.body == 0)) && !(f.person > 2 && lexicon.IsFamilyEnding(last)):
		return bodyFigure
	case c.isGroupName(f):
		return groupFigure
	case f.person > 2 && 2*f.person > f.body+f.place:
		return personFigure
	case known != unknownFigure:
		return known
	case full && !given && f.person == 0 && (lexicon.IsPeopleNoun(last) || isBodies(last)):
		return bodyFigure // "Crane Solicitors", "Vesper Hotels"
	case given && full && 2*f.person+3 > f.place, f.person > f.body+f.place:
		return personFigure
	case given && f.person >= f.body+f.place && f.body+f.place < 2:
		return personFigure
	case f.place > 0 && f.place >= f.body, !full && c.hasDemonym(f.name):
		return placeFigure
	case f.body > 0 && f.body > f.person:
		return bodyFigure
	case !full && (last == "labour" || isAcronym(f.parts[0]) && len(f.parts[0]) < 7 || isCamel(f.parts[0])), strings.Contains(f.name, " of ") || strings.Contains(f.name, "&"):
		return bodyFigure
	}
	return unknownFigure
}

// hasDemonym reports a name that the article has an adjective of, too: "Tolmiran".
func (c *people) hasDemonym(name string) bool {
	stem := strings.TrimRight(name, "aeiouy")
	for _, ending := range [...]string{"an", "ian", "ish", "ese", "ans", "ians"} {
		if a := stem + ending; len(stem) > 2 && a != name && c.capital[a] {
			return true
		}
	}
	return c.capital[name+"n"] || c.capital[name+"ns"] || c.capital[name+"ian"]
}

// isGroupName reports names of people of one kind: "Democrats", "an Ostran
// Republican", "African-Americans".
func (c *people) isGroupName(f *figure) bool {
	last := f.parts[len(f.parts)-1]
	if i := strings.LastIndexByte(last, '-'); i > 0 {
		last = last[i+1:]
	}
	if isGroup(last) || isGroup(last+"s") {
		return f.person < 3
	}
	if _, ok := lexicon.PlaceOf(f.parts[0]); ok && len(f.parts) == 2 && isOfficials(last) {
		return f.person < 3 // "U.S. Officials"
	}
	place, ok := lexicon.PlaceOf(last)
	return ok && strings.HasSuffix(last, "s") && place.Demonym+"s" == last
}

// isCamel reports capitals inside a word, as brands have them and names do only
// behind Mc, Mac, O’ and the like.
func isCamel(w string) bool {
	for i, r := range w {
		if i > 2 && unicode.IsUpper(r) && !strings.ContainsAny(w[:i], "-’'") && !isNamePrefix(w[:i]) {
			return true
		}
	}
	return false
}

func isNamePrefix(w string) bool {
	switch w {
	case "Mac", "Van", "Von", "Vander", "Fitz", "Del", "Dal", "Dos", "Des", "Mary", "Abu", "Ibn", "Bin", "Ter", "Ten":
		return true
	}
	return false
}

// hasGiven reports a known first name in front, or in second place behind
// something that is no word: "LeBron James".
func hasGiven(parts []string) bool {
	if isFirstPart(parts[0]) {
		return true
	}
	if len(parts) != 2 || lexicon.WordKind(lexicon.Key(parts[0])) != 0 {
		return false
	}
	_, given := lexicon.FirstName(lexicon.Key(parts[1]))
	return given
}

// knownKind is what the lexicon and the media of the article know of a name.
func (c *people) knownKind(f *figure) figureKind {
	if c.outlets[f.name] {
		return outletFigure
	}
	if _, ok := lexicon.Outlet(f.name); ok {
		return outletFigure
	}
	if _, ok := lexicon.Outlet("The " + f.name); ok {
		return outletFigure
	}
	if _, ok := lexicon.PlaceOf(f.name); ok {
		return placeFigure
	}
	if _, ok := lexicon.Metonym(f.name); ok || lexicon.IsRegion(f.name) {
		return placeFigure
	}
	if _, given := lexicon.GivenName(lexicon.Key(f.parts[0])); given && len(f.parts) == 2 {
		return unknownFigure // "Georgia Holt"
	}
	if _, ok := lexicon.PlaceOf(f.parts[0]); (ok || lexicon.IsRegion(f.parts[0])) && len(f.parts) > 1 {
		return bodyFigure // "Norwegian Railways"
	}
	return unknownFigure
}

// enter finds or adds the person with this full name.
func (c *people) enter(f *figure) *person {
	key := surnameKey(f.parts)
	for _, p := range c.bySurname[key] {
		if sameName(p.parts, f.parts) || c.endsIn(p.parts, f.parts) || c.endsIn(f.parts, p.parts) {
			p.meet(f)
			return p
		}
	}
	if p := c.begun(f); p != nil {
		return p
	}
	return c.add(key, f)
}

// begun returns the person whose name begins with this one, or this one with it:
// "Anna Sergeyevna" is Anna Sergeyevna Volkova.
func (c *people) begun(f *figure) *person {
	if len(f.parts) < 2 {
		return nil
	}
	start := strings.Join(f.parts[:2], " ")
	p := c.byStart[start]
	if p == nil || len(f.parts) > 2 && len(p.parts) > 2 {
		return nil
	}
	short, long := f.parts, p.parts
	if len(short) > len(long) {
		short, long = long, short
	}
	name := p.print
	if len(f.parts) < len(p.parts) {
		name = f.name
	}
	p.meet(f)
	if len(long) > 4 || c.isHeading(long[2:]) {
		p.parts, p.print = short, name
	}
	c.file(surnameKey(f.parts), p)
	return p
}

// isHeading reports words behind a name that go on as a heading does: "Joins Growing
// List".
func (c *people) isHeading(ws []string) bool {
	for _, w := range ws {
		key := lexicon.Key(w)
		_, given := lexicon.GivenName(key)
		v, verb := lexicon.VerbOf(key)
		if !given && !isParticle(w) && (c.plain[key] || verb && v.Cue != nil) {
			return true
		}
	}
	return false
}

// file lets a surname mean the person, too.
func (c *people) file(key string, p *person) {
	if !slices.Contains(c.bySurname[key], p) && len(c.bySurname[key]) < maxBearers {
		c.bySurname[key] = append(c.bySurname[key], p)
	}
}

// endsIn reports a name whose end is another of two words at least: "Ana Ruiz Paz"
// ends in "Ruiz Paz".
func (c *people) endsIn(long, short []string) bool {
	if len(short) < 2 || len(long) <= len(short) {
		return false
	}
	extra := len(long) - len(short)
	return slices.Equal(long[extra:], short) && !c.isHeading(long[:extra])
}

func (c *people) add(key string, f *figure) *person {
	if len(c.bySurname[key]) >= maxBearers {
		return nil
	}
	p := &person{parts: f.parts, print: printed(f), gender: genderOfName(f.parts), first: f.first, times: f.times, age: f.age}
	c.all = append(c.all, p)
	if len(f.parts) > 1 {
		c.byStart[strings.Join(f.parts[:2], " ")] = p
	}
	c.bySurname[key] = append(c.bySurname[key], p)
	c.nickname(p, f)
	for i, part := range f.parts[:len(f.parts)-1] {
		if first := variantKey(part); isFull(f.parts) && len(c.byFirst[first]) < maxBearers && (i == 0 || !isParticle(part) && len(part) > 3) {
			c.byFirst[first] = append(c.byFirst[first], p) // "Ana", "Ruiz"
		}
	}
	return p
}

// printed is the name as others print it: "PRESIDENT ANN LEE:" in front of a turn is
// Ann Lee.
func printed(f *figure) string {
	for _, part := range f.parts {
		if !isAcronym(part) || len(part) < 3 {
			return f.name
		}
	}
	if len(f.parts) < 2 {
		return f.name
	}
	return titleCase(f.name)
}

const nickOpenings = "“‘\"("

// nickname lets “Buzz” in "Tom “Buzz” Holt" mean the person.
func (c *people) nickname(p *person, f *figure) {
	open := strings.IndexAny(f.name, nickOpenings)
	if open < 0 {
		return
	}
	name := strings.TrimLeft(f.name[open:], nickOpenings)
	if end := strings.IndexAny(name, "”’\") "); end > 0 && isFull(f.parts) {
		if key := variantKey(name[:end]); len(c.byFirst[key]) < maxBearers {
			c.byFirst[key] = append(c.byFirst[key], p)
		}
	}
}

// meet records another form of the person's name.
func (p *person) meet(f *figure) {
	if len(f.parts) > len(p.parts) || len(f.parts) == len(p.parts) && isShortFor(p.parts[0], f.parts[0]) || len(f.parts) == len(p.parts) && strings.ContainsAny(f.name, nickOpenings) {
		p.parts, p.print = f.parts, f.name
	}
	p.gender = max(p.gender, genderOfName(f.parts))
	p.times += f.times
	p.age = max(p.age, f.age)
	if f.first >= 0 && (p.first < 0 || f.first < p.first) {
		p.first = f.first
	}
}

// single ties a lone name to the person who bears it as a surname or first name,
// or makes a person of it where the article proves that it is one.
func (c *people) single(f *figure) {
	key := surnameKey(f.parts)
	bearers := c.bearers(f.parts)
	firsts := c.byFirst[key]
	sure := f.kind != bodyFigure && f.kind != placeFigure || f.kind == bodyFigure && f.body < 2
	known := c.knownKind(f) != unknownFigure
	if len(bearers) == 1 && c.isBefore(f, bearers[0]) {
		f.of = c.add(key, f) // "Lee, 44, denies it"; "His sister, Ida Lee, said"
		return
	}
	switch {
	case f.kind == groupFigure:
	case known && (len(bearers)+len(firsts) != 1 || f.place > f.person || len(bearers) == 1 && bearers[0].weak):
	case len(bearers) == 1 && (sure || !bearers[0].weak):
		f.of = bearers[0]
		f.of.times += f.times
		f.of.age = max(f.of.age, f.age)
	case len(bearers) == 0 && len(firsts) == 1 && (sure || !firsts[0].weak):
		f.of = firsts[0]
		f.of.times += f.times
	case len(bearers) == 0 && len(firsts) == 0 && f.kind == personFigure:
		f.of = c.add(key, f)
		if g, ok := lexicon.GivenName(lexicon.Key(f.parts[0])); ok && f.of != nil {
			f.of.gender = g
		}
	}
}

// isBefore reports a lone name that the text has before a relative of its bearer comes in:
// it is no name of that one.
func (c *people) isBefore(f *figure, p *person) bool {
	full := c.figures[p.print]
	return full != nil && full.relative && isFull(full.parts) && f.first >= 0 && f.first < full.first && f.kind != bodyFigure && f.kind != placeFigure
}
