// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"hash/fnv"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hearsay"
)

// A world is a simulated web: sites with feeds whose articles appear as a clock goes on,
// served over loopback, with the faults that sites have. It keeps the books: what it
// served, to whom it said not to come back yet, and what of that was not kept to.
type world struct {
	*httptest.Server
	sites    []*site
	articles int // in all
	begin    time.Time
	days     int
	hangs    bool // some requests are not answered at all

	mu       sync.Mutex
	now      time.Time
	last     map[string]time.Time // address → when it answered last
	fresh    map[string]time.Time // address → before when asking again tells nothing new
	resting  map[string]time.Time // host → before when it wants no request
	bodies   map[hearsay.CaptureID]served
	shown    map[string]bool // addresses of articles that a feed showed
	requests int
	polls    int
	sound    atomic.Bool // nothing goes wrong any more
	walls    bool        // no page is given
	pages    int
	wrong    []string
	excused  map[string]bool // addresses under way when the watcher was killed
}

// served is a version of an article's page that was given out.
type served struct {
	address string
	at      time.Time
	// flying says that the watcher was killed in that moment, and may not have it.
	flying bool
}

// site is one outlet with a feed.
type site struct {
	n        int
	host     string
	gap      time.Duration // between two of its articles
	offset   time.Duration
	articles int
	sound    bool
}

// The faults that single sites have for good; every site also has those of fate.
const (
	healthy = iota
	oneGUID
	moves
	malforms
	skewed
	summerTime
	tooOften
	walled // pages are refused, the feed has the text
	restless
	kinds
)

func (s *site) kind() int {
	if s.sound {
		return healthy
	}
	return s.n % kinds
}

// newWorld makes a web of so many sites with so many articles between them.
func newWorld(t testing.TB, sites, articles, days int) *world {
	t.Helper()
	w := &world{articles: articles, days: days, begin: time.Date(2026, 3, 15, 0, 0, 0, 0, time.UTC), // the clocks change on the 29th
		last: map[string]time.Time{}, fresh: map[string]time.Time{}, resting: map[string]time.Time{},
		bodies: map[hearsay.CaptureID]served{}, shown: map[string]bool{}, excused: map[string]bool{}}
	w.now = w.begin
	for n := range sites {
		count := articles / sites
		if n < articles%sites {
			count++
		}
		span := time.Duration(days)*24*time.Hour - 3*time.Hour
		w.sites = append(w.sites, &site{n: n, host: fmt.Sprintf("s%03d.example", n), articles: count, gap: span / time.Duration(max(count, 1)), offset: time.Duration(n) * time.Minute})
	}
	w.Server = httptest.NewServer(w)
	t.Cleanup(w.Server.Close)
	return w
}

// LookupNetIP finds every host of the world on this machine.
func (w *world) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
}

func (w *world) port() string {
	return w.Listener.Addr().String()[strings.LastIndexByte(w.Listener.Addr().String(), ':'):]
}

func (w *world) feed(s *site) string { return "http://" + s.host + w.port() + "/feed" }

// set moves the clock of the world on.
func (w *world) set(now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if now.After(w.now) {
		w.now = now
	}
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) fault(format string, args ...any) {
	if len(w.wrong) < 50 {
		w.wrong = append(w.wrong, fmt.Sprintf("%s: ", w.now.Format("02 15:04:05"))+fmt.Sprintf(format, args...))
	}
}

// clockHost is where a watcher in another process says what time it is.
const clockHost = "clock.example"

func (w *world) serveClock(r *http.Request) {
	if n, err := strconv.ParseInt(r.URL.Query().Get("now"), 10, 64); err == nil {
		w.set(time.Unix(n, 0).UTC())
	}
}

// fate is a number below 1000 that a place and a moment have.
func fate(parts ...any) int {
	h := fnv.New64a()
	fmt.Fprint(h, parts...)
	return int(h.Sum64()>>20) % 1000
}

// ServeHTTP answers as the site would whose host is asked.
func (w *world) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	host, _, _ := strings.Cut(r.Host, ":")
	if host == clockHost {
		w.serveClock(r)
		return
	}
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(host, "s"), ".example"))
	if r.URL.Path == "/robots.txt" || err != nil || n >= len(w.sites) {
		http.NotFound(out, r)
		return
	}
	s := w.sites[n]
	w.mu.Lock()
	w.requests++
	now := w.now
	address := "http://" + r.Host + r.URL.Path
	w.control(host, address, now)
	w.mu.Unlock()
	if w.suffer(out, s, r, now) {
		return
	}
	switch {
	case r.URL.Path == "/feed" && s.kind() == moves && now.Sub(w.begin) > time.Duration(w.days)*8*time.Hour:
		http.Redirect(out, r, "/news.xml", http.StatusMovedPermanently)
	case r.URL.Path == "/feed", r.URL.Path == "/news.xml":
		w.serveFeed(out, r, s, now, address)
	case strings.HasPrefix(r.URL.Path, "/a/"):
		w.servePage(out, r, s, now, address)
	default:
		http.NotFound(out, r)
	}
}

