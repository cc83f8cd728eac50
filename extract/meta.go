// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"hearsay/claimreview"
)

// facts is what a page says of itself in its machine-readable parts, as it says
// it. Nothing is believed here; see headline, byline and dates.
type facts struct {
	metas     []pair // name or property, lower case, and content
	canonical string // href of link rel=canonical
	title     string // of the head
	lang      string // of the html element
	h1        []string
	times     []pair // machine-readable and visible text of time elements
	people    []string
	articles  []object          // JSON-LD objects of article types, then of pages
	byID      map[string]object // JSON-LD objects that others refer to
	base      string            // href of base
	reviews   []checked
}

type pair struct{ name, value string }

// object is a JSON-LD object.
type object map[string]any

// factsOf walks the tree once.
func factsOf(doc *html.Node) *facts {
	f := &facts{byID: map[string]object{}}
	var pages []object
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "script" && strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") {
			data := linkedData(textOf(n))
			articles, others := pageObjects(data, f.byID)
			f.articles = append(f.articles, articles...)
			pages = append(pages, others...)
			for _, r := range claimreview.In(data) {
				f.reviews = append(f.reviews, checked{r, "json-ld"})
			}
			continue
		}
		f.take(n)
		f.reviews = append(f.reviews, reviewsIn(n)...)
	}
	f.articles = append(f.articles, pages...)
	return f
}

func (f *facts) take(n *html.Node) {
	switch n.Data {
	case "html":
		f.lang = attr(n, "lang")
	case "base":
		f.base = attr(n, "href")
	case "title":
		if f.title == "" && !inside(n, "svg") {
			f.title = clean(textOf(n))
		}
	case "meta":
		f.meta(n)
	case "link":
		if strings.EqualFold(attr(n, "rel"), "canonical") && f.canonical == "" {
			f.canonical = strings.TrimSpace(attr(n, "href"))
		}
	case "h1":
		if t := clean(textOf(n)); t != "" {
			f.h1 = append(f.h1, t)
		}
	case "time":
		f.times = append(f.times, pair{timeName(n), attr(n, "datetime")}, pair{"visible", clean(textOf(n))})
	}
	if prop := attr(n, "itemprop"); n.Data != "meta" && n.Data != "time" && strings.HasPrefix(prop, "date") {
		f.metas = append(f.metas, pair{strings.ToLower(prop), firstOf(attr(n, "content"), attr(n, "datetime"), attr(n, "title"), clean(textOf(n)))})
	}
	if byPerson(n) && !ofClaim(n) {
		f.people = append(f.people, clean(textOf(n)))
	}
}

func (f *facts) meta(n *html.Node) {
	value := clean(attr(n, "content"))
	for _, key := range []string{"name", "property", "itemprop", "http-equiv"} {
		if name := strings.ToLower(strings.TrimSpace(attr(n, key))); name != "" && value != "" {
			f.metas = append(f.metas, pair{name, value})
		}
	}
}

// timeName says whether a time element claims to be the time of publication.
func timeName(n *html.Node) string {
	prop := attr(n, "itemprop") + " " + attr(n, "class") + " " + attr(n, "property")
	if slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "pubdate" }) ||
		containsFold(prop, "publish") || containsFold(prop, "pubdate") || containsFold(prop, "entry-date") {
		return "published"
	}
	if containsFold(prop, "modified") || containsFold(prop, "update") {
		return "modified"
	}
	return "time"
}

// byPerson reports whether an element names the author by its markup.
func byPerson(n *html.Node) bool {
	switch {
	case n.Data == "a" && slices.Contains(strings.Fields(strings.ToLower(attr(n, "rel"))), "author"):
		return true
	case n.Data == "meta" || n.Data == "link":
		return false
	}
	return attr(n, "itemprop") == "author" || slices.ContainsFunc(strings.Fields(attr(n, "class")), func(c string) bool {
		switch strings.ToLower(c) {
		case "byline", "author", "author-name", "byline-name", "byline__name", "article-author", "post-author",
			"entry-author", "article__author", "autor", "c-byline__author", "author__name", "byline__author":
			return true
		}
		return false
	})
}

// get returns the contents of all meta elements of these names, in the order of
// the names.
func (f *facts) get(names ...string) []pair {
	var out []pair
	for _, name := range names {
		for _, m := range f.metas {
			if m.name == name {
				out = append(out, m)
			}
		}
	}
	return out
}

