// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hearsay/account"
	"hearsay/web"
	"hearsay/wire"
)

// TestDateSaid: a person can say when an article without a date was published. It is shown with
// who said it, orders nothing, and can be taken back.
func TestDateSaid(t *testing.T) {
	t.Parallel()
	engine, desk := decidingLibrary(t)
	s := newShared(t, engine, func(o *web.Options) { o.Desk, o.Public = desk, true })
	_, ada := s.user("ada", account.Editor)
	_, ben := s.user("ben", account.Reader)
	article := undated(t, s, ada)
	do := func(who account.Secret, want int, form url.Values) {
		t.Helper()
		if w := s.do(as(s.request(http.MethodPost, article+"/decide", form), who)); w.Code != want {
			t.Errorf("%v: status %d, want %d", form, w.Code, want)
		}
	}
	seen := func(who account.Secret) (v wire.ArticleView, page string) {
		t.Helper()
		if err := json.Unmarshal(s.do(as(s.request(http.MethodGet, article+".json", nil), who)).Body.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		return v, words(byID(parse(t, s.do(as(s.request(http.MethodGet, article, nil), who)).Body.String()), "main"))
	}
	before, page := seen(ada)
	if !strings.Contains(page, "It is placed under undated; add one?") {
		t.Errorf("the page asks for no date: %s", page)
	}
	if _, page := seen(ben); strings.Contains(page, "add one?") {
		t.Error("a reader is asked for a date")
	}
	do(ben, http.StatusForbidden, url.Values{"do": {"date"}, "date": {"2014-03-14"}})
	for _, bad := range []string{"", "soon", "03/04/2014", "2014-02-31"} {
		do(ada, http.StatusBadRequest, url.Values{"do": {"date"}, "date": {bad}})
	}
	do(ada, http.StatusSeeOther, url.Values{"do": {"date"}, "date": {"14 March 2014"}})
	after, page := seen(ada)
	if !strings.Contains(page, "Fri 14 Mar 2014, day only (said by a person)") || !strings.Contains(page, "published 2014-03-14, by ada") {
		t.Errorf("the page does not show what was said: %s", page)
	}
	if n := len(after.Article.Dates); n != len(before.Article.Dates)+1 || after.Article.Dates[n-1].Basis != "person" || after.Article.Dates[n-1].Chosen || after.Said[0].By != "ada" {
		t.Errorf("dates %+v, said %+v", after.Article.Dates, after.Said)
	}
	if stranger, page := seen(account.Secret{}); stranger.Said[0].By != "" || strings.Contains(page, "by ada") {
		t.Error("a stranger is told who said it")
	}
	if undated(t, s, ada) != article {
		t.Error("a list is ordered by what a person said")
	}
	do(ada, http.StatusSeeOther, url.Values{"do": {"undo"}, "n": {"1"}})
	do(ada, http.StatusNotFound, url.Values{"do": {"undo"}, "n": {"1"}})
	if last, page := seen(ada); len(last.Article.Dates) != len(before.Article.Dates) || !last.Said[0].Undone || !strings.Contains(page, "taken back by ada") {
		t.Errorf("taken back: %+v", last.Said)
	}
}

// undated is the address of the first article in the list of which nothing is known but when it was seen.
func undated(t *testing.T, s *shared, who account.Secret) string {
	t.Helper()
	var list wire.Articles
	if err := json.Unmarshal(s.do(as(s.request(http.MethodGet, "/articles.json?limit=100", nil), who)).Body.Bytes(), &list); err != nil {
		t.Fatal(err)
	}
	for _, b := range list.Articles {
		if b.Date == nil || b.Date.Basis == "seen" {
			return "/articles/" + b.ID
		}
	}
	t.Fatal("every article has a date")
	return ""
}
