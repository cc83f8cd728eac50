// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/account"
	"hearsay/prose"
	"hearsay/web"
)

// onlyInTexts stands in the texts of the hostile engine and in nothing else of it.
const onlyInTexts = "harbour master"

// showing is an engine whose excerpts are the first so many bytes of a text.
type showing struct {
	*fake
	bytes int
}

func (s showing) Excerpt(_ context.Context, _ hearsay.ArticleID) ([]hearsay.Span, error) {
	return []hearsay.Span{{End: s.bytes}}, s.err
}

// TestPublicShowsNoTexts walks every address there is, as somebody who has not logged in:
// where it may be public, it is shown, and no page, twin, table, plot or file has what stands
// in texts alone; everywhere else one has to log in. A reader sees texts.
func TestPublicShowsNoTexts(t *testing.T) {
	t.Parallel()
	s := newShared(t, showing{hostile(mark), len(mark)}, func(o *web.Options) { o.Public = true })
	_, reader := s.user("some-reader", account.Reader)
	open := []account.Right{account.None, account.Passages, account.Trace}
	seen, withText := 0, 0
	look := func(path string, public bool) {
		t.Helper()
		w := s.do(s.request(http.MethodGet, path, nil))
		if strings.Contains(w.Body.String(), onlyInTexts) {
			t.Errorf("%s shows a stranger what stands in texts", path)
		}
		turned := w.Code == http.StatusUnauthorized || strings.HasPrefix(w.Header().Get("Location"), "/login")
		if turned == public {
			t.Errorf("%s: status %d, to %q; is it public? %t", path, w.Code, w.Header().Get("Location"), public)
		}
		if w.Code == http.StatusOK {
			seen++
		}
		if r := s.do(as(s.request(http.MethodGet, path, nil), reader)); strings.Contains(r.Body.String(), onlyInTexts) {
			withText++
		}
	}
	for _, a := range web.Addresses(s.gate) {
		if slices.Contains(a.Methods, http.MethodGet) {
			look(at(a), slices.Contains(open, a.Right))
		}
	}
	for _, path := range slices.Concat(addresses(), twins(), drawings()) {
		public := !strings.HasPrefix(path, "/compare") && !strings.HasPrefix(path, "/library")
		look(path, public)
	}
	if seen < 50 || withText < 10 {
		t.Errorf("%d addresses were seen, of which %d show a reader texts: does the test look at them?", seen, withText)
	}
	for path, form := range map[string]url.Values{"/trace/evidence.zip": {"q": {"ferry"}}, "/trace/keep": {"q": {"ferry"}}, "/library/fetch": {"address": {"https://x.example/"}}, "/stories/" + firstID.String() + "/decide": {"do": {"confirm"}}} {
		r := s.request(http.MethodPost, path, form)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		if w := s.do(r); w.Code != http.StatusUnauthorized {
			t.Errorf("POST %s by a stranger: status %d", path, w.Code)
		}
	}
	closed := newShared(t, hostile(mark), nil)
	if w := closed.do(closed.request(http.MethodGet, "/articles", nil)); w.Code != http.StatusSeeOther {
		t.Errorf("a library that is not public: status %d", w.Code)
	}
}

