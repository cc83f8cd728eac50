// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package feed

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"

	"hearsay"
	"hearsay/internal/safexml"
)

// sitemapMax is the most entries of a sitemap, as its standard has it.
const sitemapMax = 50_000

// place is one <url> or <sitemap>, as it is written.
type place struct {
	loc, lastmod, published, title, paper, language, keywords strings.Builder
}

// field is where the text of an element goes, by its name and that of its parent;
// nil when nobody reads it. Images and films of a page have a loc and title, too.
func (p *place) field(parent, name string) *strings.Builder {
	switch parent + "/" + name {
	case "url/loc", "sitemap/loc":
		return &p.loc
	case "url/lastmod", "sitemap/lastmod":
		return &p.lastmod
	case "news/publication_date":
		return &p.published
	case "news/title":
		return &p.title
	case "news/keywords":
		return &p.keywords
	case "publication/name":
		return &p.paper
	case "publication/language":
		return &p.language
	}
	return nil
}

// parseSitemap reads a sitemap or an index of sitemaps, element by element.
func parseSitemap(text []byte, base string, kind Kind) (*Feed, error) {
	f := &Feed{Kind: kind}
	s := safexml.NewScanner(text, safexml.Limits{Elements: 2_000_000})
	read := clockOf("", base)
	var path []string
	var now *place
	n := 0
	for {
		token, err := s.Next()
		if err != nil {
			return f, f.sitemapEnd(err, n)
		}
		switch t := token.(type) {
		case xml.StartElement:
			path = append(path, strings.ToLower(t.Name.Local))
			if len(path) == 2 && (path[1] == "url" || path[1] == "sitemap") {
				now = &place{}
			}
		case xml.CharData:
			if now != nil && len(path) > 2 {
				add(now.field(path[len(path)-2], path[len(path)-1]), t)
			}
		case xml.EndElement:
			if len(path) == 2 && now != nil {
				if n++; n <= sitemapMax {
					f.add(n, f.fromPlace(now, base, read))
				}
				now = nil
			}
			if len(path) == 1 {
				return f, f.sitemapEnd(io.EOF, n)
			}
			path = path[:max(len(path)-1, 0)]
		}
	}
}

// add appends text to a field, as far as an address can be long.
func add(field *strings.Builder, text []byte) {
	if field != nil {
		field.Write(text[:min(len(text), max(addressMax+1-field.Len(), 0))])
	}
}

// sitemapEnd says what is missing when reading ended with err behind n entries.
func (f *Feed) sitemapEnd(err error, n int) error {
	if n > sitemapMax {
		f.skip(0, "it has %d entries more than the %d that are read", n-sitemapMax, sitemapMax)
	}
	switch {
	case err == io.EOF:
		return nil
	case n == 0:
		return err
	}
	f.skip(0, "it was read up to its entry %d: %v", n, err)
	return nil
}

func (f *Feed) fromPlace(p *place, base string, read clock) Entry {
	e := Entry{Title: plain(p.title.String()), Language: line(p.language.String()), Categories: labels(strings.Split(p.keywords.String(), ","))}
	if p.loc.Len() <= addressMax {
		e.address(base, p.loc.String())
	} else {
		e.problem("its address is longer than 8 KB")
	}
	if e.Address == "" {
		e.Title = "" // what has no address is of no use in a sitemap
	}
	f.Title = cmp.Or(f.Title, plain(p.paper.String()))
	e.Published = read.read(&e, basisPublished, nil, p.published.String())
	e.Updated = read.read(&e, basisUpdated, nil, p.lastmod.String())
	return e
}

// unzip unpacks a body that is gzip, as sitemaps are often kept; it reads no more
// than what is read of a feed, and says so when there was more.
func (f *Feed) unzip(body []byte) ([]byte, error) {
	if !bytes.HasPrefix(body, []byte("\x1f\x8b")) {
		return body, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%w: it is gzip, but cannot be unpacked: %v", hearsay.ErrCorrupt, err)
	}
	out, err := io.ReadAll(io.LimitReader(z, bytesMax+1))
	switch {
	case err != nil && len(out) == 0:
		return nil, fmt.Errorf("%w: it is gzip, but cannot be unpacked: %v", hearsay.ErrCorrupt, err)
	case err != nil:
		f.skip(0, "it breaks off while it is unpacked: %v", err)
	}
	return out, nil
}
