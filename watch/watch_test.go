// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"hearsay"
	"hearsay/fetch"
	"hearsay/ingest"
	"hearsay/store"
	"hearsay/watch"
)

// town is a few sites that a test makes as it likes, on a clock that it sets.
type town struct {
	*testing.T
	*httptest.Server
	dir   string
	now   time.Time
	pages map[string]http.HandlerFunc // by host and path
	mu    sync.Mutex
	asked map[string]int
	said  []string
	gate  *fetch.Gate
}

func newTown(t *testing.T) *town {
	o := &town{T: t, dir: t.TempDir(), now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), pages: map[string]http.HandlerFunc{}, asked: map[string]int{}}
	o.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, _ := strings.Cut(r.Host, ":")
		o.mu.Lock()
		o.asked[host+r.URL.Path]++
		o.mu.Unlock()
		w.Header().Set("Date", o.now.Format(http.TimeFormat))
		if h := o.pages[host+r.URL.Path]; h != nil {
			h(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(o.Server.Close)
	o.gate = gateTo(o, o.clock, 0)
	return o
}

func (o *town) clock() time.Time { return o.now }

func (o *town) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
}

func (o *town) port() string { return o.URL[strings.LastIndexByte(o.URL, ':'):] }

func (o *town) address(place string) string {
	host, path, _ := strings.Cut(place, "/")
	return "http://" + host + o.port() + "/" + path
}

// put lets a place answer with a text.
func (o *town) put(place, mediaType, text string) {
	o.pages[place] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", mediaType)
		fmt.Fprint(w, text)
	}
}

// fail lets a place answer with a status, and lines of header.
func (o *town) fail(place string, status int, header ...string) {
	o.pages[place] = func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
	}
}

func (o *town) feed(place string, items ...string) {
	o.put(place, "application/rss+xml", "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>The Town</title>"+strings.Join(items, "")+"</channel></rss>")
}

func (o *town) entry(place, title string) string {
	return fmt.Sprintf("<item><title>%s</title><link>%s</link><guid>%s</guid><pubDate>%s</pubDate></item>", title, o.address(place), place, o.now.Add(-10*time.Minute).Format(time.RFC1123Z))
}

func article(title string, k int) string {
	return "<!DOCTYPE html><html lang=en><head><title>" + title + "</title></head><body><article><h1>" + title + "</h1>" + body(7, k, 0) + "</article></body></html>"
}

// watch adds a source as it stands.
func (o *town) watch(s store.Source) int64 {
	o.Helper()
	db, err := store.OpenSources(o.Context(), o.dir)
	if err != nil {
		o.Fatal(err)
	}
	defer db.Close()
	s.Added = o.now
	if err := db.Add(o.Context(), &s); err != nil {
		o.Fatal(err)
	}
	return s.ID
}

// look does what is due after so much time.
func (o *town) look(after time.Duration) watch.Stats {
	o.Helper()
	o.now = o.now.Add(after)
	w, err := watch.Open(o.Context(), o.dir, watch.Options{Gate: o.gate, Pace: -1, Now: o.clock, Look: 10 * time.Millisecond, Report: func(e watch.Event) { o.said = append(o.said, e.Text) }})
	if err != nil {
		o.Fatal(err)
	}
	if err := errors.Join(w.Run(o.Context(), true), w.Close()); err != nil {
		o.Fatal(err)
	}
	return w.Stats()
}

func (o *town) source(id int64) store.Source {
	o.Helper()
	db, err := store.OpenSources(o.Context(), o.dir)
	if err != nil {
		o.Fatal(err)
	}
	defer db.Close()
	s, err := db.Source(o.Context(), id)
	if err != nil {
		o.Fatal(err)
	}
	return s
}

// articles lists what the library has of a host: addresses and headlines.
func (o *town) articles(host string) []string {
	o.Helper()
	lib, err := store.Open(o.Context(), o.dir)
	if err != nil {
		o.Fatal(err)
	}
	defer lib.Close()
	found, err := lib.Below(o.Context(), "http://"+host, 100)
	if err != nil {
		o.Fatal(err)
	}
	var out []string
	for _, f := range found {
		a, _, err := lib.Article(o.Context(), f.ID)
		if err != nil {
			o.Fatal(err)
		}
		line := strings.TrimPrefix(a.URL, "http://"+host+o.port()) + " " + a.Headline
		if date, ok := a.Published(); ok && date.Basis == "feed" {
			line += " (feed)"
		}
		out = append(out, line)
	}
	return out
}

