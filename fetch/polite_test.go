// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hearsay"
	"hearsay/robots"
)

func TestPace(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.site("example.com", publicIP, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/moved" {
			http.Redirect(rw, r, "/x", http.StatusFound)
			return
		}
		page(rw, r)
	})
	w.site("other.example", "93.184.215.15", page)
	g := w.gate(Options{Pace: DefaultPace})
	for _, address := range []string{"http://example.com/", "http://other.example/", "http://example.com/moved", "http://example.com/"} {
		if _, err := g.Get(t.Context(), Request{Address: address}); err != nil {
			t.Fatal(err)
		}
	}
	if want := []time.Duration{2 * time.Second, 2 * time.Second}; !slices.Equal(w.slept, want) {
		t.Errorf("slept %v, want %v: once for a request with its redirects, and for each host alone", w.slept, want)
	}
}

// TestPaceOfMany: those who come at once stand in line, and who would wait for more
// than a minute is told when to come again.
func TestPaceOfMany(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.site("example.com", publicIP, page)
	g := w.gate(Options{Pace: 20 * time.Second})
	h := g.host("example.com")
	now := w.now()
	for range 4 {
		h.limiter.ReserveN(now, 1)
	}
	_, err := g.Get(t.Context(), Request{Address: "http://example.com/"})
	if until, ok := RetryAfter(err); !ok || !until.Equal(now.Add(80*time.Second)) || errors.Is(err, hearsay.ErrRefused) {
		t.Errorf("%v, %v: %v", until, ok, err)
	}
	w.pass(60 * time.Second)
	if _, err := g.Get(t.Context(), Request{Address: "http://example.com/"}); err != nil || !slices.Equal(w.slept, []time.Duration{20 * time.Second}) {
		t.Errorf("slept %v, %v", w.slept, err)
	}
}

// TestPatience: a request that would wait longer than it has patience for is not asked, and
// knows whether the site wants the pause or others are before it.
func TestPatience(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.site("example.com", publicIP, page)
	w.site("slow.example", "93.184.215.15", func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			fmt.Fprint(rw, "User-agent: *\nCrawl-delay: 20\n")
			return
		}
		page(rw, r)
	})
	g := w.gate(Options{Pace: 10 * time.Second, Robots: true})
	for host, want := range map[string]TurnError{"example.com": {Wait: 10 * time.Second}, "slow.example": {Wait: 20 * time.Second, Delay: 20 * time.Second}} {
		r := Request{Address: "http://" + host + "/", Patience: 3 * time.Second}
		if _, err := g.Get(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		for range 2 { // what gives up its turn leaves it to others
			_, err := g.Get(t.Context(), r)
			var turn *TurnError
			if !errors.As(err, &turn) || *turn != want {
				t.Errorf("%s: %v, want %+v", host, err, want)
			}
		}
	}
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var asked atomic.Int32
	w.site("example.com", publicIP, func(rw http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		q := r.URL.Query()
		if q.Get("s") == "" {
			page(rw, r)
			return
		}
		if q.Has("date") {
			rw.Header().Set("Date", q.Get("date"))
		}
		if q.Has("after") {
			rw.Header().Set("Retry-After", q.Get("after"))
		}
		var code int
		fmt.Sscan(q.Get("s"), &code)
		rw.WriteHeader(code)
	})
	// "in 1h0m0s" stands for the date then.
	dated := regexp.MustCompile(`in -?[\dhms]+`)
	stamp := func(in string) string {
		d, err := time.ParseDuration(strings.TrimPrefix(in, "in "))
		if err != nil {
			t.Fatal(err)
		}
		return urlQuery(w.now().Add(d).Format(http.TimeFormat))
	}
	for _, c := range []struct {
		query string
		named time.Duration // what the error says; 0 for nothing
		left  time.Duration // for how long the host is not asked
	}{
		{"s=429&after=120", 2 * time.Minute, 2 * time.Minute},
		{"s=503&after=30", 30 * time.Second, 30 * time.Second},
		{"s=429&after=in 1h", time.Hour, time.Hour},
		{"s=429&after=in 2h&date=in 1h", time.Hour, time.Hour}, // its clock is fast
		{"s=429&after=99999999999999999999", maxRetry, maxRetry},
		{"s=429&after=-5", 0, unnamedRetry},
		{"s=429&after=soon", 0, unnamedRetry},
		{"s=429&after=0", 0, unnamedRetry},
		{"s=429&after=in -1h", 0, unnamedRetry},
		{"s=429", 0, unnamedRetry},
		{"s=503", 0, 0},
		{"s=500&after=30", 0, 0},
	} {
		g := w.gate(Options{})
		query := dated.ReplaceAllStringFunc(c.query, stamp)
		_, err := g.Get(t.Context(), Request{Address: "http://example.com/?" + query})
		var status *StatusError
		until, ok := RetryAfter(err)
		if !errors.As(err, &status) || ok != (c.named > 0) || ok && !until.Equal(w.now().Add(c.named)) {
			t.Errorf("%s: until %v: %v", c.query, until, err)
		}
		before := asked.Load()
		_, err = g.Get(t.Context(), Request{Address: "http://example.com/other"})
		if until, ok := RetryAfter(err); ok != (c.left > 0) || ok && (!until.Equal(w.now().Add(c.left)) || asked.Load() != before) {
			t.Errorf("%s: then until %v: %v", c.query, until, err)
		}
		w.pass(c.left)
		if _, err := g.Get(t.Context(), Request{Address: "http://example.com/other"}); err != nil {
			t.Errorf("%s: after that time: %v", c.query, err)
		}
	}
}

