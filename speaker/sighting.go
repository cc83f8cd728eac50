// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"strings"

	"hearsay"
	"hearsay/lexicon"
)

// A sighting is one place where a proper name stands.
type sighting struct {
	figure  *figure
	run     run
	span    hearsay.Span // of the name, with the letters behind it
	titled  bool         // a title, an honorific or a noun for a person goes before
	honored bool         // an honorific does
	honor   string       // the honorific, folded
	title   string       // one that no list has
	neuter  bool         // "it" or "its" stands for it
	who     bool         // "who" follows
	opens   bool         // only its place may capitalise it
	gender  lexicon.Gender
	roles   [][]word // what it is said to be, as found
	noun    int      // word where the noun phrase begins: title, "the"
}

// A figure is a proper name, whoever bears it.
type figure struct {
	name         string
	longer       []*figure // bodies whose names begin with this one
	parts        []string
	first        int // byte of the first sighting in the text; -1 in the headline
	times        int
	person       int // votes for what it is
	body         int
	place        int
	abbreviation string // "FPA" in brackets behind the name
	opened       int    // sightings that begin a sentence
	determined   int    // sightings behind "the"
	age          string // in years, as told behind the name
	relative     bool   // introduced as somebody's relative: "his sister, Ida Lee"
	kind         figureKind
	of           *person // whom it means, when that is one person
}

// fullest is the name of a body as the article has it in full, when one body's name
// begins with this one: "Merrow Stores" for "Merrow".
func (f *figure) fullest() string {
	best := f.name
	for _, long := range f.longer {
		switch name := long.name; {
		case len(f.longer) == 1, strings.HasPrefix(name, best):
			best = name
		case !strings.HasPrefix(best, name):
			return f.name // two bodies begin so
		}
	}
	return best
}

type figureKind uint8

const (
	unknownFigure figureKind = iota
	personFigure
	bodyFigure
	placeFigure
	groupFigure // people of one kind
	outletFigure
)

// sight takes down the name of a run and everything around it that tells what
// sort of name it is.
func (c *people) sight(ws []word, r run, text string) *sighting {
	if r.name >= r.end || r.end-r.name > maxName || c.isNoName(ws, r) {
		return nil
	}
	s := &sighting{run: r, opens: r.name == r.first && isFirst(ws, r.name), span: hearsay.Span{Start: ws[r.name].span.Start, End: ws[r.behind-1].span.End}, noun: r.first}
	name := text[s.span.Start:ws[r.end-1].span.End]
	s.figure = c.figureOf(name, ws[r.name:r.end])
	s.figure.times++
	if s.opens {
		s.figure.opened++
	}
	s.before(ws)
	s.within(ws)
	s.after(ws)
	return s
}

// isNoName reports runs that are titles or common words after all.
func (c *people) isNoName(ws []word, r run) bool {
	if r.end-r.name > 1 {
		return false
	}
	w := &ws[r.name]
	if stem, plural := strings.CutSuffix(w.text, "s"); isCountryman(w) || plural && len(stem) > 1 && isAcronym(stem) {
		return true // "the Frenchwoman", "PACs"
	}
	if isFirst(ws, r.name) && r.end < len(ws) && !ws[r.end].caps && (ws[r.end].body || ws[r.end].person) && c.figures[w.text] == nil {
		return true // "Rating agency", "Shop steward"
	}
	if w.kind != 0 && !isFirstNameAlone(w) && r.name == r.first {
		return true
	}
	first, _, compound := strings.Cut(w.key, "-")
	return compound && lexicon.IsPersonNoun(first)
}

func isFirstNameAlone(w *word) bool {
	_, ok := lexicon.FirstName(w.key)
	return ok && w.kind&^(lexicon.Adj|lexicon.Noun) == 0
}

// figureOf returns the figure of a name.
func (c *people) figureOf(name string, ws []word) *figure {
	name = strings.Join(strings.Fields(name), " ")
	f := c.figures[name]
	if f == nil {
		f = &figure{name: name, first: -1}
		f.parts = partsOf(ws)
		c.figures[name] = f
		c.order = append(c.order, f)
	}
	return f
}

// before reads title and determiner, and what kind of noun stands before.
func (s *sighting) before(ws []word) {
	r := s.run
	for i := r.first; i < r.name; i++ {
		if g, ok := lexicon.Honorific(ws[i].key); ok {
			s.gender, s.honored, s.honor = max(s.gender, g), true, strings.TrimSuffix(ws[i].key, ".")
		}
	}
	if owner := r.name == r.first+1 && isOwner(ws[r.first].key) && !hasGiven(s.figure.parts); r.name > r.first && !owner && hasPersonTitle(ws[r.first:r.name]) {
		s.titled = true
		s.figure.person += 3
	}
	i := phraseStart(ws, r.first)
	s.noun = i
	switch {
	case i < r.first && isOwner(ws[r.first-1].key) && !hasGiven(s.figure.parts):
		// "its rival Merrow": either
	case i < r.first && ws[r.first-1].person:
		s.titled = true
		s.figure.person += 2
		s.gender = max(s.gender, lexicon.PersonGender(ws[r.first-1].key))
	case r.first > 1 && ws[r.first-1].key == "tank" && ws[r.first-2].key == "think":
		s.figure.body += 2
	case i < r.first && (ws[r.first-1].body || lexicon.IsMediumWord(ws[r.first-1].key)) && !s.titled:
		if k := headedBy(ws, i); k >= 0 && r.end-r.name > 1 {
			s.titled, s.noun = true, phraseStart(ws, k+1)
			s.figure.person += 2
			break
		}
		s.figure.body += 2
	default:
		if k := headedBy(ws, i); k >= 0 && r.end-r.name > 1 && (i < r.first && !isPossessive(&ws[r.first-1]) || s.titled || isCutFromBody(ws, r)) {
			s.titled, s.noun = true, phraseStart(ws, k+1)
			s.figure.person += 2
		}
	}
	if isRelative(ws, r) {
		s.figure.relative = true
	}
	s.titleRoles(ws)
	s.inFront(ws, i)
	s.placed(ws, i)
}

