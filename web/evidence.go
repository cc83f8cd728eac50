// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"hearsay"
	"hearsay/account"
	"hearsay/packet"
)

// evidenceRoutes are the addresses of evidence packets, each beside the page that it is
// of.
func (s *site) evidenceRoutes() []route {
	read := []string{http.MethodGet, http.MethodHead}
	post := append([]string{http.MethodPost}, read...)
	return []route{
		{"/trace/evidence.zip", post, account.Read, page{html: s.traceEvidence}},
		{"/compare/evidence.zip", read, account.Read, page{html: s.compareEvidence}},
		{"/articles/{id}/evidence.zip", read, account.Read, page{html: s.articleEvidence}},
		{"/stories/{id}/evidence.zip", read, account.Read, page{html: s.storyEvidence}},
	}
}

// making is what a packet states of its making.
func (s *site) making() packet.Run { return packet.Run{Version: s.opt.Version, At: time.Now()} }

// zipped is a packet as a file, called by what it is of.
func zipped(p *packet.Packet, err error, name string) (response, error) {
	if err != nil {
		return response{}, err
	}
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		return response{}, err
	}
	return response{file: b.Bytes(), mediaType: "application/zip", download: "hearsay-" + name + ".zip"}, nil
}

func (s *site) traceEvidence(r *http.Request) (response, error) {
	a, err := s.readAsk(r)
	if err != nil {
		return response{}, err
	}
	if a.empty() {
		return response{}, fmt.Errorf("%w: no text to trace", hearsay.ErrInvalid)
	}
	p, err := packet.Trace(r.Context(), s.engine, s.making(), a.request())
	return zipped(p, err, "trace")
}

func (s *site) compareEvidence(r *http.Request) (response, error) {
	a, err := articleID(r.FormValue("a"))
	if err != nil {
		return response{}, fmt.Errorf("first article: %w", err)
	}
	b, err := articleID(r.FormValue("b"))
	if err != nil {
		return response{}, fmt.Errorf("second article: %w", err)
	}
	p, err := packet.Compare(r.Context(), s.engine, s.making(), a, b)
	return zipped(p, err, "compare-"+a.String()[:8]+"-"+b.String()[:8])
}

func (s *site) articleEvidence(r *http.Request) (response, error) {
	id, err := pathID[hearsay.Article](r, "article")
	if err != nil {
		return response{}, err
	}
	p, err := packet.Article(r.Context(), s.engine, s.making(), id)
	return zipped(p, err, "article-"+id.String()[:8])
}

func (s *site) storyEvidence(r *http.Request) (response, error) {
	id, err := pathID[hearsay.Story](r, "story")
	if err != nil {
		return response{}, err
	}
	p, err := packet.Story(r.Context(), s.engine, s.making(), id)
	return zipped(p, err, "story-"+id.String()[:8])
}

// Evidence is the address of the packet of a trace.
func (a ask) Evidence() string { return a.address("/trace/evidence.zip", a.Forward) }

// Evidence is the address of the packet of a comparison.
func (p comparePage) Evidence() string {
	return "/compare/evidence.zip?" + url.Values{"a": {p.A.ID.String()}, "b": {p.B.ID.String()}}.Encode()
}
