// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package sample_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"hearsay/internal/sample"
)

// planted maps each kind to a check of the page: is the thing really there? What
// is the note of the truth.
var planted = map[string]func(p page, what string) bool{
	"typo":                func(p page, what string) bool { return hasWord(p.text, what) },
	"typo-carried":        func(p page, what string) bool { return hasWord(p.text, what) },
	"spelling-carried":    func(p page, _ string) bool { return hasWord(p.text, "neighbors") && hasWord(p.text, "license") },
	"negation-lost":       func(p page, what string) bool { return strings.Contains(p.text, what) && !hasWord(p.text, "not close") },
	"undated":             func(p page, _ string) bool { return len(p.truth.Shows) == 0 && !strings.Contains(p.body, "2025") },
	"day-only":            func(p page, _ string) bool { return !clock.MatchString(shown(p)) },
	"time-zone":           func(p page, _ string) bool { return strings.Contains(shown(p), "+01:00") },
	"wrong-date":          func(p page, _ string) bool { return wrongYear.MatchString(p.truth.Shows[0].Value) },
	"same-hour":           func(p page, _ string) bool { return p.truth.Published.Minute() == 0 && p.truth.Published.Hour() == 9 },
	"charset":             func(p page, _ string) bool { return p.body != string(p.capture.Body) },
	"right-to-left":       func(p page, _ string) bool { return strings.Contains(p.body, `dir="rtl"`) },
	"hard-wrapped":        func(p page, _ string) bool { return longestLine(p.body) <= 72 },
	"repeat":              repeats,
	"unclosed":            func(p page, _ string) bool { return unclosed.MatchString(p.text) },
	"missing-space":       func(p page, _ string) bool { return strings.Contains(p.text, "”the minister") },
	"scare-quotes":        func(p page, what string) bool { return strings.Contains(p.text, "“"+what+"”") },
	"role":                func(p page, what string) bool { return strings.Contains(p.text, strings.ToUpper(what[:1])+what[1:]) },
	"furniture":           func(p page, _ string) bool { return strings.Contains(p.words, "No comments: Post a Comment") },
	"hidden":              hidden,
	"canonical-elsewhere": func(p page, _ string) bool { return strings.Contains(p.body, `"canonical" href="https://quillock.`) },
	"correction":          func(p page, _ string) bool { return strings.Contains(p.text, "Correction, 6 March") },
	"silent":              func(p page, _ string) bool { return strings.Contains(p.body, `"dateModified": "2025-03-05T06:00:00Z"`) },
	// These change words against another text; the families, the descents and
	// TestVersions hold them.
	"number-changed": nil, "hedge-dropped": nil, "re-attributed": nil, "joined": nil,
	"cut": nil, "moved": nil, "translated": nil, "paraphrase": nil,
}

// page is an article with all that the checks look at.
type page struct {
	truth   *sample.Article
	capture sample.Capture
	text    string // the article text
	words   string // everything on the page, markup gone
	body    string // markup and all, charset undone
}

var (
	clock     = regexp.MustCompile(`\d[:.h]\d\d`)
	wrongYear = regexp.MustCompile(`^(2031|2024)-`)
	unclosed  = regexp.MustCompile(`\n\n“[^”\n]+Dorrick noted[^”\n]+\n\n`)
)

// hasWord reports whether the words stand in text as whole words.
func hasWord(text, what string) bool {
	return strings.Contains(" "+strings.Join(words(text), " ")+" ", " "+what+" ")
}

// shown is every date that the page shows, as one string.
func shown(p page) string {
	var all []string
	for _, claim := range p.truth.Shows {
		all = append(all, claim.Value)
	}
	return strings.Join(all, " ")
}

func longestLine(s string) int {
	longest := 0
	for line := range strings.Lines(s) {
		longest = max(longest, len([]rune(strings.TrimSpace(line))))
	}
	return longest
}

func repeats(p page, _ string) bool {
	if p.truth.Slug == "gull-interview" { // a pull quote: two sentences as one
		return strings.Contains(p.words, "for me on Monday. I have come to open it again’")
	}
	blocks := strings.Split(p.text, "\n\n")
	return len(blocks) == 6 && !slices.ContainsFunc(blocks[3:], func(b string) bool {
		return strings.Count(p.words, spaced(b)) != 2
	})
}

func hidden(p page, _ string) bool {
	zeroWidth, bidi, cyrillic := 0, 0, 0
	for _, r := range p.body {
		switch {
		case r == '\u200b':
			zeroWidth++
		case r == '\u202d' || r == '\u202c':
			bidi++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		}
	}
	return zeroWidth == 3 && bidi == 2 && cyrillic == 12
}

