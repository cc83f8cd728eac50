// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"hearsay"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/search"
	"hearsay/store"
	"hearsay/warc"
	"hearsay/web"
	"hearsay/wire"
)

// The pages of a library with fact-checks: an article, one that checks what it says, and one that nobody checks.
const (
	gullPage = `<!doctype html><html lang="en"><head><title>Piers closed for the winter</title><meta property="article:published_time" content="2025-03-12T08:00:00Z"><meta property="og:site_name" content="The Daily Gull"></head><body><article><h1>Piers closed for the winter</h1>
<p>The harbour office closed both piers at noon on Tuesday because of the swell, and a line of carts stood on the quay until the evening bell was rung.</p>
<p>“We will not open the piers before the winter storms are over,” said Anna Berg, the harbour master. “Nobody asked us about the ferry.”</p></article></body></html>`
	checkPage = `<!doctype html><html lang="en"><head><title>Will the piers stay closed?</title><script type="application/ld+json">{"@context":"https://schema.org","@graph":[
{"@type":"NewsArticle","headline":"Will the piers stay closed?","datePublished":"2025-03-14","publisher":{"@type":"Organization","name":"Check Desk"}},
{"@type":"ClaimReview","url":"https://check.example/piers","datePublished":"2025-03-14","claimReviewed":"We will open the piers before the winter storms are over","author":{"@type":"Organization","name":"Check Desk"},
"itemReviewed":{"@type":"Claim","author":{"@type":"Person","name":"Anna Berg"},"firstAppearance":{"@type":"CreativeWork","url":"https://www.gull.example/piers/"}},
"reviewRating":{"@type":"Rating","ratingValue":"1","bestRating":"5","alternateName":"Pants on fire"}}]}</script></head><body><article><h1>Will the piers stay closed?</h1>
<p>A picture of a poster that is sent around these days has words in it that the harbour master is supposed to have said to a newspaper last week.</p>
<p>We asked the office, read the newspaper, and watched the recording of the press conference twice; what came of that is told below in four steps.</p></article></body></html>`
	otherPage = `<!doctype html><html lang="en"><head><title>The choir sings</title></head><body><article><h1>The choir sings</h1>
<p>The choir of the lower town sang in the old market hall on Sunday, and three hundred people came to hear it although it rained all day long.</p></article></body></html>`
)

// checked is the reading room of a library of these pages, and the addresses of their pages in it.
func checked(t *testing.T) (site http.Handler, gull, check, other string) {
	t.Helper()
	engine, ids := checkedLibrary(t)
	at := func(i int) string { return "/articles/" + ids[i].String() }
	return web.New(engine, web.Options{}), at(0), at(1), at(2)
}

