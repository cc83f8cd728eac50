// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"hearsay"
	"hearsay/search"
	"hearsay/wire"
)

// speakersPage is the page at "/speakers".
type speakersPage struct {
	frame
	Name          string
	Kind          hearsay.AgentKind
	Kinds         []tab
	Total, Offset int
	Rows          []hearsay.Voice
	Invented      map[hearsay.VoiceID]bool // those of the sample library
	Before, After string                   // addresses of the neighbouring rows; "" at the ends
}

// tab is one of several views of a page.
type tab struct {
	Label, Address string
	Here           bool
}

func (s *site) speakers(r *http.Request) (response, error) {
	f, err := voiceFilter(r)
	if err != nil {
		return response{}, err
	}
	offset, limit, err := window(r, pageRows)
	if err != nil {
		return response{}, err
	}
	page := speakersPage{frame: s.frame("Speakers", "/speakers"), Name: f.Name, Kind: f.Kind, Offset: offset}
	page.Rows, page.Total, err = s.engine.Voices(r.Context(), f, offset, limit)
	if err != nil {
		return response{}, err
	}
	if page.Invented, err = s.inventedVoices(r.Context(), page.Rows); err != nil {
		return response{}, err
	}
	asked := asQuery(f)
	page.Before, page.After = neighbours("/speakers", asked, rows{offset, len(page.Rows), page.Total, limit})
	page.Twin, page.Table = pageAddress("/speakers.json", asked, offset, limit), pageAddress("/speakers.csv", asked, 0, pageSize)
	for _, k := range []struct {
		kind  hearsay.AgentKind
		label string
	}{{"", "All"}, {hearsay.Person, "People"}, {hearsay.Organization, "Organizations"}, {hearsay.Outlet, "Outlets"}} {
		to := pageAddress("/speakers", asQuery(search.VoiceFilter{Name: f.Name, Kind: k.kind}), 0, pageSize)
		page.Kinds = append(page.Kinds, tab{k.label, to, k.kind == f.Kind})
	}
	return response{view: "speakers", page: page}, nil
}

// speakerAsks are the parameters of a list of speakers.
func speakerAsks() []param {
	return []param{
		{name: "name", kind: aText, most: maxLinked, says: "words of the name"},
		{name: "kind", kind: aChoice, choices: []string{"person", "organization", "outlet"}, says: "only these; all when not said"},
	}
}

func (s *site) speakersJSON(r *http.Request) (wire.Voices, error) {
	f, err := voiceFilter(r)
	if err != nil {
		return wire.Voices{}, err
	}
	at, offset, limit, err := place(r)
	if err != nil {
		return wire.Voices{}, err
	}
	p, err := s.engine.VoicesAfter(r.Context(), f, at, offset, limit)
	if err != nil {
		return wire.Voices{}, err
	}
	out := wire.NewVoices(p.Rows, p.Total, offset)
	out.Next = cursorText(r, p.Next)
	made, err := s.inventedVoices(r.Context(), p.Rows)
	for i := range out.Speakers {
		out.Speakers[i].Sample = made[p.Rows[i].ID]
	}
	return out, err
}

// voiceFilter reads which speakers a request wants.
func voiceFilter(r *http.Request) (search.VoiceFilter, error) {
	f := search.VoiceFilter{Name: strings.TrimSpace(r.FormValue("name")), Kind: hearsay.AgentKind(r.FormValue("kind"))}
	switch f.Kind {
	case "", hearsay.Person, hearsay.Organization, hearsay.Outlet:
	default:
		return f, fmt.Errorf("kind %q: %w: person, organization or outlet", f.Kind, hearsay.ErrInvalid)
	}
	if len(f.Name) > maxLinked {
		return f, fmt.Errorf("name of %d bytes: %w", len(f.Name), hearsay.ErrTooLarge)
	}
	return f, nil
}

func asQuery(f search.VoiceFilter) url.Values {
	v := url.Values{}
	if f.Name != "" {
		v.Set("name", f.Name)
	}
	if f.Kind != "" {
		v.Set("kind", string(f.Kind))
	}
	return v
}

// speakerPage is the page at "/speakers/ID".
type speakerPage struct {
	frame
	Voice         *hearsay.VoiceView
	Tabs          []tab
	Said          []utterance
	Maybe         []utterance // of the same articles: no clear speaker, and perhaps this one
	Rulings       []hearsay.Ruling
	Decide        bool
	Names, Roles  []string // by which it can be split
	Before, After string
}

// utterance is a quotation with its article.
type utterance struct {
	said
	Article hearsay.Brief
	Address string // of the place in the article
}

