// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"hearsay"
	"hearsay/account"
	"hearsay/ingest"
)

// traceRoutes are the addresses that trace what is neither in an address nor in the
// library.
func (s *site) traceRoutes() []route {
	post := []string{http.MethodPost}
	return []route{
		{"/trace/fetch", post, account.Write, page{html: s.traceFetched}},
		{"/trace/keep", post, account.Write, page{html: s.keepText}},
		{"/trace/forget", post, account.Write, page{html: s.forgetText}},
	}
}

// webAddress is a text that is nothing but the address of a page; "" for any other.
func webAddress(text string) string {
	text = strings.TrimSpace(text)
	if len(text) > maxLinked || strings.ContainsAny(text, " \t\n\r\\") {
		return ""
	}
	if u, err := url.Parse(text); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return text
}

// traceAddress answers the question about an address: by the article that the library
// has of it, else by asking whether to fetch it.
func (s *site) traceAddress(r *http.Request, a ask) (response, error) {
	id, err := s.engine.Resolve(r.Context(), a.Address)
	if err == nil {
		a.Article, a.Text = id, ""
		return response{location: a.address("/", a.Forward)}, nil
	}
	if !errors.Is(err, hearsay.ErrNotFound) {
		return response{}, err
	}
	page := &tracePage{frame: s.frame("Trace", "/"), Ask: a, Least: a.least(), Unfetched: true, CanFetch: s.changes(r.Context())}
	if page.Extent, err = s.engine.Extent(r.Context()); err != nil {
		return response{}, err
	}
	return response{view: "trace", page: page}, nil
}

// traceFetched fetches a page, because its button was pressed, and traces it.
func (s *site) traceFetched(r *http.Request) (response, error) {
	d, err := s.desk()
	if err != nil {
		return response{}, err
	}
	a, err := s.readAsk(r)
	if err != nil {
		return response{}, err
	}
	if a.Address = webAddress(r.PostFormValue("address")); a.Address == "" {
		return response{}, fmt.Errorf("this is no web address; it begins with http:// or https://: %w", hearsay.ErrInvalid)
	}
	if a.reading, err = d.ReadPage(r.Context(), a.Address); err != nil {
		return response{}, fmt.Errorf("%w: %w", errFetch, err)
	}
	a.Text, a.Linked, a.Fetched = "", false, a.Address
	return s.traced(r.Context(), a)
}

// readUpload reads a file that was sent to be traced; nil when none was.
func (s *site) readUpload(r *http.Request) (*ingest.Reading, string, error) {
	if r.MultipartForm == nil || len(r.MultipartForm.File["file"]) == 0 {
		return nil, "", nil
	}
	head := r.MultipartForm.File["file"][0]
	if head.Size == 0 {
		return nil, "", nil // a form sends an empty one when nothing was chosen
	}
	if !s.visitorOf(r).Reads() {
		return nil, "", errLogIn // reading a file is work that strangers may not make
	}
	d, err := s.desk()
	if err != nil {
		return nil, "", err
	}
	f, err := head.Open()
	if err != nil {
		return nil, "", fmt.Errorf("read the file: %w", err)
	}
	defer f.Close()
	reading, err := d.ReadFile(r.Context(), f)
	if err != nil {
		err = fmt.Errorf("%w: %w", hearsay.ErrInvalid, err)
	}
	return reading, head.Filename, err
}

// keepText writes a text that is too long for an address into the library's folder,
// because somebody wants a link to its trace.
func (s *site) keepText(r *http.Request) (response, error) {
	d, err := s.desk()
	if err != nil {
		return response{}, err
	}
	a, err := s.readAsk(r)
	if err != nil {
		return response{}, err
	}
	if a.Text == "" {
		return response{}, fmt.Errorf("there is no text to keep: %w", hearsay.ErrInvalid)
	}
	if a.Kept, err = d.Keep(a.Text); err != nil {
		return response{}, err
	}
	return response{location: a.address("/", a.Forward)}, nil
}

func (s *site) forgetText(r *http.Request) (response, error) {
	d, err := s.desk()
	if err != nil {
		return response{}, err
	}
	return response{location: "/"}, d.Forget(r.PostFormValue("kept"))
}

// hiddenIn says which invisible and look-alike letters of a traced text were undone,
// each kind once.
func hiddenIn(removed []hearsay.Removed) []string {
	var out []string
	counts := map[string]int{}
	for _, r := range removed {
		if r.Kind != hearsay.Hidden {
			continue
		}
		if counts[r.Note]++; counts[r.Note] == 1 {
			out = append(out, r.Note)
		}
	}
	for i, note := range out {
		if note == "" {
			note = "invisible letters"
		}
		out[i] = fmt.Sprintf("%s (%s)", note, many(counts[out[i]], "place", "places"))
	}
	return out
}
