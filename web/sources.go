// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"hearsay"
	"hearsay/account"
	"hearsay/search"
	"hearsay/store"
	"hearsay/watch"
	"hearsay/wire"
)

// sourceRoutes are the addresses of what the library watches.
func (s *site) sourceRoutes() []route {
	read := []string{http.MethodGet, http.MethodHead}
	post := []string{http.MethodPost}
	both := append([]string{http.MethodPost}, read...)
	return []route{
		{"/sources.opml", read, account.Write, page{html: s.sourcesOPML}},
		{"/sources/add", both, account.Write, page{html: s.addSource}},
		{"/sources/folder", post, account.Admin, page{html: s.addFolder}},
		{"/sources/import", post, account.Write, page{html: s.importSources}},
		{"/sources/{id}/change", post, account.Write, page{html: s.changeSource}},
		{"/sources/{id}/remove", both, account.Write, page{html: s.removeSource}},
		{"/sources/{id}", read, account.Read, page{
			html: s.source, json: gives(s.sourceJSON), id: ofSource, rows: mostShowings, goesOn: true,
			says: "One source: how it goes, which rule of keeping holds, and what it showed, the latest first.", asks: sourcePageAsks(),
		}},
		{"/sources", read, account.Read, page{
			html: s.sources, json: gives(s.sourcesJSON), csv: lists(wire.SourceColumns, s.sourcesCSV),
			says: "What the library watches, by collection and name, and how that goes.", asks: sourceAsks(), rows: maxRows, goesOn: true,
		}},
	}
}

func sourceAsks() []param {
	return []param{
		{name: "collection", kind: aText, most: maxLinked, says: "only sources of this collection"},
		{name: "tag", kind: aText, most: maxLinked, says: "only sources with this tag"},
		{name: "state", kind: aChoice, choices: watch.States(), says: "only sources in this state; all when not said"},
	}
}

// errNoSources is the error of a library that is shown without its sources.
var errNoSources = fmt.Errorf("%w: there are no sources here", hearsay.ErrNotFound)

// sourcesPage is the page at "/sources".
type sourcesPage struct {
	frame
	watch.Picked
	Pick          watch.Pick
	Rows          []wire.Source
	Offset        int
	Tabs          []tab // one for each state
	Watching      bool  // this program looks at them
	Writes        bool
	Before, After string
}

// pickOf reads which sources a request means.
func pickOf(r *http.Request) (watch.Pick, error) {
	p := watch.Pick{Collection: r.FormValue("collection"), Tag: r.FormValue("tag"), State: r.FormValue("state")}
	if p.State != "" && !slices.Contains(watch.States(), p.State) {
		return p, fmt.Errorf("%w: state %.40q is none of %s", hearsay.ErrInvalid, p.State, strings.Join(watch.States(), ", "))
	}
	return p, nil
}

func pickQuery(p watch.Pick) url.Values {
	v := url.Values{}
	for name, value := range map[string]string{"collection": p.Collection, "tag": p.Tag, "state": p.State} {
		if value != "" {
			v.Set(name, value)
		}
	}
	return v
}

// picked are the sources that a request means, as far as it may see them.
func (s *site) picked(r *http.Request) (*watch.Picked, watch.Pick, error) {
	p, err := pickOf(r)
	if err != nil || s.opt.Sources == nil {
		return &watch.Picked{}, p, err
	}
	found, err := s.opt.Sources.Select(r.Context(), p)
	if err != nil {
		return nil, p, err
	}
	for i := range found.Sources {
		s.veil(r, &found.Sources[i])
	}
	return found, p, nil
}

// veil takes from a source what a visitor is not told: where a folder is on the server is
// the business of its admin, and the query of an address, which may be the key of a
// subscription, that of those who may change sources.
func (s *site) veil(r *http.Request, v *wire.Source) {
	who := s.visitorOf(r)
	if v.Kind == string(store.FolderSource) {
		if !who.Governs() {
			hideAddress(v, "", "the folder")
		}
		return
	}
	if shown, cut := keyless(v.Address); cut && !who.Writes() {
		hideAddress(v, shown, shown)
	}
}