func (s *site) speakerAsked(r *http.Request) (*hearsay.VoiceView, error) {
	id, err := pathID[hearsay.Voice](r, "speaker")
	if err != nil {
		return nil, err
	}
	return s.engine.Voice(r.Context(), id)
}

func (s *site) speakerJSON(r *http.Request) (wire.VoiceView, error) {
	at, offset, limit, err := place(r)
	if err != nil {
		return wire.VoiceView{}, err
	}
	voice, err := s.speakerAsked(r)
	if err != nil {
		return wire.VoiceView{}, err
	}
	p, err := s.engine.SaidBy(r.Context(), voice.ID, at, offset, limit)
	if err != nil {
		return wire.VoiceView{}, err
	}
	out := wire.NewVoiceView(voice, p.Rows)
	out.Next = cursorText(r, p.Next)
	made, err := s.inventedVoices(r.Context(), []hearsay.Voice{voice.Voice})
	out.Sample = made[voice.ID]
	return out, err
}

func (s *site) speaker(r *http.Request) (response, error) {
	offset, limit, err := window(r, pageRows)
	if err != nil {
		return response{}, err
	}
	voice, err := s.speakerAsked(r)
	if err != nil {
		return response{}, err
	}
	own := "/speakers/" + voice.ID.String()
	if r.PathValue("id") != voice.ID.String() {
		return response{location: own}, nil
	}
	p, err := s.engine.SaidBy(r.Context(), voice.ID, search.Mark{}, offset, limit)
	if err != nil {
		return response{}, err
	}
	list := p.Rows
	about, err := s.engine.About(r.Context(), voice, search.Mark{}, 0, 0)
	if err != nil {
		return response{}, err
	}
	rulings, err := s.engine.Rulings()
	if err != nil {
		return response{}, err
	}
	page := speakerPage{
		frame: s.frame(voice.Agent.Name, "/speakers"), Voice: voice, Tabs: speakerTabs(voice, about.Total, false), Maybe: maybe(voice, list),
		Rulings: seen(concerning(rulings, voice), s.names(r.Context()), func(r *hearsay.Ruling) { r.By, r.UndoneBy = "", "" }), Decide: s.changes(r.Context()),
		Names: choices(voice.Variants, func(v hearsay.Variant) string { return v.Name }),
		Roles: choices(voice.Variants, func(v hearsay.Variant) string { return v.Role }),
	}
	page.Twin, page.Table = pageAddress(own+".json", url.Values{}, offset, limit), own+".csv"
	page.Save = s.saves(r.Context(), "You are told of articles that come to this library and quote this speaker.", [2]string{"kind", "speaker"}, [2]string{"speaker", voice.Voice.ID.String()})
	total := 0
	for _, v := range voice.Variants {
		total += v.Articles
	}
	page.Before, page.After = neighbours(own, url.Values{}, rows{offset, min(limit, max(0, total-offset)), total, limit})
	for i := range list {
		page.Said = append(page.Said, newUtterance(&list[i]))
	}
	return response{view: "speaker", page: page}, nil
}

// maybe are the quotations of the same articles that have no clear speaker and name the
// voice among those who may be theirs.
func maybe(v *hearsay.VoiceView, list []hearsay.Said) (out []utterance) {
	seen := map[hearsay.ArticleID]bool{}
	named := func(c hearsay.Candidate) bool { return v.Called(c.Agent.Kind, c.Agent.Name) }
	for _, s := range list {
		if seen[s.Article.ID] {
			continue
		}
		seen[s.Article.ID] = true
		for i := range s.Quotations {
			if by := &s.Quotations[i].Speaker; by.Agent.Name == "" && slices.ContainsFunc(by.Alternatives, named) {
				out = append(out, newUtterance(&hearsay.Said{Article: s.Article, Quotations: s.Quotations, I: i}))
			}
		}
	}
	return out
}

func newUtterance(x *hearsay.Said) utterance {
	q, text := x.Quotation(), x.Article.Text
	if q.Part == hearsay.InHeadline {
		text = x.Article.Headline
	}
	u := utterance{said: newSaid(q, text, x.I+1), Article: x.Article.Brief()}
	var content []string
	for _, c := range q.Content {
		content = append(content, c.In(text))
	}
	u.Words = beginning(strings.Join(content, " … "), 400)
	if u.As == q.Speaker.Agent.Name {
		u.As = ""
	}
	u.Address = "/articles/" + x.Article.ID.String()
	if u.Extended {
		u.Address += "?profile=all"
	}
	u.Address += "#" + u.ID
	return u
}

// period is the days from one moment to another.
func period(first, last time.Time) string {
	a, b := first.UTC().Format("2 Jan 2006"), last.UTC().Format("2 Jan 2006")
	if a == b {
		return a
	}
	return a + " – " + b
}
