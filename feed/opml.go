// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package feed

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"hearsay"
	"hearsay/internal/safexml"
	"hearsay/prose"
)

// List is a list of feeds, as readers of feeds exchange them (OPML 2.0).
type List struct {
	Title   string
	Feeds   []Listed
	Skipped []Skipped // Entry counts the outlines
}

// Listed is one feed of a list.
type Listed struct {
	Title   string
	Address string // of the feed, or of the page or sitemap
	Site    string // address of the site; may be empty
	// Folder is the folder that it lies in, the outermost first; empty for none.
	Folder []string
	Tags   []string
	Kind   Kind // RSS also for Atom, which OPML does not tell apart; Page or Sitemap only in lists of ours
	// Selector finds the links of a Page.
	Selector string
}

// listedMax is the most feeds of a list; folderMax the most levels of folders.
const (
	listedMax = 20_000
	folderMax = 10
)

// opmlSpace names the two attributes that OPML lacks.
const opmlSpace = "urn:hearsay:opml"

// ParseOPML reads a list of feeds. Outlines that are neither a feed nor a folder are
// named in Skipped. An address that stands in several folders comes as often. Errors
// are as for [Parse].
func ParseOPML(body []byte, contentType string) (*List, error) {
	root, err := safexml.Parse(safexml.Text(body, contentType), safexml.Limits{})
	switch {
	case root == nil:
		return nil, fmt.Errorf("read OPML: %w", err)
	case !strings.EqualFold(root.Name, "opml"):
		return nil, fmt.Errorf("read OPML: %w: this is no list of feeds but %q", hearsay.ErrInvalid, prose.Clip(root.Name, 40))
	case err != nil:
		return nil, fmt.Errorf("read OPML: %w; nothing was taken from it", err)
	}
	l := &List{Title: line(root.Child("head", "title").Text())}
	l.outlines(root.Child("body"), nil, new(int))
	return l, nil
}

func (l *List) outlines(in *safexml.Node, folder []string, n *int) {
	for _, o := range in.All("outline") {
		*n++
		title := line(cmp.Or(o.Value("title"), o.Value("text")))
		listed, ok := fromOutline(o, title, folder)
		switch {
		case ok && len(l.Feeds) == listedMax:
			l.skip(*n, "more than %d feeds", listedMax)
			return
		case ok:
			l.Feeds = append(l.Feeds, listed)
		case len(o.Children) == 0:
			l.skip(*n, "%q has no address of a feed", prose.Clip(title, 80))
		}
		if len(o.Children) == 0 {
			continue
		}
		inner := folder
		if !ok && title != "" && len(folder) < folderMax {
			inner = append(slices.Clone(folder), title)
		}
		l.outlines(o, inner, n)
	}
}

func fromOutline(o *safexml.Node, title string, folder []string) (Listed, bool) {
	out := Listed{Title: title, Site: resolve("", o.Value("htmlUrl")), Folder: folder, Kind: RSS}
	address := o.Value("xmlUrl")
	switch kind := Kind(o.Value("kind")); {
	case address != "":
	case kind == Page || kind == Sitemap || kind == SitemapIndex:
		address, out.Kind, out.Selector = o.Value("url"), kind, line(o.Value("selector"))
	}
	if rest, ok := strings.CutPrefix(address, "feed://"); ok {
		address = "http://" + rest
	}
	if out.Address = resolve("", address); out.Address == "" {
		return out, false
	}
	if c := o.Value("category"); c != "" {
		out.Tags = labels(strings.Split(c, ","))
	}
	out.Title = cmp.Or(title, out.Address)
	return out, true
}

func (l *List) skip(n int, format string, args ...any) {
	if len(l.Skipped) < listedMax {
		l.Skipped = append(l.Skipped, Skipped{n, fmt.Sprintf(format, args...)})
	}
}

// outline is one as it is written.
type outline struct {
	XMLName  xml.Name   `xml:"outline"`
	Text     string     `xml:"text,attr"`
	Title    string     `xml:"title,attr,omitempty"`
	Type     string     `xml:"type,attr,omitempty"`
	XMLURL   string     `xml:"xmlUrl,attr,omitempty"`
	HTMLURL  string     `xml:"htmlUrl,attr,omitempty"`
	URL      string     `xml:"url,attr,omitempty"`
	Category string     `xml:"category,attr,omitempty"`
	Kind     string     `xml:"hearsay:kind,attr,omitempty"`
	Selector string     `xml:"hearsay:selector,attr,omitempty"`
	Outlines []*outline `xml:",omitempty"`
}

// OPML writes the list. [ParseOPML] reads an equal one, with folders in the order of their
// first feed and feeds in the order that they have in their folder.
func (l *List) OPML() ([]byte, error) {
	root := &outline{}
	folders := map[string]*outline{"": root}
	for _, f := range l.Feeds {
		in := root
		for i, name := range f.Folder {
			key := strings.Join(f.Folder[:i+1], "\x00")
			if folders[key] == nil {
				folders[key] = &outline{Text: line(name)}
				in.Outlines = append(in.Outlines, folders[key])
			}
			in = folders[key]
		}
		in.Outlines = append(in.Outlines, f.outline())
	}
	doc := struct {
		XMLName  xml.Name   `xml:"opml"`
		Version  string     `xml:"version,attr"`
		Space    string     `xml:"xmlns:hearsay,attr"`
		Title    string     `xml:"head>title"`
		Outlines []*outline `xml:"body>outline"`
	}{Version: "2.0", Space: opmlSpace, Title: line(l.Title), Outlines: root.Outlines}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", "  ")
	if err := e.Encode(doc); err != nil {
		return nil, fmt.Errorf("write OPML: %w", err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

func (f *Listed) outline() *outline {
	tags := make([]string, 0, len(f.Tags))
	for _, t := range f.Tags {
		tags = append(tags, strings.ReplaceAll(t, ",", " ")) // commas divide them
	}
	o := &outline{Text: line(f.Title), Title: line(f.Title), Type: "rss", XMLURL: f.Address, HTMLURL: f.Site, Category: strings.Join(tags, ",")}
	switch f.Kind {
	case Page, Sitemap, SitemapIndex:
		o.Type, o.XMLURL, o.URL, o.Kind, o.Selector = "link", "", f.Address, string(f.Kind), line(f.Selector)
	}
	return o
}
