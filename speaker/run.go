// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"strings"
	"unicode/utf8"

	"hearsay/lexicon"
)

// maxRun bounds a run, so that a page in capitals is many runs and not one.
const maxRun = 12

// A run is a stretch of capitalised words taken apart: "Foreign Minister" before
// title, "Ann Lee" before name, "KC" behind.
type run struct {
	first, name, end, behind int // word numbers: title [first, name), name [name, end), letters [end, behind)
}

// runAt returns the run that begins at word i, and where to go on. A run without
// a name has name == end.
func runAt(ws []word, i int) (r run, next int) {
	end := runEnd(ws, i)
	if end == i {
		return run{}, i + 1
	}
	for i+1 < end && isShouted(ws, i) {
		i++
	}
	r = run{first: i, name: i, end: end, behind: end}
	for n := 0; n < 2 && i > 0 && leadsSurname(ws, i-1); n++ {
		r.first, r.name = i-1, i-1
		i--
	}
	r.name += titleEnd(ws, i, end)
	r.name += officeIn(ws, i, r.name, end)
	if r.name < end && !ws[r.name].caps && !isParticle(ws[r.name].text) {
		r.name = end
	}
	if last := ws[end-1].key; r.name > i && r.name == end-1 && lexicon.IsOrganizationWord(last) && !lexicon.IsFamilyEnding(last) {
		r.name = i // "Justice Ministry"
	}
	for r.end-r.name > 2 && lexicon.IsPostNominal(ws[r.end-1].text) {
		r.end--
	}
	if r.behind < len(ws) && ws[r.behind].key == "of" && r.end-r.name == 1 && ws[r.name].body {
		r.name = r.end // "Bank of the sea": no name of its own
	}
	return r, end
}

// leadsSurname reports the particle in "de Mora said", which no sentence capitalises.
func leadsSurname(ws []word, i int) bool {
	if ws[i].caps || i > 0 && ws[i-1].caps || ws[i].para != ws[i+1].para {
		return false
	}
	switch ws[i].text {
	case "der", "den", "la", "los", "las":
		return i > 0 && (ws[i-1].text == "van" || ws[i-1].text == "von" || ws[i-1].text == "de") && ws[i-1].para == ws[i].para
	case "de", "di", "da", "del", "della", "von", "van", "bin", "ibn", "al", "dos":
		return true
	}
	return false
}

// runEnd returns the end of the capitalised run that begins at word i, or i.
func runEnd(ws []word, i int) int {
	if !ws[i].caps || isPlain(ws, i) {
		return i
	}
	end := i + 1
	for end < len(ws) && end < i+maxRun && ws[end].para == ws[i].para {
		n := joined(ws, i, end)
		if n == 0 {
			return end
		}
		end += n
	}
	return min(end, len(ws))
}

// joined says how many words at end go on with the run that began at i.
func joined(ws []word, i, end int) int {
	w, last := &ws[end], &ws[end-1]
	follows := func(k int) bool {
		return end+k < len(ws) && ws[end+k].caps && ws[end+k].para == w.para && !isPlain(ws, end+k)
	}
	switch {
	case w.caps:
		if !isPlain(ws, end) && last.span.End < w.span.Start {
			return 1
		}
	case isParticle(w.text):
		for k := 1; k < 4; k++ { // "de la", "van der"
			if follows(k) {
				return k + 1
			}
			if end+k >= len(ws) || !isParticle(ws[end+k].text) {
				break
			}
		}
	case w.text == "&" && follows(1):
		return 2
	case w.text == "," && follows(1) && isSuffix(ws[end+1].text) && last.caps:
		return 2
	case w.text == "(":
		if n := titleInBrackets(ws, end); n > 0 && follows(n) {
			return n + 1
		}
	case w.mark && last.caps && nicknameAt(ws, end) > 0:
		if n := nicknameAt(ws, end); follows(n) {
			return n + 1
		}
	case (w.text == "’" || w.text == "'") && endsInS(last) && w.span.Start == last.span.End && follows(1) && endsAsBody(ws, end+1):
		return 2
	case isPossessive(w) && (strings.HasSuffix(last.key, "men") || last.key == "people" || last.key == "children"):
		if follows(1) && endsAsBody(ws, end+1) {
			return 2
		}
	case w.key == "of" || w.key == "for":
		return ofBody(ws, i, end, follows)
	case w.key == "on" && isPanel(last.key): // "National Institute on Drug Abuse"
		return ofBody(ws, i, end, follows)
	case w.key == "and" && follows(1) && inOffice(ws, i, end):
		return 2
	}
	return 0
}

// ofBody joins "of Fisheries" to "Ministry", and "of the Sea".
func ofBody(ws []word, i, end int, follows func(int) bool) int {
	friends := ws[end-1].people && !isFirst(ws, end-1) // "Friends of the Sound"
	if !ws[end-1].body && !inOffice(ws, i, end) && !friends {
		return 0
	}
	if follows(1) {
		return 2
	}
	if end+1 < len(ws) && ws[end+1].key == "the" && follows(2) {
		return 3
	}
	return 0
}