// TestExcerpt: of a real text a stranger sees some words, which do not depend on what is
// asked, and never more than half; places stay where they are.
func TestExcerpt(t *testing.T) {
	t.Parallel()
	_, engine := sampleSite(t)
	briefs, _, err := engine.Latest(t.Context(), 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range briefs {
		text, err := engine.Text(t.Context(), b.ID)
		if err != nil {
			t.Fatal(err)
		}
		shown, err := engine.Excerpt(t.Context(), b.ID)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for i, s := range shown {
			n += prose.Count(s.In(text))
			if i > 0 && s.Start < shown[i-1].End {
				t.Errorf("%s: excerpts overlap", b.Headline)
			}
		}
		if all := prose.Count(text); n > all/2 || n < min(25, all/2) {
			t.Errorf("%s: %d of %d words are shown", b.Headline, n, all)
		}
		masked := web.Masked(text, shown)
		if len(masked) != len(text) || strings.Count(masked, "\n") != strings.Count(text, "\n") {
			t.Errorf("%s: the masked text is another length", b.Headline)
		}
		for _, s := range shown {
			if s.In(masked) != s.In(text) {
				t.Errorf("%s: an excerpt is not shown", b.Headline)
			}
		}
	}
}

// TestA2ShareLinks (A2: GHSA-vwgh-2hvh-4xm5): a link opens its one address and nothing else,
// only to read, until it ends or is revoked.
func TestA2ShareLinks(t *testing.T) {
	t.Parallel()
	s := newShared(t, hostile(mark), nil)
	editor, session := s.user("some-editor", account.Editor)
	page := "/articles/" + firstID.String()
	link := s.share(session, page)
	plain := s.do(as(s.request(http.MethodGet, page, nil), session)).Body.String()
	w := s.do(s.request(http.MethodGet, link, nil))
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), onlyInTexts) || strings.Contains(w.Body.String(), `method="post"`) {
		t.Errorf("the link: status %d, has the text: %t", w.Code, strings.Contains(w.Body.String(), onlyInTexts))
	}
	if got := w.Header().Get("Cache-Control"); got != "no-store" && got != "private, no-cache" || !strings.Contains(plain, onlyInTexts) {
		t.Errorf("the link may be kept: %q", got)
	}
	for _, other := range []string{
		link + "?profile=all", link + "?", link + "/", link + ".json", link + "/evidence.zip", link + "/../" + secondID.String(), link + "%2f..%2farticles", link[:len(link)-1],
		"/s/", "/s/x", "/s/" + strings.ToUpper(strings.TrimPrefix(link, "/s/")),
	} {
		if w := s.do(s.request(http.MethodGet, other, nil)); w.Code == http.StatusOK && strings.Contains(w.Body.String(), mark) && other != link+"?" {
			t.Errorf("%s opens, too", other)
		}
	}
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete} {
		r := s.request(method, link, url.Values{"do": {"confirm"}})
		if w := s.do(r); w.Code != http.StatusMethodNotAllowed {
			t.Errorf("%s: status %d", method, w.Code)
		}
	}
	if w := s.do(s.request(http.MethodGet, page, nil)); w.Code != http.StatusSeeOther {
		t.Errorf("the page itself: status %d without the link", w.Code)
	}
	for _, bad := range []string{"", "/users", "/tokens", "/shares", "/login", "/nowhere", "/library/receive", "/stories/" + firstID.String() + "/decide", "//evil.example/articles", "https://evil.example//x", link} {
		w := s.post(session, "/shares", url.Values{"address": {bad}, "days": {"3"}})
		if w.Code != http.StatusBadRequest {
			t.Errorf("%q can be shared: status %d", bad, w.Code)
		}
	}
	list, err := s.gate.Shares(s.Context(), editor.ID)
	if err != nil || len(list) != 1 || list[0].Address != page {
		t.Fatalf("%d links are kept, %v", len(list), err)
	}
	_, stranger := s.user("somebody-else", account.Administrator)
	if w := s.post(stranger, "/shares/revoke", url.Values{"id": {list[0].ID}}); w.Code != http.StatusNotFound {
		t.Errorf("somebody else revokes it: status %d", w.Code)
	}
	second := s.share(session, "/search.json?q=ferry")
	if w := s.do(s.request(http.MethodGet, second, nil)); w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "application/json") {
		t.Errorf("a shared twin: status %d", w.Code)
	}
	if w := s.post(session, "/shares/revoke", url.Values{"id": {list[0].ID}}); w.Code != http.StatusSeeOther {
		t.Errorf("revoke: status %d", w.Code)
	}
	if w := s.do(s.request(http.MethodGet, link, nil)); w.Code != http.StatusNotFound {
		t.Errorf("a link that was revoked: status %d", w.Code)
	}
	s.clock = s.clock.Add(4 * 24 * time.Hour)
	if w := s.do(s.request(http.MethodGet, second, nil)); w.Code != http.StatusNotFound {
		t.Errorf("a link that has ended: status %d", w.Code)
	}
}

// post sends a form as somebody who is logged in does from a page of this site.
func (s *shared) post(session account.Secret, path string, form url.Values) *httptest.ResponseRecorder {
	r := as(s.request(http.MethodPost, path, form), session)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return s.do(r)
}

// share makes a link of a page and returns its path.
func (s *shared) share(session account.Secret, page string) string {
	s.Helper()
	w := s.post(session, "/shares", url.Values{"address": {page}, "days": {"3"}})
	made := byID(parse(s, w.Body.String()), "made")
	if made == nil {
		s.Fatalf("no link was made: status %d", w.Code)
	}
	u, err := url.Parse(attr(made, "value"))
	if err != nil {
		s.Fatal(err)
	}
	return u.Path
}

// TestPaceOfStrangers: who has not logged in traces so often and no oftener; the page, the twin
// and the table count together. Looking costs nothing, and who is known does not wait.
func TestPaceOfStrangers(t *testing.T) {
	t.Parallel()
	s := newShared(t, hostile("plain"), func(o *web.Options) { o.Public = true })
	_, reader := s.user("ada", account.Reader)
	ask := func(path string, who account.Secret) *httptest.ResponseRecorder {
		return s.do(as(s.request(http.MethodGet, path, nil), who))
	}
	none := account.Secret{}
	for range 30 {
		if w := ask("/", none); w.Code != http.StatusOK {
			t.Fatalf("the empty page: status %d", w.Code)
		}
	}
	paths := []string{"/?q=ferry", "/trace.json?q=ferry", "/trace.csv?q=ferry"}
	var last *httptest.ResponseRecorder
	n := 0
	for ; n < 40; n++ {
		if last = ask(paths[n%len(paths)], none); last.Code != http.StatusOK {
			break
		}
	}
	if n < 20 || n > 22 || last.Code != http.StatusTooManyRequests { // the clock runs meanwhile
		t.Errorf("%d traces, then status %d", n, last.Code)
	}
	for i, path := range paths {
		w := ask(path, none)
		wait, err := strconv.Atoi(w.Header().Get("Retry-After"))
		if w.Code != http.StatusTooManyRequests || err != nil || wait < 1 || wait > 3 {
			t.Errorf("%s: status %d, Retry-After %q", path, w.Code, w.Header().Get("Retry-After"))
		}
		if i > 0 && (w.Header().Get("Content-Type") != "application/problem+json" || !strings.Contains(w.Body.String(), `"/api#too-many"`)) {
			t.Errorf("%s: %s: %s", path, w.Header().Get("Content-Type"), w.Body)
		}
		if w := ask(path, reader); w.Code != http.StatusOK {
			t.Errorf("%s: somebody known waits: status %d", path, w.Code)
		}
	}
}
