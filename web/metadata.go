// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"

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