func (o *town) want(what string, got any, want any) {
	o.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		o.Errorf("%s: %v, want %v", what, got, want)
	}
}

// TestVersions: a page is visited again after an hour, a day and a week; only what
// changed is kept.
func TestVersions(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	o.feed("town.example/feed", o.entry("town.example/a", "Bridge"))
	o.put("town.example/a", "text/html", article("Bridge closed", 1))
	id := o.watch(store.Source{Kind: store.FeedSource, Address: o.address("town.example/feed")})
	o.look(0)
	o.want("first", o.articles("town.example"), "[/a Bridge closed]")
	o.want("pages asked for", o.asked["town.example/a"], 1)
	o.look(50 * time.Minute)
	o.want("before it is time", o.asked["town.example/a"], 1)
	if s := o.look(20 * time.Minute); s.Unchanged != 1 || s.Articles != 0 {
		t.Errorf("unchanged after an hour: %+v", s)
	}
	o.put("town.example/a", "text/html", article("Bridge open", 2))
	o.look(26 * time.Hour)
	o.want("after a day", o.articles("town.example"), "[/a Bridge closed /a Bridge open]")
	o.look(7 * 24 * time.Hour)
	o.want("after a week", o.asked["town.example/a"], 4)
	o.look(30 * 24 * time.Hour)
	o.want("visits in all", o.asked["town.example/a"], 4)
	s := o.source(id)
	o.want("items", s.State.Items, 1)
	o.want("title", s.Title, "The Town")
}

// TestRestlessFeed: a feed that gives its entries another guid, or their pages another
// address, with each answer says nothing new by that.
func TestRestlessFeed(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	first, second := o.entry("town.example/a", "Bridge"), o.entry("town.example/b", "Piers")
	n := 0
	o.pages["town.example/feed"] = func(w http.ResponseWriter, _ *http.Request) {
		n++
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprintf(w, "<rss version='2.0'><channel><title>T</title>%s%s</channel></rss>",
			strings.Replace(first, "<guid>", fmt.Sprintf("<guid>%d", n), 1), strings.Replace(second, "</link>", fmt.Sprintf("?session=%d</link>", n), 1))
	}
	o.put("town.example/a", "text/html", article("Bridge", 1))
	o.put("town.example/b", "text/html", article("Piers", 2))
	id := o.watch(store.Source{Kind: store.FeedSource, Address: o.address("town.example/feed"), Every: 5 * time.Minute})
	for range 5 {
		o.look(6 * time.Minute)
	}
	o.want("answers", n, 5)
	o.want("items", o.source(id).State.Items, 2)
	o.want("visits", o.asked["town.example/a"]+o.asked["town.example/b"], 2)
}

// TestSameArticle: a page in which only a counter changed gives no new version.
func TestSameArticle(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	o.feed("town.example/feed", o.entry("town.example/a", "Bridge"))
	visitors := func(title string, k, n int) {
		page := strings.Replace(article(title, k), "</body>", fmt.Sprintf("<footer>%d visitors so far</footer><script>token=%d</script></body>", n, n), 1)
		o.put("town.example/a", "text/html", page)
	}
	visitors("Bridge", 1, 1)
	o.watch(store.Source{Kind: store.FeedSource, Address: o.address("town.example/feed")})
	o.look(0)
	visitors("Bridge", 1, 2)
	if s := o.look(70 * time.Minute); s.Unchanged != 1 || s.Articles != 0 {
		t.Errorf("only a counter changed: %+v", s)
	}
	visitors("Bridge", 2, 3)
	o.look(26 * time.Hour)
	o.want("changed", o.articles("town.example"), "[/a Bridge /a Bridge]")
	visitors("The bridge", 2, 4)
	o.look(8 * 24 * time.Hour)
	o.want("another headline", o.articles("town.example"), "[/a Bridge /a Bridge /a The bridge]")
}