// control looks whether an address may be asked again.
func (w *world) control(host, address string, now time.Time) {
	if w.excused[address] {
		delete(w.excused, address)
		return
	}
	if until := w.resting[host]; now.Before(until) {
		w.fault("%s was asked %s before it wanted to be", address, until.Sub(now))
	}
	if until := w.fresh[address]; now.Before(until) {
		w.fault("%s was asked %s before its answer was stale", address, until.Sub(now))
	}
	if last := w.last[address]; !last.IsZero() && now.Sub(last) < 55*time.Minute && strings.Contains(address, "/a/") {
		w.fault("%s was visited again after %s", address, now.Sub(last))
	}
}

// darkMinute is how often a world has a minute in which three requests of ten get no
// answer at all. They come together since each costs the wait of a real clock.
const darkMinute = 1000

// restTime is for how long a site that was asked too often wants to be left alone.
const restTime = 20 * time.Minute

// suffer has the faults that come and go; it reports whether there was one.
func (w *world) suffer(out http.ResponseWriter, s *site, r *http.Request, now time.Time) bool {
	f := fate(s.n, r.URL.Path, now.Unix()/60)
	if w.sound.Load() {
		return false
	}
	switch {
	case w.hangs && now.Unix()/60%darkMinute == darkMinute/2 && f >= 700:
		select { // longer than the watcher waits
		case <-r.Context().Done():
		case <-time.After(5 * time.Second):
		}
	case f < 13:
		http.Error(out, "fault", http.StatusServiceUnavailable)
	case f < 23:
		if conn, _, err := out.(http.Hijacker).Hijack(); err == nil {
			conn.Close()
		}
	case f < 43 && s.kind() == tooOften:
		w.mu.Lock()
		w.resting[s.host] = now.Add(restTime)
		w.mu.Unlock()
		out.Header().Set("Retry-After", "1200")
		http.Error(out, "too often", http.StatusTooManyRequests)
	default:
		return false
	}
	return true
}

// answered notes that an address answered, and how long that holds.
func (w *world) answered(address string, now time.Time, maxAge time.Duration) {
	w.last[address] = now
	if maxAge > 0 {
		w.fresh[address] = now.Add(maxAge)
	}
}

// published is how many articles of a site there are at a time, and when the k-th came.
func (w *world) published(s *site, now time.Time) int {
	return min(max(int((now.Sub(w.begin)-s.offset)/s.gap)+1, 0), s.articles)
}

func (w *world) date(s *site, k int) time.Time { return w.begin.Add(s.offset + time.Duration(k)*s.gap) }

const window = 20 // entries of a feed

func (w *world) serveFeed(out http.ResponseWriter, r *http.Request, s *site, now time.Time, address string) {
	n := w.published(s, now)
	tag := fmt.Sprintf(`"%d-%d"`, s.n, n)
	maxAge := time.Duration(0)
	if s.n%4 == 1 {
		maxAge = 10 * time.Minute
		out.Header().Set("Cache-Control", "max-age=600")
	}
	out.Header().Set("Date", now.UTC().Format(http.TimeFormat))
	out.Header().Set("ETag", tag)
	w.mu.Lock()
	w.polls++
	w.answered(address, now, maxAge)
	w.mu.Unlock()
	if r.Header.Get("If-None-Match") == tag && !w.sound.Load() {
		out.WriteHeader(http.StatusNotModified)
		return
	}
	out.Header().Set("Content-Type", "application/rss+xml")
	if s.kind() == malforms && fate(s.n, n, "broken") < 300 {
		fmt.Fprint(out, "<rss version='2.0'><channel><ti")
		return
	}
	fmt.Fprintf(out, "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>Paper %d</title><link>http://%s/</link>", s.n, r.Host)
	w.mu.Lock()
	defer w.mu.Unlock()
	for k := n - 1; k >= max(0, n-window); k-- {
		link := fmt.Sprintf("http://%s/a/%d", r.Host, k)
		w.shown[link] = true
		fmt.Fprint(out, w.item(s, k, link, now))
	}
	fmt.Fprint(out, "</channel></rss>")
}

