// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"hearsay/internal/foreign"
	"hearsay/internal/sample"
	"hearsay/packet"
	"hearsay/search"
)

// TestEvidence downloads a packet from each page that offers one, and checks it.
func TestEvidence(t *testing.T) {
	t.Parallel()
	site, engine := sampleSite(t)
	a, b := sampleID(t, engine, "cpa-treaty").String(), sampleID(t, engine, "gull-treaty").String()
	for kind, address := range map[string]string{
		"trace": "/?q=" + url.QueryEscape(sample.Query()), "article": "/articles/" + a,
		"compare": "/compare?a=" + a + "&b=" + b, "story": "/stories/" + largest(t, engine).ID.String(),
	} {
		page := parse(t, get(t, site, address).Body.String())
		links := all(page, func(n *html.Node) bool { return n.Data == "a" && words(n) == "Evidence (.zip)" })
		if len(links) != 1 {
			t.Errorf("%s offers %d packets", address, len(links))
			continue
		}
		w := get(t, site, attr(links[0], "href"))
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/zip" || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment; filename=hearsay-") {
			t.Errorf("%s: status %d, %v", kind, w.Code, w.Header())
		}
		v, err := packet.Check(bytes.NewReader(w.Body.Bytes()), int64(w.Body.Len()))
		if err != nil || len(v.Problems) > 0 || v.About.Kind != kind {
			t.Errorf("%s: %v %+v", kind, err, v)
		}
	}
	for address, want := range map[string]int{
		"/trace/evidence.zip": 400, "/compare/evidence.zip?a=" + a: 400, "/articles/x/evidence.zip": 404,
		"/stories/x/evidence.zip": 404, "/articles/" + firstID.String() + "/evidence.zip": 404,
	} {
		if w := get(t, site, address); w.Code != want {
			t.Errorf("%s: status %d, want %d", address, w.Code, want)
		}
	}
}

// TestLongTextHasEvidence posts a text that no address holds.
func TestLongTextHasEvidence(t *testing.T) {
	site, _ := sampleSite(t)
	long := url.Values{"q": {strings.Repeat(sample.Query()+"\n", 40)}}.Encode()
	post := func(address string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(long))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Host = "localhost"
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		return w
	}
	buttons := all(parse(t, post("/trace").Body.String()), func(n *html.Node) bool { return strings.HasSuffix(attr(n, "formaction"), ".zip") })
	if len(buttons) != 1 || attr(buttons[0], "form") != "ask" {
		t.Fatalf("the page offers %d packets", len(buttons))
	}
	w := post(attr(buttons[0], "formaction"))
	if v, err := packet.Check(bytes.NewReader(w.Body.Bytes()), int64(w.Body.Len())); err != nil || len(v.Problems) > 0 {
		t.Errorf("%v %+v", err, v)
	}
}

// TestX2HostilePackets writes every payload into packets: they are sound, and the report
// holds no markup of others.
func TestX2HostilePackets(t *testing.T) {
	walks(t)
	for _, payload := range payloads {
		f := hostile(payload)
		p, err := packet.Article(t.Context(), f, packet.Run{Version: payload}, firstID)
		if err != nil {
			t.Fatal(err)
		}
		story, err := packet.Story(t.Context(), f, packet.Run{Version: payload}, f.story.Story.ID)
		if err != nil {
			t.Fatal(err)
		}
		trace, err := packet.Trace(t.Context(), f, packet.Run{Version: payload}, search.Request{Text: payload + "x"})
		if err != nil {
			t.Fatal(err)
		}
		compare, err := packet.Compare(t.Context(), f, packet.Run{Version: payload}, firstID, secondID)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []*packet.Packet{p, story, trace, compare} {
			checkReport(t, payload, p)
		}
	}
}

