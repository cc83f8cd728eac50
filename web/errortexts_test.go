// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/charmap"

	"hearsay/fetch"
	"hearsay/job"
	"hearsay/search"
	"hearsay/store"
	"hearsay/web"
	"hearsay/wire"
)

// pageOfPiers is a page with an article; %s stands in its head.
const pageOfPiers = `<!doctype html><html lang="en"><head><title>Piers closed</title>%s</head><body><article><h1>Piers closed</h1>
<p>The harbour office closed both piers at noon on Tuesday because of the swell, and a line of carts stood on the quay until the evening.</p>
<p>Nobody was surprised by that, the harbour master said, and few had asked what it would cost the town in the end.</p></article></body></html>`

// faults is a site at which everything goes wrong; /gone has a page at first.
func faults() http.Handler {
	var asked atomic.Int32
	mux := http.NewServeMux()
	answer := func(path string, f func(w http.ResponseWriter)) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			f(w)
		})
	}
	answer("/wall", func(w http.ResponseWriter) { w.Header().Set("Cf-Mitigated", "challenge"); w.WriteHeader(403) })
	answer("/forbidden", func(w http.ResponseWriter) { w.WriteHeader(403) })
	answer("/gone", func(w http.ResponseWriter) {
		if asked.Add(1) > 1 {
			w.WriteHeader(410)
		}
		fmt.Fprintf(w, pageOfPiers, "")
	})
	answer("/missing", func(w http.ResponseWriter) { w.WriteHeader(404) })
	answer("/large", func(w http.ResponseWriter) { io.WriteString(w, strings.Repeat("piers and quays ", 1<<13)) })
	answer("/bomb", func(w http.ResponseWriter) {
		w.Header().Set("Content-Encoding", "gzip")
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write(make([]byte, 4<<20))
		z.Close()
		w.Write(b.Bytes())
	})
	answer("/nothing", func(w http.ResponseWriter) {
		io.WriteString(w, "<!doctype html><title>Menu</title><nav><a href=/>Home</a></nav>")
	})
	answer("/undated", func(w http.ResponseWriter) { fmt.Fprintf(w, pageOfPiers, "") })
	answer("/future", func(w http.ResponseWriter) {
		fmt.Fprintf(w, pageOfPiers, `<meta property="article:published_time" content="2031-05-06T07:00:00Z"><script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2014-03-14T11:30:00Z"}</script>`)
	})
	return mux
}

// faultySite is an empty library whose gate reaches the site of faults, with small limits.
func faultySite(t *testing.T) (site http.Handler, faulty string) {
	t.Helper()
	server := httptest.NewServer(faults())
	t.Cleanup(server.Close)
	gate := fetch.New(fetch.Options{Private: true, Pace: -1, Limits: fetch.Limits{Wire: 64 << 10, Body: 2 << 20}})
	now := func() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }
	site, _ = emptySiteWith(t, job.Options{Gate: gate, Now: now})
	return site, server.URL
}

// fetched presses the button that fetches an address, and reads the page when that is over.
func fetched(t *testing.T, h http.Handler, address string) string {
	t.Helper()
	at := post(t, h, "/library/fetch", url.Values{"address": {address}}).Header().Get("Location")
	over(t, h, at)
	return words(byID(page(t, h, at), "main"))
}

// TestErrorTexts provokes what can go wrong with an address (design: part 4), and reads what the
// page says of it: whose fault it is, and what to do now.
func TestErrorTexts(t *testing.T) {
	walks(t)
	h, faulty := faultySite(t)
	if got := fetched(t, h, faulty+"/gone"); !strings.Contains(got, "Done: 1 read, 1 new") {
		t.Fatalf("the page that is there at first: %s", got)
	}
	for path, wants := range map[string][]string{
		"/wall":      {"this site asked for a browser check (CAPTCHA); paste the text instead"},
		"/forbidden": {"the site answered 403 and gave no page; open it in a browser and paste the text instead"},
		"/missing":   {"the site answered 404"},
		"/gone":      {"gone (410), the site took the page away", "Your earlier copy, read", "is kept: Piers closed"},
		"/large":     {"stopped at 64 KB, the limit; save the page as a file and read that"},
		"/bomb":      {"stopped: ", " grew past ", "save the page as a file and read that"},
		"/nothing":   {"Fetched, but no article text was recognised.", "Paste its text instead."},
	} {
		got := fetched(t, h, faulty+path)
		for _, want := range wants {
			if !strings.Contains(got, want) {
				t.Errorf("%s: the page does not say %q: %s", path, want, got)
			}
		}
	}
	public, _ := emptySite(t)
	if got := fetched(t, public, faulty); !strings.Contains(got, "127.0.0.1 is a private address; Hearsay does not fetch them; whoever runs it can allow this one with --allow 127.0.0.1:") {
		t.Errorf("a private address: %s", got)
	}
	if got := fetched(t, public, "http://127.0.0.1/"); !strings.Contains(got, "127.0.0.1 is a private address; Hearsay does not fetch private addresses; whoever runs it can allow this host with --allow") {
		t.Errorf("a private address: %s", got)
	}
}

