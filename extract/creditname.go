// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
	"hearsay/dating"
	"hearsay/lexicon"
)

// Who is named in a credit. A wrong name is worse than none: what is printed must
// be a news service or an outlet that the lexicon knows, and only where the words
// around leave no doubt may it be a name that nobody knows.

// trust says how much the words around a name promise.
type trust uint8

const (
	known    trust = iota // the lexicon must know the name
	sounding              // or it sounds like a medium: "Norvane Wire"
	explicit              // or it is any capitalised name
)

// source is one name that a credit gives.
type source struct {
	agent  hearsay.Agent
	origin hearsay.OriginKind
}

var (
	nameDivider  = regexp.MustCompile(`\s*(?:[/,;&+|]|\s(?:and|und|et|y|e|en|og|och|oraz|i|и|та|ve)\s)\s*(?:with\s+|mit\s+|avec\s+|con\s+|the\s+)?`)
	nameTail     = regexp.MustCompile(`(?i)(?:\s+(?:staff|newsroom|wire|wires|wire service|wire services|wire report|wire reports|inputs|reports?|news service|and staff reports|with staff reports|contributed))+$`)
	pictureWords = regexp.MustCompile(`(?i)\b(?:photos?|photographs?|pictures?|pics?|images?|foto|fotos|bild|bilder|grafik|graphics?|video|getty|file|pool|handout|screenshot|illustration|caption)\b`)
	domainName   = regexp.MustCompile(`^[\p{L}\d-]{3,}(?:\.[\p{L}\d-]+)*\.(?:com|org|net|info|news|tv|\p{L}{2})$`)
	coinedMedium = regexp.MustCompile(`^\p{Lu}\p{Ll}+(?:Wire|News|Press|Media)$`) // "NordWire"
	initials     = regexp.MustCompile(`^(?:\p{Ll}{2,4}|\p{Lu}{2,3}|\p{Lu}\.\p{Lu}\.)$`)
	anonymous    = regexp.MustCompile(`(?i)^(?:(?:various |news |press |international |foreign |our )*(?:agencies|news services|wire services|wire reports|wires|agency reports|agency inputs|wire service reports|news agencies|combined reports)|agenturen|agenturmaterial|agenturmeldungen|nachrichtenagenturen|agences|agencias|agenzie|agências|agencje|агентства|агентств|агентства печати|ajanslar|bureaus|byråer)$`)
)

// sources reads the names of a credit as printed: "Reuters", "AP/AFP", "jr/dpa",
// "The Associated Press and Reuters". Names of which one is a picture agency, or a
// person next to a slash, are of a photograph.
func sources(printed string, t trust) []source {
	printed = strings.Trim(strings.TrimSpace(printed), " .,;:-–—*_")
	if s, ok := namedSource(printed); ok {
		return s
	}
	if pictureWords.MatchString(printed) {
		return nil
	}
	if parts := nameDivider.Split(printed, -1); len(parts) > 1 {
		if out, ok := divided(parts); ok {
			return out
		}
	}
	if strings.ContainsAny(printed, "/|") {
		return nil
	}
	if a, ok := outletNamed(printed); ok && (t == explicit || t == sounding && soundsLikeMedium(a.Name)) {
		return []source{{agent: a}}
	}
	return nil
}

// namedSource looks a name up, with and without the words that surround it.
func namedSource(name string) ([]source, bool) {
	for _, n := range [...]string{name, nameTail.ReplaceAllString(name, "")} {
		if e, ok := lexicon.NewsService(n); ok {
			return sourceOf(e), true
		}
		if e, ok := lexicon.Outlet(n); ok {
			return []source{{agent: agentOf(e)}}, true
		}
	}
	if anonymous.MatchString(name) {
		return []source{{agent: hearsay.Agent{Name: name, Kind: hearsay.Anonymous}, origin: hearsay.AgencyCopy}}, true
	}
	return nil, false
}

// sourceOf makes a source of a service; a picture agency makes none.
func sourceOf(e lexicon.ServiceEntry) []source {
	s := source{agent: agentOf(e.OutletEntry)}
	switch e.Service {
	case lexicon.Pictures:
		return nil
	case lexicon.Wire:
		s.origin = hearsay.AgencyCopy
	case lexicon.Release:
		s.origin = hearsay.PressRelease
	}
	return []source{s}
}

func agentOf(e lexicon.OutletEntry) hearsay.Agent {
	return hearsay.Agent{Name: e.Name, Kind: hearsay.Outlet, Domain: e.Domain}
}