func checkReport(t *testing.T, payload string, p *packet.Packet) {
	t.Helper()
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	v, err := packet.Check(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil || len(v.Problems) > 0 {
		t.Errorf("%.40q: %v %+v", payload, err, v)
	}
	report := string(unpacked(t, b.Bytes())["report.html"])
	for _, n := range all(parse(t, report), func(*html.Node) bool { return true }) {
		switch n.Data {
		case "script", "img", "iframe", "svg", "math", "base", "link", "form":
			t.Errorf("%.40q: the report has element %s", payload, n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "href" && !strings.HasPrefix(a.Val, "http") && !strings.HasPrefix(a.Val, "#a-") && !strings.HasPrefix(a.Val, "articles/") {
				t.Errorf("%.40q: %s has %s=%q", payload, n.Data, a.Key, a.Val)
			}
		}
	}
	if strings.ContainsAny(report, "\u202e\u2066\u200b\ufeff") {
		t.Errorf("%.40q: characters that reorder or hide text", payload)
	}
}

func unpacked(t *testing.T, b []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// TestReportsOpenOffline opens the report of each kind of packet from disk, in a browser
// without a network.
func TestReportsOpenOffline(t *testing.T) {
	walks(t)
	ctx := browser(t)
	site, engine := sampleSite(t)
	a, b := sampleID(t, engine, "cpa-treaty").String(), sampleID(t, engine, "gull-treaty").String()
	c := &complaints{}
	if err := chromedp.Listen(ctx, c.hear); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: true}); err != nil {
		t.Fatal(err)
	}
	for kind, address := range map[string]string{
		"trace": "/trace/evidence.zip?q=" + url.QueryEscape(sample.Query()), "article": "/articles/" + b + "/evidence.zip",
		"compare": "/compare/evidence.zip?a=" + a + "&b=" + b, "story": "/stories/" + largest(t, engine).ID.String() + "/evidence.zip",
	} {
		dir := t.TempDir()
		for name, body := range unpacked(t, get(t, site, address).Body.Bytes()) {
			file := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, body, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		do(t, ctx, "open "+kind, chromedp.Navigate("file://"+filepath.ToSlash(filepath.Join(dir, "report.html"))), chromedp.WaitVisible(chromedp.CSS("section.exhibit")))
		if got := see(t, ctx, "read "+kind, chromedp.Evaluate[string](`getComputedStyle(document.querySelector("section.exhibit")).borderTopWidth`)); got != "2px" {
			t.Errorf("%s: the report has no style: %s", kind, got)
		}
		for _, l := range looks {
			if err := l.dress(ctx); err != nil {
				t.Fatal(err)
			}
			draw(t, ctx, "packet-"+kind, l)
		}
		do(t, ctx, "open a text of "+kind, chromedp.Click(chromedp.CSS(`section.exhibit a[href$=".txt"]`)), chromedp.WaitVisible(chromedp.CSS("pre")))
	}
	for _, said := range c.heard() {
		t.Error("the browser complains:", said)
	}
}

// TestReferenceManagers takes the way of a program that keeps references: from the page
// to its unAPI server, to the article as RIS.
func TestReferenceManagers(t *testing.T) {
	site, engine := sampleSite(t)
	id := sampleID(t, engine, "gull-treaty").String()
	page := parse(t, get(t, site, "/articles/"+id).Body.String())
	server := all(page, func(n *html.Node) bool { return n.Data == "link" && attr(n, "rel") == "unapi-server" })
	ids := all(page, func(n *html.Node) bool { return n.Data == "abbr" && attr(n, "class") == "unapi-id" })
	if len(server) != 1 || len(ids) != 1 || attr(ids[0], "title") != id {
		t.Fatalf("%d servers, %d ids", len(server), len(ids))
	}
	address := attr(server[0], "href")
	for _, ask := range []struct {
		query string
		want  int
	}{{"", http.StatusOK}, {"?id=" + id, http.StatusMultipleChoices}} {
		w := get(t, site, address+ask.query)
		var formats struct {
			ID     string `xml:"id,attr"`
			Format []struct {
				Name string `xml:"name,attr"`
			} `xml:"format"`
		}
		if err := xml.Unmarshal(w.Body.Bytes(), &formats); err != nil || w.Code != ask.want || len(formats.Format) != 2 || formats.Format[0].Name != "ris" {
			t.Errorf("%s: status %d, %v, %s", ask.query, w.Code, err, w.Body)
		}
	}
	ris := get(t, site, address+"?id="+id+"&format=ris").Body.String()
	for _, want := range []string{"TY  - NEWS\r\n", "TI  - HERRING WAR!", "T2  - The Daily Gull\r\n", "PY  - 2025\r\n", "ER  - \r\n"} {
		if !strings.Contains(ris, want) {
			t.Errorf("the reference lacks %q:\n%s", want, ris)
		}
	}
	for query, want := range map[string]int{"?id=x": 404, "?id=" + firstID.String(): 404, "?id=" + id + "&format=marc": 400} {
		if w := get(t, site, address+query); w.Code != want {
			t.Errorf("%s: status %d, want %d", query, w.Code, want)
		}
	}
	metas := map[string]string{}
	for _, m := range all(page, tag("meta", "")) {
		metas[attr(m, "name")] = attr(m, "content")
	}
	for name, want := range map[string]string{"z.itemType": "newspaperArticle", "prism.publicationName": "The Daily Gull", "DC.date": "2025-03-10"} {
		if metas[name] != want {
			t.Errorf("%s is %q, want %q", name, metas[name], want)
		}
	}
}

// TestLinkedData reads the JSON-LD of an article.
func TestLinkedData(t *testing.T) {
	site, engine := sampleSite(t)
	page := parse(t, get(t, site, "/articles/"+sampleID(t, engine, "gull-interview").String()).Body.String())
	data := all(page, func(n *html.Node) bool { return attr(n, "type") == "application/ld+json" })
	if len(data) != 1 {
		t.Fatalf("%d blocks of data", len(data))
	}
	var got struct {
		Context string `json:"@context"`
		Graph   []struct {
			Type, ID, Headline, DatePublished, Text string
			Publisher, Creator                      struct{ Name string }
			IsPartOf                                struct {
				ID string `json:"@id"`
			}
		} `json:"@graph"`
	}
	body := strings.NewReplacer(`"@type"`, `"type"`, `"@id":"urn:hearsay:article`, `"id":"urn:hearsay:article`).Replace(data[0].FirstChild.Data)
	body = strings.ReplaceAll(body, `{"id":"urn`, `{"@id":"urn`)
	if err := json.Unmarshal([]byte(body), &got); err != nil {
		t.Fatal(err)
	}
	first := got.Graph[0]
	if got.Context != "https://schema.org" || first.Type != "NewsArticle" || first.DatePublished != "2025-03-12" || first.Publisher.Name != "The Daily Gull" || first.Headline == "" {
		t.Errorf("the article is %+v", first)
	}
	if len(got.Graph) < 2 {
		t.Fatal("no quotation is told")
	}
	for _, q := range got.Graph[1:] {
		if q.Type != "Quotation" || q.Text == "" || q.Creator.Name == "" || !strings.HasPrefix(q.IsPartOf.ID, "urn:hearsay:article:") {
			t.Errorf("a quotation is %+v", q)
		}
	}
}

// TestLinkedDataIsReadByPyLD: a processor of JSON-LD finds each statement in it, in the
// words of schema.org, whose context maps names to that vocabulary.
func TestLinkedDataIsReadByPyLD(t *testing.T) {
	site, engine := sampleSite(t)
	page := parse(t, get(t, site, "/articles/"+sampleID(t, engine, "gull-interview").String()).Body.String())
	data := all(page, func(n *html.Node) bool { return attr(n, "type") == "application/ld+json" })
	path := filepath.Join(t.TempDir(), "article.jsonld")
	if err := os.WriteFile(path, []byte(data[0].FirstChild.Data), 0o600); err != nil {
		t.Fatal(err)
	}
	got := foreign.Python(t, []string{"pyld"}, flattened+`
of = lambda t: [n for n in flat if s + t in n.get("@type", [])]
article, = of("NewsArticle")
names = {n["@id"]: n[s + "name"][0]["@value"] for n in flat if s + "name" in n}
for q in of("Quotation"):
    assert q[s + "isPartOf"] == [{"@id": article["@id"]}] and names[q[s + "creator"][0]["@id"]] and q[s + "text"][0]["@value"], q
print(names[article[s + "publisher"][0]["@id"]], article[s + "datePublished"][0]["@value"], len(of("Quotation")) > 0)
`, path)
	if got != "The Daily Gull 2025-03-12 True\n" {
		t.Error(got)
	}
}

// TestClaimIsReadByPyLD: the page of an utterance tells in which articles it stands, and which
// is the earliest in the library.
func TestClaimIsReadByPyLD(t *testing.T) {
	site, engine := sampleSite(t)
	path := filepath.Join(t.TempDir(), "claim.jsonld")
	most := 0 // articles of an utterance
	for _, slug := range []string{"gull-interview", "gull-treaty", "cpa-treaty"} {
		id := sampleID(t, engine, slug)
		v, err := engine.Article(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		for i := range v.Quotations {
			w := get(t, site, fmt.Sprintf("/quotes/%s-%d", id, i+1))
			if w.Code == http.StatusNotFound { // not every quotation is an utterance to be found again
				continue
			}
			data := all(parse(t, w.Body.String()), func(n *html.Node) bool { return attr(n, "type") == "application/ld+json" })
			if len(data) != 1 {
				t.Fatalf("%s, quotation %d: %d blocks of data", slug, i+1, len(data))
			}
			text := data[0].FirstChild.Data
			if strings.Count(text, `"NewsArticle"`) <= most {
				continue
			}
			most = strings.Count(text, `"NewsArticle"`)
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	if most < 2 {
		t.Fatalf("an utterance of %d articles", most)
	}
	got := foreign.Python(t, []string{"pyld"}, flattened+`
of = lambda t: {n["@id"]: n for n in flat if s + t in n.get("@type", [])}
claim, = of("Claim").values()
articles = of("NewsArticle")
shown = [a["@id"] for a in claim[s + "appearance"]]
assert len(shown) == len(articles) and all(a in articles for a in shown), (shown, articles)
assert claim[s + "text"][0]["@value"]
first = claim.get(s + "firstAppearance") # where dates decide
dates = [n[s + "datePublished"][0]["@value"] for n in articles.values() if s + "datePublished" in n]
print(len(shown) > 1, not first or articles[first[0]["@id"]][s + "datePublished"][0]["@value"][:10] == min(dates)[:10])
`, path)
	if got != "True True\n" {
		t.Error(got)
	}
}

// TestTakenAsNewspaperArticle goes by the rules by which Zotero reads a page that it has no
// translator for ("Embedded Metadata" and "RDF" in zotero/translators): a name of a meta element is
// cut at the first of ". : _", what stands before is a namespace in small letters, and the property
// begins with a small one; of the properties for a field, the first that is there counts.
func TestTakenAsNewspaperArticle(t *testing.T) {
	site, engine := sampleSite(t)
	for _, name := range []string{"gull-treaty", "gull-interview", "courier-treaty"} {
		id := sampleID(t, engine, name)
		v, err := engine.Article(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		page := parse(t, get(t, site, "/articles/"+id.String()).Body.String())
		item := zoteroItem(all(page, tag("meta", "")))
		a := v.Article
		date, _ := a.Published()
		for field, want := range map[string][]string{
			"type": {"newspaperArticle"}, "title": {a.Headline}, "creators": a.Byline, "publicationTitle": {a.Outlet.Name}, "date": {date.Value}, "language": {a.Language}, "url": {a.URL}, "DOI": nil, "tags": nil, "abstract": nil,
		} {
			if !slices.Equal(item[field], want) && len(item[field])+len(strings.Join(want, "")) > 0 {
				t.Errorf("%s: %s is %q, want %q", name, field, item[field], want)
			}
		}
		if len(a.Byline) == 0 && len(all(page, func(n *html.Node) bool { return strings.Contains(" "+attr(n, "class")+" ", " byline ") })) > 0 {
			t.Errorf("%s: another byline of the page would be taken for the author's", name)
		}
	}
}

// zoteroItem is what is made of the meta elements of a page.
func zoteroItem(metas []*html.Node) map[string][]string {
	known := []string{"bib", "bibo", "dc", "dcterms", "prism", "foaf", "vcard", "link", "z", "eprint", "eprints", "og", "article", "book", "rdf"}
	said := map[string][]string{}
	for _, m := range metas {
		name := cmp.Or(attr(m, "name"), attr(m, "property"))
		i := strings.IndexAny(name, ".:_")
		if i < 0 || len(name) < i+2 || !slices.Contains(known, strings.ToLower(name[:i])) {
			continue
		}
		p := strings.ToLower(name[:i]) + ":" + strings.ToLower(name[i+1:i+2]) + name[i+2:]
		said[p] = append(said[p], attr(m, "content"))
	}
	item := map[string][]string{}
	for field, properties := range map[string][]string{
		"type": {"z:itemType", "z:type"}, "title": {"dc:title", "dcterms:title", "og:title"}, "creators": {"dc:creator", "dcterms:creator", "dc:contributor"},
		"publicationTitle": {"prism:publicationName", "dc:source", "og:site_name"}, "date": {"prism:publicationDate", "og:published_time", "dc:date.issued", "dcterms:issued", "dc:date"},
		"language": {"dc:language", "dcterms:language"}, "url": {"og:url"}, "tags": {"dc:subject", "article:tag"}, "abstract": {"og:description", "dcterms:abstract", "dc:description"},
	} {
		for _, p := range properties {
			if len(item[field]) == 0 {
				item[field] = said[p]
			}
		}
	}
	for _, id := range said["dc:identifier"] {
		if strings.HasPrefix(id, "10.") || strings.HasPrefix(strings.ToUpper(id), "DOI ") {
			item["DOI"] = append(item["DOI"], id)
		}
	}
	return item
}

// TestFromAsksBeforeItFetches holds that a page elsewhere, which can open this address,
// can make nothing happen: what contacts others is a form of this library's own.
func TestFromAsksBeforeItFetches(t *testing.T) {
	site, _ := emptySite(t)
	address := "/from?url=" + url.QueryEscape("http://127.0.0.1:1/x?a=b")
	page := parse(t, get(t, site, address).Body.String())
	forms := all(page, func(n *html.Node) bool { return n.Data == "form" && attr(n, "action") == "/library/fetch" })
	if len(forms) != 1 || attr(forms[0], "method") != "post" || !strings.Contains(words(page), "contacts 127.0.0.1:1") {
		t.Errorf("%d forms, the page says %q", len(forms), words(byID(page, "main")))
	}
	for _, bad := range []string{"javascript:alert(1)", "file:///etc/passwd", "x"} {
		page := parse(t, get(t, site, "/from?url="+url.QueryEscape(bad)).Body.String())
		if n := len(all(page, func(n *html.Node) bool { return attr(n, "action") == "/library/fetch" })); n > 0 {
			t.Errorf("%s can be fetched", bad)
		}
	}
	if w := get(t, site, "/from?url="+strings.Repeat("x", 5000)); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a long address: status %d", w.Code)
	}
	if w := get(t, site, "/from"); w.Header().Get("Location") != "/" {
		t.Errorf("no address: %d %v", w.Code, w.Header())
	}
}

// TestBookmarklet presses the bookmark on a page of another site.
func TestBookmarklet(t *testing.T) {
	walks(t)
	ctx := browser(t)
	handler, engine := sampleSite(t)
	site := httptest.NewServer(handler)
	defer site.Close()
	known, err := engine.Article(t.Context(), sampleID(t, engine, "gull-treaty"))
	if err != nil {
		t.Fatal(err)
	}
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'")
		io.WriteString(w, "<!doctype html><title>elsewhere</title><p id=p>"+html.EscapeString(sample.Query())+"</p>")
	}))
	defer other.Close()
	elsewhere := strings.Replace(other.URL, "127.0.0.1", "localhost", 1)
	do(t, ctx, "open the help page", chromedp.Navigate(site.URL+"/help"), chromedp.WaitVisible(chromedp.CSS("a.bookmarklet")))
	code := see(t, ctx, "read the bookmark", chromedp.Evaluate[string](`document.querySelector("a.bookmarklet").href`))
	script, err := url.PathUnescape(strings.TrimPrefix(code, "javascript:"))
	if err != nil || !strings.HasPrefix(code, "javascript:") {
		t.Fatalf("the bookmark is %q: %v", code, err)
	}
	press := func(what, selected string) string {
		do(t, ctx, "open another site", chromedp.Navigate(elsewhere), chromedp.WaitVisible(chromedp.CSS("#p")))
		see(t, ctx, "select", chromedp.Evaluate[string](selected+`; "done"`))
		// The address that it opens; the window that opens is a page of its own.
		opened := see(t, ctx, what, chromedp.Evaluate[string](`(() => { let at = ""; const kept = window.open; window.open = a => { at = a }; `+script+`; window.open = kept; return at })()`))
		do(t, ctx, "go there", chromedp.Navigate(opened), chromedp.WaitVisible(chromedp.CSS("main h1, main form")))
		return opened
	}
	opened := press("press it with a selection", `getSelection().selectAllChildren(document.getElementById("p"))`)
	if !strings.HasPrefix(opened, site.URL+"/?q=") {
		t.Errorf("it opens %s", opened)
	}
	if got := see(t, ctx, "read the answer", chromedp.Text(chromedp.CSS("#h-found"))); !strings.Contains(got, "3 independent origins") {
		t.Errorf("the answer says %q", got)
	}
	opened = press("press it without one", `getSelection().removeAllRanges()`)
	if !strings.HasPrefix(opened, site.URL+"/from?url=http%3A%2F%2Flocalhost") {
		t.Errorf("it opens %s", opened)
	}
	if got := see(t, ctx, "read the page", chromedp.Text(chromedp.CSS("main"))); !strings.Contains(got, "Nothing was fetched") {
		t.Errorf("the page says %q", got)
	}
	do(t, ctx, "open a page that is here", chromedp.Navigate(site.URL+"/from?url="+url.QueryEscape(known.Article.URL)), chromedp.Click(chromedp.CSS("main a.act")), chromedp.WaitVisible(chromedp.CSS("#h-found")))
}

// flattened is the beginning of programs in Python that read a document of schema.org: flat are its
// nodes. Nothing is fetched for it.
const flattened = `
import json, sys
from pyld import jsonld
def load(url, options):
    assert url.rstrip("/") == "https://schema.org", url
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": {"@vocab": "http://schema.org/", "url": {"@type": "@id"}}}}
flat = jsonld.flatten(json.load(open(sys.argv[1], encoding="utf-8")), options={"documentLoader": load})
s = "http://schema.org/"
`
