// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"strings"

	"hearsay"
)

// This file has what pages say in JSON-LD, in the words of schema.org: evidence only. Nothing
// here is a ClaimReview, since a review is a verdict.

// linked is JSON-LD: a graph of things, each with the fields that are known.
type linked struct {
	Context string  `json:"@context"`
	Graph   []thing `json:"@graph"`
}

const schemaOrg = "https://schema.org"

// thing is something in the words of schema.org.
type thing map[string]any

// add says something of a thing, unless it is not known.
func (t thing) add(name, value string) {
	if value != "" {
		t[name] = value
	}
}

// newsArticle is what lists tell of an article.
func newsArticle(b hearsay.Brief) thing {
	t := thing{"@type": "NewsArticle", "@id": "urn:hearsay:article:" + b.ID.String(), "headline": b.Headline}
	t.add("url", outgoing(b.URL))
	t.add("inLanguage", b.Language)
	t.add("datePublished", isoDate(b.Date))
	if b.Outlet.Name != "" {
		t["publisher"] = thing{"@type": "NewsMediaOrganization", "name": b.Outlet.Name}
	}
	return t
}

// agent is somebody in the words of schema.org; nil for whoever has no name or kind.
func agent(a hearsay.Agent) thing {
	types := map[hearsay.AgentKind]string{hearsay.Person: "Person", hearsay.Organization: "Organization", hearsay.Outlet: "NewsMediaOrganization"}
	kind, known := types[a.Kind]
	if !known || a.Name == "" {
		return nil
	}
	return thing{"@type": kind, "name": a.Name}
}

// newLinked tells an article and what is quoted in it. Only those are named who are
// known to be the speakers, and only words between quote marks are quotations.
func newLinked(a *hearsay.Article, list []hearsay.Quotation) linked {
	article := newsArticle(a.Brief())
	id := article["@id"].(string)
	article["identifier"], article["wordCount"] = a.ID.String(), a.Words
	article.add("dateline", a.Dateline)
	var authors []thing
	for _, name := range a.Byline {
		authors = append(authors, thing{"@type": "Person", "name": name})
	}
	if len(authors) > 0 {
		article["author"] = authors
	}
	out := linked{Context: schemaOrg, Graph: []thing{article}}
	for i := range list {
		if q := quotation(a, &list[i], id); q != nil {
			out.Graph = append(out.Graph, q)
		}
	}
	return out
}

// quotation is one in the words of schema.org; nil for what is none there.
func quotation(a *hearsay.Article, q *hearsay.Quotation, article string) thing {
	who := agent(q.Speaker.Agent)
	if q.Mode != hearsay.Direct || q.Polarity != hearsay.Asserted || who == nil {
		return nil
	}
	var words []string
	for _, s := range q.Content {
		words = append(words, hearsay.Place{Part: q.Part, Span: s}.In(a))
	}
	out := thing{"@type": "Quotation", "text": strings.Join(words, " … "), "isPartOf": thing{"@id": article}, "creator": who}
	var origins []thing // what the article says it has the words from
	for _, v := range q.Via {
		if from := agent(v.Agent); from != nil {
			origins = append(origins, thing{"@type": "CreativeWork", "publisher": from})
		}
	}
	if len(origins) > 0 {
		out["isBasedOn"] = origins
	}
	return out
}

// newClaim tells an utterance: its words, the articles in which they stand, and the earliest in
// this library where dates decide. Its author is named where all articles name one and the same.
func newClaim(v *hearsay.FamilyView, id string) linked {
	claim := thing{"@type": "Claim", "@id": "urn:hearsay:utterance:" + id, "text": v.Variants[v.Base].Exact}
	out := linked{Context: schemaOrg, Graph: []thing{claim}}
	var in []thing
	for _, b := range v.Articles {
		article := newsArticle(b)
		in = append(in, thing{"@id": article["@id"]})
		out.Graph = append(out.Graph, article)
	}
	if len(in) > 0 {
		claim["appearance"] = in
	}
	if v.Family.Earliest >= 0 {
		claim["firstAppearance"] = thing{"@id": "urn:hearsay:article:" + v.Variants[v.Family.Earliest].Article.String()}
	}
	if len(v.Speakers) == 1 {
		if who := agent(v.Speakers[0]); who != nil {
			claim["author"] = who
		}
	}
	return out
}

// isoDate is a date as ISO 8601 knows it; "" for one that EDTF doubts or leaves open.
func isoDate(d hearsay.Date) string {
	if strings.ContainsAny(d.Value, "?~%/.XY") {
		return ""
	}
	return d.Value
}
