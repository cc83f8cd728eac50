// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"hearsay"
	"hearsay/wire"
)

// The kinds of error that only requests have.
var (
	errMethod    = errors.New("method not allowed")   // the address does not take it
	errMediaType = errors.New("media type not known") // of a body
	errFetch     = errors.New("no page was had")      // from an address, for the reason behind this
	errReadOnly  = fmt.Errorf("%w: the library is written to elsewhere", hearsay.ErrRefused)
	errNotAdded  = errors.New("not added") // an address that the library has no article of
)

// failure is what a reader is told of a kind of error. Detail of our own faults
// (paths, statements) goes to the log and not to the page.
type failure struct {
	name   string // of the sort of problem, for programs
	kind   error
	status int
	title  string
	advice string
	detail bool // the error's own words help the reader
}

// failures is the one table from errors to answers; the first that fits counts.
var failures = []failure{
	{"not-fetched", errFetch, http.StatusUnprocessableEntity, "The page was not fetched", "Nothing was traced. Open the page in a browser and paste its text instead.", true},
	{"not-found", hearsay.ErrNotFound, http.StatusNotFound, "Not in this library", "The address may be mistyped, or the article may have been removed. Look through the list of articles, or search.", false},
	{"not-added", errNotAdded, http.StatusNotFound, "This address is not in the library", "Nothing is fetched here. Add it with “hearsay add”, or send its text.", false},
	{"gone", hearsay.ErrGone, http.StatusGone, "No longer in this library", "What had this name is not here any more, and the name means nothing else. Look through the list of articles, or search.", true},
	{"invalid", hearsay.ErrInvalid, http.StatusBadRequest, "This request could not be read", "Change what is named below and try again.", true},
	{"too-large", hearsay.ErrTooLarge, http.StatusRequestEntityTooLarge, "Too much text at once", "One trace takes up to 2 MB, about 350,000 words. Paste a part of it, or add the whole as files and trace it from the library.", false},
	{"log-in", errLogIn, http.StatusUnauthorized, "Log in first", "This library is for people who are known to it. Log in, or give a token that has not ended.", false},
	{"readonly", errReadOnly, http.StatusForbidden, "This library can only be read here", "Nothing was changed. Add, remove, decide and save alerts where the library is written to: with hearsay on that machine, or on the pages that it serves. Where editions of it are published, this server shows the change with the next one.", false},
	{"refused", hearsay.ErrRefused, http.StatusForbidden, "Refused", "A rule that protects this library forbids the request. Open the library under the address that it printed when it started.", true},
	{"too-many", errPace, http.StatusTooManyRequests, "Too many traces at once", "Try again when the time is over, or log in.", true},
	{"in-use", hearsay.ErrConflict, http.StatusConflict, "The library is in use", "Another program holds it. Try again in a moment.", true},
	{"media-type", errMediaType, http.StatusUnsupportedMediaType, "Not in a form that can be read here", "Send a text to trace as text/plain, as a form, or as JSON: {\"text\": \"…\"}; anything else as the page of the API says.", true},
	{"method", errMethod, http.StatusMethodNotAllowed, "Not possible at this address", "This address only shows; nothing can be sent to it.", false},
	{"too-long", context.DeadlineExceeded, http.StatusServiceUnavailable, "Stopped after 30 seconds", "The question was too big for one page. Ask about a shorter passage, or ask on the command line.", false},
	{"away", hearsay.ErrAway, http.StatusServiceUnavailable, "The library's database does not answer", "Nothing was lost. Load this page again in a moment; whoever keeps the server can see in its log why PostgreSQL is not reached.", false},
	{"damaged", hearsay.ErrCorrupt, http.StatusInternalServerError, "Part of the library is damaged", "Nothing was changed. Run “hearsay check” to see which file it is; “hearsay rebuild” restores what was read from the captures.", false},
	{"newer", hearsay.ErrNewer, http.StatusInternalServerError, "The library was written by a later Hearsay", "Use that version, or a later one, to open it.", false},
	{"fault", nil, http.StatusInternalServerError, "Something went wrong here", "It is the program's fault, not yours, and nothing was lost. The server's log says more.", false},
}

// failureOf finds the line of the table for an error.
func failureOf(err error) failure {
	for _, f := range failures {
		if f.kind == nil || errors.Is(err, f.kind) {
			return f
		}
	}
	panic("web: the table of failures has no last line")
}

// problemBase is the page that explains the sorts of problems.
const problemBase = "/api#"

// problem is a failure for programs. Detail is what went wrong here; it may be "".
func (f *failure) problem(detail string) wire.Problem {
	if detail != "" {
		detail += ". "
	}
	return wire.Problem{Type: problemBase + f.name, Title: f.title, Status: f.status, Detail: detail + f.advice}
}

// failurePage is an error for people.
type failurePage struct {
	frame
	Status int
	Detail string
	Advice string
}

// fail writes the answer to a request that could not be answered.
func (s *site) fail(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, context.Canceled) {
		return // the reader has left
	}
	f := failureOf(err)
	if f.status >= 500 && s.opt.Log != nil {
		s.opt.Log.Error("answer request", "method", r.Method, "path", r.URL.Path, "err", err)
	}
	detail := ""
	if f.detail {
		detail = err.Error()
	}
	w.Header().Set("Cache-Control", "no-store")
	if f.status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	var soon tooSoon
	if errors.As(err, &soon) {
		w.Header().Set("Retry-After", strconv.Itoa(seconds(soon.wait)))
	}
	if formOf(r.URL.Path) != asPage {
		if err := writeJSON(w, f.status, "application/problem+json", f.problem(detail)); err != nil {
			http.Error(w, f.title, f.status)
		}
		return
	}
	page := failurePage{frame: s.frame(f.title, ""), Status: f.status, Detail: detail, Advice: f.advice}
	if err := s.writePage(w, r, f.status, "failure", page); err != nil {
		http.Error(w, f.title, f.status)
	}
}

// nowhere answers every address that no route has. It does not say the address
// back: error pages that echo have been a way in for foreign markup.
func (s *site) nowhere(*http.Request) (response, error) {
	return response{}, hearsay.ErrNotFound
}
