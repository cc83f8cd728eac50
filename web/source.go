// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"hearsay"
	"hearsay/store"
	"hearsay/watch"
	"hearsay/wire"
)

// mostShowings is how many entries of a source are given at once: each is looked for among the articles.
const mostShowings = 200

func sourcePageAsks() []param {
	return []param{{name: "show", kind: aChoice, choices: []string{"troubled"}, says: "troubled for only the entries whose page could not be had; all when not said"}}
}

// sourcePage is the page at "/sources/ID".
type sourcePage struct {
	frame
	Source    wire.SourcePage
	Own       string
	Tabs      []tab
	Changes   bool // the visitor may change this source
	Watching  bool
	Keeps     []keepChoice
	EveryText string
	Earlier   string // address of what was shown earlier
}

// sourceAsked is the source that the path names. Error: ErrNotFound.
func (s *site) sourceAsked(r *http.Request) (store.Source, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || id < 1 || s.opt.Sources == nil {
		return store.Source{}, errNoSources
	}
	return s.opt.Sources.Named(r.Context(), strconv.FormatInt(id, 10))
}

func (s *site) sourceJSON(r *http.Request) (wire.SourcePage, error) {
	src, err := s.sourceAsked(r)
	if err != nil {
		return wire.SourcePage{}, err
	}
	return s.newSource(r, &src)
}

// newSource is a source with what it showed, as far as a visitor may see it.
func (s *site) newSource(r *http.Request, src *store.Source) (out wire.SourcePage, err error) {
	after, offset, limit, err := place(r)
	if err != nil {
		return out, err
	}
	p, err := s.opt.Sources.Showings(r.Context(), src, r.FormValue("show") == "troubled", after, offset, min(limit, mostShowings))
	if err != nil {
		return out, err
	}
	out.Source = watch.ViewOf(src)
	s.veil(r, &out.Source)
	out.Keeps = "All text is kept: no rule is for this source, its collection or all."
	if rule, ok, err := s.opt.Sources.Rule(src); err != nil {
		return out, err
	} else if ok {
		out.Keeps = s.sayRule(src, &rule, out.Source.Title)
	}
	out.Entries = []wire.SourceEntry{}
	for i := range p.Rows {
		e, err := s.newEntry(r.Context(), src, &p.Rows[i])
		if err != nil {
			return out, err
		}
		out.Entries = append(out.Entries, e)
	}
	out.Next = cursorText(r, p.Next)
	return out, nil
}

// sayRule says which rule of keeping holds, and where it is from.
func (s *site) sayRule(src *store.Source, rule *hearsay.Retention, title string) string {
	after := "at once"
	if rule.Days > 0 {
		after = "after " + many(rule.Days, "day", "days")
	}
	from := fmt.Sprintf("by rule %d, which is for all articles", rule.N)
	switch {
	case rule.N == 0:
		from = "by its own rule"
	case rule.Scope == hearsay.OfSource:
		from = fmt.Sprintf("by rule %d, which is for the source %s", rule.N, title)
	case rule.Scope == hearsay.OfCollection:
		from = fmt.Sprintf("by rule %d, which is for the collection %s", rule.N, src.Collection)
	}
	return fmt.Sprintf("What it showed first is kept so: %s, %s, %s. “hearsay retain apply” carries rules out.", rule.Level, after, from)
}

// newEntry converts an entry, with the article of its page.
func (s *site) newEntry(ctx context.Context, src *store.Source, e *store.Showing) (wire.SourceEntry, error) {
	out := wire.NewSourceEntry(e.GUID, e.Address, e.Problem, e.Visits, e.Seen, e.Published, e.Visited, e.Due)
	if src.Kind == store.FolderSource || e.Address == "" {
		return out, nil
	}
	found, err := s.engine.AtAddress(ctx, e.Address)
	if n := len(found); n > 0 && err == nil {
		out.Article, out.Headline, out.Versions = found[n-1].ID.String(), found[n-1].Headline, n
	}
	return out, err
}

func (s *site) source(r *http.Request) (response, error) {
	if show := r.FormValue("show"); show != "" && show != "troubled" {
		return response{}, fmt.Errorf("%w: show %.40q is not known", hearsay.ErrInvalid, show)
	}
	found, err := s.sourceJSON(r)
	if err != nil {
		return response{}, err
	}
	v := &found.Source
	own := fmt.Sprintf("/sources/%d", v.ID)
	page := sourcePage{frame: s.frame(nameOfSource(v), "/sources"), Source: found, Own: own, Watching: s.opt.Watching}
	who := s.visitorOf(r)
	page.Changes = who.Writes() && (v.Kind != string(store.FolderSource) || who.Governs())
	page.Twin = own + ".json"
	troubled := r.FormValue("show") == "troubled"
	page.Tabs = []tab{{"all", own, !troubled}, {"with a problem", own + "?show=troubled", troubled}}
	if found.Next != "" {
		page.Earlier = nextAddress(r, found.Next)
	}
	page.Keeps, page.EveryText = keepChoices(v.Keep), everyText(v.Every)
	return response{view: "source", page: page}, nil
}

// nameOfSource is what a source is called.
func nameOfSource(v *wire.Source) string {
	switch {
	case v.Title != "":
		return v.Title
	case v.Address != "":
		return v.Address
	}
	return "a folder"
}