// TestTextOfFeed: where a page is refused and the feed has the text, that is kept.
func TestTextOfFeed(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	text := "<content:encoded><![CDATA[" + body(3, 3, 0) + "]]></content:encoded></item>"
	o.feed("town.example/feed", strings.Replace(o.entry("town.example/walled", "Walled"), "</item>", text, 1), strings.Replace(o.entry("town.example/robots", "Not for robots"), "</item>", text, 1),
		o.entry("town.example/teaser", "Teaser"))
	for _, p := range []string{"town.example/walled", "town.example/teaser"} {
		o.fail(p, http.StatusForbidden)
	}
	o.put("town.example/robots.txt", "text/plain", "User-agent: *\nDisallow: /robots\n")
	o.watch(store.Source{Kind: store.FeedSource, Address: o.address("town.example/feed")})
	o.look(0)
	o.want("kept", o.articles("town.example"), "[/robots Not for robots (feed) /walled Walled (feed)]")
	o.look(30 * 24 * time.Hour)
	o.want("asked for the page", o.asked["town.example/walled"], 1)
	o.want("asked for what robots must not have", o.asked["town.example/robots"], 0)
}

// TestErrors: an error is told in plain words and costs ever longer waits; what the site
// says of time is kept to; gone is gone.
func TestErrors(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	o.fail("town.example/feed", http.StatusInternalServerError)
	id := o.watch(store.Source{Kind: store.FeedSource, Address: o.address("town.example/feed")})
	var waits []time.Duration
	for range 4 {
		o.look(0)
		s := o.source(id).State
		waits = append(waits, s.Due.Sub(o.now).Round(time.Minute))
		o.now = s.Due
	}
	s := o.source(id)
	if s.State.Errors != 4 || !strings.Contains(s.State.Problem, "a fault of its own (500)") || watch.ViewOf(&s).State != "failing" {
		t.Errorf("after four errors: %+v", s.State)
	}
	if waits[0] > 27*time.Hour || waits[3] < 21*time.Hour || waits[3] > 27*time.Hour {
		t.Errorf("waits %v", waits)
	}
	o.fail("town.example/feed", http.StatusTooManyRequests, "Retry-After", "7200")
	other := o.watch(store.Source{Kind: store.FeedSource, Address: o.address("town.example/other")})
	o.look(0) // and ends, though the other one of this host is due
	if s := o.source(id).State; s.Due.Before(o.now.Add(2 * time.Hour)) {
		t.Errorf("asked for two hours, it comes back after %s", s.Due.Sub(o.now))
	}
	o.feed("town.example/feed")
	o.look(48 * time.Hour)
	if s := o.source(id).State; s.Errors != 0 || s.Problem != "" {
		t.Errorf("after it answered: %+v", s)
	}
	o.put("town.example/feed", "text/html", "<html><p>Welcome")
	o.look(48 * time.Hour)
	o.want("a page instead", strings.Contains(o.source(id).State.Problem, "web page, not a feed"), true)
	o.fail("town.example/feed", http.StatusGone)
	o.look(48 * time.Hour)
	o.want("the other one", o.source(other).State.Tried.IsZero(), false)
	o.want("gone", o.source(id).Paused, "The site says that it is gone for good (410).")
	n := o.asked["town.example/feed"]
	o.look(48 * time.Hour)
	o.want("asked after it was gone", o.asked["town.example/feed"], n)
}

// TestFresh: an answer that is fresh is not asked for again, whatever is wished.
func TestFresh(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	o.pages["town.example/feed"] = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "max-age=36000")
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, "<rss version='2.0'><channel><title>T</title></channel></rss>")
	}
	o.watch(store.Source{Kind: store.FeedSource, Address: o.address("town.example/feed"), Every: time.Minute})
	for range 9 {
		o.look(time.Hour)
	}
	o.want("asked within ten hours", o.asked["town.example/feed"], 1)
	o.look(2 * time.Hour)
	o.want("asked after", o.asked["town.example/feed"], 2)
}

