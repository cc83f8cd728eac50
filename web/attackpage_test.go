// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"hearsay/web"
)

// polyglots come to life in an element, in an attribute, in a script and in an address.
var polyglots = []string{
	`"'><img src=x onerror=alert(1)><script>alert(1)</script>`,
	`javascript:alert(1)//<svg onload=alert(1)>`,
	"http://evil.example/\"onmouseover=alert(1)\u202e\u200b",
}

// TestX1: an address that is hostile in every part of it is answered, mostly with an error, and
// no part of it comes back as markup; all answers have the policies.
func TestX1(t *testing.T) {
	walks(t)
	site, err := hostileSite()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range polyglots {
		query := url.Values{}
		for _, name := range strings.Fields("q a b article direction min offset limit view order name kind text claim speaker url kept hide lang after before relation certainty outlet fields cursor what base profile token next id format") {
			query.Set(name, p)
		}
		list := []string{"/" + url.PathEscape(p), "/articles/" + url.PathEscape(p) + ".json"}
		for _, a := range web.Addresses(nil) {
			path := strings.NewReplacer("/{$}", "/", "{name}", url.PathEscape(p), "{token}", url.PathEscape(p), "{id}", url.PathEscape(p)).Replace(a.Path) + a.Form
			list = append(list, path, path+"?"+query.Encode())
		}
		for _, address := range list {
			if strings.Contains(address, "/events") {
				continue
			}
			w := get(t, site, address)
			checkHeaders(t, address, w.Result().Header)
			switch kind := w.Result().Header.Get("Content-Type"); {
			case w.Code >= 500:
				t.Errorf("%.80s: status %d", address, w.Code)
			case strings.HasPrefix(kind, "text/html"):
				checkMarkup(t, p, address, w.Body.String())
			case strings.Contains(kind, "json") && strings.ContainsAny(w.Body.String(), "<>"):
				t.Errorf("%.80s: markup in JSON: %.200s", address, w.Body)
			}
		}
	}
}

// TestX2NoStoredBytes: a page as it was received is not given out under any address, so that
// none of it can run as ours.
func TestX2NoStoredBytes(t *testing.T) {
	for _, a := range walkHostile(t) {
		if bytes.Contains(a.body, []byte(rawMarker)) {
			t.Errorf("%s gives out a page as it was received", a.address)
		}
	}
}

// TestX3: whatever stands in a headline, byline, outlet, speaker, quotation, date or address of
// the library's pages is text on every page, in every twin and in every plot.
func TestX3(t *testing.T) {
	kinds := map[string]int{}
	notes := map[string]bool{} // kinds of answers that show some
	for _, a := range walkHostile(t) {
		checkHeaders(t, a.address, a.header)
		kind, _, _ := strings.Cut(a.header.Get("Content-Type"), ";")
		kinds[kind]++
		if bytes.Contains(a.body, []byte("Noted: ")) {
			notes[kind] = true
		}
		if a.status >= 500 {
			t.Errorf("%s: status %d", a.address, a.status)
		}
		switch kind {
		case "text/html":
			checkMarkup(t, "the library", a.address, string(a.body))
		case "image/svg+xml":
			checkMarkup(t, "the library", a.address, string(a.body))
			if err := xml.Unmarshal(a.body, new(struct{})); err != nil {
				t.Errorf("%s: %v", a.address, err)
			}
		case "application/json", "application/problem+json":
			if !json.Valid(a.body) || bytes.ContainsAny(a.body, "<>") {
				t.Errorf("%s: markup in JSON", a.address)
			}
		}
	}
	if !notes["text/html"] || !notes["application/json"] || notes["application/zip"] {
		t.Errorf("notes are shown in %v", notes)
	}
	for _, kind := range []string{"text/html", "application/json", "text/csv", "image/svg+xml", "application/zip"} {
		if kinds[kind] == 0 {
			t.Errorf("no %s was looked at: %v", kind, kinds)
		}
	}
}

// TestX3InABrowser opens one page of each kind in a real browser: no script of others runs, no
// dialog opens, nothing is asked of anybody else.
func TestX3InABrowser(t *testing.T) {
	list := walkHostile(t)
	ctx := browser(t)
	site, err := hostileSite()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(site)
	defer server.Close()
	c := &complaints{host: strings.TrimPrefix(server.URL, "http://")}
	err = chromedp.Listen(ctx, func(ev any) {
		if e, ok := ev.(*cdppage.EventJavascriptDialogOpening); ok {
			c.add("dialog: %s", e.Message)
		}
		c.hear(ev)
	})
	if err != nil {
		t.Fatal(err)
	}
	opened := map[string]bool{}
	for _, a := range list {
		if shape := shapeOf(a.address); a.status != http.StatusOK || !a.is("text/html") || opened[shape] || len(opened) >= 40 {
			continue
		} else {
			opened[shape] = true
		}
		do(t, ctx, "open "+a.address, chromedp.Navigate(server.URL+a.address))
		foreign := `[...document.scripts].filter(s => s.type !== "application/ld+json" && !s.src.startsWith(location.origin + "/assets/")).length + document.querySelectorAll("iframe, object, embed, img, base, style").length`
		if n := see(t, ctx, "count what is foreign", chromedp.Evaluate[int](foreign)); n > 0 {
			t.Errorf("%s: %d elements are not ours", a.address, n)
		}
	}
	if len(opened) < 15 {
		t.Errorf("only %d pages were opened", len(opened))
	}
	for _, said := range c.heard() {
		t.Error("the browser complains:", said)
	}
}

