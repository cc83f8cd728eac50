// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/account"
	"hearsay/alert"
	"hearsay/search"
	"hearsay/store"
	"hearsay/web"
)

// alerting are the alerts of a test's own, beside an engine's library.
func alerting(t testing.TB, engine *search.Engine) (*alert.Desk, *store.Alerts) {
	t.Helper()
	book, err := store.OpenAlerts(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	return alert.New(book, engine, alert.Options{}), book
}

// noted puts something into what an alert found.
func noted(t testing.TB, book *store.Alerts, e hearsay.AlertEvent) {
	t.Helper()
	turn, looked, err := book.LookedAt(t.Context())
	if err == nil {
		_, err = book.Note(t.Context(), &store.Round{Turn: turn, From: looked[0], Events: []hearsay.AlertEvent{e}, At: time.Date(2026, 11, 27, 5, 0, 0, 0, time.UTC)})
	}
	if err != nil {
		t.Fatal(err)
	}
}

func posted(t testing.TB, h http.Handler, path string, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Host = "localhost"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// TestAlerts saves the question of each kind of page by its own form, and reads the pages
// and feeds of one.
func TestAlerts(t *testing.T) {
	t.Parallel()
	engine, err := fillOnce()
	if err != nil {
		t.Fatal(err)
	}
	opt := sampleOptions(t, engine)
	opt.Alerts, opt.Book = alerting(t, engine)
	site := web.New(engine, opt)
	voices, err := engine.MeantVoices(t.Context(), "Dorrick")
	if err != nil {
		t.Fatal(err)
	}
	x, err := engine.WholeExchange(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for kind, page := range map[string]string{
		"trace": "/?article=" + sampleID(t, engine, "gull-treaty").String(), "search": "/search?q=treaty", "speaker": "/speakers/" + voices[0].ID.String(),
		"outlet": "/outlets/" + x.Standings[0].ID.String(), "quotation": "/quotes/" + sampleID(t, engine, "gull-treaty").String() + "-1",
	} {
		body := get(t, site, page).Body.String()
		_, form, _ := strings.Cut(body, `action="/alerts/add"`)
		form, _, _ = strings.Cut(form, "</form>")
		fields := url.Values{}
		for _, m := range regexp.MustCompile(`name="(\w+)" value="([^"]*)"`).FindAllStringSubmatch(form, -1) {
			fields.Set(m[1], m[2])
		}
		if fields.Get("kind") != kind {
			t.Errorf("%s has no form to save a %s: %v", page, kind, fields)
			continue
		}
		w := posted(t, site, "/alerts/add", fields)
		if w.Code != http.StatusSeeOther {
			t.Errorf("save %s: %d %s", kind, w.Code, w.Body)
			continue
		}
		if got := get(t, site, w.Header().Get("Location")).Body.String(); !strings.Contains(got, "Nothing new in this library since") {
			t.Errorf("%s: the page of a new alert is\n%s", kind, got)
		}
	}
	list, err := opt.Book.All(t.Context())
	if err != nil || len(list) != 5 {
		t.Fatalf("%d alerts, %v", len(list), err)
	}
	noted(t, opt.Book, hearsay.AlertEvent{Alert: list[0].ID, Key: "x", Kind: hearsay.NewArticle, Title: "<script>alert(1)</script>", Outlet: "The Gull", Says: "It says <b>so</b>.", Why: []string{"It has: “</summary><script>”"}, Link: "/articles"})
	own := "/alerts/" + strconv.FormatInt(list[0].ID, 10)
	for _, path := range []string{own, own + ".json", own + "/feed.atom", own + "/feed.json", "/alerts/feed.atom", "/alerts/feed.json", "/alerts"} {
		w := get(t, site, path)
		if w.Code != http.StatusOK || strings.Contains(w.Body.String(), "<script>alert") || strings.Contains(w.Body.String(), "<b>so") && !strings.Contains(path, "json") {
			t.Errorf("%s: %d\n%s", path, w.Code, w.Body)
		}
		if strings.Contains(path, "json") && !json.Valid(w.Body.Bytes()) || strings.HasSuffix(path, "atom") && xml.Unmarshal(w.Body.Bytes(), new(struct{ XMLName xml.Name })) != nil {
			t.Errorf("%s cannot be read", path)
		}
	}
	if body := get(t, site, own).Body.String(); !strings.Contains(body, "Nothing left this machine") {
		t.Error("the page says that something left this machine")
	}
	posted(t, site, own+"/target", url.Values{"to": {"desk@news.example"}, "rhythm": {"daily"}})
	for _, path := range []string{own, "/alerts"} {
		if body := get(t, site, path).Body.String(); strings.Contains(body, "Nothing left this machine") || !strings.Contains(body, "no other machine was asked") {
			t.Errorf("%s: what is found is mailed, and the page says that nothing left", path)
		}
	}
	for _, do := range []string{"pause", "resume", "remove"} {
		if w := posted(t, site, own+"/change", url.Values{"do": {do}}); w.Code != http.StatusSeeOther {
			t.Errorf("%s: %d", do, w.Code)
		}
	}
	if w := get(t, site, own); w.Code != http.StatusNotFound {
		t.Errorf("a removed alert: %d", w.Code)
	}
	if w := posted(t, site, "/alerts/2/target", url.Values{"to": {"https://hooks.example/KEY"}, "rhythm": {""}}); !strings.Contains(w.Body.String(), "shown this once") || strings.Contains(w.Body.String(), "/KEY") {
		t.Errorf("add a webhook: %d\n%s", w.Code, w.Body)
	}
	if w := posted(t, site, "/alerts/2/target", url.Values{"to": {"nonsense"}, "rhythm": {""}}); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "no address of mail") {
		t.Errorf("nonsense: %d", w.Code)
	}
}

// TestSharedFeed is attack A2 on the one address that needs no log-in: it leads to its feed,
// to nothing that begins or ends with it, and to nothing at all once it is revoked.
func TestSharedFeed(t *testing.T) {
	t.Parallel()
	var book *store.Alerts
	s := newShared(t, hostile(mark), func(o *web.Options) {
		engine, err := fillOnce()
		if err != nil {
			t.Fatal(err)
		}
		o.Alerts, o.Book = alerting(t, engine)
		book = o.Book
		if _, err := o.Alerts.Add(t.Context(), alert.Wish{Asks: hearsay.Question{Kind: hearsay.AlertSearch, Query: "ferry"}, Targets: []hearsay.Target{{Kind: hearsay.Mail, Address: "desk@news.example"}}}); err != nil {
			t.Fatal(err)
		}
	})
	noted(t, book, hearsay.AlertEvent{Alert: 1, Key: "x", Kind: hearsay.NewArticle, Title: "A ferry", Outlet: "The Gull", Says: "It passes.", Link: "/articles"})
	secret := account.NewSecret()
	if err := book.AddFeed(t.Context(), &store.FeedKey{Alert: 1, Made: time.Now()}, secret.Digest()); err != nil {
		t.Fatal(err)
	}
	address := "/feeds/" + secret.Reveal()
	ask := func(path string) int { return s.do(s.request(http.MethodGet, path, nil)).Code }
	for _, path := range []string{address + ".atom", address + ".json"} {
		if w := s.do(s.request(http.MethodGet, path, nil)); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "It passes.") || strings.Contains(w.Body.String(), secret.Reveal()) {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	for _, path := range []string{address, address + ".atom/", address + ".atom?x=1", address + "x.atom", "/feeds/.atom", "/feeds/" + secret.Reveal()[:42] + ".atom", address + ".html", "/feeds/x/../" + secret.Reveal()} {
		if got := ask(path); got == http.StatusOK {
			t.Errorf("%s: %d", path, got)
		}
	}
	if w := s.do(s.request(http.MethodPost, address+".atom", nil)); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("a post: %d", w.Code)
	}
	if got := ask("/alerts/1/feed.atom"); got == http.StatusOK {
		t.Error("the feed of the page is open to everybody")
	}
	_, reader := s.user("some-reader", account.Reader)
	if w := s.do(as(s.request(http.MethodGet, "/alerts/1.json", nil), reader)); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "desk@") {
		t.Errorf("a reader sees where it is sent: %d %s", w.Code, w.Body)
	}
	if err := book.RevokeFeed(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if got := ask(address + ".atom"); got != http.StatusNotFound {
		t.Errorf("revoked: %d", got)
	}
}
