// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"hearsay/claimreview"
)

// notation is a way to write data into the attributes of a page: microdata, or RDFa Lite.
type notation struct {
	name     string
	kind     string // attribute that says of which type an item is
	property string // attribute that says which property of the item around it an element is
}

func notations() []notation {
	return []notation{{"microdata", "itemtype", "itemprop"}, {"rdfa", "typeof", "property"}}
}

// maxItems is how many items within each other are read.
const maxItems = 8

// reviewsIn returns the fact-checks that an element is an item of; none for one within another.
func reviewsIn(n *html.Node) (found []checked) {
	for _, as := range notations() {
		if !as.isReview(n) || beneath(n, as.isReview) {
			continue
		}
		for _, r := range claimreview.In(as.item(n, 0)) {
			found = append(found, checked{r, as.name})
		}
	}
	return found
}

func (as notation) isReview(n *html.Node) bool {
	return slices.Contains(localNames(attr(n, as.kind)), "ClaimReview")
}

// beneath reports whether a node stands in an element that is one of these.
func beneath(n *html.Node, is func(*html.Node) bool) bool {
	for up := range n.Ancestors() {
		if is(up) {
			return true
		}
	}
	return false
}

// localNames are the names in an attribute without prefixes and addresses: "ClaimReview" of
// "https://schema.org/ClaimReview" or "schema:ClaimReview".
func localNames(list string) []string {
	names := strings.Fields(list)
	for i, name := range names {
		names[i] = name[strings.LastIndexAny(name, "/:#")+1:]
	}
	return names
}

// item is an element's item as an object of JSON-LD.
func (as notation) item(n *html.Node, depth int) map[string]any {
	out := map[string]any{}
	if types := localNames(attr(n, as.kind)); len(types) > 0 {
		out["@type"] = types[0]
	}
	if depth < maxItems {
		as.properties(n, out, depth+1)
	}
	return out
}

// properties puts what the elements below n say of its item into out. Those of an item in it are
// that one's.
func (as notation) properties(n *html.Node, out map[string]any, depth int) {
	for c := range n.ChildNodes() {
		if c.Type != html.ElementNode {
			continue
		}
		inner := as.begins(c)
		for _, name := range localNames(attr(c, as.property)) {
			var value any
			if inner {
				value = as.item(c, depth)
			} else {
				value = written(c)
			}
			list, _ := out[name].([]any)
			out[name] = append(list, value)
		}
		if !inner {
			as.properties(c, out, depth)
		}
	}
}

// begins reports whether an element is an item of its own. One of microdata need not say of which type.
func (as notation) begins(n *html.Node) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool {
		return a.Key == as.kind || as.kind == "itemtype" && a.Key == "itemscope"
	})
}

// written is the value that an element gives: that for programs, else an address, else its text.
func written(n *html.Node) string {
	for _, key := range []string{"content", "datetime", "href", "src", "resource"} {
		if value := strings.TrimSpace(attr(n, key)); value != "" {
			return value
		}
	}
	return clean(textOf(n))
}

// ofClaim reports whether an element tells of what a fact-check is about, rather than of the page.
func ofClaim(n *html.Node) bool {
	return beneath(n, func(up *html.Node) bool {
		return slices.ContainsFunc(notations(), func(as notation) bool {
			return slices.Contains(localNames(attr(up, as.property)), "itemReviewed")
		})
	})
}