// inFront reads "the lawyer," before the name.
func (s *sighting) inFront(ws []word, i int) {
	if i < 3 || ws[i-1].text != "," || ws[i-1].para != ws[i].para {
		return
	}
	if ws[i-2].people && !ws[i-2].person && i > 3 && ws[i-3].kind.Has(lexicon.Possessive) {
		s.figure.body += 2 // "its owners, Merrow Bulk"
		return
	}
	if !ws[i-2].person && !isAgent(&ws[i-2]) {
		s.somebody(ws, i)
		s.office(ws, i)
		return
	}
	first := phraseStart(ws, i-1)
	for k := i - 2; k > first; k-- {
		if isPossessive(&ws[k-1]) {
			first = k // "Lee’s lawyer,"
			break
		}
	}
	if first == 0 || !ws[first-1].kind.Has(lexicon.Det|lexicon.Possessive) && !isPossessive(&ws[first-1]) || s.run.behind < len(ws) && !ws[s.run.behind].mark && !ws[s.run.behind].verb {
		return
	}
	s.figure.person += 2
	s.gender = max(s.gender, lexicon.PersonGender(ws[i-2].key))
	s.addRole(ws[first : i-1])
}

// somebody reads "A teacher at the meeting," before a full name between commas, where a
// sentence begins.
func (s *sighting) somebody(ws []word, i int) {
	k := i - 2
	for k > 0 && k > i-maxRun && !isFirst(ws, k) && !ws[k].mark && !ws[k].verb && !ws[k].kind.Has(lexicon.Coord|lexicon.Rel) {
		k--
	}
	closed := s.run.behind < len(ws) && ws[s.run.behind].text == ","
	if ws[k].key != "a" && ws[k].key != "an" || !isFirst(ws, k) || !isFull(s.figure.parts) || !closed {
		return
	}
	head := k + 1
	if !ws[head].person {
		head++
	}
	if head+1 < i && ws[head].person && ws[head+1].kind.Has(lexicon.Prep) && ws[head+1].key != "of" {
		s.figure.person += 2
		s.gender = max(s.gender, lexicon.PersonGender(ws[head].key))
		s.addRole(ws[k+1 : head+1])
	}
}

// titleRoles takes down the title, and the noun before it when that is an office of
// its own: "the chief of defence General Lee".
func (s *sighting) titleRoles(ws []word) {
	r := s.run
	switch {
	case !s.titled && r.name == r.first:
	case hasPersonTitle(ws[s.noun:r.first]) && hasPersonTitle(ws[r.first:r.name]):
		s.addRole(ws[s.noun:r.first])
		s.addRole(ws[r.first:r.name])
	default:
		s.addRole(ws[s.noun:r.name])
	}
}

// isCutFromBody reports a name that was cut from the body before it.
func isCutFromBody(ws []word, r run) bool {
	return r.name > r.first && !hasPersonTitle(ws[r.first:r.name])
}

// headedBy returns the noun for a person that "of the theatre", "for culture"
// before word i hangs on, or -1.
func headedBy(ws []word, i int) int {
	for i > 0 && ws[i-1].kind.Has(lexicon.Det) {
		i--
	}
	if i < 2 || ws[i-1].key != "of" && ws[i-1].key != "for" {
		return -1
	}
	k := i - 2
	for n := 0; n < maxRun && k > 0 && !ws[k].person && (ws[k].caps || ws[k].key == "of" || ws[k].key == "the"); n++ { // "minister of Fisheries of Velmark"
		k--
	}
	if ws[i-2].person {
		k = i - 2
	}
	if ws[k].person && ws[k].para == ws[i].para && (ws[k+1].key == "of" || ws[k+1].key == "for") {
		return k // not "geologist Ann Lee of the Halden Laboratory"
	}
	return -1
}

func (s *sighting) addRole(ws []word) {
	if len(ws) == 0 {
		return
	}
	s.roles = append(s.roles, ws)
}

// hasPersonTitle reports a title that only people bear.
func hasPersonTitle(ws []word) bool {
	for i := range ws {
		if _, ok := lexicon.Honorific(ws[i].key); ok {
			return true
		}
		if _, ok := lexicon.Role(ws[i].text); ok {
			return true
		}
	}
	return false
}