func TestPlanted(t *testing.T) {
	all := captures(t)
	truth := readTruth(t)
	for i := range truth.Articles {
		a := &truth.Articles[i]
		c := all[a.Slug]
		p := page{truth: a, capture: c, text: text(t, a.Slug), words: pageText(t, c), body: decoded(t, c)}
		for _, n := range a.Planted {
			check, known := planted[n.Name]
			if !known {
				t.Errorf("%s: nobody checks what is planted as %q", a.Slug, n.Name)
			}
			if check != nil && !check(p, n.Note) {
				t.Errorf("%s: %s is not there: %s", a.Slug, n.Name, n.Note)
			}
		}
	}
}

// A typo that only one branch has is evidence; a typo that anybody might make
// is not, and one that stands elsewhere is none.
func TestCarriedTyposComeFromTheParent(t *testing.T) {
	truth := readTruth(t)
	for _, a := range truth.Articles {
		for _, n := range a.Planted {
			if n.Name != "typo-carried" {
				continue
			}
			if len(a.From) != 1 || !hasWord(text(t, a.From[0].Parent), n.Note) {
				t.Errorf("%s: its parent has no %q", a.Slug, n.Note)
			}
		}
	}
	for word, want := range map[string]int{"emply": 4, "lighthose": 3} {
		got := 0
		for _, a := range truth.Articles {
			if hasWord(text(t, a.Slug), word) {
				got++
			}
		}
		if got != want {
			t.Errorf("%q stands in %d articles, want %d", word, got, want)
		}
	}
}

func TestVersions(t *testing.T) {
	first, second, third := text(t, "courier-bridge-1"), text(t, "courier-bridge-2"), text(t, "courier-bridge-3")
	for _, c := range []struct{ name, words, has, hasNot string }{
		{"three weeks", "for three weeks", first, second},
		{"hedge", "may be to blame", first, second},
		{"six weeks", "at least six weeks", second, first},
		{"17 miles", "diversion of 17 miles,", second, third},
		{"27 miles", "diversion of 27 miles,", third, second},
		{"correction", "Correction, 6 March", third, second},
	} {
		if !strings.Contains(c.has, c.words) || strings.Contains(c.hasNot, c.words) {
			t.Errorf("%s: %q is not what tells these versions apart", c.name, c.words)
		}
	}
	if paraphrase := text(t, "gull-bridge"); !strings.Contains(paraphrase, "three whole weeks") {
		t.Error("the paraphrase no longer shows which version it was made from")
	}
}

// The Lowmere Echo must have a paragraph where The Courier does not, or the
// comparison has nothing to call moved.
func TestMovedParagraph(t *testing.T) {
	a := strings.Split(text(t, "courier-museum"), "\n\n")
	b := strings.Split(text(t, "lowmere-museum"), "\n\n")
	if a[4] != b[1] || len(a) != len(b) {
		t.Errorf("paragraph 5 of one is not paragraph 2 of the other:\n%s\n%s", a[4], b[1])
	}
}

var changes = []string{"same", "cut", "joined", "substituted", "inserted", "paraphrased", "translated",
	"negation-lost", "number-changed", "hedge-dropped"}

func TestFamilies(t *testing.T) {
	truth := readTruth(t)
	for _, f := range truth.Families {
		base := slices.IndexFunc(f.Variants, func(v sample.Variant) bool { return v.Article == f.Base })
		if base < 0 || f.Speaker == "" || len(f.Variants) < 2 {
			t.Errorf("family %s has no base, no speaker or one variant", f.Slug)
			continue
		}
		for _, v := range f.Variants {
			if !strings.Contains(text(t, v.Article), v.Exact) || v.Exact == "" {
				t.Errorf("family %s: %s does not say %q", f.Slug, v.Article, v.Exact)
			}
			for _, change := range v.Changes {
				if name, _, _ := strings.Cut(change, ": "); name != "re-attributed" && !slices.Contains(changes, name) {
					t.Errorf("family %s: %s: no change is called %q", f.Slug, v.Article, change)
				}
				checkChange(t, f.Slug+": "+v.Article, change, words(f.Variants[base].Exact), words(v.Exact))
			}
		}
	}
}

// checkChange holds what can be held of words alone.
func checkChange(t *testing.T, where, change string, base, got []string) {
	switch change {
	case "same":
		if !slices.Equal(base, got) {
			t.Errorf("%s: not the same words", where)
		}
	case "cut":
		if len(got) >= len(base) || !strings.Contains(strings.Join(base, " "), strings.Join(got, " ")) {
			t.Errorf("%s: not a part of the base", where)
		}
	case "negation-lost":
		i := slices.Index(base, "not")
		if i < 0 || !slices.Equal(slices.Delete(slices.Clone(base), i, i+1), got) {
			t.Errorf("%s: not the base without its not", where)
		}
	case "number-changed":
		if slices.Equal(base, got) || slices.Contains(got, "forty") {
			t.Errorf("%s: the number is the base's", where)
		}
	}
}
