// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package feed

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"

	"hearsay/prose"

	"github.com/mmcdole/gofeed/atom"

	"hearsay"
)

func parseAtom(text []byte, base string) (*Feed, error) {
	f := &Feed{Kind: Atom}
	pruned, err := prune(text, f)
	if err != nil {
		return nil, err
	}
	got, err := (&atom.Parser{}).Parse(bytes.NewReader(pruned))
	if err != nil {
		return nil, fmt.Errorf("%w: %s", hearsay.ErrCorrupt, prose.Clip(line(err.Error()), 200))
	}
	f.Version, f.Title, f.Language = line(got.Version), plain(got.Title), line(got.Language)
	f.Self, f.Hub = resolve(base, linkOf(got.Links, "self")), resolve(base, linkOf(got.Links, "hub"))
	base = cmp.Or(base, f.Self)
	f.Address = resolve(base, cmp.Or(linkOf(got.Links, "alternate"), linkOf(got.Links, "")))
	f.Every = period(first(got.Extensions, "sy", "updatePeriod"), first(got.Extensions, "sy", "updateFrequency"))
	base = cmp.Or(base, f.Address)
	read := clockOf(f.Language, cmp.Or(f.Address, base))
	authors := people(got.Authors)
	for i, entry := range got.Entries {
		f.add(i+1, fromAtom(entry, base, authors, read))
	}
	return f, nil
}

func fromAtom(entry *atom.Entry, base, authors string, read clock) Entry {
	x := entry.Extensions
	e := Entry{
		ID:    line(prose.Clip(entry.ID, addressMax)),
		Title: plain(entry.Title),
	}
	e.Author = cmp.Or(people(entry.Authors), names(all(x, "dc", "creator")...))
	if s := entry.Source; s != nil {
		e.Source = origin(s.Title, resolve(base, linkOf(s.Links, "alternate")))
	} else if e.Author == "" {
		e.Author = authors
	}
	e.Summary = e.markup("summary", entry.Summary)
	src := ""
	if c := entry.Content; c != nil {
		e.Content, src = e.markup("content", c.Value), c.Src
	}
	for _, c := range entry.Categories {
		e.Categories = append(e.Categories, cmp.Or(c.Label, c.Term))
	}
	e.Categories = labels(append(e.Categories, all(x, "dc", "subject")...))
	e.address(base, first(x, "feedburner", "origLink"), linkOf(entry.Links, "alternate"), linkOf(entry.Links, ""), src, permalink(e.ID))
	e.Published = read.read(&e, basisPublished, entry.PublishedParsed, entry.Published, first(x, "dc", "date"))
	e.Updated = read.read(&e, basisUpdated, entry.UpdatedParsed, entry.Updated)
	return e
}

// linkOf returns the address of a link of that relation, best one to a page.
func linkOf(links []*atom.Link, rel string) string {
	found := ""
	for _, l := range links {
		switch {
		case l.Rel != rel && !(rel == "alternate" && strings.HasSuffix(l.Rel, "/alternate")):
		case l.Type == "" || strings.Contains(l.Type, "html"):
			return l.Href
		case found == "":
			found = l.Href
		}
	}
	return found
}

func people(list []*atom.Person) string {
	var out []string
	for _, p := range list {
		out = append(out, cmp.Or(p.Name, p.Email))
	}
	return names(out...)
}
