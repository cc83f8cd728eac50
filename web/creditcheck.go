// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"slices"
	"strings"

	"hearsay"
	"hearsay/chain"
)

// creditCheck sets what a page says of its sources beside where its words are found
// earlier: which of the places that could name that source do.
type creditCheck struct {
	Source  hearsay.Brief // the earlier article that shares most words
	Words   int
	Signals []signal
	Named   int // of the signals that name the source
}

// signal is one place where a page may name whom it has text from.
type signal struct {
	Place string
	Names []string // whom it names
	Hit   bool     // the source is among them
}

// checkCredits returns nil when no earlier article shares words: there is then nothing
// to set a credit against.
func checkCredits(a *hearsay.Article, quotations []hearsay.Quotation, matches []hearsay.Match) *creditCheck {
	var main *hearsay.Match
	for i := range matches {
		m := &matches[i]
		if m.Direction.From == hearsay.MatchSide && m.Relation != hearsay.Revises && (main == nil || m.Words > main.Words) {
			main = m
		}
	}
	if main == nil {
		return nil
	}
	c := &creditCheck{Source: main.Article, Words: main.Words}
	for _, kind := range []hearsay.CreditKind{hearsay.InBylines, hearsay.InDatelines, hearsay.CreditLine, hearsay.Attribution, hearsay.ReadMore, hearsay.Syndication} {
		var named []hearsay.Agent
		for _, x := range a.Credits {
			if x.Kind == kind {
				x.To.Domain = domainOr(x.To.Domain, x.URL)
				named = append(named, x.To)
			}
		}
		c.add(creditWords[kind], named)
	}
	c.add("sentence that says who was told or reported it", viaAgents(quotations))
	c.add("link in the text", linkedAgents(a))
	return c
}

func (c *creditCheck) add(place string, named []hearsay.Agent) {
	s := signal{Place: place}
	for _, n := range named {
		name := agentName(n)
		if name == "" {
			name = n.Domain
		}
		if name != "" && !slices.Contains(s.Names, name) {
			s.Names = append(s.Names, name)
		}
		s.Hit = s.Hit || c.isSource(n)
	}
	if s.Hit {
		c.Named++
	}
	c.Signals = append(c.Signals, s)
}

// isSource reports whether an agent is the outlet of the source.
func (c *creditCheck) isSource(n hearsay.Agent) bool {
	outlet := c.Source.Outlet
	outlet.Domain = domainOr(outlet.Domain, c.Source.URL)
	return chain.SameOutlet(n, outlet)
}

func domainOr(domain, address string) string {
	if domain != "" {
		return strings.TrimPrefix(domain, "www.")
	}
	return hearsay.DomainOf(address)
}

func viaAgents(quotations []hearsay.Quotation) (out []hearsay.Agent) {
	for i := range quotations {
		for _, v := range quotations[i].Via {
			out = append(out, v.Agent)
		}
	}
	return out
}

func linkedAgents(a *hearsay.Article) (out []hearsay.Agent) {
	own := domainOr(a.Outlet.Domain, a.URL)
	for _, x := range a.Citations {
		if d := hearsay.DomainOf(x.URL); d != "" && d != own {
			out = append(out, hearsay.Agent{Kind: hearsay.Outlet, Domain: d})
		}
	}
	return out
}

// Sum is the check in a sentence.
func (c *creditCheck) Sum() string {
	switch c.Named {
	case 0:
		return "No place on the page that was read names it."
	case 1:
		return "1 place on the page names it."
	}
	return fmt.Sprintf("%d places on the page name it.", c.Named)
}
