// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package iptc

import (
	"cmp"
	"strings"

	"hearsay/internal/safexml"
)

// fromNITF reads one document of NITF 3.
func fromNITF(root *safexml.Node) Document {
	data := root.Child("head", "docdata")
	head := root.Child("body", "body.head")
	d := Document{
		Format: NITF, ID: fold(data.Child("doc-id").Value("id-string")), Version: fold(data.Child("du-key").Value("version")),
		Kind:     "text",
		Headline: cmp.Or(head.Child("hedline", "hl1").Text(), head.Child("headline", "hl1").Text(), root.Child("head", "title").Text()),
		Byline:   bylineOf(head),
		Dateline: head.Child("dateline").Text(),
		Language: fold(cmp.Or(root.Value("lang"), root.Child("body").Value("lang"))),
		Provider: cmp.Or(data.Child("doc.copyright").Value("holder"), root.Child("head", "pubdata").Value("name"), data.Child("doc-id").Value("regsrc")),
		Credit:   head.Child("distributor").Text(),
		Created:  iso(data.Child("date.issue").Value("norm")),
		Status:   statusOf(data.Value("management-status")),
		Embargo:  until(data.Child("date.release").Value("norm")),
		HTML:     htmlOf(root.Child("body", "body.content")),
	}
	d.Provider = fold(d.Provider)
	if d.Embargo.Text == "" && strings.EqualFold(fold(data.Value("management-status")), "embargoed") {
		d.Embargo.Text = "no moment is given"
	}
	return d
}

// bylineOf is the byline without the title of whom it names.
func bylineOf(head *safexml.Node) string {
	by := head.Child("byline")
	if p := by.Child("person").Text(); p != "" {
		if rest := by.Text(); strings.HasPrefix(strings.ToLower(rest), "by ") {
			return "By " + p
		}
		return p
	}
	text := by.Text()
	if title := by.Child("byttl").Text(); title != "" {
		text = fold(strings.TrimSuffix(text, title))
	}
	return text
}
