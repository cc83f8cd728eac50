// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"html"
	"strings"

	"hearsay"
	"hearsay/bench/provenance"
	"hearsay/chain"
	"hearsay/extract"
	"hearsay/quote"
	"hearsay/speaker"
)

// provenanceCredits scores who each article is read to credit, from its page alone,
// against the edges of the truth whose credit was given by printing the name of
// another outlet. To name a source further back, as a sentence that was copied may
// do, is neither right nor wrong. Articles that bear a false credit are left out:
// the truth does not say whom they name.
func provenanceCredits(articles []provenance.Article, truth *provenance.Truth, opt Options) Set {
	set := Set{Name: "provenance, credits as printed"}
	b := newCreditBook(articles, truth)
	all, around := newCreditScore(set.Name, opt), newCreditScore(set.Name+", around the text", Options{})
	for _, row := range articles {
		a, err := readRow(row)
		if err != nil {
			set.Skipped = append(set.Skipped, row.ID+": "+err.Error())
			continue
		}
		if b.lies[row.ID] {
			continue
		}
		set.Texts++
		given, behind := b.given(row), b.behind(row.ID, map[string]bool{})
		around.add(row.ID, a, withoutAttributions(a.Credits), given, behind)
		all.add(row.ID, a, a.Credits, given, behind)
	}
	all.addTo(&set, "all")
	around.addTo(&set, "around the text")
	set.explain("around the text", "without those that a sentence cites, all of which are asked for: recall is bounded")
	return set
}

// creditBook is what the truth says of credits.
type creditBook struct {
	names map[string]string // of sources, as articles print them
	edges map[string][]provenance.Edge
	lies  map[string]bool // articles with a false credit
}

func newCreditBook(articles []provenance.Article, truth *provenance.Truth) *creditBook {
	b := &creditBook{sourceNames(articles, truth), map[string][]provenance.Edge{}, map[string]bool{}}
	for _, e := range truth.Edges {
		b.edges[e.Derived] = append(b.edges[e.Derived], e)
		b.lies[e.Derived] = b.lies[e.Derived] || e.Credit == "false"
	}
	return b
}

// given are the names that an article prints for the sources it credits.
func (b *creditBook) given(row provenance.Article) []string {
	var out []string
	page := row.Text + html.UnescapeString(row.HTML)
	for _, e := range b.edges[row.ID] {
		name := b.names[e.From]
		if e.Credit == "given" && !e.Hidden && name != row.Outlet && name != "" && strings.Contains(page, name) {
			out = append(out, name)
		}
	}
	return out
}

// behind are the names of all sources of an article, however far back.
func (b *creditBook) behind(id string, seen map[string]bool) []string {
	var out []string
	for _, e := range b.edges[id] {
		if !seen[e.From] {
			seen[e.From] = true
			out = append(append(out, b.names[e.From]), b.behind(e.From, seen)...)
		}
	}
	return out
}

// sourceNames gives the name under which articles credit a source, by its id.
func sourceNames(articles []provenance.Article, truth *provenance.Truth) map[string]string {
	names := map[string]string{}
	for _, a := range articles {
		names[a.ID] = a.Outlet
	}
	for _, u := range truth.Unseen {
		names[u.ID] = u.Name
	}
	return names
}

// readRow reads an article as a library does.
func readRow(row provenance.Article) (*hearsay.Article, error) {
	c := hearsay.Capture{URL: row.URL, Name: row.ID, MediaType: "text/plain"}
	c.Given = hearsay.Given{Outlet: row.Outlet, Title: row.Title, Date: row.Date}
	body := row.Text
	if row.HTML != "" {
		c.MediaType, body = "text/html", row.HTML
	}
	a, err := extract.Article(c, []byte(body))
	if err != nil {
		return nil, err
	}
	q := quote.Find(&a)
	speaker.Resolve(&a, q)
	a.Credits = append(a.Credits, chain.Attributions(&a, q)...)
	return &a, nil
}

func withoutAttributions(credits []hearsay.Credit) []hearsay.Credit {
	var out []hearsay.Credit
	for _, c := range credits {
		if c.Kind != hearsay.Attribution && strings.TrimSpace(c.To.Name) != "" {
			out = append(out, c)
		}
	}
	return out
}