// linkedData parses one JSON-LD script. Pages write it by hand, so control
// characters and comment marks are forgiven; what still does not parse is
// dropped, since the visible page says the same.
func linkedData(script string) any {
	script = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, script)
	script = strings.TrimSpace(script)
	for _, mark := range []string{"<!--", "//<![CDATA[", "/*<![CDATA[*/"} {
		script = strings.TrimPrefix(script, mark)
	}
	for _, mark := range []string{"-->", "//]]>", "/*]]>*/", ";"} {
		script = strings.TrimSuffix(strings.TrimSpace(script), mark)
	}
	var v any
	if json.Unmarshal([]byte(script), &v) != nil && json.Unmarshal([]byte(trailingComma.ReplaceAllString(script, "$1")), &v) != nil {
		return nil
	}
	return v
}

// pageObjects are the objects of JSON-LD that say something of the page.
func pageObjects(data any, byID map[string]object) (articles, others []object) {
	gatherObjects(data, 0, func(o object) {
		if id, ok := o["@id"].(string); ok && o["name"] != nil {
			byID[id] = o
		}
		switch types := strings.ToLower(strings.Join(o.strings("@type"), " ")); {
		case strings.Contains(types, "article") || strings.Contains(types, "posting") || strings.Contains(types, "report"):
			articles = append(articles, o)
		case strings.Contains(types, "webpage") || strings.Contains(types, "recipe") || strings.Contains(types, "videoobject"):
			others = append(others, o)
		}
	})
	return articles, others
}

// trailingComma is what hand-written JSON most often has and may not.
var trailingComma = regexp.MustCompile(`,\s*([}\]])`)

// gatherObjects calls f for the objects of a JSON-LD value that stand for the
// page itself: at the top, in lists, in @graph and as main entity.
func gatherObjects(v any, depth int, f func(object)) {
	if depth > 6 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			gatherObjects(item, depth+1, f)
		}
	case map[string]any:
		f(object(v))
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			if inner, ok := v[key]; ok {
				gatherObjects(inner, depth+1, f)
			}
		}
	}
}

// strings returns the values of a key: a string, the names of an object, or
// those of a list of either.
func (o object) strings(key string) []string { return namesIn(o[key], 0) }

// named is like strings, and follows references to objects elsewhere.
func (f *facts) named(v any) []string {
	switch v := v.(type) {
	case []any:
		var out []string
		for _, item := range v {
			out = append(out, f.named(item)...)
		}
		return out
	case map[string]any:
		if id, ok := v["@id"].(string); ok && v["name"] == nil && f.byID[id] != nil {
			return f.byID[id].strings("name")
		}
	}
	return namesIn(v, 0)
}

func namesIn(v any, depth int) []string {
	switch v := v.(type) {
	case string:
		if s := clean(html.UnescapeString(v)); s != "" {
			return []string{s}
		}
	case []any:
		var out []string
		for _, item := range v {
			if depth < 4 {
				out = append(out, namesIn(item, depth+1)...)
			}
		}
		return out
	case map[string]any:
		if name, ok := v["name"]; ok {
			return namesIn(name, depth+1)
		}
		if id, ok := v["@id"].(string); ok && strings.HasPrefix(id, "http") {
			return []string{id}
		}
	}
	return nil
}

// ld returns the values of a key over all JSON-LD objects, articles first.
func (f *facts) ld(key string) []string {
	var out []string
	for _, o := range f.articles {
		out = append(out, o.strings(key)...)
	}
	return out
}

// textOf is the text below a node, as it stands.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && (n.Data == "script" || !rawElements[d.Parent.Data]) {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func inside(n *html.Node, name string) bool {
	return beneath(n, func(up *html.Node) bool { return up.Data == name })
}

// clean folds white space and drops what no reader sees.
func clean(s string) string {
	s, _ = reveal(s)
	return strings.Join(strings.Fields(s), " ")
}

func containsFold(s, sub string) bool {
	return strings.Contains(strings.ToLower(s), sub)
}

// resolve makes an address of the page absolute; "" when it is no web address.
func resolve(base, href string) string {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil {
		return ""
	}
	if b, err := url.Parse(base); err == nil && base != "" {
		u = b.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	u.Fragment = ""
	return u.String()
}