func TestConditionalGet(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.site("example.com", publicIP, func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Cache-Control", "max-age=60")
		if r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") == "Thu, 26 Nov 2026 12:00:00 GMT" {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		rw.Header().Set("ETag", `"v1"`)
		rw.Header().Set("Last-Modified", "Thu, 26 Nov 2026 12:00:00 GMT")
		page(rw, r)
	})
	g := w.gate(Options{})
	first, err := g.Get(t.Context(), Request{Address: "http://example.com/"})
	if err != nil || first.NotModified || first.ETag != `"v1"` || first.LastModified == "" {
		t.Fatalf("%+v, %v", first, err)
	}
	again, err := g.Get(t.Context(), Request{Address: "http://example.com/", ETag: first.ETag, LastModified: first.LastModified})
	if err != nil || !again.NotModified || again.Status != 304 || again.Body != nil || again.ETag != first.ETag || again.LastModified != first.LastModified || again.Capture.URL != first.Capture.URL || again.FreshUntil.IsZero() {
		t.Errorf("%+v, %v", again, err)
	}
}

// TestNotModifiedUnasked: 304 without a question for it is no page.
func TestNotModifiedUnasked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.site("example.com", publicIP, func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusNotModified) })
	var status *StatusError
	if _, err := w.gate(Options{}).Get(t.Context(), Request{Address: "http://example.com/"}); !errors.As(err, &status) {
		t.Errorf("%v", err)
	}
}

