// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"cmp"
	"regexp"
	"slices"
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
	headSource = regexp.MustCompile(`\(([^()\n]{2,40})\)[.\s]*$`)
	readMoreAt = regexp.MustCompile(`(?i)\b(?:at|on|in|via|from)\s+(?:the\s+)?(\p{Lu}[^\n.,;:()→»]{1,50})`)
	republish  = regexp.MustCompile(`(?i)\b(?:(?:originally|first)?\s*(?:published|appeared|posted|ran)|republished|reprinted|syndicated|courtesy)\s+(?:first\s+)?(?:in|on|at|by|from|of)\s+(?:the\s+)?([^\n.,;()]{2,60})`)
	byTail     = regexp.MustCompile(`^(.{2,80}?)\s*(?:[,|•·–—-]|\bof\b|\bfor\b|[(/]|\bin .{2,30},)\s*(?:[Tt]he )?([^,|()]{2,40})\)?$`)
	staffed    = regexp.MustCompile(`(?i)\b(?:staff|team|desk|newsroom|editors?|editorial|reporters?|writers?|web|redaktion|redacción|redazione|rédaction|redakcja|redactie|admin|correspondent|bureau|board|department|online)\b`)
	staffWords = regexp.MustCompile(`(?i)^(?:\s*(?:staff|writers?|reporters?|correspondents?|political|national|sports?|business|science|medical|legal|diplomatic|special|white house|congressional|religion|education|health|technology|economics|entertainment|tv|baseball|football|basketball|hockey|golf|editors?|team|newsroom))+$`)
)

// closingBlocks is how many of the last paragraphs may bear credits: tags, notes on
// the author and other credits may follow one.
const closingBlocks = 8

// creditFinder gathers credits of one article.
type creditFinder struct {
	a      *hearsay.Article
	out    []hearsay.Credit
	signed bool // a dateline names a service, even the page's own outlet
}

// credits finds the credits that stand in and around the text of a: they are read
// where custom puts them.
func credits(a *hearsay.Article, bodies []string) []hearsay.Credit {
	f := &creditFinder{a: a}
	f.headline()
	f.lead(f.dateline())
	f.bylines(bodies)
	n := len(a.Blocks)
	for i, b := range a.Blocks {
		text, at := b.Span.In(a.Text), hearsay.Place{Span: b.Span}
		switch {
		case i >= n-2:
			f.closing(text, at)
			f.line(text, true, at)
		case i >= n-closingBlocks || len(text) <= maxFurniture:
			f.line(text, i >= n-closingBlocks, at)
		}
	}
	for i := range a.Removed {
		f.removed(i)
	}
	return f.out
}

// addAll appends a credit to each source that is not the page's own outlet, and
// reports whether there is any source.
func (f *creditFinder) addAll(kind hearsay.CreditKind, to []source, at hearsay.Place) bool {
	for _, s := range to {
		if !f.known(kind, s.agent) && !f.disguised(at) {
			f.out = append(f.out, hearsay.Credit{Kind: kind, To: s.agent, Origin: s.origin, Evidence: at})
		}
	}
	return len(to) > 0
}

// known reports an outlet that is credited already, or the page's own.
func (f *creditFinder) known(kind hearsay.CreditKind, to hearsay.Agent) bool {
	for _, c := range f.out {
		if c.Kind == kind && c.To.Name == to.Name {
			return true
		}
	}
	return isOwn(f.a.Outlet, to)
}

// isOwn reports whether a name or address is that of the page's own outlet: "Al
// Jazeera News" of Al Jazeera, livescience.com of Live Science.
func isOwn(own, to hearsay.Agent) bool {
	if to.Domain != "" && (own.Domain == to.Domain || strings.HasSuffix(own.Domain, "."+to.Domain)) {
		return true
	}
	if e, ok := lexicon.Outlet(own.Name); ok {
		own.Name = e.Name
	} else if e, ok := lexicon.NewsService(own.Name); ok {
		own.Name = e.Name
	}
	a, b := strings.TrimPrefix(key(own.Name), "the"), strings.TrimPrefix(key(to.Name), "the")
	if a == "" || b == "" {
		return false
	}
	label, _, _ := strings.Cut(to.Domain, ".")
	return a == b || key(label) == a || capitalsOf(own.Name) == to.Name ||
		min(len(a), len(b)) > 3 && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a)) || len(a) > 5 && strings.Contains(b, siteLabel(own.Name))
}

// siteLabel is a name's letters and digits, or those of an address before its ending.
func siteLabel(name string) string {
	if label, _, found := strings.Cut(name, "."); found && !strings.Contains(name, " ") {
		name = label
	}
	return key(name)
}

// capitalsOf are the first letters of a name of several words: "LN" of Lübecker
// Nachrichten.
func capitalsOf(name string) string {
	var b strings.Builder
	words := strings.Fields(name)
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) && w != "The" {
			b.WriteRune(r)
		}
	}
	if len(words) < 2 {
		return ""
	}
	return b.String()
}