// checkedLibrary is the library, and the articles of the pages.
func checkedLibrary(t *testing.T) (engine *search.Engine, ids []hearsay.ArticleID) {
	t.Helper()
	dir := t.TempDir()
	lib, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	pages := []struct{ address, body string }{{"https://gull.example/piers", gullPage}, {"https://check.example/piers", checkPage}, {"https://choir.example/", otherPage}}
	items := func(yield func(intake.Item) bool) {
		for i, p := range pages {
			at := time.Date(2025, 3, 20, 0, i, 0, 0, time.UTC)
			if !yield(intake.NewItem(intake.Where{Path: p.address}, warc.New(warc.TypeResource, p.address, at, "text/html; charset=utf-8", []byte(p.body)))) {
				return
			}
		}
	}
	sum, err := ingest.Add(t.Context(), lib, items, ingest.Options{Now: time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil || sum.Counts.New != len(pages) {
		t.Fatalf("%+v, %v", sum, err)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	engine, err = search.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engine.Close() })
	for _, p := range pages {
		id, err := engine.Resolve(t.Context(), p.address)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	return engine, ids
}

// section is the part of a page below a heading of an ID; nil for none.
func section(page *html.Node, heading string) *html.Node {
	for _, n := range all(page, tag("section", "")) {
		if attr(n, "aria-labelledby") == heading {
			return n
		}
	}
	return nil
}

func TestFactChecks(t *testing.T) {
	t.Parallel()
	site, gull, check, other := checked(t)

	s := section(parse(t, get(t, site, gull).Body.String()), "h-checks")
	if s == nil {
		t.Fatal("the article shows no fact-check")
	}
	for _, want := range []string{
		"Check Desk", "14 Mar 2025", "“We will open the piers before the winter storms are over”", "said by Anna Berg, as they have it",
		"names this address as one where the claim stands", "looks at the same words as a quotation here",
		"We will not open the piers before the winter storms are over", "Against this, the claim no longer denies: leaves out “not”",
	} {
		if !strings.Contains(words(s), want) {
			t.Errorf("%q is not in %q", want, words(s))
		}
	}
	outgoing := false
	for _, a := range all(s, tag("a", "")) {
		if attr(a, "href") == "https://check.example/piers" {
			outgoing = attr(a, "rel") == "noopener noreferrer ugc nofollow" && attr(a, "referrerpolicy") == "no-referrer"
		}
	}
	if !outgoing {
		t.Error("no link that leads out as others do")
	}

	page := parse(t, get(t, site, check).Body.String())
	if head := all(page, tag("header", "head")); strings.Contains(words(head[0]), "Anna Berg") {
		t.Error("whose claim is checked wrote the page")
	}
	if s = section(page, "h-reviews"); s == nil || !strings.Contains(words(s), "said to stand at https://www.gull.example/piers/") {
		t.Error("the page that checks does not say what it checks")
	}
	if section(page, "h-checks") != nil {
		t.Error("a page is concerned by its own review")
	}
	for _, address := range []string{other, "/quotes?claim=" + url.QueryEscape("the moon is made of green cheese and always was")} {
		if page = parse(t, get(t, site, address).Body.String()); section(page, "h-checks") != nil || section(page, "h-reviews") != nil {
			t.Errorf("%s: a section of nothing", address)
		}
	}

	claim := "/quotes?claim=" + url.QueryEscape("We will open the piers before the winter storms are over")
	if s = section(parse(t, get(t, site, claim).Body.String()), "h-checks"); s == nil || !strings.Contains(words(s), "looks at these words") {
		t.Error("the claim shows no fact-check")
	}
	quote := strings.Replace(gull, "/articles/", "/quotes/", 1) + "-1"
	if s = section(parse(t, get(t, site, quote).Body.String()), "h-checks"); s == nil || !strings.Contains(words(s), "looks at these words") {
		t.Error("the quotation shows no fact-check")
	}

	// What they found is told nowhere.
	for _, address := range []string{gull, gull + ".json", check, check + ".json", claim, quote, quote + ".json"} {
		if strings.Contains(get(t, site, address).Body.String(), "Pants") {
			t.Errorf("%s: the rating is there", address)
		}
	}
}

func TestFactChecksJSON(t *testing.T) {
	t.Parallel()
	site, gull, check, _ := checked(t)
	c := newContract(t, site)
	var article wire.ArticleView
	read(t, c, gull+".json", &article)
	var of wire.ArticleView
	read(t, c, check+".json", &of)
	if len(article.FactChecks) != 1 || len(of.Reviews) != 1 || of.FactChecks != nil || article.Reviews != nil {
		t.Fatalf("%+v, %+v", article.FactChecks, of.Reviews)
	}
	f := article.FactChecks[0]
	if f.URL != "https://check.example/piers" || f.Reviewer != "Check Desk" || f.Published.Value != "2025-03-14" || !slices.Equal(f.Claimants, []string{"Anna Berg"}) || f.Article.ID != of.Article.ID {
		t.Errorf("%+v", f)
	}
	if len(f.Why) != 2 || f.Why[0].Kind != string(hearsay.NamesAddress) || f.Why[0].At != nil || f.Why[1].At.Exact != "We will not open the piers before the winter storms are over" || len(f.Why[1].Changes) != 1 {
		t.Errorf("%+v", f.Why)
	}
	var quotes wire.Quotes
	read(t, c, "/quotes.json?claim="+url.QueryEscape(f.Claim), &quotes)
	var family wire.Family
	read(t, c, strings.Replace(gull, "/articles/", "/quotes/", 1)+"-1.json", &family)
	if len(quotes.FactChecks) != 1 || len(family.FactChecks) != 1 || family.FactChecks[0].Why[0].Says != "looks at these words" {
		t.Errorf("%+v, %+v", quotes.FactChecks, family.FactChecks)
	}
}

// read reads an answer that the document of the API allows.
func read(t *testing.T, c *contract, address string, to any) {
	t.Helper()
	if err := json.Unmarshal(c.ask(t, http.MethodGet, address, "", "", http.StatusOK).Body.Bytes(), to); err != nil {
		t.Fatal(address, err)
	}
}

// TestFactChecksOfStory: the page of a story tells which fact-checks concern its articles, and why.
func TestFactChecksOfStory(t *testing.T) {
	t.Parallel()
	engine, ids := checkedLibrary(t)
	site := web.New(engine, web.Options{})
	story, err := engine.StoryOf(t.Context(), ids[0])
	if err != nil {
		t.Fatal(err)
	}
	address := "/stories/" + story.ID.String()
	says := words(section(parse(t, get(t, site, address).Body.String()), "h-checks"))
	for _, want := range []string{"Fact-checks that concern articles of this story", "“We will open the piers before the winter storms are over”", "looked at by Check Desk", "1 article of this story", "The Daily Gull", "names this address", "looks at the same words as a quotation here"} {
		if !strings.Contains(says, want) {
			t.Errorf("the page does not say %q: %s", want, says)
		}
	}
	body := get(t, site, address+".json").Body
	if strings.Contains(says+body.String(), "Pants") {
		t.Error("what was found is told")
	}
	var v wire.StoryView
	if err := json.Unmarshal(body.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	if len(v.FactChecks) != 1 || v.FactChecks[0].Article.ID != ids[1].String() || len(v.FactChecks[0].Concerns) != 1 || len(v.FactChecks[0].Concerns[0].Why) != 2 {
		t.Errorf("%+v", v.FactChecks)
	}
}
