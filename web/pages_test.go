// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"hearsay"
	"hearsay/internal/sample"
	"hearsay/search"
	"hearsay/web"
	"hearsay/wire"
)

// page gets a page of a site and fails when it is not there.
func page(t testing.TB, h http.Handler, address string) *html.Node {
	t.Helper()
	w := get(t, h, address)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: status %d", address, w.Code)
	}
	return parse(t, w.Body.String())
}

func readJSON[T any](t testing.TB, h http.Handler, address string) T {
	t.Helper()
	var v T
	w := get(t, h, address)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: status %d: %s", address, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return v
}

func TestTraceOfTheSample(t *testing.T) {
	site, engine := sampleSite(t)
	start := page(t, site, "/")
	if got := words(byID(start, "q")); got != sample.Query() {
		t.Errorf("the box holds %q", got)
	}
	if caption := words(all(start, tag("p", "caption"))[0]); !strings.Contains(caption, "sample library (61 articles") {
		t.Errorf("caption %q", caption)
	}
	address := "?q=" + url.QueryEscape(sample.Query())
	p := page(t, site, "/"+address)
	want, err := engine.Trace(t.Context(), search.Request{Text: sample.Query()})
	if err != nil {
		t.Fatal(err)
	}
	twin := readJSON[wire.Trace](t, site, "/trace.json"+address)
	matches := all(p, tag("li", "match"))
	if len(matches) == 0 || len(matches) != len(want.Matches) || len(matches) != len(twin.Matches) {
		t.Fatalf("%d matches on the page, %d in the answer, %d in JSON", len(matches), len(want.Matches), len(twin.Matches))
	}
	for i, m := range matches {
		w := want.Matches[i]
		for _, part := range []string{w.Article.Outlet.Name, string(w.Relation), string(w.Certainty), fmt.Sprintf("shares %d words", w.Words)} {
			if !strings.Contains(words(m), part) {
				t.Errorf("match %d does not say %q: %q", i+1, part, words(m))
			}
		}
		if twin.Matches[i].Words != w.Words || twin.Matches[i].Article.ID != w.Article.ID.String() {
			t.Errorf("match %d differs in JSON", i+1)
		}
		if got := len(all(m, tag("p", "left"))); got != len(w.Passages) {
			t.Errorf("match %d shows %d passages of %d", i+1, got, len(w.Passages))
		}
	}
	if got, want := words(byID(p, "h-found")), fmt.Sprintf("%d articles, %d independent origins", len(want.Matches), len(want.Origins)); got != want {
		t.Errorf("headline %q, want %q", got, want)
	}
	if got := len(all(p, func(n *html.Node) bool { return strings.HasPrefix(attr(n, "id"), "step") })); got != len(want.Chain) || got == 0 {
		t.Errorf("%d steps on the page, %d in the answer", got, len(want.Chain))
	}
	if scope := words(all(p, tag("p", "scope"))[0]); !strings.Contains(scope, fmt.Sprintf("%d articles", want.Searched.Articles)) {
		t.Errorf("scope %q", scope)
	}
}

// TestMarkedText checks that the words marked on the page are those that the
// answer counts as standing elsewhere.
func TestMarkedText(t *testing.T) {
	site, engine := sampleSite(t)
	want, err := engine.Trace(t.Context(), search.Request{Text: sample.Query()})
	if err != nil {
		t.Fatal(err)
	}
	p := page(t, site, "/?q="+url.QueryEscape(sample.Query()))
	var shown, plain strings.Builder
	silence(p)
	for _, n := range all(p, tag("", "reader")) {
		for _, m := range all(n, tag("mark", "same")) {
			shown.WriteString(words(m) + " ")
		}
		for _, text := range all(n, tag("p", "text")) {
			plain.WriteString(words(text))
		}
	}
	if got, want := len(strings.Fields(shown.String())), want.Classes.Same+want.Classes.Quotation+want.Classes.Boilerplate; got < want-2 || got > want+2 {
		t.Errorf("%d words are marked, the answer counts %d: %s", got, want, shown.String())
	}
	if !strings.Contains(plain.String(), "Nobody asks why. Share before they delete it.") {
		t.Error("what stands nowhere else is marked or missing")
	}
}

