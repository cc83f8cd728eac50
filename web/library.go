// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"net/http"

	"hearsay"
	"hearsay/account"
	"hearsay/job"
	"hearsay/search"
	"hearsay/store"
	"hearsay/wire"
)

// libraryRoutes are the addresses that show and change what the library holds.
func (s *site) libraryRoutes() []route {
	read := []string{http.MethodGet, http.MethodHead}
	post := []string{http.MethodPost}
	both := append([]string{http.MethodPost}, read...)
	return []route{
		{"/library", read, account.Read, page{html: s.library, json: gives(s.libraryJSON), says: "What the library holds, how much room it takes, and what is being done to it."}},
		{"/library/receive", post, account.Write, page{html: s.receive, upload: true}},
		{"/library/paste", post, account.Write, page{html: s.paste}},
		{"/library/fetch", post, account.Write, page{html: s.fetchPage}},
		{"/library/check", post, account.Write, page{html: s.checkLibrary}},
		{"/library/remove", both, account.Write, page{html: s.remove}},
		{"/library/jobs/{id}", read, account.Read, page{html: s.job, json: gives(s.jobJSON), id: ofJob, says: "A job: what is done, how far it has come, and what could not be used."}},
		{"/library/jobs/{id}/progress", read, account.Read, page{html: s.progress}},
		{"/library/jobs/{id}/events", read, account.Read, page{html: s.events}},
		{"/library/jobs/{id}/skipped", read, account.Read, page{html: s.skipped}},
		{"/library/jobs/{id}/start", post, account.Write, page{html: s.startJob}},
		{"/library/jobs/{id}/charset", post, account.Write, page{html: s.readAs}},
		{"/library/jobs/{id}/cancel", post, account.Write, page{html: s.cancelJob}},
		{"/library/jobs/{id}/drop", post, account.Write, page{html: s.dropJob}},
	}
}

// libraryPage is the page at "/library".
type libraryPage struct {
	frame
	Holding *search.Holding
	Extent  hearsay.Searched
	Outlets []share
	Tongues []share
	Years   []share
	Jobs    []job.Status
	Busy    bool // a job waits or runs
	Open    bool // things can be changed here
	Sample  int  // articles of the sample library that are there
	Sound   bool // nothing in it is damaged or behind
	Tables  []wholeTable
	Served  *wire.Served // nil unless it is written to elsewhere
	Watched bool         // sources can be shown
	Sources int
}

// wholeTable is a table of all that the library has of something, sent as it is made.
type wholeTable struct {
	Link, One, Many string // Link is its address; the others are what a row is
	Rows            int
}

// wholeTables are the tables of the library, with the number of rows that each has now.
func (s *site) wholeTables(ctx context.Context, articles int) ([]wholeTable, error) {
	_, stories, err := s.engine.Stories(ctx, search.LatestStories, 0, 1)
	if err != nil {
		return nil, err
	}
	_, speakers, err := s.engine.Voices(ctx, search.VoiceFilter{}, 0, 1)
	if err != nil {
		return nil, err
	}
	return []wholeTable{
		{"/articles.csv", "article", "articles", articles},
		{"/stories.csv", "story", "stories", stories},
		{"/speakers.csv", "speaker", "speakers", speakers},
	}, nil
}

// share is a count beside the greatest of its list.
type share struct {
	store.Count
	Link  string // to these articles; "" for none
	Width int    // in hundredths of the greatest
	// Invented says that it is an outlet of the sample library.
	Invented bool
}

// shares measures counts against the greatest.
func shares(counts []store.Count, link func(store.Count) string) []share {
	most := 1
	for _, c := range counts {
		most = max(most, c.Articles)
	}
	var out []share
	for _, c := range counts {
		out = append(out, share{Count: c, Link: link(c), Width: max(1, 100*c.Articles/most)})
	}
	return out
}

