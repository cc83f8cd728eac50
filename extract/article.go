// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"strings"

	trafilatura "github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"hearsay"
)

// Article reads the article from a capture's body.
func Article(c hearsay.Capture, body []byte) (hearsay.Article, error) {
	d := decode(body, c.MediaType)
	doc, err := html.Parse(strings.NewReader(d.text))
	if err != nil {
		return hearsay.Article{}, err
	}
	stream := newStream(d.text)
	blocks := blocksOf(doc, stream.locate(doc))
	f := factsOf(doc)
	res, err := trafilatura.ExtractDocument(doc, trafilatura.Options{ExcludeComments: true, HtmlDateMode: trafilatura.Fast})
	if err != nil {
		return hearsay.Article{}, err
	}
	kept := blocksOf(res.ContentNode, nil)
	shares := mark(blocks, kept)
	title := headline(f)
	cands := candidates(blocks, shares, title)
	settle(cands)
	var sb strings.Builder
	for i := range cands {
		if cands[i].in {
			if sb.Len() > 0 {
				sb.WriteString("\n\n")
			}
			sb.WriteString(blocks[i].text)
		}
	}
	return hearsay.Article{Text: sb.String(), Headline: title, Byline: byline(f, siteName(f), res.Metadata.Author), Dates: dates(c, f, c.URL, datedText(cands), res.Metadata.Date)}, nil
}
