// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package feed

import (
	"bytes"
	"cmp"
	"fmt"

	"hearsay/prose"

	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"

	"hearsay"
)

func parseRSS(text []byte, base string) (*Feed, error) {
	f := &Feed{Kind: RSS}
	pruned, err := prune(text, f)
	if err != nil {
		return nil, err
	}
	got, err := (&rss.Parser{}).Parse(bytes.NewReader(pruned))
	if err != nil {
		return nil, fmt.Errorf("%w: %s", hearsay.ErrCorrupt, prose.Clip(line(err.Error()), 200))
	}
	f.Version = line(got.Version)
	f.Title = plain(cmp.Or(got.Title, first(got.Extensions, "dc", "title")))
	f.Self = resolve(base, atomLink(got.Extensions, "self"))
	f.Hub = resolve(base, atomLink(got.Extensions, "hub"))
	f.Address = resolve(cmp.Or(base, f.Self), cmp.Or(got.Link, atomLink(got.Extensions, "alternate"), atomLink(got.Extensions, "")))
	f.Language = line(cmp.Or(got.Language, first(got.Extensions, "dc", "language")))
	f.Every = cmp.Or(minutes(got.TTL), period(first(got.Extensions, "sy", "updatePeriod"), first(got.Extensions, "sy", "updateFrequency")))
	base = cmp.Or(base, f.Self, f.Address)
	read := clockOf(f.Language, cmp.Or(f.Address, base))
	for i, item := range got.Items {
		f.add(i+1, fromRSS(item, base, read))
	}
	return f, nil
}

func fromRSS(item *rss.Item, base string, read clock) Entry {
	x := item.Extensions
	e := Entry{
		Title:      plain(cmp.Or(item.Title, first(x, "dc", "title"))),
		Author:     names(append(all(x, "dc", "creator"), all(x, "dc", "author")...)...),
		Language:   line(first(x, "dc", "language")),
		Categories: labels(append(values(item.Categories), all(x, "dc", "subject")...)),
	}
	if e.Author == "" {
		e.Author = cmp.Or(names(person(item.Author)), names(first(x, "itunes", "author")))
	}
	e.Summary = e.markup("description", cmp.Or(item.Description, first(x, "dc", "description"), first(x, "itunes", "summary")))
	e.Content = e.markup("content", cmp.Or(item.Content, item.Custom["encoded"]))
	if s := item.Source; s != nil {
		e.Source = origin(s.Title, resolve(base, s.URL))
	}
	page := ""
	if item.GUID != nil {
		e.ID = line(prose.Clip(item.GUID.Value, addressMax))
		if item.GUID.IsPermalink != "false" && resolve("", e.ID) != "" {
			page = e.ID
		}
	}
	e.address(base, first(x, "feedburner", "origLink"), item.Link, atomLink(x, "alternate"), atomLink(x, ""), page)
	e.Published = read.read(&e, basisPublished, item.PubDateParsed, item.PubDate, first(x, "dc", "date"), first(x, "atom", "published"))
	e.Updated = read.read(&e, basisUpdated, nil, first(x, "atom", "updated"))
	return e
}

func values(list []*rss.Category) []string {
	var out []string
	for _, c := range list {
		out = append(out, c.Value)
	}
	return out
}

// all returns the texts of an extension by the prefix that gofeed gives it.
func all(x ext.Extensions, prefix, name string) []string {
	var out []string
	for _, e := range x[prefix][name] {
		if e.Value != "" {
			out = append(out, e.Value)
		}
	}
	return out
}

func first(x ext.Extensions, prefix, name string) string {
	if list := all(x, prefix, name); len(list) > 0 {
		return list[0]
	}
	return ""
}

// atomLink returns the address of the first Atom link of that relation in a feed
// that is RSS.
func atomLink(x ext.Extensions, rel string) string {
	for _, prefix := range []string{"atom", "atom10", "atom03"} {
		for _, link := range x[prefix]["link"] {
			if link.Attrs["rel"] == rel {
				return link.Attrs["href"]
			}
		}
	}
	return ""
}
