// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"hearsay"
)

// uploadTime is how long a file may take to arrive: 512 MB at 150 kB/s.
const uploadTime = time.Hour

// now is the clock of the pages: it says how long things took, and no more.
func (s *site) now() time.Time { return time.Now() }

// receive takes one file, as a form sends it or as the whole body with its name in
// the address. It is written to the inbox as it comes.
func (s *site) receive(r *http.Request) (response, error) {
	d, err := s.desk()
	if err != nil {
		return response{}, err
	}
	name, body, err := sent(r)
	if err != nil {
		return response{}, err
	}
	st, err := d.Receive(name, body)
	if err != nil {
		return response{}, tooLarge(err)
	}
	return toJob(st.ID), nil
}

// sent is the first file of a form, or the body itself.
func sent(r *http.Request) (name string, body io.Reader, err error) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		return r.URL.Query().Get("name"), r.Body, nil
	}
	form, err := r.MultipartReader()
	if err != nil {
		return "", nil, tooLarge(err)
	}
	for {
		part, err := form.NextPart()
		if err != nil {
			return "", nil, fmt.Errorf("receive a file: the form holds none: %w", hearsay.ErrInvalid)
		}
		if part.FormName() == "file" && part.FileName() != "" {
			return part.FileName(), part, nil
		}
	}
}

// pasted is an article that somebody typed in.
type pastedArticle struct {
	URL    string `json:"url,omitempty"`
	Outlet string `json:"outlet,omitempty"`
	Date   string `json:"date,omitempty"`
	Title  string `json:"title,omitempty"`
	Text   string `json:"text"`
}

// paste adds a text that was typed in, at once: who typed it has seen it.
func (s *site) paste(r *http.Request) (response, error) {
	d, err := s.desk()
	if err != nil {
		return response{}, err
	}
	if err := r.ParseForm(); err != nil {
		return response{}, tooLarge(err)
	}
	value := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	p := pastedArticle{URL: value("url"), Outlet: value("outlet"), Date: value("date"), Title: value("title"), Text: value("text")}
	if p.Text == "" {
		return response{}, fmt.Errorf("there is no text in the box: %w", hearsay.ErrInvalid)
	}
	row, err := json.Marshal(p)
	if err != nil {
		return response{}, fmt.Errorf("paste: %w", err)
	}
	st, err := d.Receive("pasted.jsonl", strings.NewReader(string(row)+"\n"))
	if err != nil {
		return response{}, err
	}
	return toJob(st.ID), d.Start(st.ID, nil)
}

// fetchPage gets a page from the web. Only the press of the button that says so
// comes here.
func (s *site) fetchPage(r *http.Request) (response, error) {
	d, err := s.desk()
	if err != nil {
		return response{}, err
	}
	address := strings.TrimSpace(r.PostFormValue("address"))
	if u, err := url.Parse(address); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return response{}, fmt.Errorf("%.80q is no web address: it begins with http:// or https://: %w", address, hearsay.ErrInvalid)
	}
	st, err := d.FetchPage(address)
	return toJob(st.ID), err
}

func (s *site) checkLibrary(*http.Request) (response, error) {
	d, err := s.desk()
	if err != nil {
		return response{}, err
	}
	st, err := d.CheckLibrary()
	return toJob(st.ID), err
}

// removePage asks whether to remove something.
type removePage struct {
	frame
	Article *hearsay.Brief // one; nil for the sample library
	Sample  int            // articles of it
	Own     int            // articles that are not of it
}

// remove asks first, and removes when that is answered.
func (s *site) remove(r *http.Request) (response, error) {
	d, err := s.desk()
	if err != nil {
		return response{}, err
	}
	page := removePage{frame: s.frame("Remove", "/library")}
	var ids []hearsay.ArticleID
	what := "the sample library"
	if r.FormValue("what") == "sample" {
		if ids, err = s.sampleThere(r.Context()); err != nil {
			return response{}, err
		}
		page.Sample = len(ids)
		all, err := s.engine.Extent(r.Context())
		if err != nil {
			return response{}, err
		}
		page.Own = max(0, all.Articles-len(ids))
	} else {
		id, err := articleID(r.FormValue("article"))
		if err != nil {
			return response{}, err
		}
		view, err := s.engine.Article(r.Context(), id)
		if err != nil {
			return response{}, err
		}
		b := view.Article.Brief()
		page.Article, ids, what = &b, []hearsay.ArticleID{id}, titleOf(view.Article)
	}
	if len(ids) == 0 {
		return response{}, fmt.Errorf("remove: %w", hearsay.ErrNotFound)
	}
	if r.Method != http.MethodPost {
		return response{view: "remove", page: page}, nil
	}
	st, err := d.RemoveArticles(what, ids)
	return toJob(st.ID), err
}