// isPanel reports bodies whose name goes on with what they deal with.
func isPanel(key string) bool {
	switch key {
	case "institute", "institution", "council", "committee", "commission", "center", "centre", "panel", "conference", "authority", "office", "forum", "alliance":
		return true
	}
	return false
}

// inOffice reports that an "of" has joined the run already.
func inOffice(ws []word, i, end int) bool {
	for k := i + 1; k < end; k++ {
		if ws[k].key == "of" || ws[k].key == "for" {
			return true
		}
	}
	return false
}

func endsInS(w *word) bool { return len(w.key) > 1 && w.key[len(w.key)-1] == 's' }

// endsAsBody reports that the capitalised words from i on end in a noun for
// bodies: "Makers’ Guild", not "Odums’ Tom".
func endsAsBody(ws []word, i int) bool {
	last := i
	for last+1 < len(ws) && last < i+4 && ws[last+1].caps {
		last++
	}
	return lexicon.IsBodyEnding(ws[last].key)
}

// isPlain reports capitalised words that begin a sentence or are no names:
// "The", "But", "Tuesday".
func isPlain(ws []word, i int) bool {
	const names = lexicon.Adj | lexicon.Noun
	k := ws[i].kind
	if isFirst(ws, i) && (k == 0 && isOpening(ws, i) || isLeadIn(ws, i)) {
		return true
	}
	if isCompass(ws, i) {
		return false
	}
	if k == 0 || isFirstName(ws, i) {
		if isBred(ws[i].key) {
			return true
		}
		return k == 0 && isFirst(ws, i) && isCommonStart(ws, i)
	}
	if _, ok := lexicon.Role(ws[i].text); ok {
		return false
	}
	if k&^names == 0 {
		return isFirst(ws, i) && !ws[i].pair
	}
	if ws[i].key == "may" && i > 0 && ws[i-1].kind.Has(lexicon.Prep|lexicon.Temporal|lexicon.Adj) && !ws[i-1].mark {
		return true // "last May"
	}
	return ws[i].key != "may" && ws[i].key != "will" || isFirst(ws, i)
}

// isLeadIn reports "Neighbouring", "Carmaker" before the name of a country or a firm.
func isLeadIn(ws []word, i int) bool {
	if i+1 >= len(ws) || !ws[i+1].caps || ws[i].para != ws[i+1].para {
		return false
	}
	key := ws[i].key
	return key == "neighbouring" || key == "neighboring" || strings.HasSuffix(key, "maker") && len(key) > 7 && !ws[i].person
}

// isCompass reports "West" in "West Virginia".
func isCompass(ws []word, i int) bool {
	if i+1 >= len(ws) || !ws[i+1].caps {
		return false
	}
	switch ws[i].key {
	case "new", "north", "south", "west", "east", "central", "saudi", "united":
		name := ws[i].text + " " + ws[i+1].text
		_, place := lexicon.PlaceOf(name)
		return place || lexicon.IsRegion(name)
	}
	return false
}

// isBred reports adjectives like "Korean-born", "Ostra-based".
func isBred(key string) bool {
	_, last, compound := strings.Cut(key, "-")
	if strings.HasSuffix(key, "-year-old") {
		return true
	}
	switch last {
	case "born", "based", "led", "backed", "owned", "run", "trained", "style", "era", "area", "bred", "raised", "educated", "speaking", "funded":
		return compound
	}
	return false
}

// isOpening reports a verb or adverb before a name: "Said Ann Lee", "Similarly,
// Ann Lee".
func isOpening(ws []word, i int) bool {
	if i+1 >= len(ws) {
		return false
	}
	key := ws[i].key
	if v, verb := lexicon.VerbOf(key); verb && v.Cue != nil && ws[i+1].caps {
		_, given := lexicon.GivenName(key)
		return !given
	}
	if stem, ing := strings.CutSuffix(key, "ing"); ing && len(stem) > 2 && ws[i+1].text == "," {
		return true // "Reacting, the mayor said"
	}
	stem, adverb := strings.CutSuffix(key, "ly")
	return adverb && ws[i+1].text == "," && (lexicon.WordKind(stem).Has(lexicon.Adj) || hasAdjectiveEnding(stem))
}

func hasAdjectiveEnding(stem string) bool {
	for _, ending := range [...]string{"al", "ar", "ent", "ant", "ous", "ive", "ed", "ing", "ful", "less", "ic", "ate", "ite"} {
		if len(stem) > len(ending)+2 && strings.HasSuffix(stem, ending) {
			return true
		}
	}
	return false
}

// isCommonStart reports a common noun that begins a sentence: "Engineers say",
// "Residents of". Before a name it may be its title.
func isCommonStart(ws []word, i int) bool {
	if i+1 < len(ws) && (ws[i+1].caps || titleInBrackets(ws, i+1) > 0) || i+2 < len(ws) && ws[i+1].key == "of" && ws[i+2].caps && ws[i].body && !isHuman(&ws[i]) {
		return false
	}
	return lexicon.IsMediumWord(ws[i].key) || ws[i].people || ws[i].person || lexicon.IsOrganizationWord(ws[i].key) || isBodies(ws[i].key)
}

