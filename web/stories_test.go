// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"hearsay"
	"hearsay/search"
	"hearsay/web"
	"hearsay/wire"
)

// largest is the story of the sample library with most articles.
func largest(t testing.TB, engine *search.Engine) hearsay.Story {
	t.Helper()
	stories, _, err := engine.Stories(t.Context(), search.LargestStories, 0, 1)
	if err != nil || len(stories) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	return stories[0]
}

// TestStoriesPage: the list shows what its twin says.
func TestStoriesPage(t *testing.T) {
	site, _ := sampleSite(t)
	var twin wire.Stories
	if err := json.Unmarshal(get(t, site, "/stories.json?limit=1000").Body.Bytes(), &twin); err != nil {
		t.Fatal(err)
	}
	if twin.Total < 5 || len(twin.Stories) != twin.Total {
		t.Fatalf("%d of %d stories", len(twin.Stories), twin.Total)
	}
	links := all(page(t, site, "/stories?limit=500"), func(n *html.Node) bool {
		return n.Data == "a" && strings.HasPrefix(attr(n, "href"), "/stories/")
	})
	if len(links) != twin.Total {
		t.Errorf("%d links to %d stories", len(links), twin.Total)
	}
	if w := get(t, site, "/stories?order=odd"); w.Code != http.StatusBadRequest {
		t.Errorf("an order that there is not: %d", w.Code)
	}
}

// TestStoryPage: every article of the story and every origin is on the page, the ID of
// any article leads to it, and sources that are not in the library are no links.
func TestStoryPage(t *testing.T) {
	site, engine := sampleSite(t)
	s := largest(t, engine)
	address := "/stories/" + s.ID.String()
	var twin wire.StoryView
	if err := json.Unmarshal(get(t, site, address+".json").Body.Bytes(), &twin); err != nil {
		t.Fatal(err)
	}
	if len(twin.Articles) != s.Articles || twin.Origins.Count != len(twin.Origins.Groups) || twin.Origins.Count == 0 {
		t.Fatalf("%d of %d articles, %d of %d origins", len(twin.Articles), s.Articles, len(twin.Origins.Groups), twin.Origins.Count)
	}
	p := page(t, site, address)
	for _, a := range twin.Articles {
		if len(all(p, func(n *html.Node) bool { return attr(n, "href") == "/articles/"+a.ID })) == 0 {
			t.Errorf("article %s is not on the page", a.ID)
		}
		if w := get(t, site, "/stories/"+a.ID); a.ID != twin.ID && (w.Code != http.StatusSeeOther || w.Header().Get("Location") != address) {
			t.Errorf("article %s leads to %d %s", a.ID, w.Code, w.Header().Get("Location"))
		}
		if len(all(page(t, site, "/articles/"+a.ID), func(n *html.Node) bool { return attr(n, "href") == address })) == 0 {
			t.Errorf("article %s does not lead to its story", a.ID)
		}
	}
	for _, d := range twin.Derivations {
		if d.Certainty == "" || d.Relation == "" || len(d.Evidence) == 0 {
			t.Errorf("derivation %+v has no reason", d)
		}
	}
	if w := get(t, site, "/stories/nothing"); w.Code != http.StatusNotFound {
		t.Errorf("no story: %d", w.Code)
	}
}

// TestStoryEdges: what nobody names is a ghost, and not a link.
func TestStoryEdges(t *testing.T) {
	site := web.New(hostile("the Ferry"), web.Options{})
	got := words(byID(page(t, site, "/stories/"+firstID.String()), "main"))
	for _, want := range []string{"a source that nobody names", "not in this library", "or the other way round", "confirmed by a person", "taken back", "against:"} {
		if !strings.Contains(got, want) {
			t.Errorf("the page does not say %q:\n%s", want, got)
		}
	}
}
