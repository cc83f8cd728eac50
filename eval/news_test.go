// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/eval"
	"hearsay/internal/marked"
)

// The articles of quote/testdata/news: rules may be written for train, test
// only measures them. The README there says how they are annotated.
var newsDir = filepath.Join("..", "quote", "testdata", "news")

var newsHalves = []string{"train", "test"}

// TestNewsScores holds the scores of both halves, as TestOwnQuotes does.
func TestNewsScores(t *testing.T) {
	for _, half := range newsHalves {
		dir := filepath.Join(newsDir, half)
		report, err := eval.Quotes(dir, eval.Options{})
		if err != nil {
			t.Fatal(err)
		}
		holdScores(t, report, filepath.Join(dir, "scores.txt"))
	}
}

// newsFiles returns the files of one half and the articles in them.
func newsFiles(t *testing.T, half string) map[string][]marked.Text {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(newsDir, half, "*.marked"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no articles in %s: %v", half, err)
	}
	out := map[string][]marked.Text{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if out[name], err = marked.Parse(string(data)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	return out
}

// TestNewsRoundTrip: what was read is written as it stands in the file, so that
// no offset is lost, and at least thirty articles are in each half.
func TestNewsRoundTrip(t *testing.T) {
	for _, half := range newsHalves {
		articles := 0
		for name, texts := range newsFiles(t, half) {
			var b strings.Builder
			for _, x := range texts {
				b.WriteString(marked.Format(x))
			}
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(data), b.String()); diff != "" {
				t.Errorf("%s is not as Format writes it (-file +format):\n%s", name, diff)
			}
			articles += len(texts)
		}
		if articles < 30 {
			t.Errorf("%s has %d articles, want at least 30", half, articles)
		}
	}
}

// TestNewsHalvesShareNothing: no name and no eight words in a row of one half
// stand in the other, or a rule could learn the test by heart.
func TestNewsHalvesShareNothing(t *testing.T) {
	seen := map[string]string{} // name or run of words: the article of the first half
	for k, half := range newsHalves {
		for _, texts := range newsFiles(t, half) {
			for _, x := range texts {
				for _, key := range append(namesOf(&x), runsOf(x.Headline+"\n"+x.Body)...) {
					if k == 0 {
						seen[key] = x.Name
					} else if other, ok := seen[key]; ok {
						t.Errorf("%q is in %q and in %q", key, other, x.Name)
					}
				}
			}
		}
	}
}

// namesOf lists the agents of an article that have a name: persons also by
// surname, bodies when more than their first letter is a capital.
func namesOf(x *marked.Text) []string {
	var out []string
	add := func(a hearsay.Agent) {
		words := strings.Fields(a.Name)
		switch {
		case a.Kind == hearsay.Person:
			out = append(out, words[len(words)-1], a.Name)
		case a.Kind == hearsay.Outlet, a.Kind == hearsay.Organization && len(words) > 1 && strings.ContainsFunc(a.Name[1:], unicode.IsUpper):
			out = append(out, a.Name)
		}
	}
	for i := range x.Quotations {
		add(x.Quotations[i].Speaker.Agent)
		for _, v := range x.Quotations[i].Via {
			add(v.Agent)
		}
	}
	return out
}

// runsOf lists every eight words in a row, without marks and case.
func runsOf(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
	var out []string
	for i := 0; i+8 <= len(words); i++ {
		out = append(out, strings.Join(words[i:i+8], " "))
	}
	return out
}
