// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"

	"hearsay"
	"hearsay/account"
	"hearsay/table"
)

// route says who answers an address, and its twins. Each declares its methods: an
// address that takes a POST is one that was meant to. And each declares the right that
// a request needs; routes are written without field names, so that one without it does
// not compile.
type route struct {
	path    string
	methods []string
	right   account.Right
	page    page
}

// page is what an address shows, told once: as HTML at the address itself, as JSON and
// as a table at the same with ".json" and ".csv" after it. The rest is about these
// twins: what they say, and what they may be asked, which is checked before they are.
type page struct {
	html handler
	json twin
	csv  tableTwin
	says string // a sentence
	asks []param
	id   idOf // what the last part of the path names, where it is a name
	rows int  // how many a twin gives at most, where it gives part of a list; a table has all
	// goesOn says that the answer has a cursor from which the list goes on.
	goesOn bool
	takes  any  // what a POST of the twin sends as JSON; nil for a question of the trace
	traces bool // an answer is a trace, unless nothing is asked
	secret bool // nobody keeps an answer on the way
	// upload says that the body is a file, which may be large and take its time.
	upload bool
}

// handler answers a request in one of the forms of a page.
type handler func(*http.Request) (response, error)

// form is what an address ends in: the empty one is the page itself.
type form string

const (
	asPage form = ""
	asJSON form = ".json"
	asCSV  form = ".csv"
)

func formOf(path string) form {
	for _, f := range []form{asJSON, asCSV} {
		if strings.HasSuffix(path, string(f)) {
			return f
		}
	}
	return asPage
}

// handler returns who answers in a form; nil when nobody does.
func (p *page) handler(f form) handler {
	switch f {
	case asJSON:
		return p.json.handle
	case asCSV:
		return p.csv.handle
	}
	return p.html
}

// mount gives mux the addresses of a route. Where the last part of a path is a name,
// its twins have the same pattern.
func (s *site) mount(mux *http.ServeMux, rt route) {
	for _, f := range []form{asPage, asJSON, asCSV} {
		s.shares[rt.path+string(f)] = mayShare(&rt)
	}
	if strings.HasSuffix(rt.path, "/{id}") {
		mux.HandleFunc(rt.path, func(w http.ResponseWriter, r *http.Request) {
			f := formOf(r.URL.Path)
			r.SetPathValue("id", strings.TrimSuffix(r.PathValue("id"), string(f)))
			s.answer(rt, f).ServeHTTP(w, r)
		})
		return
	}
	for _, f := range []form{asPage, asJSON, asCSV} {
		if rt.page.handler(f) != nil {
			mux.Handle(rt.path+string(f), s.answer(rt, f))
		}
	}
}

// twin is a page as JSON.
type twin struct {
	handle handler
	gives  reflect.Type
}

// gives makes a twin of a function. What it returns is encoded as JSON; its type is one
// of package wire, which the command line prints, too.
func gives[T any](f func(*http.Request) (T, error)) twin {
	return twin{gives: reflect.TypeFor[T](), handle: func(r *http.Request) (response, error) {
		var want selection
		if names := r.URL.Query().Get("fields"); names != "" {
			var err error
			if want, err = readFields(names, reflect.TypeFor[T]()); err != nil {
				return response{}, err
			}
		}
		body, err := f(r)
		return response{body: body, fields: want}, err
	}}
}

// tableTwin is a page as a table.
type tableTwin struct {
	handle  handler
	columns func() []hearsay.Column
}

// lines calls add for each row of a table, and ends at the first error of it. It says
// what is missing from the table; "" when it is complete.
type lines[R table.Row] func(add func(R) error) (missing string, err error)

// lists makes a table of a function that finds its rows. What can be known to be wrong
// before the first row, f returns, so that it has a status of its own.
func lists[R table.Row](columns func() []hearsay.Column, f func(*http.Request) (lines[R], error)) tableTwin {
	return tableTwin{columns: columns, handle: func(r *http.Request) (response, error) {
		rows, err := f(r)
		if err != nil {
			return response{}, err
		}
		return response{table: func(to io.Writer, raw bool) (missing string, err error) {
			w, err := table.NewCSV[R](to, columns(), raw)
			if err != nil {
				return "", fmt.Errorf("write table: %w", err)
			}
			if missing, err = rows(w.Add); err != nil {
				return "", err
			}
			return missing, w.Close()
		}}, nil
	}}
}