// TestMoved: a permanent redirect is the new address, when a feed answers there.
func TestMoved(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	to := func(place string, status int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, o.address(place), status) }
	}
	o.pages["town.example/feed"] = to("town.example/new", http.StatusMovedPermanently)
	o.pages["town.example/other"] = to("town.example/new", http.StatusFound)
	o.feed("town.example/new")
	moved := o.watch(store.Source{Kind: store.FeedSource, Address: o.address("town.example/feed")})
	other := o.watch(store.Source{Kind: store.FeedSource, Address: o.address("town.example/other")})
	o.look(0)
	s := o.source(moved)
	o.want("moved to", s.Address, o.address("town.example/new"))
	o.want("moved from", s.State.MovedFrom, o.address("town.example/feed"))
	o.want("moved for a time", o.source(other).Address, o.address("town.example/other"))
}

// TestAttackS8: a feed that redirects for good to a host inside is not followed, and that
// address is not kept.
func TestAttackS8(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	o.gate = fetch.New(fetch.Options{Allow: []string{"paper.example" + o.port()}, Pace: -1, Robots: true, Now: o.clock, Resolver: o})
	o.pages["paper.example/feed"] = func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, o.address("inside.example/feed"), http.StatusMovedPermanently)
	}
	o.feed("inside.example/feed", o.entry("inside.example/a", "Secret"))
	o.feed("paper.example/second", o.entry("inside.example/a", "Secret"))
	o.put("inside.example/a", "text/html", article("Secret", 1))
	first := o.watch(store.Source{Kind: store.FeedSource, Address: o.address("paper.example/feed")})
	o.watch(store.Source{Kind: store.FeedSource, Address: o.address("paper.example/second")})
	o.look(0)
	for place, n := range o.asked {
		if strings.HasPrefix(place, "inside") {
			t.Errorf("%s was asked %d times", place, n)
		}
	}
	s := o.source(first)
	o.want("address", s.Address, o.address("paper.example/feed"))
	if s.State.Errors != 1 || !strings.Contains(s.State.Problem, "Hearsay does not take it") {
		t.Errorf("the problem is %q", s.State.Problem)
	}
}