// silence takes out what only screen readers say.
func silence(n *html.Node) {
	for _, spoken := range all(n, tag("span", "spoken")) {
		spoken.FirstChild.Data = ""
	}
}

func TestHonestZero(t *testing.T) {
	site, _ := sampleSite(t)
	p := page(t, site, "/?q="+url.QueryEscape("nobody ever printed these nine words in any order here"))
	main := words(byID(p, "main"))
	for _, want := range []string{"No shared passage found", "8 words or more", "does not mean", "Searched 61 articles", "Ask for shorter passages"} {
		if !strings.Contains(main, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestArticleOfTheSample(t *testing.T) {
	site, engine := sampleSite(t)
	id := sampleID(t, engine, "saltwater-interview")
	view, err := engine.Article(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	p := page(t, site, "/articles/"+id.String()+"?profile=all")
	if got := words(all(p, tag("h1", ""))[0]); got != view.Article.Headline {
		t.Errorf("headline %q, want %q", got, view.Article.Headline)
	}
	var text strings.Builder
	silence(p)
	for _, n := range all(p, tag("", "reader")) {
		for _, para := range all(n, tag("", "text")) {
			text.WriteString(words(para) + " ")
		}
	}
	if got, want := strings.TrimSpace(text.String()), strings.Join(strings.Fields(view.Article.Text), " "); got != want {
		t.Errorf("the text on the page is not the text of the article:\n got %q\nwant %q", got, want)
	}
	if got := all(all(p, tag("ol", "quotations"))[0], tag("li", "")); len(got) != len(view.Quotations) {
		t.Errorf("%d quotations on the page, %d in the article", len(got), len(view.Quotations))
	}
	for _, chip := range all(p, tag("a", "chip")) {
		if to := strings.TrimPrefix(attr(chip, "href"), "#"); byID(p, to) == nil {
			t.Errorf("no place in the text for quotation %s", to)
		}
	}
	core := page(t, site, "/articles/"+id.String())
	extended := 0
	for _, q := range view.Quotations {
		if q.Profile == hearsay.Extended {
			extended++
		}
	}
	if main := words(byID(core, "main")); extended > 0 && !strings.Contains(main, fmt.Sprintf("%d further reported statement", extended)) {
		t.Errorf("the page does not say that %d statements are not shown", extended)
	}
	if got, want := len(all(all(p, tag("ul", "dates"))[0], tag("li", ""))), len(view.Article.Dates); got != want {
		t.Errorf("%d dates on the page, %d in the article", got, want)
	}
	if got, want := len(all(all(p, tag("ul", "removed"))[0], tag("li", ""))), len(view.Article.Removed); got != want {
		t.Errorf("%d removed parts on the page, %d in the article", got, want)
	}
	twin := readJSON[wire.Reading](t, site, "/articles/"+id.String()+".json")
	if twin.Article.Text != view.Article.Text || len(twin.Quotations) != len(view.Quotations) {
		t.Error("the JSON twin holds another article")
	}
}

func TestLanguageOfTheText(t *testing.T) {
	site, engine := sampleSite(t)
	p := page(t, site, "/articles/"+sampleID(t, engine, "meridian-ar-museum").String())
	a := all(p, tag("article", ""))[0]
	if attr(a, "lang") != "ar" || attr(all(a, tag("", "reader"))[0], "dir") != "auto" {
		t.Errorf("language %q, direction %q", attr(a, "lang"), attr(all(a, tag("", "reader"))[0], "dir"))
	}
	if attr(all(a, tag("", "aside"))[0], "lang") != "en" {
		t.Error("our own words are marked as Arabic")
	}
}

func TestCompareOfTheSample(t *testing.T) {
	site, engine := sampleSite(t)
	a, b := sampleID(t, engine, "courier-bridge-1"), sampleID(t, engine, "courier-bridge-3")
	address := "?a=" + a.String() + "&b=" + b.String()
	want, err := engine.Compare(t.Context(), a, b)
	if err != nil {
		t.Fatal(err)
	}
	p := page(t, site, "/compare"+address)
	changes := 0
	for i, c := range want.Changes {
		if c.Kind == hearsay.Same {
			continue
		}
		changes++
		if byID(p, fmt.Sprintf("c%d", changes)) == nil {
			t.Errorf("change %d (%s) has no place on the page", i, c.Kind)
		}
	}
	drawn := all(all(p, tag("svg", "ruler"))[0], tag("a", ""))
	if len(drawn) != 100 {
		t.Errorf("the ruler has %d bins, want 100", len(drawn))
	}
	listed := all(all(p, tag("details", "changes"))[0], tag("a", ""))
	if len(listed) != changes {
		t.Errorf("%d links to changes, want %d", len(listed), changes)
	}
	for _, n := range append(drawn, listed...) {
		if byID(p, strings.TrimPrefix(attr(n, "href"), "#")) == nil {
			t.Errorf("%s leads nowhere", attr(n, "href"))
		}
	}
	if main := words(byID(p, "main")); changes == 0 || !strings.Contains(main, fmt.Sprintf("%d changes", changes)) {
		t.Errorf("the page does not say that there are %d changes", changes)
	}
	for _, kind := range []hearsay.ChangeKind{hearsay.Same, hearsay.Added, hearsay.Cut, hearsay.Changed, hearsay.Moved} {
		label := map[hearsay.ChangeKind]string{hearsay.Same: "the same"}[kind]
		if label == "" {
			label = string(kind)
		}
		if got := words(all(p, tag("ul", "classes"))[0]); !strings.Contains(got, fmt.Sprintf("%d %s", want.Words[kind], label)) {
			t.Errorf("the page does not count %d words %s: %q", want.Words[kind], label, got)
		}
	}
	if got, want := words(byID(p, "h-first").Parent), want.Direction.Why; !strings.Contains(got, strings.Join(strings.Fields(want[0]), " ")) {
		t.Errorf("the box %q does not give the reason %q", got, want)
	}
	only := page(t, site, "/compare"+address+"&view=changes")
	if len(all(only, tag("div", "equal"))) != 0 || len(all(only, tag("div", "pair"))) == 0 {
		t.Error("changes only shows rows without a change, or none at all")
	}
	common := all(page(t, site, "/compare"+address+"&view=common"), tag("div", "diff"))[0]
	if got := words(common); strings.Contains(got, "at least six") || !strings.Contains(got, "will stay closed for … weeks while") {
		t.Errorf("common only shows %q", got)
	}
	if inline := page(t, site, "/compare"+address+"&view=inline"); len(all(inline, tag("div", "inline"))) != 1 {
		t.Error("inline does not stand in one column")
	}
	if twin := readJSON[wire.Comparison](t, site, "/compare.json"+address); len(twin.Changes) != len(want.Changes) {
		t.Errorf("%d changes in JSON, %d in the answer", len(twin.Changes), len(want.Changes))
	}
}

func TestPaging(t *testing.T) {
	site, engine := sampleSite(t)
	_, total, err := engine.Latest(t.Context(), 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	address, turns := "/articles?limit=7", 0
	for address != "" && turns < 50 {
		p := page(t, site, address)
		for _, n := range all(all(p, tag("ul", "rows"))[0], tag("a", "")) {
			if seen[attr(n, "href")] {
				t.Errorf("%s is listed twice", attr(n, "href"))
			}
			seen[attr(n, "href")] = true
		}
		address = ""
		for _, n := range all(p, func(n *html.Node) bool { return attr(n, "rel") == "next" }) {
			address = attr(n, "href")
		}
		turns++
	}
	if len(seen) != total || turns != (total+6)/7 {
		t.Errorf("%d articles on %d pages, want %d", len(seen), turns, total)
	}
	far := page(t, site, "/articles?offset=100000")
	if got := words(byID(far, "main")); !strings.Contains(got, "There are no more") {
		t.Errorf("behind the end: %q", got)
	}
}

func TestSearchOfTheSample(t *testing.T) {
	site, engine := sampleSite(t)
	want, err := engine.Search(t.Context(), "herring", 0, 50)
	if err != nil {
		t.Fatal(err)
	}
	p := page(t, site, "/search?q=herring")
	rows := all(p, tag("span", "hit"))
	if len(rows) < want.Total || want.Total == 0 {
		t.Errorf("%d words marked for %d articles", len(rows), want.Total)
	}
	for _, n := range rows {
		if !strings.EqualFold(words(n), "herring") {
			t.Errorf("marked %q", words(n))
		}
	}
	if twin := readJSON[wire.Search](t, site, "/search.json?q=herring"); twin.Total != want.Total || len(twin.Hits) != len(want.Hits) {
		t.Errorf("JSON has %d of %d, want %d of %d", len(twin.Hits), twin.Total, len(want.Hits), want.Total)
	}
	none := words(byID(page(t, site, "/search?q=xylophonist"), "main"))
	if !strings.Contains(none, "0 of 61 articles") {
		t.Errorf("nothing found: %q", none)
	}
	w := get(t, site, "/search?q="+url.QueryEscape(`"herring`))
	if w.Code != 400 || attr(byID(parse(t, w.Body.String()), "find"), "value") != `"herring` || len(all(parse(t, w.Body.String()), tag("pre", "problem"))) != 1 {
		t.Errorf("broken query: status %d", w.Code)
	}
}

// TestLinksResolve follows every link of every page of the tour within the site.
func TestLinksResolve(t *testing.T) {
	walks(t)
	site, pages := tour(t)
	checked := map[string]bool{}
	for _, p := range pages {
		w := get(t, site, p[1])
		root := parse(t, w.Body.String())
		for _, n := range all(root, func(n *html.Node) bool { return attr(n, "href") != "" }) {
			to := attr(n, "href")
			if fragment, ok := strings.CutPrefix(to, "#"); ok {
				if byID(root, fragment) == nil {
					t.Errorf("%s: nothing is called %s", p[0], fragment)
				}
				continue
			}
			if strings.HasPrefix(to, "?") {
				to = strings.SplitN(p[1], "?", 2)[0] + to
			}
			if !strings.HasPrefix(to, "/") || checked[to] {
				continue
			}
			checked[to] = true
			address, fragment, _ := strings.Cut(to, "#")
			w := get(t, site, address)
			if w.Code != http.StatusOK {
				t.Errorf("%s: %s is answered with %d", p[0], to, w.Code)
			}
			if fragment != "" && byID(parse(t, w.Body.String()), fragment) == nil {
				t.Errorf("%s: %s has nothing that is called so", p[0], to)
			}
		}
	}
	if len(checked) < 70 {
		t.Errorf("only %d links were found", len(checked))
	}
}

// TestStructure checks what screen readers go by, on every page of the tour.
func TestStructure(t *testing.T) {
	walks(t)
	site, pages := tour(t)
	for _, p := range pages {
		root := parse(t, get(t, site, p[1]).Body.String())
		if got := len(all(root, tag("h1", ""))); got != 1 {
			t.Errorf("%s: %d first headings", p[0], got)
		}
		if words(all(root, tag("title", ""))[0]) == "" || attr(all(root, tag("html", ""))[0], "lang") != "en" || byID(root, "main") == nil {
			t.Errorf("%s: no title, language or main part", p[0])
		}
		ids := map[string]bool{}
		for _, n := range all(root, func(n *html.Node) bool { return attr(n, "id") != "" }) {
			if ids[attr(n, "id")] {
				t.Errorf("%s: two elements are called %s", p[0], attr(n, "id"))
			}
			ids[attr(n, "id")] = true
		}
		for _, n := range all(root, func(n *html.Node) bool { return attr(n, "aria-labelledby") != "" }) {
			if !ids[attr(n, "aria-labelledby")] {
				t.Errorf("%s: nothing is called %s, which labels a part", p[0], attr(n, "aria-labelledby"))
			}
		}
		for _, n := range all(root, func(n *html.Node) bool {
			return n.Data == "input" && attr(n, "type") != "hidden" || n.Data == "textarea"
		}) {
			if len(all(root, func(l *html.Node) bool { return l.Data == "label" && attr(l, "for") == attr(n, "id") })) != 1 {
				t.Errorf("%s: field %s has no label", p[0], attr(n, "name"))
			}
		}
		for _, n := range all(root, tag("a", "")) {
			if words(n) == "" {
				t.Errorf("%s: a link without words to %s", p[0], attr(n, "href"))
			}
		}
		for _, m := range all(root, tag("mark", "")) {
			if len(all(m, tag("mark", ""))) > 0 {
				t.Errorf("%s: a mark within a mark", p[0])
			}
		}
	}
}

func TestSameAnswerEachTime(t *testing.T) {
	if testing.Short() {
		t.Skip("short: pages one after another race with nothing")
	}
	// Not in parallel: others change the sources and alerts of the sample, and the head of each page counts those that fail.
	site, pages := tour(t)
	for _, p := range pages {
		one, two := get(t, site, p[1]).Body.String(), get(t, site, p[1]).Body.String()
		if one != two {
			t.Errorf("%s differs from one time to the next: %s", p[0], cmp.Diff(strings.Split(one, "\n"), strings.Split(two, "\n")))
		}
	}
}

// budgets are bytes after gzip (design: 3.4).
var budgets = map[string]int{
	"trace-empty": 6 << 10, "trace": 25 << 10, "trace-went": 25 << 10, "trace-article": 25 << 10, "article-blog": 8 << 10, "article": 8 << 10,
	"compare": 50 << 10, "compare-copy": 50 << 10, "articles": 15 << 10, "search": 15 << 10,
}

func TestBudgets(t *testing.T) {
	walks(t)
	site, pages := tour(t)
	for _, p := range append(pages, [2]string{"css", "/assets/hearsay.css"}, [2]string{"js", "/assets/hearsay.js"}) {
		size := packed(t, get(t, site, p[1]).Body.Bytes())
		most := budgets[p[0]]
		if p[0] == "css" || p[0] == "js" {
			most = 12 << 10
		}
		t.Logf("%-18s %6d bytes gzipped of %6d", p[0], size, most)
		if most > 0 && size > most {
			t.Errorf("%s: %d bytes gzipped, at most %d", p[0], size, most)
		}
	}
}

func packed(t testing.TB, b []byte) int {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}

func TestAssetsAreKept(t *testing.T) {
	site := web.New(hostile("plain"), web.Options{})
	root := page(t, site, "/")
	sheet := attr(all(root, func(n *html.Node) bool { return attr(n, "rel") == "stylesheet" })[0], "href")
	if w := get(t, site, sheet); !strings.Contains(w.Header().Get("Cache-Control"), "immutable") || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/css") {
		t.Errorf("%s: %v", sheet, w.Header())
	}
	if w := get(t, site, "/assets/hearsay.css?v=old"); strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Error("a style sheet of another version is kept for a year")
	}
}

// BenchmarkLongTrace traces the whole sample library at once, 9,000 words.
func BenchmarkLongTrace(b *testing.B) {
	site, engine := sampleSite(b)
	briefs, _, err := engine.Latest(b.Context(), 0, 500)
	if err != nil {
		b.Fatal(err)
	}
	var text strings.Builder
	for _, brief := range briefs {
		one, err := engine.Text(b.Context(), brief.ID)
		if err != nil {
			b.Fatal(err)
		}
		text.WriteString(one + "\n\n")
	}
	for b.Loop() {
		r := httptest.NewRequest(http.MethodPost, "/trace", strings.NewReader(url.Values{"q": {text.String()}}.Encode()))
		r.Host = "localhost"
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			b.Fatalf("status %d", w.Code)
		}
		b.ReportMetric(float64(packed(b, w.Body.Bytes())), "gzipped-B")
	}
}

func BenchmarkTracePage(b *testing.B) {
	site, _ := sampleSite(b)
	address := "/?q=" + url.QueryEscape(sample.Query())
	for b.Loop() {
		get(b, site, address)
	}
}

func BenchmarkArticlePage(b *testing.B) {
	site, engine := sampleSite(b)
	address := "/articles/" + sampleID(b, engine, "gull-treaty").String()
	for b.Loop() {
		get(b, site, address)
	}
}
