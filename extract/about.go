// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// headline chooses the headline: what the page marks as such in JSON-LD or Open
// Graph, preferring the wording that is also printed as a heading, since that
// is what a reader sees.
func headline(f *facts) string {
	var candidates []string
	candidates = append(candidates, f.ld("headline")...)
	for _, m := range f.get("og:title", "twitter:title", "dc.title", "dcterms.title", "title", "headline") {
		candidates = append(candidates, m.value)
	}
	candidates = append(candidates, f.title)
	for _, c := range candidates {
		for _, h := range f.h1 {
			if key(h) != "" && (key(h) == key(c) || key(h) == key(withoutSite(c, f))) {
				return h
			}
		}
	}
	if len(f.h1) == 1 && utf8.RuneCountInString(f.h1[0]) > 12 && len(strings.Fields(f.h1[0])) > 2 {
		return f.h1[0]
	}
	for _, c := range candidates {
		if t := withoutSite(c, f); t != "" {
			return t
		}
	}
	if len(f.h1) > 0 {
		return f.h1[0]
	}
	return ""
}

// titleDividers part a headline from the outlet's name in a page title.
var titleDividers = regexp.MustCompile(`\s+(?:[|•·»:]+|[-–—]+|<|::)\s+`)

// withoutSite cuts the outlet's name from a page title: the part after (or
// before) a divider that is the site's name or no longer than a name is.
func withoutSite(title string, f *facts) string {
	cuts := titleDividers.FindAllStringIndex(title, -1)
	if len(cuts) == 0 {
		return title
	}
	site := key(siteName(f))
	first, last := title[:cuts[0][0]], title[cuts[len(cuts)-1][1]:]
	rest, rfirst := title[:cuts[len(cuts)-1][0]], title[cuts[0][1]:]
	switch {
	case site != "" && (key(last) == site || strings.Contains(key(last), site)):
		return withoutTail(rest)
	case site != "" && key(first) == site:
		return rfirst
	case len(strings.Fields(last)) <= 4 && len(strings.Fields(rest)) > len(strings.Fields(last)) && !strings.HasSuffix(last, "."):
		if d := strings.TrimSpace(title[cuts[len(cuts)-1][0]:cuts[len(cuts)-1][1]]); d == "|" || site == "" && d != ":" {
			return withoutTail(rest)
		}
	}
	return title
}

// withoutTail cuts a section name left behind: "Headline | Politics".
func withoutTail(title string) string {
	if i := strings.LastIndex(title, " | "); i > 0 && len(strings.Fields(title[i+3:])) <= 3 {
		return strings.TrimSpace(title[:i])
	}
	return strings.TrimSpace(title)
}

// key reduces a title to its letters and digits, for comparing.
func key(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func siteName(f *facts) string {
	for _, m := range f.get("og:site_name", "application-name", "al:ios:app_name", "dc.publisher", "twitter:app:name:iphone") {
		return strings.TrimPrefix(m.value, "@")
	}
	for _, name := range f.ld("publisher") {
		if !strings.HasPrefix(name, "http") {
			return name
		}
	}
	return ""
}

// besideTitle returns what the page title holds beside the headline: "Outlet:
// Headline", "Headline | Outlet".
func besideTitle(title, headline string) string {
	before, after, found := strings.Cut(title, headline)
	if !found || headline == "" {
		return ""
	}
	rest := strings.Trim(before+after, " |•·»:-–—<>")
	if n := len(strings.Fields(rest)); n == 0 || n > 5 || strings.ContainsAny(rest, "|:•") {
		return ""
	}
	return rest
}

// outlet names the publisher as far as the page or the giver does.
func outlet(c hearsay.Capture, f *facts, address, title string) hearsay.Agent {
	a := hearsay.Agent{Name: c.Given.Outlet, Domain: hearsay.DomainOf(address)}
	if a.Name == "" {
		if names := f.ld("publisher"); len(names) > 0 && !strings.HasPrefix(names[0], "http") {
			a.Name = names[0]
		}
	}
	if a.Name == "" {
		a.Name = siteName(f)
	}
	if a.Name == "" {
		a.Name = besideTitle(f.title, title)
	}
	if a.Name == "" || strings.HasPrefix(a.Name, "http") {
		a.Name = a.Domain
	}
	if a.Name == "" {
		return hearsay.Agent{}
	}
	a.Kind = hearsay.Outlet
	return a
}

// byline returns the authors' names as printed, without "By". Sources are asked
// in order and the first that names somebody is believed: JSON-LD, meta
// elements, elements marked up as byline, and what the extractor found.
func byline(f *facts, site, found string) []string {
	sources := [][]string{nil, nil, {withoutClaimants(f, found)}, f.people[:min(len(f.people), 1)]}
	for _, o := range f.articles {
		if sources[0] = f.named(o["author"]); len(sources[0]) > 0 {
			break
		}
	}
	for _, m := range f.get("author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "dc.creator.author",
		"article:author", "article.author", "citation_author", "byl", "dcsext.author", "cxenseparse:author", "authors", "creator") {
		sources[1] = append(sources[1], m.value)
	}
	for _, printed := range sources {
		if names := personNames(printed, site); len(names) > 0 {
			return names
		}
	}
	return nil
}

var (
	byWord     = regexp.MustCompile(`(?i)^(?:(?:written |posted |published |reported |story |words |text |article )?by|(?:veröffentlicht |geschrieben |eingestellt |verfasst |gepostet )?von|par|por|di|door|autor(?:in|es)?|author|auteur|texte?|автор|від|przez|av|redaktion)\b[:\s]*`)
	bySplit    = regexp.MustCompile(`(?i)\s*(?:[,;|/•·]|\s+(?:and|und|et|y|e|en|oraz|i|и|&)\s+)\s*`)
	notName    = regexp.MustCompile(`(?i)^(?:@|https?:)|[@{}<>=]|\d{2,}|^(?:admin|administrator|editor|staff|user|guest|root|webmaster|redaktion|redakcja|redacción|none|null|unknown|anonymous|home)$`)
	afterNames = regexp.MustCompile(`(?i)\s*(?:\(|\bfor\b|\bon\b|\bat\b|\bam\b|\bvom\b|[–—]|\s-\s|\bupdated\b|\bpublished\b|\bin\b|\d{1,2}[./:]).*$`)
)

// personNames splits printed bylines into names and drops what is none.
func personNames(printed []string, site string) []string {
	var out []string
	for _, p := range printed {
		if strings.Contains(p, "://") {
			continue
		}
		p = byWord.ReplaceAllString(strings.TrimSpace(p), "")
		if i := strings.IndexByte(p, '\n'); i >= 0 {
			p = p[:i]
		}
		for _, name := range bySplit.Split(p, -1) {
			name = strings.TrimSpace(strings.Trim(afterNames.ReplaceAllString(name, ""), " .:-–"))
			if plausibleName(name) && key(name) != key(site) && !slices.ContainsFunc(out, func(o string) bool { return key(o) == key(name) }) {
				out = append(out, name)
			}
		}
	}
	return out
}

// plausibleName accepts one to five words that begin with a letter. Bloggers'
// handles are lower case; of several words the first must be a capital, or of a
// script without capitals.
func plausibleName(name string) bool {
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > 5 || notName.MatchString(name) || utf8.RuneCountInString(name) < 2 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(name)
	return unicode.IsLetter(first) && (len(words) == 1 || !unicode.IsLower(first) || particles[words[0]])
}

// particles begin names in lower case.
var particles = setOf("de der van von al el la le di da du bin ibn ten ter zu zur")