// TestX5: what is no page of ours is never sniffed for one: each file has its type, text has its
// charset, and what is for the disk goes there.
func TestX5(t *testing.T) {
	for _, a := range walkHostile(t) {
		kind := a.header.Get("Content-Type")
		switch {
		case a.header.Get("X-Content-Type-Options") != "nosniff":
			t.Errorf("%s can be sniffed", a.address)
		case strings.HasPrefix(kind, "text/") && !strings.Contains(kind, "charset=utf-8"):
			t.Errorf("%s: %s has no charset", a.address, kind)
		case strings.HasPrefix(kind, "application/zip") && !strings.HasPrefix(a.header.Get("Content-Disposition"), "attachment"):
			t.Errorf("%s is no download", a.address)
		}
	}
}

// TestX6: text that looks like markup is shown as the text that it is, in a comparison as
// elsewhere: no extraction turns &lt; back into a tag.
func TestX6(t *testing.T) {
	shown := 0
	for _, a := range walkHostile(t) {
		if !a.is("text/html") || a.status != http.StatusOK {
			continue
		}
		if strings.HasPrefix(a.address, "/compare?a=") || strings.HasPrefix(a.address, "/articles/") {
			if strings.Contains(words(byID(parse(t, string(a.body)), "main")), "<script>alert(1)</script>") {
				shown++
			}
		}
	}
	if shown == 0 {
		t.Error("no article and no comparison shows what stands in the pages")
	}
}

// TestX7: no page frames another, none can be framed, and what a link of others opens has no
// hold on the window that it came from.
func TestX7(t *testing.T) {
	links := 0
	for _, a := range walkHostile(t) {
		if policy := a.header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "frame-src") {
			t.Errorf("%s: policy %q", a.address, policy)
		}
		if !a.is("text/html") {
			continue
		}
		root := parse(t, string(a.body))
		for _, n := range all(root, func(n *html.Node) bool {
			return slices.Contains([]string{"iframe", "frame", "object", "embed"}, n.Data)
		}) {
			t.Errorf("%s frames something: %s", a.address, n.Data)
		}
		for _, n := range all(root, tag("a", "")) {
			if strings.HasPrefix(attr(n, "href"), "http") {
				links++
				if attr(n, "rel") != "noopener noreferrer ugc nofollow" || attr(n, "target") != "" {
					t.Errorf("%s: a link to %s with rel %q", a.address, attr(n, "href"), attr(n, "rel"))
				}
			}
		}
	}
	if links == 0 {
		t.Error("no link to another site was looked at")
	}
}

// TestX9: markup that came to life behind the sanitizers of others does not come through: pages
// are built anew from text.
func TestX9(t *testing.T) {
	seen := 0
	for _, a := range walkHostile(t) {
		if !strings.HasPrefix(a.address, "/articles/") || !a.is("text/html") || !bytes.Contains(a.body, []byte("stood here, and the harbour master")) {
			continue
		}
		seen++
		checkMarkup(t, "a mutant", a.address, string(a.body))
	}
	if seen == 0 {
		t.Error("no page of a mutant was looked at")
	}
}

// TestX10: there is no debugging output: asking for it changes nothing.
func TestX10(t *testing.T) {
	walks(t)
	site, err := hostileSite()
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"/articles", "/help", "/outlets"} {
		plain := get(t, site, address)
		for _, wish := range []string{"_trace=1", "debug=1", "_debug=1", "_internal=1", "pprof=1", "XDEBUG_SESSION_START=1"} {
			w := get(t, site, address+"?"+wish)
			if w.Code == http.StatusOK && w.Body.String() != plain.Body.String() && !strings.Contains(w.Body.String(), wish) || w.Code >= 500 {
				t.Errorf("%s?%s is answered otherwise than %s: status %d", address, wish, address, w.Code)
			}
			if w.Code == http.StatusOK {
				checkMarkup(t, wish, address, w.Body.String())
			}
		}
	}
}