// TestErrorTextsOfDates: a page without a date says so, and of dates that cannot be right which
// one counts, and why.
func TestErrorTextsOfDates(t *testing.T) {
	walks(t)
	h, faulty := faultySite(t)
	for path, wants := range map[string][]string{
		"/undated": {"(first seen by this library)", "No date found on the page. It is placed under undated; add one?"},
		"/future":  {"Fri 14 Mar 2014, 11:30 UTC (page data, datePublished) chosen", "2031", "later than the page was seen"},
	} {
		fetched(t, h, faulty+path)
		id := post(t, h, "/trace", url.Values{"q": {faulty + path}}).Header().Get("Location")
		id = strings.TrimPrefix(get(t, h, id).Header().Get("Location"), "/?article=")
		got := words(byID(page(t, h, "/articles/"+id), "main"))
		for _, want := range wants {
			if !strings.Contains(got, want) {
				t.Errorf("%s: the page does not say %q: %s", path, want, got)
			}
		}
	}
}

// TestErrorTextOfCharset: letters that were guessed are shown with the guess, before anything is added.
func TestErrorTextOfCharset(t *testing.T) {
	t.Parallel()
	h, _ := emptySite(t)
	russian := "Паром не пойдёт до весны, сказал во вторник начальник порта, и никто в городе не удивился этому. Оба причала закрыли в полдень из-за волнения."
	body, err := charmap.Windows1251.NewEncoder().String(russian)
	if err != nil {
		t.Fatal(err)
	}
	address := send(t, h, "piers.txt", body)
	says := func(wants ...string) {
		t.Helper()
		got := words(byID(page(t, h, address), "main"))
		for _, want := range wants {
			if !strings.Contains(got, want) {
				t.Errorf("the preview does not say %q: %s", want, got)
			}
		}
	}
	says("Read as windows-1251 (guessed", "Looks wrong? Choose another", "Паром не пойдёт до весны")
	choose := func(charset string, want int) {
		t.Helper()
		if w := post(t, h, address+"/charset", url.Values{"charset": {charset}}); w.Code != want {
			t.Errorf("%q: status %d, want %d", charset, w.Code, want)
		}
	}
	choose("rot13", http.StatusBadRequest)
	choose("koi8-r", http.StatusSeeOther)
	says("Read as koi8-r (chosen by a person)", "оЮПНЛ МЕ ОНИД╦Р ДН БЕЯМШ") // which is wrong, and shown so
	choose("windows-1251", http.StatusSeeOther)
	says("Read as windows-1251 (chosen by a person)", "Паром не пойдёт до весны")
	post(t, h, address+"/start", url.Values{"charset": {"windows-1251"}})
	if j := over(t, h, address); j.New != 1 {
		t.Fatalf("adding it: %+v", j)
	}
	if list := readJSON[wire.Search](t, h, "/search.json?q="+url.QueryEscape("причала")); list.Total != 1 {
		t.Errorf("%d articles have its words", list.Total)
	}
	choose("koi8-r", http.StatusConflict)
}

// textOf is the text of a node as it stands, line ends and all.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// vast is an engine for which each word is in too many articles.
type vast struct{ *search.Engine }

func (v vast) Look(ctx context.Context, a search.Asked) (*search.Found, error) {
	f, err := v.Engine.Look(ctx, a)
	if err == nil {
		f.Order, f.Older, f.Looked = search.ArrivalOrder, 12, 40
	}
	return f, err
}

// TestErrorTextsOfSearch: a search that does not look at everything says so and goes on from
// there, and one that cannot be read has a caret below the mistake and offers the words as they
// stand.
func TestErrorTextsOfSearch(t *testing.T) {
	t.Parallel()
	h, engine := sampleSite(t)
	some := byID(page(t, web.New(vast{engine}, web.Options{}), "/search?q=herring"), "main")
	for _, want := range []string{" articles of the last 40 arrivals", "in order of arrival, last added first, and not of how well they match. Older articles were not looked at"} {
		if got := words(some); !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	if !slices.ContainsFunc(all(some, tag("a", "")), func(a *html.Node) bool { return attr(a, "href") == "/search?q=herring&until=12" }) {
		t.Error("nothing leads to the older ones")
	}
	wrong := parse(t, get(t, h, "/search?q="+url.QueryEscape(`strait "herring`)).Body.String())
	if got := byID(wrong, "main"); !strings.Contains(words(got), "This query cannot be read: ") || !strings.Contains(words(got), "Look for these words as they stand") {
		t.Errorf("a mistake: %s", words(got))
	}
	mistake := all(wrong, tag("pre", "problem"))
	if len(mistake) != 1 || !strings.Contains(textOf(mistake[0]), "\n       ^") {
		t.Errorf("no caret below the mark that is not closed: %q", textOf(mistake[0]))
	}
}

// TestErrorTextOfLock: while another program holds the library, a job says so, and that nothing was lost.
func TestErrorTextOfLock(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "library")
	lib, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	engine, err := search.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	desk, err := job.Open(dir, job.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer desk.Close()
	h := web.New(engine, web.Options{Desk: desk})
	at := post(t, h, "/library/paste", url.Values{"text": {"No ferry before spring\n\nThe ferry will not sail before the spring, the harbour master said."}}).Header().Get("Location")
	over(t, h, at)
	got := words(byID(page(t, h, at), "main"))
	for _, want := range []string{dir, "nothing was lost", "Try again"} {
		if !strings.Contains(got, want) {
			t.Errorf("the page does not say %q: %s", want, got)
		}
	}
}
