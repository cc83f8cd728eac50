// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
	"hearsay/lexicon"
)

// Credits: where the page itself says that it has its text from. What a sentence
// of the article says ("told newspaper X") is package quote's to find; here are
// the marks around the text.

var (
	dateline   = regexp.MustCompile(`^(?:(\p{Lu}[\p{L}.'’ /-]{1,40}(?:,\s*\p{L}[\p{L}.'’ -]{1,30})?)(,?\s*(?:\d{1,2}\.?\s+\p{L}{3,12}|\p{L}{3,12}\.?\s+\d{1,2})(?:,?\s+\d{4})?)?\s*)?\(([^()\n]{2,60})\)\s*(?:[-–—:]{1,2}|\.\s*[-–—])\s*`)
	plainPlace = regexp.MustCompile(`^(\p{Lu}[\p{Lu}.'’ /-]{2,40}),?\s*((?:\d{1,2}\.?\s+\p{L}{3,12}|\p{L}{3,12}\.?\s+\d{1,2})(?:,?\s+\d{4})?)?\s*(?:[-–—]{1,2}|\.(?:\s*/([^/\n]{2,40})/\.?)?)\s+`)
	endBracket = regexp.MustCompile(`[.!?…”"’')]\s*\(([^()\n]{2,60})\)\.?\s*$`)
	headSource = regexp.MustCompile(`\(([^()\n]{2,40})\)[.\s]*$`)
	aloneLine  = regexp.MustCompile(`^(?:\(([^()\n]{2,60})\)|[-–—]\s*([^\n.]{2,60})|/([^/\n]{2,40})/)\.?$`)
	sourceLine = regexp.MustCompile(`(?i)^[(\[]?(?:sources?|quelle|via|h/t|hat tip|credit|fuente|fonte|source originale|источник|źródło|kaynak)(?:\s+to)?\s*[:：]\s*([^\n]{2,80}?)[)\].]*$`)
	copyright  = regexp.MustCompile(`(?i)(?:©|\(c\)|copyright)\s*(?:\d{4}\s*)?(?:by\s+|the\s+)?([^\n.,|]{2,50})`)
	republish  = regexp.MustCompile(`(?i)\b(?:(?:originally|first)?\s*(?:published|appeared|posted|ran)|republished|reprinted|syndicated|courtesy)\s+(?:first\s+)?(?:in|on|at|by|from|of)\s+(?:the\s+)?([^\n.,;()]{2,60})`)
	readMoreAt = regexp.MustCompile(`(?i)\b(?:at|on|in|via|from)\s+(?:the\s+)?(\p{Lu}[^\n.,;:()→»]{1,50})`)
)

// creditFinder gathers credits of one article.
type creditFinder struct {
	a   *hearsay.Article
	out []hearsay.Credit
}

// credits finds the credits that stand in and around the text of a. The blocks
// of a are read where custom puts a credit: the first, and the last two.
func credits(a *hearsay.Article) []hearsay.Credit {
	f := &creditFinder{a: a}
	f.headline()
	f.dateline()
	f.bylines()
	for i := max(0, len(a.Blocks)-2); i < len(a.Blocks); i++ {
		f.closing(a.Blocks[i].Span)
	}
	for i, b := range a.Blocks {
		if i < len(a.Blocks)-2 {
			f.sourceIn(b.Span)
		}
	}
	for i := range a.Removed {
		f.furniture(i)
	}
	return f.out
}

// add appends a credit to each outlet named in the span, which is measured in
// the place's string.
func (f *creditFinder) add(kind hearsay.CreditKind, names string, at hearsay.Place) {
	for name := range strings.SplitSeq(names, "/") {
		for _, one := range strings.Split(name, " and ") {
			if to, ok := outletNamed(one); ok && !f.known(kind, to) {
				f.out = append(f.out, hearsay.Credit{Kind: kind, To: to, Evidence: at})
			}
		}
	}
}

func (f *creditFinder) known(kind hearsay.CreditKind, to hearsay.Agent) bool {
	for _, c := range f.out {
		if c.Kind == kind && c.To.Name == to.Name {
			return true
		}
	}
	return sameOutlet(to.Name, f.a.Outlet.Name)
}

// headline reads "… – Lee. (RT)".
func (f *creditFinder) headline() {
	if m := headSource.FindStringSubmatchIndex(f.a.Headline); m != nil {
		f.add(hearsay.CreditLine, f.a.Headline[m[2]:m[3]], hearsay.Place{
			Part: hearsay.InHeadline, Span: hearsay.Span{Start: m[2] - 1, End: m[3] + 1}})
	}
}

// dateline reads "MOSCOW, March 14 (Reuters) –" at the start of the text.
func (f *creditFinder) dateline() {
	if len(f.a.Blocks) == 0 {
		return
	}
	text := f.a.Blocks[0].Span.In(f.a.Text)
	m := dateline.FindStringSubmatchIndex(text)
	source := 3
	if m == nil || !f.isDateline(text, m) {
		if m = plainPlace.FindStringSubmatchIndex(text); m == nil {
			return
		}
	}
	f.a.Dateline = strings.TrimRight(text[:m[1]], " \n-–—:")
	if m[2*source] >= 0 {
		f.add(hearsay.InDatelines, text[m[2*source]:m[2*source+1]], hearsay.Place{Span: hearsay.Span{End: m[2*source+1] + 1}})
	}
}

// isDateline tells a dateline from a sentence that has a bracket in it: the place
// is in capitals, or the bracket holds a known outlet.
func (f *creditFinder) isDateline(text string, m []int) bool {
	source := text[m[6]:m[7]]
	if _, known := lexicon.Outlet(source); known || m[2] < 0 {
		return known || isAcronym(source)
	}
	place := strings.Fields(text[m[2]:m[3]])
	return strings.ToUpper(place[0]) == place[0] && utf8.RuneCountInString(place[0]) > 2
}

