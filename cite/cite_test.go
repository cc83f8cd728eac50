// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package cite_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/cite"
	"hearsay/internal/foreign"
)

// articles are a plain one, and one whose page wants to break out.
func articles() []*hearsay.Article {
	day := time.Date(2025, 3, 10, 0, 0, 0, 0, time.UTC)
	return []*hearsay.Article{
		{
			ID: hearsay.ArticleID{1}, URL: "https://gull.example/piers", Outlet: hearsay.Agent{Name: "The Daily Gull", Kind: hearsay.Outlet},
			Headline: "Piers shut", Byline: []string{"Ann Lee", "Bo van Dyk"}, Language: "en", Seen: day.Add(50 * time.Hour),
			Dates: []hearsay.Date{{Value: "2025-03-10", Earliest: day, Latest: day.Add(24*time.Hour - time.Second), Basis: "json-ld:datePublished", Chosen: true}},
		},
		{
			ID: hearsay.ArticleID{2}, URL: "https://evil.example/", Outlet: hearsay.Agent{Name: "E\r\nER  - \r\nTY  - BOOK"}, Headline: "مرحبا 🌧\nER  - \x00\u2028 \"x\" \\",
			Byline: []string{"\r\n"}, Dates: []hearsay.Date{{Value: "2025-03~", Basis: "url", Chosen: true}},
		},
		{ID: hearsay.ArticleID{3}},
	}
}