// TestE1Library: no cell of any table of the hostile library begins a formula.
func TestE1Library(t *testing.T) {
	tables, guarded := 0, 0
	for _, a := range walkHostile(t) {
		if !a.is("text/csv") {
			continue
		}
		tables++
		r := csv.NewReader(bytes.NewReader(a.body))
		r.Comment, r.FieldsPerRecord = '#', -1
		rows, err := r.ReadAll()
		if err != nil {
			t.Errorf("%s: %v", a.address, err)
		}
		for _, cell := range slices.Concat(rows...) {
			if _, err := strconv.ParseFloat(cell, 64); cell != "" && strings.Contains("=+-@\t\r", cell[:1]) && err != nil {
				t.Errorf("%s: a cell begins a formula: %q", a.address, cell)
			}
			if strings.HasPrefix(cell, "'=") || strings.HasPrefix(cell, "'+") || strings.HasPrefix(cell, "'-") || strings.HasPrefix(cell, "'@") {
				guarded++
			}
		}
	}
	if tables < 5 || guarded < 4 {
		t.Errorf("%d tables, %d cells with an apostrophe: too few were looked at", tables, guarded)
	}
}

// TestE2: line ends in names and addresses end up in no header and begin no line of the log.
func TestE2(t *testing.T) {
	h, _ := emptySite(t)
	address := send(t, h, "ferries\r\nSet-Cookie: stolen=1\r\n.csv", rowsOfFerries)
	for _, path := range []string{address, address + "/skipped", "/library"} {
		for name, values := range get(t, h, path).Result().Header {
			if name == "Set-Cookie" || strings.ContainsAny(strings.Join(values, ""), "\r\n") {
				t.Errorf("%s: %s is %q", path, name, values)
			}
		}
	}
	var log bytes.Buffer
	broken := hostile("x")
	broken.results, broken.err = nil, errors.New("disk on fire\nlevel=INFO msg=forged")
	site := web.New(broken, web.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	for _, path := range []string{"/search?q=x", "/search?q=" + url.QueryEscape("\nlevel=INFO msg=forged"), "/search.json?q=x"} {
		if w := get(t, site, path); w.Code != http.StatusInternalServerError {
			t.Errorf("%s: status %d", path, w.Code)
		}
	}
	if log.Len() == 0 {
		t.Error("nothing was logged")
	}
	for line := range strings.Lines(log.String()) {
		if !strings.HasPrefix(line, "time=") {
			t.Errorf("a line of the log is forged: %q", line)
		}
	}
}

// TestF1: no part of an address becomes a path of the disk.
func TestF1(t *testing.T) {
	walks(t)
	site, err := hostileSite()
	if err != nil {
		t.Fatal(err)
	}
	climbs := []string{"../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "....//....//etc/passwd", `..\..\windows\win.ini`, "/etc/passwd", "%00", "hearsay.css%00.png", "facts.sqlite", "../facts.sqlite", ".git/config"}
	for _, base := range []string{"/assets/", "/articles/", "/stories/", "/quotes/", "/outlets/", "/speakers/", "/library/jobs/", "/", "/?kept=", "/unapi?format=ris&id=", "/unapi?id=x&format="} {
		for _, c := range climbs {
			if strings.Contains(base, "?") {
				c = url.QueryEscape(c)
			}
			r := httptest.NewRequest(http.MethodGet, "http://localhost/", nil)
			if r.URL, err = url.Parse("http://localhost" + base + c); err != nil {
				continue // no client can send it
			}
			w := httptest.NewRecorder()
			site.ServeHTTP(w, r)
			if w.Code == http.StatusOK && base != "/?kept=" || w.Code >= 500 || strings.Contains(w.Body.String(), "root:") || strings.Contains(w.Body.String(), "SQLite format") {
				t.Errorf("%s%s: status %d", base, c, w.Code)
			}
		}
	}
}

// TestU1: characters that turn or hide text are shown as what they are, and undone for matching
// only: a passage is found though letters in it are hidden.
func TestU1(t *testing.T) {
	shown := false
	for _, a := range walkHostile(t) {
		if bytes.ContainsAny(a.body, "\u202a\u202b\u202d\u202e\u2066\u2067\u2068") && (a.is("text/html") || a.is("image/svg+xml")) {
			t.Errorf("%s holds a character that turns text", a.address)
		}
		shown = shown || a.is("text/html") && bytes.Contains(a.body, []byte("[RLO]"))
	}
	if !shown {
		t.Error("no page shows that a text is turned")
	}
	site, err := hostileSite()
	if err != nil {
		t.Fatal(err)
	}
	hidden := strings.NewReplacer("harbour", "har\u200bbour", "piers", "pi\u0435rs").Replace(sharedParagraph)
	if got := words(byID(parse(t, get(t, site, "/?q="+url.QueryEscape(hidden)).Body.String()), "main")); !strings.Contains(got, "independent origin") {
		t.Errorf("a passage with hidden letters: %.300s", got)
	}
}