func (s *site) library(r *http.Request) (response, error) {
	h, err := s.engine.Holding(r.Context())
	if err != nil {
		return response{}, err
	}
	page := libraryPage{frame: s.frame("Library", "/library"), Holding: h, Open: s.changes(r.Context())}
	page.Twin = "/library.json"
	page.Served = s.served()
	if page.Extent, err = s.engine.Extent(r.Context()); err != nil {
		return response{}, err
	}
	sample, err := s.sampleThere(r.Context())
	if err != nil {
		return response{}, err
	}
	page.Sample = len(sample)
	if page.Tables, err = s.wholeTables(r.Context(), h.Articles); err != nil {
		return response{}, err
	}
	page.Outlets = shares(h.Outlets, func(c store.Count) string { return filterLink("outlet", c.Value) })
	for i := range page.Outlets {
		page.Outlets[i].Invented = s.fiction.outlets[page.Outlets[i].Value]
	}
	page.Tongues = shares(tongues(h.Languages), func(c store.Count) string { return filterLink("lang", c.Value) })
	page.Years = shares(h.Years, yearLink)
	if page.Watched = s.opt.Sources != nil; page.Watched {
		list, err := s.opt.Sources.List(r.Context())
		if err != nil {
			return response{}, err
		}
		page.Sources = len(list)
	}
	page.Sound = len(h.Damaged) == 0 && h.Undetected == 0 && h.Unheard == 0 && h.Untold == 0
	if page.Open {
		page.Jobs = s.opt.Desk.List()
	}
	for _, j := range page.Jobs {
		page.Busy = page.Busy || !j.State.Over()
	}
	page.Again = page.Busy
	return response{view: "library", page: page}, nil
}

// sampleThere are the articles of the sample library that were not removed.
func (s *site) sampleThere(ctx context.Context) ([]hearsay.ArticleID, error) {
	if len(s.opt.Sample) == 0 {
		return nil, nil
	}
	ids := make([]hearsay.ArticleID, 0, len(s.opt.Sample))
	for _, b := range s.opt.Sample {
		ids = append(ids, b.ID)
	}
	return s.engine.Have(ctx, ids)
}

func (s *site) libraryJSON(r *http.Request) (wire.Library, error) {
	h, err := s.engine.Holding(r.Context())
	if err != nil {
		return wire.Library{}, err
	}
	out := wire.Library{
		Articles: h.Articles, Undated: h.Undated, Captures: h.Captures, Unrecognised: h.Unrecognised, Outlets: h.OutletsAll,
		ByOutlet: libraryCounts(h.Outlets), ByLanguage: libraryCounts(h.Languages), ByYear: libraryCounts(h.Years),
		Storage: wire.Storage{Captures: h.CaptureBytes, Facts: h.FactsBytes, Index: h.IndexBytes},
		Health: wire.Health{Segments: h.Segments, Damaged: append([]string{}, h.Damaged...), Removed: h.Removed,
			Undetected: h.Undetected, Unheard: h.Unheard, Untold: h.Untold},
		Jobs: []wire.Job{}, Served: s.served(),
	}
	if s.opt.Desk != nil {
		for _, j := range s.opt.Desk.List() {
			out.Jobs = append(out.Jobs, newWireJob(&j, s.now()))
		}
	}
	return out, nil
}

func libraryCounts(counts []store.Count) []wire.LibraryCount {
	out := []wire.LibraryCount{}
	for _, c := range counts {
		out = append(out, wire.LibraryCount{Value: c.Label, Articles: c.Articles})
	}
	return out
}

// served says how a library is served that is written to elsewhere; nil for another.
func (s *site) served() *wire.Served {
	o := s.opt.ReadOnly
	if o == nil {
		return nil
	}
	out := &wire.Served{ReadOnly: true, Edition: o.Edition}
	if !o.Made.IsZero() {
		out.Made = &o.Made
	}
	if o.Problem != nil {
		out.Problem = o.Problem()
	}
	return out
}

// desk is who changes the library. Error: ErrRefused when it can only be read here.
func (s *site) desk() (*job.Desk, error) {
	if s.opt.Desk == nil {
		return nil, errReadOnly
	}
	return s.opt.Desk, nil
}
