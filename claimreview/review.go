// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package claimreview

import (
	"cmp"
	"html"
	"net/url"
	"slices"
	"strings"
)

// Review is one ClaimReview, as its page has it; white space is folded, and what is too long is cut.
type Review struct {
	Claim       string   // claimReviewed; never ""
	Claimants   []string // who made it, of itemReviewed
	Appearances []string // addresses that itemReviewed names; absolute, http or https
	Reviewer    string   // name of the author, else of the publisher
	Published   string   // datePublished as written, in whatever form
	URL         string   // may be relative
	Title       string   // what the review itself is called
	Language    string   // inLanguage
}

const (
	// MaxReviews is how many reviews of one value are read: a page that has more is a list of them.
	MaxReviews = 50

	maxDepth   = 8      // of objects within objects
	maxObjects = 20_000 // that are looked at
	maxList    = 16     // names or addresses of a field
	maxClaim   = 2000
	maxName    = 200 // of these, in bytes
	maxAddress = 2048
)

// In returns the reviews in a value of JSON-LD, as encoding/json decodes it: at the top, in lists,
// in a graph, as the main entity or part of something, in the items of a data feed.
func In(value any) []Review {
	r := reader{byID: map[string]object{}, left: maxObjects}
	r.walk(value, 0, func(o object) {
		if id, ok := o["@id"].(string); ok && len(o) > 1 && r.byID[id] == nil {
			r.byID[id] = o
		}
	})
	r.left = maxObjects
	r.walk(value, 0, func(o object) {
		if isReview(o) && len(r.found) < MaxReviews {
			if made, ok := r.review(o); ok {
				r.found = append(r.found, made)
			}
		}
	})
	return r.found
}

// object is one of JSON-LD.
type object map[string]any

type reader struct {
	byID  map[string]object // what others refer to
	left  int               // objects that may still be looked at
	found []Review
}

// holders are the properties in which a review may stand.
var holders = []string{"@graph", "mainEntity", "mainEntityOfPage", "hasPart", "review", "reviews", "itemListElement", "item", "dataFeedElement"}

// walk calls f for the objects of a value that stand in the holders.
func (r *reader) walk(value any, depth int, f func(object)) {
	if depth > maxDepth {
		return
	}
	switch v := value.(type) {
	case []any:
		for _, one := range v {
			r.walk(one, depth+1, f)
		}
	case map[string]any:
		if r.left--; r.left < 1 {
			return
		}
		f(v)
		for _, name := range holders {
			if inner, ok := v[name]; ok {
				r.walk(inner, depth+1, f)
			}
		}
	}
}

// isReview reports whether one of an object's types is ClaimReview, with or without a prefix.
func isReview(o object) bool {
	types, ok := o["@type"].([]any)
	if !ok {
		types = []any{o["@type"]}
	}
	return slices.ContainsFunc(types, func(t any) bool {
		name, _ := t.(string)
		return name[strings.LastIndexAny(name, "/:#")+1:] == "ClaimReview"
	})
}

// review reads one, and reports whether it gives the words of a claim.
func (r *reader) review(o object) (Review, bool) {
	out := Review{
		Claim: text(o["claimReviewed"], maxClaim), Published: text(o["datePublished"], maxName), Language: text(o["inLanguage"], maxName),
		Title: cmp.Or(text(o["headline"], maxClaim), text(o["name"], maxClaim)),
		URL:   cmp.Or(text(o["url"], maxAddress), r.addressOf(o["mainEntityOfPage"])),
	}
	if names := append(r.names(o["author"], 0), r.names(o["publisher"], 0)...); len(names) > 0 {
		out.Reviewer = names[0]
	}
	for _, item := range r.objects(o["itemReviewed"]) {
		out.Claim = cmp.Or(out.Claim, text(item["text"], maxClaim), text(item["name"], maxClaim))
		out.Claimants = append(out.Claimants, r.names(item["author"], 0)...)
		for _, name := range []string{"firstAppearance", "appearance", "url"} {
			out.Appearances = append(out.Appearances, r.addresses(item[name], 0)...)
		}
	}
	out.Claimants, out.Appearances = each(out.Claimants), each(out.Appearances)
	return out, out.Claim != ""
}

// each is a list without repeats, not too long.
func each(list []string) []string {
	var out []string
	for _, s := range list {
		if len(out) < maxList && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// objects are those of a field: one, a list, or references to some.
func (r *reader) objects(value any) []object {
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	var out []object
	for _, v := range list[:min(len(list), maxList)] {
		if o, ok := v.(map[string]any); ok {
			out = append(out, r.meant(o))
		}
	}
	return out
}

// meant is the object that a bare reference stands for, else the object itself.
func (r *reader) meant(o object) object {
	id, ok := o["@id"].(string)
	for name := range o {
		ok = ok && (name == "@id" || name == "@type")
	}
	if there := r.byID[id]; ok && there != nil {
		return there
	}
	return o
}

// names are those of people or organizations.
func (r *reader) names(value any, depth int) []string {
	if depth > maxDepth {
		return nil
	}
	switch v := value.(type) {
	case string:
		if name := text(v, maxName); name != "" {
			return []string{name}
		}
	case []any:
		var out []string
		for _, one := range v[:min(len(v), maxList)] {
			out = append(out, r.names(one, depth+1)...)
		}
		return out
	case map[string]any:
		return r.names(r.meant(v)["name"], depth+1)
	}
	return nil
}

// addresses are those of pages: given as such, or of objects.
func (r *reader) addresses(value any, depth int) []string {
	if depth > maxDepth {
		return nil
	}
	switch v := value.(type) {
	case string:
		if u, err := url.Parse(text(v, maxAddress)); err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
			return []string{u.String()}
		}
	case []any:
		var out []string
		for _, one := range v[:min(len(v), maxList)] {
			out = append(out, r.addresses(one, depth+1)...)
		}
		return out
	case map[string]any:
		o := r.meant(v)
		return append(r.addresses(o["url"], depth+1), r.addresses(o["@id"], depth+1)...)
	}
	return nil
}

// addressOf is the first of the addresses of a field, or "".
func (r *reader) addressOf(value any) string {
	if list := r.addresses(value, 0); len(list) > 0 {
		return list[0]
	}
	return ""
}

// text is a string, or the first of a list, with entities undone and white space folded; it has no
// more than most bytes. "" for all else.
func text(value any, most int) string {
	if list, ok := value.([]any); ok && len(list) > 0 {
		value = list[0]
	}
	if wrapped, ok := value.(map[string]any); ok {
		value = wrapped["@value"]
	}
	s, _ := value.(string)
	s = strings.ToValidUTF8(s[:min(len(s), 8*most)], "") // white space may go
	s = strings.Join(strings.Fields(html.UnescapeString(s)), " ")
	return strings.ToValidUTF8(s[:min(len(s), most)], "")
}