// divided reads a list of names. Each must be known, but for the initials of who
// edited; false when the parts are no such list.
func divided(parts []string) (out []source, ok bool) {
	for _, p := range parts {
		p = strings.Trim(p, " .,")
		got, known := namedSource(p)
		switch {
		case known && got == nil:
			return nil, true // a picture agency
		case known:
			out = append(out, got...)
		case !initials.MatchString(p) && p != "":
			return nil, false
		}
	}
	return out, len(out) > 0
}

// soundsLikeMedium reports a name with a word that media are called by.
func soundsLikeMedium(name string) bool {
	words := strings.Fields(name)
	for i, w := range words {
		k := lexicon.Key(w)
		switch {
		case strings.HasSuffix(w, "TV"), strings.HasSuffix(w, "FM"), coinedMedium.MatchString(w), len(words) == 1 && domainName.MatchString(w):
			return true
		case lexicon.IsPressTitle(k), len(words) > 1 && (lexicon.IsPressWord(k) || lexicon.IsMediumWord(k)):
			return true
		case i > 1 && words[0] == "The" && newspaperWords[k]:
			return true
		case i > 0 && (k == "press" || k == "service" || k == "newswire" || k == "presse" || k == "media" || k == "agentur" || k == "agencia" || k == "agence"):
			return true
		}
	}
	return false
}

// isSection reports words that name a part of a page, or a day.
func isSection(words []string) bool {
	for _, w := range words {
		if k := strings.ToLower(w); !sectionWords[k] && dating.Month(k) == 0 && !lexicon.WordKind(k).Has(lexicon.Temporal) {
			return false
		}
	}
	return true
}

// sectionWords make names of a page's sections: "Business News", "Top Media Posts".
var sectionWords = setOf("all breaking business entertainment featured health latest life live local media more morning my national " +
	"news newsletter now online our politics popular post posts press recent record related review science service social sport " +
	"sports star print edition issue magazine tech technology the today top travel tv video voice weather weekly world")

// newspaperWords end names of newspapers that begin with "The", and are words
// besides: "The Venkove Monitor".
var newspaperWords = setOf("monitor leader beacon lantern clarion messenger bugle argus mail wire enterprise reporter packet pilot sun times")

// outletNamed makes an agent of a printed name when it can be an outlet's: known
// to the lexicon, or a few capitalised words that are no caption or note.
func outletNamed(printed string) (hearsay.Agent, bool) {
	name := strings.Trim(strings.TrimSpace(printed), " .,;:-–—")
	name, _, _ = strings.Cut(name, ",")
	if e, ok := lexicon.Outlet(name); ok {
		return agentOf(e), true
	}
	name = strings.TrimPrefix(name, "the ")
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > 5 || notOutlets[strings.ToLower(words[0])] || notOutlets[strings.ToLower(name)] || isSection(words) {
		return hearsay.Agent{}, false
	}
	first, _ := utf8.DecodeRuneInString(name)
	if !unicode.IsUpper(first) && unicode.In(first, unicode.Latin, unicode.Cyrillic, unicode.Greek) || strings.ContainsAny(name, "0123456789@=") {
		return hearsay.Agent{}, false
	}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(r) && !particles[w] && w != "of" && w != "for" && w != "and" {
			return hearsay.Agent{}, false
		}
	}
	return hearsay.Agent{Name: name, Kind: hearsay.Outlet}, true
}

// notOutlets are what else stands in brackets at the end of headlines and texts.
var notOutlets = setOf("video videos photo photos photogallery gallery updated update exclusive opinion analysis audio live " +
	"infographic infographics graphic explainer interview review op-ed corrected correction file archive reporting " +
	"writing editing additional fotos foto bilder bild видео фото vidéo more end ends sic laughter applause i ii iii " +
	"image images picture pictures map chart podcast watch read subscription paywall premium pdf part permission")

// isAcronym reports two to six capital letters.
func isAcronym(s string) bool {
	n := 0
	for _, r := range s {
		if !unicode.IsUpper(r) {
			return false
		}
		n++
	}
	return n >= 2 && n <= 6
}

// sameOutlet compares names as printed, without "the" and case.
func sameOutlet(a, b string) bool {
	ka, kb := strings.TrimPrefix(key(a), "the"), strings.TrimPrefix(key(b), "the")
	return ka != "" && ka == kb
}