func TestFreshUntil(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	stamp := func(d time.Duration) string { return now.Add(d).Format(http.TimeFormat) }
	for _, c := range []struct {
		name   string
		header map[string]string
		want   time.Duration
	}{
		{"nothing", nil, 0},
		{"max-age", map[string]string{"Cache-Control": "public, max-age=300"}, 5 * time.Minute},
		{"max-age and age", map[string]string{"Cache-Control": "max-age=300", "Age": "100"}, 200 * time.Second},
		{"old already", map[string]string{"Cache-Control": "max-age=300", "Age": "400"}, 0},
		{"age by its date", map[string]string{"Cache-Control": "max-age=300", "Date": stamp(-time.Minute)}, 4 * time.Minute},
		{"a clock that is fast adds nothing", map[string]string{"Cache-Control": "max-age=300", "Date": stamp(time.Hour)}, 5 * time.Minute},
		{"no-store", map[string]string{"Cache-Control": "no-store, max-age=300"}, 0},
		{"no-cache", map[string]string{"Cache-Control": "max-age=300, No-Cache"}, 0},
		{"no-cache for a field", map[string]string{"Cache-Control": `max-age=300, no-cache="Set-Cookie"`}, 5 * time.Minute},
		{"must-revalidate", map[string]string{"Cache-Control": "must-revalidate, max-age=60"}, time.Minute},
		{"s-maxage is for shared caches", map[string]string{"Cache-Control": "s-maxage=600, max-age=60"}, time.Minute},
		{"the shorter of two", map[string]string{"Cache-Control": "max-age=600, max-age=60"}, time.Minute},
		{"quoted", map[string]string{"Cache-Control": `max-age="60"`}, time.Minute},
		{"no number", map[string]string{"Cache-Control": "max-age=soon"}, 0},
		{"below zero", map[string]string{"Cache-Control": "max-age=-1", "Expires": stamp(time.Hour)}, 0},
		{"for ever", map[string]string{"Cache-Control": "max-age=99999999999999999999999"}, maxFresh},
		{"expires", map[string]string{"Expires": stamp(time.Hour), "Date": stamp(0)}, time.Hour},
		{"expires by a fast clock", map[string]string{"Expires": stamp(2 * time.Hour), "Date": stamp(time.Hour)}, time.Hour},
		{"max-age before expires", map[string]string{"Cache-Control": "max-age=60", "Expires": stamp(time.Hour)}, time.Minute},
		{"expired", map[string]string{"Expires": stamp(-time.Hour)}, 0},
		{"expires 0", map[string]string{"Expires": "0", "Last-Modified": stamp(-1000 * time.Hour)}, 0},
		{"guessed", map[string]string{"Last-Modified": stamp(-time.Hour)}, 6 * time.Minute},
		{"guessed, capped", map[string]string{"Last-Modified": stamp(-10000 * time.Hour)}, time.Hour},
		{"changed tomorrow", map[string]string{"Last-Modified": stamp(time.Hour)}, 0},
		{"varies in all", map[string]string{"Cache-Control": "max-age=60", "Vary": "*"}, 0},
	} {
		h := http.Header{}
		for k, v := range c.header {
			h.Set(k, v)
		}
		got := freshUntil(h, now)
		if c.want == 0 && !got.IsZero() || c.want != 0 && !got.Equal(now.Add(c.want)) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// robotsSite serves a robots.txt with a status.
func robotsSite(w *world, status func() int, file string) *atomic.Int32 {
	var asked atomic.Int32
	w.site("example.com", publicIP, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			asked.Add(1)
			rw.WriteHeader(status())
			fmt.Fprint(rw, file)
			return
		}
		page(rw, r)
	})
	return &asked
}

func TestRobots(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asked := robotsSite(w, func() int { return 200 }, "User-agent: *\nDisallow: /private\nCrawl-delay: 7\n")
	g := w.gate(Options{Robots: true})
	if _, err := g.Get(t.Context(), Request{Address: "http://example.com/private/x"}); !errors.Is(err, hearsay.ErrRefused) || !strings.Contains(err.Error(), `robots.txt of example.com disallows it (line 2, "Disallow: /private")`) {
		t.Errorf("%v", err)
	}
	for range 2 {
		if _, err := g.Get(t.Context(), Request{Address: "http://example.com/news"}); err != nil {
			t.Error(err)
		}
	}
	if asked.Load() != 1 || !slices.Equal(w.slept, []time.Duration{7 * time.Second}) {
		t.Errorf("robots.txt was asked for %d times, slept %v", asked.Load(), w.slept)
	}
	// One page at a person's request.
	if _, _, err := g.Page(t.Context(), "http://example.com/private/x"); err != nil {
		t.Error(err)
	}
	w.pass(25 * time.Hour)
	if _, err := g.Get(t.Context(), Request{Address: "http://example.com/news"}); err != nil || asked.Load() != 2 {
		t.Errorf("after a day it was asked for %d times, %v", asked.Load(), err)
	}
}