// disguised reports a place where look-alike letters or invisible ones were undone:
// a name in disguise is not the name.
func (f *creditFinder) disguised(at hearsay.Place) bool {
	if at.Part != hearsay.InText {
		return false
	}
	for _, r := range f.a.Removed {
		if r.Kind == hearsay.Hidden && at.Span.Start <= r.At && r.At <= at.Span.End {
			return true
		}
	}
	return false
}

// headline reads "… – Lee. (RT)".
func (f *creditFinder) headline() {
	if m := headSource.FindStringSubmatchIndex(f.a.Headline); m != nil {
		f.addAll(hearsay.CreditLine, sources(f.a.Headline[m[2]:m[3]], sounding), hearsay.Place{
			Part: hearsay.InHeadline, Span: hearsay.Span{Start: m[2] - 1, End: m[3] + 1}})
	}
}

// bylines reads "By Ann Lee, Associated Press" and a byline that is an agency, or
// one of the bodies that the page's data call an organization.
func (f *creditFinder) bylines(bodies []string) {
	for i, name := range f.a.Byline {
		to := signer(name)
		if to == nil && slices.Contains(bodies, name) && !staffed.MatchString(name) {
			to = sources(name, explicit)
		}
		f.addAll(hearsay.InBylines, to, hearsay.Place{Part: hearsay.InByline, Index: i, Span: hearsay.Span{End: len(name)}})
	}
}

// organizations are the authors of an article that the page's data say are bodies,
// no persons.
func organizations(f *facts) []string {
	var out []string
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				walk(item)
			}
		case map[string]any:
			if kind, _ := v["@type"].(string); strings.HasSuffix(kind, "Organization") {
				out = append(out, f.named(v)...)
			}
		}
	}
	for _, o := range f.articles {
		walk(o["author"])
	}
	return out
}

// signer reads the agency in a name as bylines print it: "AP", "Associated Press
// Writer", "Ann Lee of The Associated Press". "Petra" and "Bloomberg" are persons'.
func signer(name string) []source {
	name = strings.TrimSpace(name)
	if _, person := lexicon.FirstName(lexicon.Key(name)); person {
		return nil
	}
	if s, ok := namedSource(name); ok {
		return s
	}
	if m := byTail.FindStringSubmatch(name); m != nil {
		if s, ok := namedSource(strings.TrimSpace(m[2])); ok {
			return s
		}
	}
	words := strings.Fields(name)
	for i := range words {
		head, tail := strings.Join(words[:i], " "), strings.Join(words[i:], " ")
		if i > 0 && staffWords.MatchString(tail) {
			if s, ok := namedSource(head); ok {
				return s
			}
		}
		if i > 1 && (len(words)-i > 1 || isAcronym(tail)) {
			if s, ok := namedSource(tail); ok {
				return s
			}
		}
	}
	return nil
}

// removed reads the credits among the removed parts: bylines, source lines and
// copyright notices of others.
func (f *creditFinder) removed(i int) {
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
		if by := byWord.FindString(l); by != "" && len(l) < 120 {
			f.addAll(hearsay.InBylines, signer(l[len(by):]), place)
			continue
		}
		f.line(l, false, place)
	}
}

// readMoreCredit is the credit of a paragraph that sends the reader on. A name
// that nobody knows must sound like a medium, or be that of the address.
func readMoreCredit(text, href string, at hearsay.Place) hearsay.Credit {
	c := hearsay.Credit{Kind: hearsay.ReadMore, URL: href, Evidence: at}
	h := hearsay.DomainOf(href)
	for _, re := range append(partPatterns(), republish, readMoreAt) {
		m := re.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		trust := sounding
		if re != readMoreAt || h != "" && strings.Contains(key(h), strings.TrimPrefix(key(m[1]), "the")) {
			trust = explicit
		}
		if to := sources(m[1], trust); len(to) > 0 {
			c.To, c.Origin = to[0].agent, to[0].origin
			break
		}
	}
	if h != "" {
		c.To.Kind, c.To.Domain = hearsay.Outlet, h
		c.To.Name = cmp.Or(c.To.Name, h)
	}
	return c
}

// syndicated is the machine-readable credit: the page says that it lives at, or
// is based on, another outlet's address.
func syndicated(f *facts, address, canonical string) []hearsay.Credit {
	var out []hearsay.Credit
	home := hearsay.DomainOf(address)
	elsewhere := func(to string) {
		h := hearsay.DomainOf(to)
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
				continue
			}
			t := explicit
			if key == "creditText" {
				t = known // else a photographer
			}
			for _, s := range sources(v, t) {
				if !sameOutlet(s.agent.Name, siteName(f)) {
					out = append(out, hearsay.Credit{Kind: hearsay.Syndication, To: s.agent, Origin: s.origin})
				}
			}
		}
	}
	return out
}
