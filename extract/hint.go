// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// hint is what the class names and ids around a block say of it. Names are
// chosen by people for people, so they tell something; but a theme's author may
// call anything anything, so a hint alone never overrules a long paragraph.
type hint uint8

const (
	noHint   hint = iota
	hintLead      // the paragraph under the headline
	hintAway      // leads elsewhere: newsletters, sharing, comments, teasers
)

var (
	pullQuoteNames = regexp.MustCompile(`(?i)pull-?quote`)
	subheadNames   = regexp.MustCompile(`(?i)sub-?head|sub-?title|crosshead|cross-head|zwischen(?:titel|überschrift)|intertitre`)
	leadNames      = regexp.MustCompile(`(?i)(?:^|[-_ ])(?:lead|lede|summary|standfirst|teaser|intro|introduction|abstract|chapo|chapeau|deck|dek|sub-?title|sub-?head(?:line|ing)?|excerpt|vorspann|anriss|sapo|bajada|copete|entradilla|sommario|occhiello|lid|zajawka)(?:[-_ ]|$)`)
	awayNames      = regexp.MustCompile(`(?i)(?:^|[-_ ])(?:newsletter|news-letter|signup|sign-up|subscribe|subscription|share|sharing|social|socials|sharedaddy|addtoany|related|related-?(?:posts?|articles?|content|stories|links|news)|recirc|recommend(?:ed|ations)?|promo|outbrain|taboola|comments?-(?:area|list|form|section|respond)|comment-?(?:list|form|respond)|must-log-in|breadcrumbs?|author-?(?:bio|box|info|card)|bio-?box|disclosure|cookie|gdpr|sponsor(?:ed)?|advert(?:isement)?|trending|most-?(?:read|popular)|popular-?posts|post-?tags|tag-?list|entry-?meta|post-?meta|article-?meta|byline-?date|pager|nav-?links|read-?time|reading-?time|estimated-read-time|copyright|wp-caption-text|jp-relatedposts|mc4wp|footnote-?widget)(?:[-_ ]|$)`)
)

// hintReach is how far up the names are read: beyond, they describe the page.
const hintReach = 3

// hinter remembers the hints of elements, since blocks share their ancestors, and those of
// names, since a page gives the same ones to many elements.
type hinter struct {
	elements map[*html.Node]hint
	names    map[string]hint
}

func newHinter() hinter { return hinter{map[*html.Node]hint{}, map[string]hint{}} }

// of returns the nearest hint at or above n.
func (h hinter) of(n *html.Node) hint {
	for k := 0; n != nil && k < hintReach && n.Type == html.ElementNode; k, n = k+1, n.Parent {
		if got := h.own(n); got != noHint {
			return got
		}
	}
	return noHint
}

func (h hinter) own(n *html.Node) hint {
	got, ok := h.elements[n]
	if ok {
		return got
	}
	names := strings.TrimSpace(attr(n, "class") + " " + attr(n, "id"))
	if n.Data != "body" && n.Data != "html" && n.Data != "article" && n.Data != "main" && names != "" && len(names) <= 400 {
		got = h.named(names)
	}
	h.elements[n] = got
	return got
}

// named is what names say.
func (h hinter) named(names string) hint {
	got, ok := h.names[names]
	switch {
	case ok:
		return got
	case awayNames.MatchString(names):
		got = hintAway
	case leadNames.MatchString(names):
		got = hintLead
	}
	h.names[names] = got
	return got
}

// namesAround joins the class names and ids of n and its parent.
func namesAround(n *html.Node) string {
	if n == nil || n.Parent == nil {
		return ""
	}
	return attr(n, "class") + " " + attr(n, "id") + " " + attr(n.Parent, "class") + " " + attr(n.Parent, "id")
}