// hideAddress gives a source another address, and says called for it in all its texts.
func hideAddress(v *wire.Source, address, called string) {
	hide := func(text string) string { return strings.ReplaceAll(text, v.Address, called) }
	v.Title, v.Problem, v.Paused = hide(v.Title), hide(v.Problem), hide(v.Paused)
	for i := range v.Why {
		v.Why[i] = hide(v.Why[i])
	}
	v.Address = address
}

// keyless is an address without its query, its password and its fragment, and whether it
// had one.
func keyless(address string) (string, bool) {
	u, err := url.Parse(address)
	if err != nil {
		return "an address", true // nobody can tell what of it is a key
	}
	if u.User == nil && u.RawQuery == "" && u.Fragment == "" {
		return address, false
	}
	u.User, u.Fragment = nil, ""
	if u.RawQuery != "" {
		u.RawQuery = "…"
	}
	return u.String(), true
}

func (s *site) sources(r *http.Request) (response, error) {
	if s.opt.Sources == nil {
		return response{}, errNoSources
	}
	found, pick, err := s.picked(r)
	if err != nil {
		return response{}, err
	}
	offset, limit, err := window(r, pageRows)
	if err != nil {
		return response{}, err
	}
	page := sourcesPage{frame: s.frame("Sources", "/sources"), Picked: *found, Pick: pick, Offset: offset, Watching: s.opt.Watching, Writes: s.visitorOf(r).Writes()}
	all := found.Sources
	page.Rows = all[min(offset, len(all)):min(offset+limit, len(all))]
	q := pickQuery(pick)
	page.Before, page.After = neighbours("/sources", q, rows{offset, len(page.Rows), len(all), limit})
	page.Twin, page.Table = pageAddress("/sources.json", q, offset, limit), pageAddress("/sources.csv", q, 0, pageSize)
	page.Tabs = stateTabs(found.States, pick)
	return response{view: "sources", page: page}, nil
}

// stateTabs lead to the sources in each state that there is.
func stateTabs(states []watch.Tally, pick watch.Pick) []tab {
	at := func(state string) string {
		p := pick
		p.State = state
		return pageAddress("/sources", pickQuery(p), 0, pageSize)
	}
	all, out := 0, []tab{}
	for _, t := range states {
		all += t.Sources
		if t.Sources > 0 || t.Value == pick.State {
			out = append(out, tab{t.Value + " " + grouped(t.Sources), at(t.Value), t.Value == pick.State})
		}
	}
	return append([]tab{{"all " + grouped(all), at(""), pick.State == ""}}, out...)
}

// picks is what a filter offers.
type picks struct {
	Name, Label string
	Of          []watch.Tally
	Now         string
}

// newPicks offers what there is, and what was picked even when there is none.
func newPicks(name, label string, of []watch.Tally, now string) picks {
	if now != "" && !slices.ContainsFunc(of, func(t watch.Tally) bool { return t.Value == now }) {
		of = append([]watch.Tally{{Value: now}}, of...)
	}
	return picks{name, label, of, now}
}

func (s *site) sourcesJSON(r *http.Request) (wire.Sources, error) {
	after, offset, limit, err := place(r)
	if err != nil {
		return wire.Sources{}, err
	}
	found, _, err := s.picked(r)
	if err != nil {
		return wire.Sources{}, err
	}
	list := found.Sources
	out := wire.Sources{Total: len(list), Offset: offset, Watching: s.opt.Watching, Sources: []wire.Source{}}
	if !after.IsZero() {
		mark := watch.Place{Name: string(after.ID), ID: after.Keys[0]}
		i, _ := slices.BinarySearchFunc(list, mark, func(v wire.Source, m watch.Place) int { return cmp.Or(watch.PlaceOf(&v).Compare(m), -1) })
		list = list[i:]
	}
	list = list[min(offset, len(list)):]
	if len(list) > limit {
		list = list[:limit]
		last := watch.PlaceOf(&list[limit-1])
		out.Next = cursorText(r, search.Mark{Keys: []int64{last.ID}, ID: []byte(last.Name)})
	}
	out.Sources = append(out.Sources, list...)
	return out, nil
}

func (s *site) sourcesCSV(r *http.Request) (lines[wire.Source], error) {
	found, _, err := s.picked(r)
	if err != nil {
		return nil, err
	}
	return func(add func(wire.Source) error) (string, error) {
		for i := range found.Sources {
			if err := add(found.Sources[i]); err != nil {
				return "", err
			}
		}
		return "", nil
	}, nil
}