func TestRobotsMissing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status  int
		allowed bool
	}{{404, true}, {403, true}, {410, true}, {500, false}, {503, false}, {429, false}} {
		w := newWorld(t)
		status := c.status
		asked := robotsSite(w, func() int { return status }, "")
		g := w.gate(Options{Robots: true})
		_, err := g.Get(t.Context(), Request{Address: "http://example.com/x"})
		if c.allowed != (err == nil) || err != nil && !errors.Is(err, hearsay.ErrRefused) {
			t.Errorf("%d: %v", c.status, err)
		}
		if c.allowed {
			continue
		}
		until, ok := RetryAfter(err)
		if !ok || until.Sub(w.now()) < rulesAgain {
			t.Errorf("%d: again at %v", c.status, until)
		}
		status = 404
		w.pass(until.Sub(w.now()))
		if _, err := g.Get(t.Context(), Request{Address: "http://example.com/x"}); err != nil || asked.Load() != 2 {
			t.Errorf("%d: later: %v, asked %d times", c.status, err, asked.Load())
		}
	}
}

// TestRobotsOfRedirects: each site on the way has its say.
func TestRobotsOfRedirects(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	robotsSite(w, func() int { return 200 }, "User-agent: *\nDisallow: /")
	w.site("other.example", "93.184.215.15", func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(rw, r)
			return
		}
		http.Redirect(rw, r, "http://example.com/x", http.StatusFound)
	})
	if _, err := w.gate(Options{Robots: true}).Get(t.Context(), Request{Address: "http://other.example/"}); !errors.Is(err, hearsay.ErrRefused) || !strings.Contains(err.Error(), "robots.txt of example.com") {
		t.Errorf("%v", err)
	}
}

// TestRobotsOnce: many who come at once ask once.
func TestRobotsOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asked := robotsSite(w, func() int { return 200 }, "")
	g := w.gate(Options{Robots: true})
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if _, err := g.Get(t.Context(), Request{Address: "http://example.com/x"}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if asked.Load() != 1 {
		t.Errorf("robots.txt was asked for %d times", asked.Load())
	}
}

// TestHostsBounded: what is known of hosts does not grow without end.
func TestHostsBounded(t *testing.T) {
	t.Parallel()
	g, long := New(Options{}), askedLong()
	for i := range 3 * maxHosts {
		g.host(fmt.Sprint(i))
		g.book.keep(fmt.Sprint(i), long)
	}
	if g.hosts.Len() > maxHosts || g.book.size > rulesMemory || g.book.sites.Len() < 100 {
		t.Errorf("%d hosts, %d bytes of rules of %d sites", g.hosts.Len(), g.book.size, g.book.sites.Len())
	}
}