// bylines reads "By Ann Lee, Associated Press" and a byline that is an agency.
func (f *creditFinder) bylines() {
	for i, name := range f.a.Byline {
		if e, ok := lexicon.Outlet(name); ok && !sameOutlet(e.Name, f.a.Outlet.Name) || isAcronym(name) {
			f.add(hearsay.InBylines, name, hearsay.Place{Part: hearsay.InByline, Index: i, Span: hearsay.Span{End: len(name)}})
		}
	}
}

// closing reads what stands at the end of an article: "(AP)", "– Reuters",
// "Source: RT".
func (f *creditFinder) closing(s hearsay.Span) {
	text := s.In(f.a.Text)
	if m := aloneLine.FindStringSubmatchIndex(text); m != nil {
		for g := 2; g < len(m); g += 2 {
			if m[g] >= 0 {
				f.add(hearsay.CreditLine, strings.TrimSuffix(text[m[g]:m[g+1]], " staff"), hearsay.Place{Span: s})
			}
		}
		return
	}
	if m := endBracket.FindStringSubmatchIndex(text); m != nil {
		f.add(hearsay.CreditLine, text[m[2]:m[3]], hearsay.Place{Span: hearsay.Span{Start: s.Start + m[2] - 1, End: s.Start + m[3] + 1}})
	}
	f.sourceIn(s)
}

// sourceIn reads a block that is nothing but "Source: X", or that says where the
// text was published first.
func (f *creditFinder) sourceIn(s hearsay.Span) {
	text := s.In(f.a.Text)
	if len(text) > maxFurniture {
		return
	}
	if m := sourceLine.FindStringSubmatch(text); m != nil {
		f.add(hearsay.CreditLine, m[1], hearsay.Place{Span: s})
	} else if m := republish.FindStringSubmatch(text); m != nil && len(strings.Fields(text)) < 20 {
		f.add(hearsay.CreditLine, m[1], hearsay.Place{Span: s})
	}
}

// furniture reads the credits among the removed parts: source lines and
// copyright notices of others.
func (f *creditFinder) furniture(i int) {
	r := f.a.Removed[i]
	if r.Kind != hearsay.Furniture {
		return
	}
	at := 0
	for l := range strings.SplitSeq(r.Exact, "\n") {
		place := hearsay.Place{Part: hearsay.InRemoved, Index: i, Span: hearsay.Span{Start: at, End: at + len(l)}}
		at += len(l) + 1
		if len(l) > maxFurniture || isReadMore(l) {
			continue
		}
		if m := sourceLine.FindStringSubmatch(l); m != nil {
			f.add(hearsay.CreditLine, m[1], place)
		} else if m := copyright.FindStringSubmatch(l); m != nil {
			if _, known := lexicon.Outlet(strings.TrimSpace(m[1])); known {
				f.add(hearsay.CreditLine, m[1], place)
			}
		}
	}
}

// readMoreCredit is the credit of a paragraph that sends the reader on.
func readMoreCredit(text, href string, at hearsay.Place) hearsay.Credit {
	c := hearsay.Credit{Kind: hearsay.ReadMore, URL: href, Evidence: at}
	for _, re := range []*regexp.Regexp{republish, readMoreAt} {
		if m := re.FindStringSubmatch(text); m != nil {
			if to, ok := outletNamed(m[1]); ok {
				c.To = to
				break
			}
		}
	}
	if h := host(href); h != "" {
		c.To.Kind, c.To.Domain = hearsay.Outlet, h
		if c.To.Name == "" {
			c.To.Name = h
		}
	}
	return c
}

// syndicated is the machine-readable credit: the page says that it lives at, or
// is based on, another outlet's address.
func syndicated(f *facts, address, canonical string) []hearsay.Credit {
	var out []hearsay.Credit
	home := host(address)
	elsewhere := func(to string) {
		h := host(to)
		if h == "" || home == "" || h == home || strings.HasSuffix(h, "."+home) || strings.HasSuffix(home, "."+h) {
			return
		}
		out = append(out, hearsay.Credit{Kind: hearsay.Syndication, URL: to, To: hearsay.Agent{Name: h, Kind: hearsay.Outlet, Domain: h}})
	}
	elsewhere(canonical)
	for _, m := range f.get("syndication-source", "original-source") {
		if m.value != canonical {
			elsewhere(m.value)
		}
	}
	for _, key := range []string{"isBasedOn", "isBasedOnUrl", "sourceOrganization", "creditText"} {
		for _, v := range f.ld(key) {
			if strings.HasPrefix(v, "http") {
				elsewhere(v)
			} else if to, ok := outletNamed(v); ok && !sameOutlet(to.Name, siteName(f)) {
				out = append(out, hearsay.Credit{Kind: hearsay.Syndication, To: to})
			}
		}
	}
	return out
}

// outletNamed makes an agent of a printed name when it can be an outlet's: known
// to the lexicon, or a few capitalised words that are no caption or note.
func outletNamed(printed string) (hearsay.Agent, bool) {
	name := strings.Trim(strings.TrimSpace(printed), " .,;:-–—")
	name, _, _ = strings.Cut(name, ",")
	if e, ok := lexicon.Outlet(name); ok {
		return hearsay.Agent{Name: e.Name, Kind: hearsay.Outlet, Domain: e.Domain}, true
	}
	name = strings.TrimPrefix(name, "the ")
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > 5 || notOutlets[strings.ToLower(words[0])] || notOutlets[strings.ToLower(name)] {
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
	"image images picture pictures map chart podcast watch read subscription paywall premium pdf part")

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
