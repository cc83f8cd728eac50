// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"

	"hearsay"
	"hearsay/account"
	"hearsay/cite"
)

// Programs that keep references find an article on its page in three ways: by unAPI,
// which gives it as RIS; by Dublin Core in the head, with Zotero's word for a
// newspaper article; and as schema.org's NewsArticle. All three tell of the outlet's
// article, not of our page.

// risType is the media type of RIS.
const risType = "application/x-research-info-systems"

// bibType is the media type of BibLaTeX, which it shares with BibTeX.
const bibType = "application/x-bibtex"

// linked is JSON-LD: a graph of things, each with the fields that are known.
type linked struct {
	Context string  `json:"@context"`
	Graph   []thing `json:"@graph"`
}

// thing is something in the words of schema.org.
type thing map[string]any

// maxLinkedQuotations is how many quotations the JSON-LD of an article has.
const maxLinkedQuotations = 50

// newLinked tells an article and what is quoted in it. Only those are named who are
// known to be the speakers, and only words between quote marks are quotations.
func newLinked(a *hearsay.Article, list []hearsay.Quotation) linked {
	id := "urn:hearsay:article:" + a.ID.String()
	article := thing{"@type": "NewsArticle", "@id": id, "identifier": a.ID.String(), "headline": a.Headline, "wordCount": a.Words}
	add := func(name, value string) {
		if value != "" {
			article[name] = value
		}
	}
	add("url", outgoing(a.URL))
	add("inLanguage", a.Language)
	add("dateline", a.Dateline)
	if d, ok := a.Published(); ok {
		add("datePublished", isoDate(d))
	}
	if a.Outlet.Name != "" {
		publisher := thing{"@type": "NewsMediaOrganization", "name": a.Outlet.Name}
		article["publisher"] = publisher
	}
	var authors []thing
	for _, name := range a.Byline {
		authors = append(authors, thing{"@type": "Person", "name": name})
	}
	if len(authors) > 0 {
		article["author"] = authors
	}
	out := linked{Context: "https://schema.org", Graph: []thing{article}}
	for i := range list {
		if q := quotation(a, &list[i], id); q != nil && len(out.Graph) <= maxLinkedQuotations {
			out.Graph = append(out.Graph, q)
		}
	}
	return out
}

// quotation is one in the words of schema.org; nil for what is none there.
func quotation(a *hearsay.Article, q *hearsay.Quotation, article string) thing {
	types := map[hearsay.AgentKind]string{hearsay.Person: "Person", hearsay.Organization: "Organization", hearsay.Outlet: "NewsMediaOrganization"}
	kind, known := types[q.Speaker.Agent.Kind]
	if q.Mode != hearsay.Direct || q.Polarity != hearsay.Asserted || !known || q.Speaker.Agent.Name == "" {
		return nil
	}
	var words []string
	for _, s := range q.Content {
		words = append(words, hearsay.Place{Part: q.Part, Span: s}.In(a))
	}
	return thing{
		"@type": "Quotation", "text": strings.Join(words, " … "), "isPartOf": thing{"@id": article},
		"creator": thing{"@type": kind, "name": q.Speaker.Agent.Name},
	}
}

// isoDate is a date as ISO 8601 knows it; "" for one that EDTF doubts or leaves open.
func isoDate(d hearsay.Date) string {
	if strings.ContainsAny(d.Value, "?~%/.XY") {
		return ""
	}
	return d.Value
}

// unapiRoutes are the addresses where programs that keep references ask.
func (s *site) unapiRoutes() []route {
	return []route{{"/unapi", []string{http.MethodGet, http.MethodHead}, account.Passages, page{html: s.unapi}}}
}

// unapi answers as https://unapi.info/specs/ says: which formats there are, and an
// article in one of them.
func (s *site) unapi(r *http.Request) (response, error) {
	name, format := r.FormValue("id"), r.FormValue("format")
	if name == "" {
		return formats("", http.StatusOK)
	}
	id, err := articleID(name)
	if err != nil {
		return response{}, fmt.Errorf("article: %w", hearsay.ErrNotFound)
	}
	view, err := s.engine.Article(r.Context(), id)
	switch {
	case err != nil:
		return response{}, err
	case format == "":
		return formats(id.String(), http.StatusMultipleChoices)
	}
	var b bytes.Buffer
	out := response{mediaType: risType, download: id.String()[:8] + ".ris"}
	switch format {
	case "ris":
		err = cite.WriteRIS(&b, view.Article)
	case "biblatex":
		out = response{mediaType: bibType, download: id.String()[:8] + ".bib"}
		err = cite.WriteBibLaTeX(&b, view.Article)
	default:
		err = fmt.Errorf("format %.20q: %w: there are ris and biblatex", format, hearsay.ErrInvalid)
	}
	out.file, out.mediaType = b.Bytes(), out.mediaType+"; charset=utf-8"
	return out, err
}

// formats lists the formats of unAPI, of one article or of all.
func formats(id string, status int) (response, error) {
	type format struct {
		Name string `xml:"name,attr"`
		Type string `xml:"type,attr"`
	}
	b, err := xml.Marshal(struct {
		XMLName xml.Name `xml:"formats"`
		ID      string   `xml:"id,attr,omitempty"`
		Formats []format `xml:"format"`
	}{ID: id, Formats: []format{{"ris", risType}, {"biblatex", bibType}}})
	return response{file: append([]byte(xml.Header), b...), mediaType: "application/xml; charset=utf-8", status: status}, err
}
