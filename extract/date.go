// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"regexp"
	"strings"
	"time"

	"hearsay"
	"hearsay/dating"
)

// publishedMeta and the others name the meta elements that hold dates.
var (
	publishedMeta = strings.Fields("article:published_time datepublished og:article:published_time og:published_time " +
		"published_time publishdate publish_date publish-date pubdate publicationdate publication_date date_published " +
		"parsely-pub-date sailthru.date dc.date.issued dcterms.issued dc.date.created dcterms.created dc.created " +
		"article.published rnews:datepublished bt:pubdate originalpublicationdate cxenseparse:recs:publishtime citation_publication_date " +
		"citation_date article:post_date prism.publicationdate")
	statedMeta = strings.Fields("date dc.date dcterms.date datecreated created date.created article.created displaydate " +
		"display_date pdate video:release_date")
	modifiedMeta = strings.Fields("article:modified_time og:updated_time datemodified dc.modified dcterms.modified " +
		"last-modified lastmod revised updated_time og:article:modified_time date.modified article:updated_time")
)

// gathering collects what a page states of its date.
type gathering struct {
	*dating.Claims
	facts *facts
}

// dates gathers every date that is stated of the article and chooses one.
func dates(c hearsay.Capture, f *facts, address string, near []string, found time.Time) []hearsay.Date {
	g := gathering{dating.NewClaims(habits(f.lang, address)), f}
	if c.Given.Basis == "feed" {
		g.Add(dating.Published, "feed", c.Given.Date)
	} else {
		g.Add(dating.Given, "given", c.Given.Date)
	}
	g.linked()
	g.metas(dating.Published, publishedMeta)
	g.metas(dating.Stated, statedMeta)
	g.metas(dating.Changed, modifiedMeta)
	g.timeElements()
	for _, s := range near {
		g.Add(dating.Printed, "text", s)
	}
	if !found.IsZero() {
		g.Add(dating.Found, "text", found.Format(time.DateOnly))
	}
	g.address(address)
	g.Add(dating.Served, "http:last-modified", c.Header["Last-Modified"])
	g.bounds(c)
	return g.Choose(c.At)
}

// habits tells how a page writes dates, by its language and where it is from.
func habits(lang, address string) dating.Habits {
	h := hearsay.DomainOf(address)
	zone, known := dating.ZoneOf(h)
	if !known {
		zone = dating.World
	}
	return dating.Habits{Order: dating.OrderOf(lang, h), Zone: zone}
}

// bounds are the moments at which the page was there already.
func (g gathering) bounds(c hearsay.Capture) {
	if at, ok := dating.ArchivedAt(c.URL); ok {
		g.NotAfter(dating.Bound, "archive", at)
	}
	if at, err := time.Parse(time.RFC1123, c.Header["Date"]); err == nil && at.Before(c.At) {
		g.NotAfter(dating.Bound, "http:date", at)
	}
	g.NotAfter(dating.Seen, "seen", c.At)
}

// datedText returns the short pieces of the page that stand where pages print
// the date: between the headline and the body, just above, or marked up as date.
func datedText(cands []candidate) []string {
	first, _ := extent(cands)
	head := first
	for i := range cands {
		if cands[i].head && i <= first {
			head = i
			break
		}
	}
	var near, far []string
	for i := range cands {
		c := &cands[i]
		if c.words > 30 || !strings.ContainsAny(c.text, "0123456789") {
			continue
		}
		switch {
		case i >= head-3 && i <= first+1:
			near = append(near, c.text)
		case dateNames.MatchString(namesAround(c.node)):
			far = append(far, c.text)
		}
	}
	return append(near, far...)
}

// dateNames matches class names of elements that hold the date.
var dateNames = regexp.MustCompile(`(?i)(?:^|[-_ ])(?:date|datum|time|timestamp|posted|published|publish|pub-?date|datetime|entry-date|post-date|fecha|data|meta)(?:[-_ ]|$)`)

func (g gathering) metas(rank dating.Rank, names []string) {
	for _, m := range g.facts.get(names...) {
		g.Add(rank, "meta:"+m.name, m.value)
	}
}

func (g gathering) linked() {
	for _, k := range []struct {
		key  string
		rank dating.Rank
	}{
		{"datePublished", dating.Published}, {"dateCreated", dating.Stated}, {"uploadDate", dating.Stated}, {"dateModified", dating.Changed},
	} {
		for _, v := range g.facts.ld(k.key) {
			g.Add(k.rank, "json-ld:"+k.key, v)
		}
	}
}

func (g gathering) timeElements() {
	rank := map[string]dating.Rank{"published": dating.Stated, "modified": dating.Changed, "time": dating.Marked}
	for i := 0; i+1 < len(g.facts.times); i += 2 {
		kind, stamp, visible := g.facts.times[i].name, g.facts.times[i].value, g.facts.times[i+1].value
		if stamp == "" {
			stamp = visible
		}
		basis := "meta:time"
		if kind == "modified" {
			basis = "meta:time-modified"
		}
		g.Add(rank[kind], basis, stamp)
	}
}

// address reads /2014/03/14/ and the like.
func (g gathering) address(address string) {
	if day := dating.InURL(address); day != "" {
		g.Add(dating.InAddress, "url", day)
	}
}