func TestStatusErrors(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.site("example.com", publicIP, func(rw http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		if name, value, ok := strings.Cut(q.Get("h"), "="); ok {
			rw.Header().Set(name, value)
		}
		var code int
		fmt.Sscan(q.Get("s"), &code)
		rw.WriteHeader(code)
	})
	for query, want := range map[string]struct {
		kind error
		wall bool
		says string
	}{
		"s=404":                                {hearsay.ErrNotFound, false, "the site answered 404"},
		"s=410":                                {hearsay.ErrNotFound, false, "gone (410)"},
		"s=401":                                {nil, false, "the site answered 401 and gave no page; open it in a browser and paste the text instead"},
		"s=403":                                {nil, false, "the site answered 403 and gave no page"},
		"s=451":                                {nil, false, "the site answered 451 and gave no page"},
		"s=429":                                {nil, false, "the site answered 429: it is asked too often; try again later"},
		"s=500":                                {nil, false, "the site answered 500"},
		"s=300":                                {nil, false, "the site answered 300"},
		"s=403&h=Cf-Mitigated=challenge":       {nil, true, "this site asked for a browser check (CAPTCHA); paste the text instead"},
		"s=503&h=Cf-Mitigated=challenge":       {nil, true, "browser check"},
		"s=202&h=X-Amzn-Waf-Action=challenge":  {nil, true, "browser check"},
		"s=405&h=X-Amzn-Waf-Action=captcha":    {nil, true, "browser check"},
		"s=403&h=X-Vercel-Mitigated=challenge": {nil, true, "browser check"},
		"s=403&h=X-DataDome=protected":         {nil, true, "browser check"},
		"s=403&h=Server=cloudflare":            {nil, false, "answered 403"},
	} {
		g := w.gate(Options{})
		_, err := g.Get(t.Context(), Request{Address: "http://example.com/?" + query})
		var status *StatusError
		if !errors.As(err, &status) || want.kind != nil && !errors.Is(err, want.kind) || want.kind == nil && errors.Is(err, hearsay.ErrNotFound) || status.Wall != want.wall || !strings.Contains(err.Error(), want.says) {
			t.Errorf("%s: %v", query, err)
		}
	}
	if res, err := w.gate(Options{}).Get(t.Context(), Request{Address: "http://example.com/?s=200&h=X-DataDome=protected"}); err != nil {
		t.Errorf("%+v, %v", res, err)
	}
}

func TestOffline(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.site("example.com", publicIP, inner(t))
	g := w.gate(Options{Offline: true, Private: true})
	refusedAll(t, w, g, "http://example.com/")
	if _, err := g.Dial(t.Context(), "tcp", "example.com:25"); !errors.Is(err, hearsay.ErrRefused) || !strings.Contains(err.Error(), "offline") {
		t.Errorf("%v", err)
	}
	if n := w.dns.times("example.com"); n != 0 {
		t.Errorf("the name service was asked %d times", n)
	}
}

// TestAllow: a host that is allowed, on its ports, and no other.
func TestAllow(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.site("wiki.example", "10.0.0.5", func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/moved" {
			http.Redirect(rw, r, "/page", http.StatusFound)
			return
		}
		page(rw, r)
	})
	w.dns.say("office.example", "10.0.0.5")
	w.sites["10.0.0.5:8080"] = w.sites["10.0.0.5:80"]
	g := w.gate(Options{Allow: []string{"WIKI.example", "office.example:8080"}})
	for _, address := range []string{"http://wiki.example/moved", "http://office.example:8080/"} {
		if _, err := g.Get(t.Context(), Request{Address: address}); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	w.connected()
	for _, address := range []string{"http://wiki.example:8080/", "http://office.example/", "http://10.0.0.5/", "http://www.wiki.example/"} {
		if _, err := g.Get(t.Context(), Request{Address: address}); err == nil {
			t.Errorf("%s was fetched", address)
		}
	}
	if c := w.connected(); c != nil {
		t.Errorf("connected to %q", c)
	}
}

// TestDial: a server of mail is reached, vetted.
func TestDial(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.raw("mail.example", publicIP, func(c net.Conn) { c.Write([]byte("220 mail.example")) })
	w.sites[publicIP+":587"] = w.sites[publicIP+":80"]
	conn, err := w.gate(Options{}).Dial(t.Context(), "tcp", "mail.example:587")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.Write([]byte("EHLO x"))
	b := make([]byte, 16)
	if n, err := conn.Read(b); err != nil || string(b[:n]) != "220 mail.example" {
		t.Errorf("%q, %v", b[:n], err)
	}
}

// askedLong is a long robots.txt.
func askedLong() siteRules {
	return siteRules{rules: robots.Parse([]byte("User-agent: *\n" + strings.Repeat("Disallow: /some/path\n", 100))).For("hearsay")}
}
