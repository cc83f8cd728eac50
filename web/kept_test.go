// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"hearsay"
	"hearsay/ingest"
	"hearsay/internal/sample/filled"
	"hearsay/search"
	"hearsay/store"
	"hearsay/web"
	"hearsay/wire"
)

// TestTextNotKept: every page and twin that has articles whose text a rule took answers,
// and that of the article says so.
func TestTextNotKept(t *testing.T) {
	t.Parallel()
	engine, ids := notKept(t)
	h := web.New(engine, web.Options{})
	paths := []string{"/", "/articles", "/stories", "/quotes", "/speakers", "/outlets", "/library", "/compare?a=" + ids[0].String() + "&b=" + ids[1].String()}
	facts := 0
	for _, id := range ids {
		v := twinOf[wire.ArticleView](t, h, "/articles/"+id.String()+".json")
		for _, s := range v.Shares {
			if s.Words > v.Article.Words {
				t.Errorf("%s shares %d of %d words", v.Article.Headline, s.Words, v.Article.Words)
			}
		}
		paths = append(paths, "/articles/"+id.String(), "/articles/"+id.String()+".json")
	}
	for _, path := range paths {
		r := httptest.NewRequest("GET", path, nil)
		r.Host = "127.0.0.1:8117"
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		body := w.Body.String()
		if w.Code != 200 {
			t.Errorf("%s: %d: %s", path, w.Code, body)
		}
		if strings.Contains(body, "No word of it is here") {
			facts++
		}
		if strings.HasPrefix(path, "/articles/") && !strings.Contains(body, "Text not kept") && !strings.Contains(body, `"kept":{"level"`) && !strings.Contains(body, `"kept": {`) {
			t.Errorf("%s says nothing: %s", path, body)
		}
	}
	if facts < 2 {
		t.Errorf("%d pages of articles of which only facts are kept", facts)
	}
}

// saysWhy is the rule that took words, as a page and as JSON say it.
var saysWhy = regexp.MustCompile(`[Tt]ext not kept \(rule “<bdi>(?:outlet|all)|"rule": ?"(?:outlet .*: facts|all: passages) only at once"`)

// TestWhyWordsAreMissing: whatever shows signs in the place of words names the rule that took
// these, on pages and in their twins.
func TestWhyWordsAreMissing(t *testing.T) {
	t.Parallel()
	engine, ids := notKept(t)
	h := web.New(engine, web.Options{})
	seen := map[string]int{}
	look := func(kind, path string) {
		w := get(t, h, path)
		body := w.Body.String()
		if w.Code != 200 {
			t.Errorf("%s: %d: %s", path, w.Code, body)
		}
		if !strings.ContainsFunc(body, func(r rune) bool { return '\u2580' <= r && r <= '\u259f' }) {
			return
		}
		seen[kind]++
		if !saysWhy.MatchString(body) {
			t.Errorf("%s shows words that are missing and says not why: %s", path, body)
		}
	}
	for _, id := range ids {
		look("trace", "/?min=5&article="+id.String())
		look("trace.json", "/trace.json?min=5&article="+id.String())
	}
	for _, twin := range []string{"", ".json"} {
		for _, id := range ids {
			look("compare"+twin, "/compare"+twin+"?a="+id.String()+"&b="+ids[0].String())
		}
		look("search"+twin, "/search"+twin+"?q=treaty+OR+harbour+OR+ferry")
		look("search"+twin, "/search"+twin+"?q=outlet:Northline")
		for _, v := range twinOf[wire.Voices](t, h, "/speakers.json").Speakers {
			look("speaker"+twin, "/speakers/"+v.ID+twin)
			look("quotes"+twin, "/quotes"+twin+"?speaker="+v.ID)
		}
	}
	for _, kind := range []string{"trace", "trace.json", "compare", "compare.json", "speaker", "speaker.json"} {
		if seen[kind] == 0 {
			t.Errorf("no answer of %s shows a word that is missing: the test shows nothing", kind)
		}
	}
	t.Log(seen)
}

// notKept is the sample library after rules took its texts: passages are left, and facts alone
// of two outlets; with its articles.
func notKept(t *testing.T) (engine *search.Engine, ids []hearsay.ArticleID) {
	t.Helper()
	dir := t.TempDir()
	if err := filled.Library(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	lib, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	err = lib.ArticleCaptures(t.Context(), func(a hearsay.ArticleID, _ hearsay.CaptureID) error { ids = append(ids, a); return nil })
	for _, rule := range []hearsay.Retention{
		{At: filled.Day(), Scope: hearsay.OfAll, Level: hearsay.KeepPassages},
		{At: filled.Day(), Scope: hearsay.OfOutlet, Name: "Northline", Level: hearsay.KeepFacts},
		{At: filled.Day(), Scope: hearsay.OfOutlet, Name: "The Lind Courier", Level: hearsay.KeepFacts},
	} {
		if err == nil {
			err = lib.DecideRetention(&rule)
		}
	}
	if err == nil {
		_, err = ingest.Retain(t.Context(), lib, filled.Day().AddDate(0, 0, 1), false)
	}
	if err == nil {
		err = lib.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	engine, err = search.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engine.Close() })
	return engine, ids
}
