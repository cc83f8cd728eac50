// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package cite_test

import (
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/cite"
)

// TestBibLaTeX: an article of a newspaper, with names and dates as BibLaTeX reads them.
func TestBibLaTeX(t *testing.T) {
	a := &hearsay.Article{
		ID: hearsay.NewID[hearsay.Article]("test", "a"), URL: "https://gull.example/a_{b}?x=1%202", Headline: "50 % of {herring} & \\chips", Byline: []string{"Ann Lee", "The R&D desk"},
		Outlet: hearsay.Agent{Name: "The Daily Gull"}, Language: "en", Seen: time.Date(2025, 3, 12, 8, 0, 0, 0, time.UTC),
		Dates: []hearsay.Date{{Value: "2025-03-10?", Basis: "text", Chosen: true}},
	}
	var b strings.Builder
	if err := cite.WriteBibLaTeX(&b, a); err != nil {
		t.Fatal(err)
	}
	want := "@article{" + a.ID.String() + `,
  entrysubtype = {newspaper},
  title = {50 \% of \textbraceleft{}herring\textbraceright{} \& \textbackslash{}chips},
  author = {{Ann Lee} and {The R\&D desk}},
  journaltitle = {The Daily Gull},
  date = {2025-03-10?},
  language = {en},
  url = {https://gull.example/a_%7Bb%7D?x=1%202},
  urldate = {2025-03-12},
  note = {date: 2025-03-10?; date\_basis: text},
}

`
	if got := b.String(); got != want {
		t.Errorf("the entry is\n%s\nwant\n%s", got, want)
	}
}

// FuzzBibLaTeX: whatever a page holds, an entry ends where it ends.
func FuzzBibLaTeX(f *testing.F) {
	f.Add("}} @comment{", "https://x.example/}\\", "2025-03")
	f.Fuzz(func(t *testing.T, text, address, date string) {
		a := &hearsay.Article{URL: address, Headline: text, Byline: []string{text}, Outlet: hearsay.Agent{Name: text}, Language: text, Dates: []hearsay.Date{{Value: date, Basis: text, Chosen: true}}}
		var b strings.Builder
		if err := cite.WriteBibLaTeX(&b, a); err != nil {
			t.Fatal(err)
		}
		depth := 0
		entry := strings.TrimRight(b.String(), "\n")
		for i, c := range entry {
			switch c {
			case '{':
				depth++
			case '}':
				depth--
			}
			if depth == 0 && i > len("@article") && i < len(entry)-1 {
				t.Fatalf("the entry ends too early, at %d of\n%s", i, entry)
			}
		}
		if depth != 0 {
			t.Fatalf("braces are not balanced in\n%s", entry)
		}
	})
}