// isFirstName reports a small word that is a first name here: "Per Holm".
func isFirstName(ws []word, i int) bool {
	if !ws[i].caps || i+1 >= len(ws) || !ws[i+1].caps || ws[i+1].kind != 0 {
		return false
	}
	_, ok := lexicon.FirstName(ws[i].key)
	return ok
}

// isShouted reports a word in capitals before a name that is not: "SHOCKED Ann
// Lee".
func isShouted(ws []word, i int) bool {
	return utf8.RuneCountInString(ws[i].text) > 4 && isAcronym(ws[i].text) && i+1 < len(ws) && !isAcronym(ws[i+1].text)
}

// titleEnd is how many words of the capitalised run [first, end) are title: up to
// the last honorific or role word.
func titleEnd(ws []word, first, end int) int {
	cut := 0
	for i := first; i < end; i++ {
		_, honorific := lexicon.Honorific(ws[i].key)
		_, role := lexicon.Role(ws[i].text)
		role = role || isLeadingNoun(ws, first, i, end)
		switch {
		case ws[i].text == ")" && cut > 0 && cut >= i-first-3:
		case honorific && ws[i].key != "st" && ws[i].key != "st." && !(i+1 == end && isSurname(ws, first, i, end)):
		case !role, i+1 == end && i > first && lexicon.IsPostNominal(ws[i].text), isSurname(ws, first, i, end), isRoleAsName(ws, first, i, end):
			continue
		}
		cut = i + 1 - first
	}
	return cut
}

// isLeadingNoun reports kin before a name ("Auntie Pat"), and any noun for a person
// before a full one ("Housewife Ann Lee", "Rear-Admiral Ann Lee").
func isLeadingNoun(ws []word, first, i, end int) bool {
	key := ws[i].key
	if end < i+2 {
		return false
	}
	if lexicon.IsKin(key) {
		return i == first
	}
	if i == first && isCouple(ws, i, end) {
		return true
	}
	if _, given := lexicon.GivenName(key); given && !isPal(ws, i, end) || end < i+3 || lexicon.IsFamilyRole(key) || lexicon.IsBodyEnding(ws[end-1].key) {
		return false
	}
	noun, _, compound := strings.Cut(key, "-")
	return lexicon.IsPersonNoun(key) || compound && lexicon.IsPersonNoun(noun)
}

// isPal reports "Pal Ann Lee": Pal is a first name, too.
func isPal(ws []word, i, end int) bool {
	_, given := lexicon.GivenName(ws[min(i+1, end-1)].key)
	return ws[i].key == "pal" && end == i+3 && given
}

// isCouple reports the noun in the plural before two names: "Brothers Ivo and Marek
// Lee", "Senators Ann Lee and Ida Roth".
func isCouple(ws []word, i, end int) bool {
	one, plural := strings.CutSuffix(ws[i].key, "s")
	return plural && lexicon.IsPersonNoun(one) && end+1 < len(ws) && ws[end].key == "and" && ws[end+1].caps && ws[end+1].para == ws[i].para
}

// isSurname tells the name in "Tom Baker" from the title in "Prime Minister": a
// role word is a surname at the end, behind a first name or initial; one that
// many families bear also behind any word that is no title.
func isSurname(ws []word, first, i, end int) bool {
	if i == first {
		return false
	}
	before := &ws[i-1]
	last := i+1 == end || lexicon.IsPostNominal(ws[i+1].text)
	family := lexicon.IsFamilyRole(ws[i].key)
	if !last && !family {
		return false
	}
	if i > first+1 && isInitial(before.text) {
		return true
	}
	if _, given := lexicon.GivenName(before.key); given && !lexicon.IsOrganizationWord(before.key) {
		return true
	}
	_, role := lexicon.Role(before.text)
	_, honorific := lexicon.Honorific(before.key)
	_, place := lexicon.PlaceOf(before.text)
	determined := first > 0 && ws[first-1].kind.Has(lexicon.Det|lexicon.Possessive)
	return last && family && !role && !honorific && !place && !determined && before.kind == 0 && !before.body
}

// isRoleAsName reports a first name that is a role elsewhere: "Dean Holt".
func isRoleAsName(ws []word, first, i, end int) bool {
	_, name := lexicon.FirstName(ws[i].key)
	if name && first > 1 && end == first+1 && !ws[first-1].caps && isMate(ws[first-1].key) {
		return true // "her partner Dean"
	}
	return name && i == first && end == first+2 && (first == 0 || !ws[first-1].kind.Has(lexicon.Det|lexicon.Possessive))
}

// isMate reports nouns for somebody close, behind whom a first name is enough.
func isMate(key string) bool {
	return lexicon.IsKin(key) || key == "partner" || key == "boyfriend" || key == "girlfriend" || key == "fiance" || key == "fiancé" || key == "fiancee" || key == "fiancée" || key == "friend"
}

func isNoun(w *word) bool { return w.kind.Has(lexicon.Noun | lexicon.Adj) }
