// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"slices"
	"strings"

	"hearsay"
	"hearsay/lexicon"
)

// Titles that no list has give themselves away: they are abbreviations, or stand
// before a surname ("Hptm Roth") as well as before the whole name ("Hptm Jan
// Roth").

// stripTitles takes such titles off the names they stand before.
func (c *people) stripTitles(parts [2][]word, texts [2]string) {
	titles := c.unknownTitles()
	if len(titles) == 0 {
		return
	}
	for part := range c.sightings {
		for k := range c.sightings[part] {
			s := &c.sightings[part][k]
			if len(s.figure.parts) > 1 && titles[s.figure.parts[0]] {
				c.strip(s, parts[part], texts[part])
			}
		}
	}
}

// strip moves the first word of a name to its title.
func (c *people) strip(s *sighting, ws []word, text string) {
	s.run.name++
	old := s.figure
	s.span = hearsay.Span{Start: ws[s.run.name].span.Start, End: s.span.End}
	s.figure = c.figureOf(text[s.span.Start:ws[s.run.end-1].span.End], ws[s.run.name:s.run.end])
	s.titled = true
	s.title = old.parts[0]
	old.times--
	f := s.figure
	f.times++
	f.person += 3
	if f.first < 0 || old.first >= 0 && old.first < f.first {
		f.first = old.first
	}
}

// unknownTitles are the first words of names that are titles.
func (c *people) unknownTitles() map[string]bool {
	titles := map[string]bool{}
	for _, f := range c.order {
		if len(f.parts) < 2 || titles[f.parts[0]] {
			continue
		}
		title := f.parts[0]
		if _, given := lexicon.GivenName(lexicon.Key(title)); given || isInitial(title) {
			continue
		}
		if isAbbreviation(title) || isRank(f) || c.isRankOf(f) || isAgentNoun(f) || c.standsAlone(f) || c.standsBeforeSurname(f) || c.standsWithout(f) {
			titles[title] = true
		}
	}
	return titles
}

// isRank reports capitals before a first and a last name: "DSP Jan Roth". Two may
// be initials ("PV Jan Roth") unless a first name follows that is known.
func isRank(f *figure) bool {
	title := f.parts[0]
	if len(f.parts) < 3 || !isAcronym(title) || len(title) > 5 || strings.Contains(title, ".") || f.body > 0 || isParticle(f.parts[1]) || lexicon.IsBodyEnding(lexicon.Key(f.parts[len(f.parts)-1])) {
		return false
	}
	return len(title) > 2 || isFirstPart(f.parts[1]) || lexicon.IsPostNominal(title)
}

// isRankOf reports capitals before the surname of somebody named in full elsewhere:
// "DC Roth" beside "Detective Constable Jan Roth".
func (c *people) isRankOf(f *figure) bool {
	title := f.parts[0]
	if len(f.parts) != 2 || !isAcronym(title) || len(title) > 4 || strings.Contains(title, ".") || isAcronym(f.parts[1]) || isInitials(title, c, f.parts[1]) {
		return false
	}
	return slices.ContainsFunc(c.order[:min(len(c.order), maxIntroduced)], func(g *figure) bool {
		return g != f && len(g.parts) > 1 && !isAcronym(g.parts[0]) && g.parts[len(g.parts)-1] == f.parts[1]
	})
}

// isInitials reports the initials of a first name that goes with the surname: "TJ Roth"
// beside "Tim Roth".
func isInitials(title string, c *people, surname string) bool {
	return slices.ContainsFunc(c.order[:min(len(c.order), maxIntroduced)], func(g *figure) bool {
		return len(g.parts) > 1 && g.parts[len(g.parts)-1] == surname && g.parts[0][0] == title[0] && !isAcronym(g.parts[0])
	})
}

// isAgentNoun reports a first word that only sentences capitalise, with the ending of
// a noun for a person or an adjective: "Lobsterman Jan Roth", "Grieving Ida Roth".
func isAgentNoun(f *figure) bool {
	key := lexicon.Key(f.parts[0])
	if len(f.parts) == 2 && f.opened == f.times && isFirstPart(f.parts[1]) && len(key) > 6 && (strings.HasSuffix(key, "ated") || strings.HasSuffix(key, "ified") || lexicon.WordKind(key).Has(lexicon.Adj)) {
		return true // "Devastated Ida"
	}
	if len(f.parts) < 3 || f.opened < f.times || f.body > f.person || lexicon.IsBodyEnding(lexicon.Key(f.parts[len(f.parts)-1])) {
		return false
	}
	for _, ending := range [...]string{"med", "hman", "eyman", "aiman", "eiman"} {
		if strings.HasSuffix(key, ending) {
			return false // "Mohamed", "Suleyman"
		}
	}
	for _, ending := range [...]string{"ler", "der", "ter", "per", "ger", "ver", "ner", "ker", "ist", "eer", "man", "woman", "ess", "ful", "ous", "ing", "ied", "red", "ded", "ted", "ber", "sor", "tor"} {
		if len(key) > len(ending)+3 && strings.HasSuffix(key, ending) {
			return true
		}
	}
	return false
}

// standsAlone reports a first word that the article has as a noun, too: "Wardress
// Ida Roth" beside "the wardress" or "the Wardress".
func (c *people) standsAlone(f *figure) bool {
	if len(f.parts) < 3 || f.body > f.person || lexicon.IsBodyEnding(lexicon.Key(f.parts[len(f.parts)-1])) {
		return false
	}
	alone := c.figures[f.parts[0]]
	key := lexicon.Key(f.parts[0])
	quality := lexicon.WordKind(key).Has(lexicon.Adj) && !isFirstPart(f.parts[1]) // "Whole Foods Market"
	return c.plain[key] && !quality || alone != nil && alone.determined > 0 && alone.determined == alone.times
}

// isAbbreviation reports words that end in a full stop or have no vowel.
func isAbbreviation(w string) bool {
	if strings.HasSuffix(w, ".") {
		return len(w) > 3 && strings.Count(w, ".") == 1
	}
	return len(w) > 1 && w != "Ng" && !isAcronym(w) && !strings.ContainsAny(strings.ToLower(w), "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœ") && isLatin(w)
}

func isLatin(w string) bool {
	for _, r := range w {
		if r > 0x24f {
			return false
		}
	}
	return true
}

// standsBeforeSurname reports "Wardress Roth" beside "Wardress Ida Roth", when
// nobody is called Wardress alone.
func (c *people) standsBeforeSurname(f *figure) bool {
	surname := surnameOf(f.parts)
	full := len(f.parts) > 1+len(strings.Fields(surname))
	return full && isFirstPart(f.parts[1]) && f.body <= f.person && c.figures[f.parts[0]] == nil && c.figures[f.parts[0]+" "+surname] != nil
}

// standsWithout reports "Jan Roth" beside "Hptm Jan Roth".
func (c *people) standsWithout(f *figure) bool {
	if len(f.parts) < 3 || f.body > f.person {
		return false
	}
	_, given := lexicon.GivenName(lexicon.Key(f.parts[1]))
	plain := c.figures[strings.Join(f.parts[1:], " ")]
	return plain != nil && (given || plain.body+plain.place == 0 && !isFirstPart(f.parts[0]) && !isParticle(f.parts[1]) && !isParticle(strings.ToLower(f.parts[1])))
}
