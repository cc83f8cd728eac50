// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package iptc

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hearsay"
	"hearsay/internal/safexml"
)

// itemsMax is the most items of one newsMessage.
const itemsMax = 10_000

// fromNewsML reads a newsItem, a packageItem or a newsMessage of them.
func fromNewsML(root *safexml.Node) ([]Document, error) {
	items := Items(root)
	if len(items) == 0 {
		return nil, fmt.Errorf("%w: a newsMessage without items", hearsay.ErrInvalid)
	}
	if len(items) > itemsMax {
		return nil, fmt.Errorf("%w: more than %d items", hearsay.ErrTooLarge, itemsMax)
	}
	var docs []Document
	for _, n := range items {
		docs = append(docs, fromNewsItem(n))
	}
	return docs, nil
}

// Items returns the items of a newsMessage in its order, or root alone when it is one.
func Items(root *safexml.Node) []*safexml.Node {
	if !strings.EqualFold(root.Name, "newsMessage") {
		return []*safexml.Node{root}
	}
	var out []*safexml.Node
	for _, set := range root.All("itemSet") {
		for _, n := range set.Children {
			if name := strings.ToLower(n.Name); name == "newsitem" || name == "packageitem" {
				out = append(out, n)
			}
		}
	}
	return out
}

func fromNewsItem(n *safexml.Node) Document {
	meta, content := n.Child("itemMeta"), n.Child("contentMeta")
	d := Document{
		Format: NewsML, ID: fold(n.Value("guid")), Version: fold(n.Value("version")), Kind: kindOf(meta.Child("itemClass")),
		Headline: content.Child("headline").Text(),
		Byline:   cmp.Or(content.Child("by").Text(), strings.Join(namesOf(content.All("creator")), ", ")),
		Dateline: content.Child("dateline").Text(),
		Language: fold(cmp.Or(content.Child("language").Value("tag"), n.Value("lang"))),
		Provider: cmp.Or(nameOf(meta.Child("provider")), nameOf(n.Child("rightsInfo", "copyrightHolder"))),
		Credit:   content.Child("creditline").Text(),
		Sources:  namesOf(content.All("infoSource")),
		Created:  iso(cmp.Or(meta.Child("firstCreated").Text(), content.Child("contentCreated").Text())),
		Changed:  iso(meta.Child("versionCreated").Text()),
		Status:   statusOf(codeOf(meta.Child("pubStatus"))),
		Embargo:  until(meta.Child("embargoed").Text()),
	}
	d.Provider = cmp.Or(d.Provider, ownerOf(d.ID))
	if strings.EqualFold(n.Name, "packageItem") {
		d.Kind = "package"
		return d
	}
	newsBody(n.Child("contentSet"), &d)
	if d.Headline == "" {
		d.Headline = meta.Child("title").Text()
	}
	return d
}

// newsBody takes the content that tells most: inline XML (NITF or XHTML), else inline
// data. What is elsewhere (remoteContent) is not asked for.
func newsBody(set *safexml.Node, d *Document) {
	for _, x := range set.All("inlineXML") {
		body := x.Find("body.content")
		if body == nil {
			body = x.Find("body")
		}
		if body == nil {
			body = x
		}
		if inner := x.Find("nitf"); inner != nil {
			fromInner := fromNITF(inner)
			d.Byline, d.Dateline, d.Headline = cmp.Or(d.Byline, fromInner.Byline), cmp.Or(d.Dateline, fromInner.Dateline), cmp.Or(d.Headline, fromInner.Headline)
		}
		if d.HTML = htmlOf(body); d.HTML != "" {
			return
		}
	}
	for _, x := range set.All("inlineData") {
		kind := strings.ToLower(x.Value("contenttype"))
		switch {
		case x.Value("encoding") != "": // base64, of what is no text
		case strings.Contains(kind, "html"):
			d.HTML = cmp.Or(d.HTML, x.Written())
		default:
			d.Text = cmp.Or(d.Text, x.Written())
		}
	}
}

// kindOf reads "ninat:text".
func kindOf(n *safexml.Node) string {
	return lastOf(codeOf(n))
}

// lastOf is what a code is called in its scheme: "text" of "ninat:text" and
// "http://cv.iptc.org/…/text".
func lastOf(code string) string { return fold(code[strings.LastIndexAny(code, ":/")+1:]) }

func codeOf(n *safexml.Node) string {
	return cmp.Or(n.Value("qcode"), n.Value("uri"), n.Value("literal"), n.Text())
}

// nameOf is what a party is called: by name, as a literal, or by its code.
func nameOf(n *safexml.Node) string {
	if n == nil {
		return ""
	}
	if name := cmp.Or(n.Child("name").Text(), fold(n.Value("literal"))); name != "" {
		return name
	}
	if len(n.Children) == 0 && n.Text() != "" {
		return n.Text()
	}
	return lastOf(cmp.Or(n.Value("qcode"), n.Value("uri")))
}

// namesOf is what parties are called, each once.
func namesOf(list []*safexml.Node) []string {
	var out []string
	for _, n := range list {
		if name := nameOf(n); name != "" && len(out) < listMax && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}