// TestCrawlDelay: a site that wants ten seconds between two requests has them, and keeps
// no other waiting.
func TestCrawlDelay(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	o.gate = fetch.New(fetch.Options{Private: true, Robots: true, Now: o.clock, Resolver: o})
	o.put("slow.example/robots.txt", "text/plain", "User-agent: *\nCrawl-delay: 10\n")
	began := o.now
	at := map[string][]time.Duration{}
	var slow, quick []string
	for k := range 4 {
		for _, host := range []string{"slow", "quick"} {
			place := fmt.Sprintf("%s.example/%d", host, k)
			o.pages[place] = func(w http.ResponseWriter, _ *http.Request) {
				o.mu.Lock()
				at[host] = append(at[host], o.now.Sub(began))
				o.mu.Unlock()
				fmt.Fprint(w, article("Page", 1))
			}
		}
		slow, quick = append(slow, o.entry(fmt.Sprintf("slow.example/%d", k), "Page")), append(quick, o.entry(fmt.Sprintf("quick.example/%d", k), "Page"))
	}
	o.feed("slow.example/feed", slow...)
	o.feed("quick.example/feed", quick...)
	o.watch(store.Source{Kind: store.FeedSource, Address: o.address("slow.example/feed")})
	o.watch(store.Source{Kind: store.FeedSource, Address: o.address("quick.example/feed")})
	w, err := watch.Open(t.Context(), o.dir, watch.Options{Gate: o.gate, Now: o.clock, BatchAge: time.Hour, Sleep: func(ctx context.Context, d time.Duration) error {
		o.now = o.now.Add(d)
		return ctx.Err()
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Run(t.Context(), true), w.Close()); err != nil {
		t.Fatal(err)
	}
	if len(at["slow"]) != 4 || len(at["quick"]) != 4 || at["quick"][3] > 12*time.Second {
		t.Fatalf("pages were asked for at %v", at)
	}
	for k := 1; k < 4; k++ {
		if d := at["slow"][k] - at["slow"][k-1]; d < 10*time.Second || d > 13*time.Second {
			t.Errorf("the slow site was asked at %v", at["slow"])
		}
	}
}

// lookLocked watches one page while another process writes to the library, until that is
// noticed.
func (o *town) lookLocked() watch.Stats {
	o.Helper()
	o.feed("town.example/feed", o.entry("town.example/a", "Bridge"))
	o.put("town.example/a", "text/html", article("Bridge", 1))
	o.watch(store.Source{Kind: store.FeedSource, Address: o.address("town.example/feed")})
	other, err := store.OpenWriter(o.Context(), o.dir)
	if err != nil {
		o.Fatal(err)
	}
	ctx, cancel := context.WithCancel(o.Context())
	w, err := watch.Open(o.Context(), o.dir, watch.Options{Gate: o.gate, Pace: -1, Now: o.clock, Look: time.Millisecond, Report: func(e watch.Event) {
		if strings.Contains(e.Text, "Another hearsay writes") {
			cancel()
		}
	}})
	if err != nil {
		o.Fatal(err)
	}
	if err := errors.Join(w.Run(ctx, true), w.Close(), other.Close()); err != nil {
		o.Fatal(err)
	}
	return w.Stats()
}

// TestLocked: while another process writes to the library, what was fetched waits.
func TestLocked(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	if s := o.lookLocked(); !s.Locked || s.Waiting != 1 {
		t.Errorf("while locked: %+v", s)
	}
	o.look(0)
	o.want("after", o.articles("town.example"), "[/a Bridge]")
	o.want("asked", o.asked["town.example/a"], 1)
	left, err := os.ReadDir(filepath.Join(o.dir, "spool"))
	o.want("left in the spool", len(left), 0)
	if err != nil {
		t.Error(err)
	}
}

// TestSpoolTail: what a killed watcher had not acknowledged does not count.
func TestSpoolTail(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	o.lookLocked()
	path := filepath.Join(o.dir, "spool", "000001.warc.gz")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"000001.warc.gz": append(whole, "half a rec"...), "000002.warc.gz": whole[:100]} {
		if err := os.WriteFile(filepath.Join(o.dir, "spool", name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if s := o.look(0); s.Articles != 1 || s.Unusable != 0 {
		t.Errorf("%+v", s)
	}
	o.want("articles", o.articles("town.example"), "[/a Bridge]")
}

// TestFolder: files are added when they are left alone, once, and again when they change.
func TestFolder(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	o.now = time.Now().Add(time.Hour)
	folder := t.TempDir()
	write := func(name, text string, at time.Time) {
		t.Helper()
		path := filepath.Join(folder, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644), os.Chtimes(path, at, at)); err != nil {
			t.Fatal(err)
		}
	}
	write("a.html", article("One", 1), o.now.Add(-time.Hour))
	write("below/b.html", article("Two", 2), o.now.Add(-time.Hour))
	write("logo.png", "\x89PNG\r\n\x1a\n", o.now.Add(-time.Hour))
	write(".hidden.html", article("Hidden", 3), o.now.Add(-time.Hour))
	write("late.html", article("Late", 4), o.now.Add(-time.Second))
	id := o.watch(store.Source{Kind: store.FolderSource, Address: folder})
	o.want("first", o.look(0).Articles, 2)
	o.want("problem", o.source(id).State.Problem, "One file could not be used. logo.png: looks like a PNG image, not a page")
	o.want("once it is left alone", o.look(2*time.Minute).Articles, 1)
	o.want("again", o.look(2*time.Minute).Batches, 0)
	write("a.html", article("One, changed", 5), o.now)
	o.want("changed", o.look(2*time.Minute).Articles, 1)
	o.want("items", o.source(id).State.Items, 5)
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	o.look(2 * time.Minute)
	o.want("without its folder", strings.HasPrefix(o.source(id).State.Problem, "The folder is not there."), true)
}

// TestRemoved: an article that was removed does not come back.
func TestRemoved(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	o.feed("town.example/feed", o.entry("town.example/a", "Bridge"))
	o.put("town.example/a", "text/html", article("Bridge", 1))
	o.watch(store.Source{Kind: store.FeedSource, Address: o.address("town.example/feed")})
	o.look(0)
	lib, err := store.OpenWriter(t.Context(), o.dir)
	if err != nil {
		t.Fatal(err)
	}
	found, err := lib.Below(t.Context(), "http://town.example", 10)
	if err != nil || len(found) != 1 {
		t.Fatalf("%v, %v", found, err)
	}
	if err := errors.Join(ingest.Remove(t.Context(), lib, []hearsay.ArticleID{found[0].ID}, o.now), lib.Close()); err != nil {
		t.Fatal(err)
	}
	o.look(2 * time.Hour)
	o.look(2 * 24 * time.Hour)
	o.want("visits", o.asked["town.example/a"], 1)
	o.want("articles", o.articles("town.example"), "[]")
}

// TestLinks: a page without a feed is watched by the links that a selector finds.
func TestLinks(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	o.put("town.example/news", "text/html", "<html><main><h2><a href='/a'>Bridge</a></h2></main><a href='/about'>About</a>")
	o.put("town.example/a", "text/html", article("Bridge", 1))
	o.watch(store.Source{Kind: store.PageSource, Address: o.address("town.example/news"), Selector: "main h2 a"})
	o.look(0)
	o.want("articles", o.articles("town.example"), "[/a Bridge]")
	o.want("asked for other links", o.asked["town.example/about"], 0)
}

// TestSitemaps: an index leads to its sitemaps, and to each again when it says that it
// changed.
func TestSitemaps(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	index := func(day string) {
		o.put("town.example/index.xml", "application/xml", `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>`+o.address("town.example/old.xml")+`</loc><lastmod>2026-01-01</lastmod></sitemap><sitemap><loc>`+
			o.address("town.example/new.xml")+`</loc><lastmod>`+day+`</lastmod></sitemap></sitemapindex>`)
	}
	list := func(place string, pages ...string) {
		var b strings.Builder
		for _, p := range pages {
			b.WriteString("<url><loc>" + o.address(p) + "</loc></url>")
		}
		o.put(place, "application/xml", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`+b.String()+`</urlset>`)
	}
	index("2026-03-01")
	list("town.example/old.xml", "town.example/a")
	list("town.example/new.xml", "town.example/b")
	for i, p := range []string{"a", "b", "c"} {
		o.put("town.example/"+p, "text/html", article("Page "+p, i))
	}
	o.watch(store.Source{Kind: store.SitemapSource, Address: o.address("town.example/index.xml"), Every: time.Hour})
	o.look(0)
	o.want("articles", o.articles("town.example"), "[/a Page a /b Page b]")
	o.look(2 * time.Hour)
	o.want("read of what did not change", o.asked["town.example/old.xml"]+o.asked["town.example/new.xml"], 2)
	index("2026-03-02")
	list("town.example/new.xml", "town.example/b", "town.example/c")
	o.look(2 * time.Hour)
	o.want("articles", o.articles("town.example"), "[/a Page a /b Page b /c Page c]")
	o.want("read of the old one", o.asked["town.example/old.xml"], 1)
}

// TestChangedEntry: an entry that says that its page changed brings the next visit
// forward, at most once an hour.
func TestChangedEntry(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	o.feed("town.example/feed", o.entry("town.example/a", "Bridge"))
	o.put("town.example/a", "text/html", article("Bridge", 1))
	o.watch(store.Source{Kind: store.FeedSource, Address: o.address("town.example/feed"), Every: 5 * time.Minute})
	o.look(0)
	o.look(80 * time.Minute) // the visit after an hour; the next is due after a day
	o.want("visits", o.asked["town.example/a"], 2)
	o.feed("town.example/feed", o.entry("town.example/a", "Bridge reopened"))
	o.put("town.example/a", "text/html", article("Bridge reopened", 2))
	o.look(10 * time.Minute)
	o.want("visits ten minutes after", o.asked["town.example/a"], 2)
	o.look(time.Hour)
	o.want("visits an hour after", o.asked["town.example/a"], 3)
	o.want("articles", o.articles("town.example"), "[/a Bridge /a Bridge reopened]")
}
