// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package assist_test

import (
	"path/filepath"
	"strings"
	"testing"

	"hearsay"
	"hearsay/ingest"
	"hearsay/internal/sample/filled"
	"hearsay/search"
	"hearsay/store"
)

// TestWhyWordsAreMissing: where a rule of retention took the words of an article, every answer
// that lists it names the rule, in the text and in the object.
func TestWhyWordsAreMissing(t *testing.T) {
	engine, id := notKept(t, filepath.Join(t.TempDir(), "library"))
	s, _ := connect(t, engine)
	for tool, args := range map[string]map[string]any{
		"search":         {"query": `outlet:Northline`},
		"trace":          {"article": id.String(), "min_words": 5},
		"compare":        {"a": id.String(), "b": id.String()},
		"quote_variants": {"speaker": "Dorrick"},
	} {
		text, object, failed := call(t, s, tool, args)
		if failed {
			t.Errorf("%s: %s", tool, text)
			continue
		}
		if !strings.Contains(text, "text not kept (rule ⟪outlet Northline: facts only at once⟫); signs like ▚▞▙ stand for its words") {
			t.Errorf("%s says not why words are missing:\n%s", tool, text)
		}
		if !has(object, "rule", "outlet Northline: facts only at once") {
			t.Errorf("the object of %s names no rule: %v", tool, object)
		}
	}
}

// has reports whether a value has a field of that name and value somewhere.
func has(in any, name, value string) bool {
	switch v := in.(type) {
	case map[string]any:
		for k, x := range v {
			if k == name && x == value || has(x, name, value) {
				return true
			}
		}
	case []any:
		for _, x := range v {
			if has(x, name, value) {
				return true
			}
		}
	}
	return false
}

// notKept is the sample library after a rule took the words of one outlet, and an article of it.
func notKept(t *testing.T, dir string) (*search.Engine, hearsay.ArticleID) {
	t.Helper()
	if err := filled.Library(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	lib, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	err = lib.DecideRetention(&hearsay.Retention{At: filled.Day(), Scope: hearsay.OfOutlet, Name: "Northline", Level: hearsay.KeepFacts})
	if err == nil {
		_, err = ingest.Retain(t.Context(), lib, filled.Day().AddDate(0, 0, 1), false)
	}
	if err == nil {
		err = lib.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	engine, err := search.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engine.Close() })
	found, err := engine.Search(t.Context(), "outlet:Northline", 0, 1)
	if err != nil || len(found.Hits) == 0 {
		t.Fatalf("no article of Northline: %v", err)
	}
	return engine, found.Hits[0].Brief.ID
}