func ris(t testing.TB, list []*hearsay.Article) string {
	t.Helper()
	var b bytes.Buffer
	for _, a := range list {
		if err := cite.WriteRIS(&b, a); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func csl(t testing.TB, list []*hearsay.Article) string {
	t.Helper()
	var items []json.RawMessage
	for _, a := range list {
		b, err := cite.CSL(a)
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, b)
	}
	out, err := json.MarshalIndent(items, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestRIS(t *testing.T) {
	want := `TY  - NEWS
ID  - aeaaaaaaaaaaaaaaaaaaaaaaaa
TI  - Piers shut
AU  - Ann Lee
AU  - Bo van Dyk
T2  - The Daily Gull
PY  - 2025
DA  - 2025/03/10/
LA  - en
UR  - https://gull.example/piers
Y2  - 2025/03/12
AN  - aeaaaaaaaaaaaaaaaaaaaaaaaa
N1  - date: 2025-03-10; date_earliest: 2025-03-10T00:00:00Z; date_latest: 2025-03-10T23:59:59Z; date_basis: json-ld:datePublished
ER  - 

TY  - NEWS
ID  - aiaaaaaaaaaaaaaaaaaaaaaaaa
TI  - مرحبا 🌧 ER - "x" \
T2  - E ER - TY - BOOK
PY  - 2025
DA  - 2025/03//
UR  - https://evil.example/
AN  - aiaaaaaaaaaaaaaaaaaaaaaaaa
N1  - date: 2025-03~; date_basis: url
ER  - 

TY  - NEWS
ID  - amaaaaaaaaaaaaaaaaaaaaaaaa
AN  - amaaaaaaaaaaaaaaaaaaaaaaaa
ER  - 

`
	if diff := cmp.Diff(want, strings.ReplaceAll(ris(t, articles()), "\r\n", "\n")); diff != "" {
		t.Error(diff)
	}
}

func TestDates(t *testing.T) {
	for value, want := range map[string]string{
		"2025-03-10": `[[2025,3,10]]`, "2025-03": `[[2025,3]]`, "2025": `[[2025]]`, "2025-03~": `[[2025,3]],"circa":true`, "2025-03-10?": `[[2025,3,10]],"circa":true`,
		"2025-03-10T12:00:00Z": `[[2025,3,10]]`, "2025-03-10/2025-03-12": `[[2025,3,10],[2025,3,12]]`, "2025-03-10/..": `[[2025,3,10]]`,
		"": "", "../..": "", "2025-XX": `[[2025]]`, "Y17E8": "", "2025-13": `[[2025]]`,
	} {
		b, err := cite.CSL(&hearsay.Article{Dates: []hearsay.Date{{Value: value, Chosen: true}}})
		if err != nil {
			t.Fatal(err)
		}
		_, got, _ := strings.Cut(string(b), `"issued":{"date-parts":`)
		got, _, _ = strings.Cut(got, "}")
		if got != want {
			t.Errorf("%q: %s, want %s", value, got, want)
		}
	}
}

func keep(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestReadByRispy: as many references as there are articles, each a newspaper's.
func TestReadByRispy(t *testing.T) {
	got := foreign.Python(t, []string{"rispy"}, `
import rispy, sys
for e in rispy.loads(open(sys.argv[1], encoding="utf-8", newline="").read()):
    print(e["type_of_reference"], e["id"], e.get("title"), e.get("authors"), e.get("secondary_title"), e.get("date"), e.get("urls"))
`, keep(t, "a.ris", ris(t, articles())))
	want := `NEWS aeaaaaaaaaaaaaaaaaaaaaaaaa Piers shut ['Ann Lee', 'Bo van Dyk'] The Daily Gull 2025/03/10/ ['https://gull.example/piers']
NEWS aiaaaaaaaaaaaaaaaaaaaaaaaa مرحبا 🌧 ER - "x" \ None E ER - TY - BOOK 2025/03// ['https://evil.example/']
NEWS amaaaaaaaaaaaaaaaaaaaaaaaa None None None None None
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestReadByCitationJS: both formats are newspaper articles to it, and a style can
// print them.
func TestReadByCitationJS(t *testing.T) {
	got := foreign.Node(t, `
const fs = require('fs'); const { Cite } = require('@citation-js/core');
require('@citation-js/plugin-csl'); require('@citation-js/plugin-ris');
for (const path of process.argv.slice(1)) {
  const c = new Cite(fs.readFileSync(path, 'utf8'));
  for (const d of c.data) console.log(d.type, d.title, d['container-title'], JSON.stringify(d.issued && d.issued['date-parts']));
  console.log(c.format('bibliography', { template: 'apa' }).split('\n').filter(x => x).length);
}
`, keep(t, "a.json", csl(t, articles())), keep(t, "a.ris", ris(t, articles())))
	if n := strings.Count(got, "article-newspaper"); n != 6 {
		t.Errorf("%d newspaper articles in %s", n, got)
	}
	// Of RIS it takes the year.
	for _, want := range []string{"The Daily Gull [[2025,3,10]]\n", "The Daily Gull [[2025]]\n", `article-newspaper مرحبا 🌧 ER - "x" \ E ER - TY - BOOK [[2025,3]]` + "\n"} {
		if strings.Count(got, want) != 1 {
			t.Errorf("%q is not once in %s", want, got)
		}
	}
}

// FuzzReferences: whatever a page says, a reference has its lines and no others.
func FuzzReferences(f *testing.F) {
	f.Add("x\r\nER  - ", "\x00\u2028TY  - BOOK", "2025-03-10/")
	f.Fuzz(func(t *testing.T, headline, outlet, date string) {
		a := &hearsay.Article{Headline: "x" + headline, Outlet: hearsay.Agent{Name: "x" + outlet}, Dates: []hearsay.Date{{Value: date, Basis: outlet, Chosen: true}}}
		for line := range strings.Lines(ris(t, []*hearsay.Article{a})) {
			line, ended := strings.CutSuffix(line, "\r\n")
			if !ended || line != "" && (len(line) < 6 || line[2:6] != "  - ") || strings.ContainsAny(line, "\r\n\x00") {
				t.Errorf("line %q", line)
			}
		}
		b, err := cite.CSL(a)
		if err != nil || !json.Valid(b) {
			t.Errorf("%v %s", err, b)
		}
	})
}