// item is an article in a feed.
func (w *world) item(s *site, k int, link string, now time.Time) string {
	guid, date := link, w.date(s, k)
	shown := date.Format(time.RFC1123Z)
	switch s.kind() {
	case oneGUID:
		guid = "the same for all"
	case skewed:
		shown = date.Add(3 * time.Hour).Format(time.RFC1123Z)
	case summerTime:
		zone := time.FixedZone("", 3600)
		if date.After(time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC)) {
			zone = time.FixedZone("", 7200)
		}
		shown = date.In(zone).Format(time.RFC1123Z)
	case restless:
		link += fmt.Sprintf("?utm_source=feed&utm_content=%d", now.Unix())
	}
	content := ""
	if s.kind() == walled {
		content = "<content:encoded><![CDATA[" + body(s.n, k, 0) + "]]></content:encoded>"
	}
	return fmt.Sprintf("<item><title>Headline %d of paper %d</title><link>%s</link><guid isPermaLink='false'>%s</guid><pubDate>%s</pubDate>%s</item>\n", k, s.n, strings.ReplaceAll(link, "&", "&amp;"), guid, shown, content)
}

func (w *world) servePage(out http.ResponseWriter, r *http.Request, s *site, now time.Time, address string) {
	k, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/a/"))
	if err != nil || k >= w.published(s, now) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.fault("%s was asked for and does not exist", address)
		http.NotFound(out, r)
		return
	}
	if s.kind() == walled || w.walls {
		http.Error(out, "subscribe", http.StatusForbidden)
		return
	}
	version := 0
	if fate(s.n, k, "edited") < 200 && now.Sub(w.date(s, k)) > 40*time.Minute {
		version = 1
	}
	page := fmt.Sprintf("<!DOCTYPE html><html lang=en><head><title>Headline %d of paper %d</title><meta property='article:published_time' content='%s'></head><body><article><h1>Headline %d of paper %d</h1>%s</article></body></html>",
		k, s.n, w.date(s, k).Format(time.RFC3339), k, s.n, body(s.n, k, version))
	tag := fmt.Sprintf(`"v%d"`, version)
	maxAge := time.Duration(0)
	if s.n%3 == 0 {
		maxAge = 90 * time.Minute
		out.Header().Set("Cache-Control", "max-age=5400")
	}
	w.mu.Lock()
	w.pages++
	w.answered(address, now, maxAge)
	c := hearsay.Capture{URL: address, Payload: sha256.Sum256([]byte(page))}
	if was, ok := w.bodies[c.Identity()]; !ok || was.flying {
		w.bodies[c.Identity()] = served{address, now, false}
	}
	w.mu.Unlock()
	out.Header().Set("Date", now.UTC().Format(http.TimeFormat))
	out.Header().Set("ETag", tag)
	out.Header().Set("Content-Type", "text/html; charset=utf-8")
	if s.n%2 == 0 && r.Header.Get("If-None-Match") == tag {
		out.WriteHeader(http.StatusNotModified)
		return
	}
	fmt.Fprint(out, page)
}

// killed excuses what was under way: addresses that answered at this moment of the
// simulated time may be asked again.
func (w *world) killed() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for address, at := range w.last {
		if w.now.Sub(at) < 2*time.Minute {
			w.excused[address] = true
		}
	}
	for host, until := range w.resting {
		if until.Sub(w.now) > restTime-2*time.Minute {
			delete(w.resting, host) // whoever was told it is dead
		}
	}
	for id, s := range w.bodies {
		if w.now.Sub(s.at) < 2*time.Minute {
			s.flying = true
			w.bodies[id] = s
		}
	}
}

// little are the words between the others, by which a text is told to be English.
var little = strings.Fields(`the of and to that with was for by this from have`)

// words of which articles are made; enough that no two share a passage by chance.
var vocabulary = strings.Fields(`council harbour bridge budget minister market storm school train river hospital energy court union factory
	border election museum prices water farmers report police housing drought airport library festival parliament export wages tunnel
	opened closed delayed approved rejected announced repaired doubled halved visited praised opposed promised studied measured rebuilt
	north south old new public private local foreign cheap costly modern narrow distant annual early final`)

// body is the text of an article: four paragraphs, and one more in its second version.
func body(site, k, version int) string {
	var b strings.Builder
	for p := range 4 + version {
		b.WriteString("<p>")
		h := uint64(site)<<32 | uint64(k)<<8 | uint64(p)
		for i := range 36 {
			h = h*6364136223846793005 + 1442695040888963407
			word := vocabulary[(h>>33)%uint64(len(vocabulary))]
			if i%4 == 3 {
				word = little[(h>>33)%uint64(len(little))]
			}
			if i%12 == 0 {
				word = strings.ToUpper(word[:1]) + word[1:]
			}
			b.WriteString(word)
			if i%12 == 11 {
				b.WriteString(".")
			}
			b.WriteString(" ")
		}
		if p == 1 {
			fmt.Fprintf(&b, "“The %s will be %s by %d,” said Anna Person%d, a spokeswoman. ", vocabulary[h%40], vocabulary[40+h%15], 2000+h%90, site)
		}
		b.WriteString("</p>\n")
	}
	return b.String()
}
