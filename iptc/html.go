// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package iptc

import (
	"encoding/json"
	"encoding/xml"
	"html"
	"regexp"
	"strings"

	"hearsay/internal/safexml"
)

// elements are those of NITF and XHTML that a page of ours has, by what they become;
// passed are left out with all that is in them: they are not the text. Of all others the
// words stay.
var (
	elements = map[string]string{
		"p": "p", "hl1": "h2", "hl2": "h2", "h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6",
		"ul": "ul", "ol": "ol", "li": "li", "dl": "dl", "dt": "dt", "dd": "dd", "blockquote": "blockquote", "bq": "blockquote",
		"table": "table", "tr": "tr", "td": "td", "th": "th", "nitf-table": "table", "br": "br", "a": "a", "q": "q",
		"em": "em", "i": "em", "strong": "strong", "b": "strong", "section": "div", "div": "div", "block": "div", "article": "div",
	}
	passed = map[string]bool{"media": true, "figure": true, "script": true, "style": true, "head": true, "note": true, "media-caption": true, "nitf-table-metadata": true}
)

// htmlOf writes what is in an element as HTML: a few tags, of the attributes only where
// links lead. N may be nil.
func htmlOf(n *safexml.Node) string {
	var b strings.Builder
	var open []string // what was begun, "" for what is not written
	over := 0         // depth within what is passed
	s := safexml.NewScanner(n.Inner(), safexml.Limits{})
	for {
		token, err := s.Next()
		if err != nil { // the end; what is broken was named by the reader of the whole
			return strings.TrimSpace(b.String())
		}
		switch t := token.(type) {
		case xml.StartElement:
			name := strings.ToLower(t.Name.Local)
			if over > 0 || passed[name] {
				over++
				continue
			}
			tag := elements[name]
			open = append(open, tag)
			writeTag(&b, tag, t.Attr)
		case xml.EndElement:
			switch n := len(open); {
			case over > 0:
				over--
			case n > 0:
				if tag := open[n-1]; tag != "" && tag != "br" {
					b.WriteString("</" + tag + ">")
				}
				open = open[:n-1]
			}
		case xml.CharData:
			if over == 0 {
				b.WriteString(html.EscapeString(string(t)))
			}
		}
	}
}

func writeTag(b *strings.Builder, tag string, attr []xml.Attr) {
	if tag == "" {
		return
	}
	b.WriteString("<" + tag)
	for _, a := range attr {
		if tag == "a" && strings.EqualFold(a.Name.Local, "href") {
			b.WriteString(` href="` + html.EscapeString(a.Value) + `"`)
		}
	}
	b.WriteString(">")
}

// within finds the body of a whole page in a body of HTML.
var within = regexp.MustCompile(`(?is)<body[^>]*>(.*?)(?:</body>|$)`)

// Page writes a document as a page, for the reader of pages: headline and
// dateline as such, the body as it is, byline and credits as the data that pages have of them. It is made of what this package reads, so it says nothing that the item does not.
func (d *Document) Page() []byte {
	var b strings.Builder
	esc := html.EscapeString
	b.WriteString("<!DOCTYPE html>\n<html")
	if d.Language != "" {
		b.WriteString(` lang="` + esc(d.Language) + `"`)
	}
	b.WriteString("><head><meta charset=\"utf-8\"><title>" + esc(d.Headline) + "</title>\n")
	if d.Byline != "" { // as data: in a short text a line of its own would be taken for text
		b.WriteString(`<meta name="author" content="` + esc(d.Byline) + "\">\n")
	}
	b.WriteString(`<script type="application/ld+json">`)
	b.Write(d.schema())
	b.WriteString("</script></head>\n<body><article>\n")
	if d.Headline != "" {
		b.WriteString("<h1>" + esc(d.Headline) + "</h1>\n")
	}
	b.WriteString(`<div class="article-body">` + "\n")
	b.WriteString(d.opening() + d.body())
	b.WriteString("\n</div></article></body></html>\n")
	return []byte(b.String())
}

// opening is the dateline, unless the body begins with it.
func (d *Document) opening() string {
	place, _, _ := strings.Cut(d.Dateline, ",")
	body := d.HTML + d.Text
	if d.Dateline == "" || strings.Contains(strings.ToLower(clip(body, 600)), strings.ToLower(place)) {
		return ""
	}
	return "<p>" + html.EscapeString(d.Dateline) + "</p>\n"
}

func (d *Document) body() string {
	if d.HTML == "" {
		return paragraphs(d.Text)
	}
	if m := within.FindStringSubmatch(d.HTML); m != nil {
		return m[1]
	}
	if !strings.Contains(d.HTML, "<p") && !strings.Contains(d.HTML, "<div") {
		return "<p>" + strings.ReplaceAll(d.HTML, "<br", "</p><p><br") + "</p>"
	}
	return d.HTML
}

// paragraphs makes paragraphs of plain text: where lines are empty, or else of each line.
func paragraphs(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	divider := "\n"
	if strings.Contains(text, "\n\n") {
		divider = "\n\n"
	}
	var b strings.Builder
	for part := range strings.SplitSeq(text, divider) {
		if part = fold(part); part != "" {
			b.WriteString("<p>" + html.EscapeString(part) + "</p>\n")
		}
	}
	return b.String()
}

// schema is the item in the words of schema.org.
func (d *Document) schema() []byte {
	out := struct {
		Type     string   `json:"@type"`
		Headline string   `json:"headline,omitempty"`
		Credit   string   `json:"creditText,omitempty"`
		Sources  []string `json:"sourceOrganization,omitempty"`
	}{"NewsArticle", d.Headline, d.Credit, d.Sources}
	b, err := json.Marshal(out) // strings of UTF-8: cannot fail
	if err != nil {
		return []byte("{}")
	}
	return b
}
