// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay"
)

func TestParseQuery(t *testing.T) {
	for _, c := range []struct{ query, words, rest string }{
		{"", "", ""},
		{"herring strait", `("herring") AND ("strait")`, ""},
		{`"herring count" strait`, `("herring count") AND ("strait")`, ""},
		{"“herring count”", `("herring count")`, ""},
		{"herring -football", `(("herring")) NOT "football"`, ""},
		{`herring -"port lind" -tram`, `((("herring")) NOT "port lind") NOT "tram"`, ""},
		{"herring OR cod strait", `("herring" OR "cod") AND ("strait")`, ""},
		{"a OR b OR c", `("a" OR "b" OR "c")`, ""},
		{"herring-count", `("herring count")`, ""},
		{"Škoda naïve", `("skoda" ) AND ("naive")`, ""},
		{`outlet:"The Daily Gull" fish`, `("fish")`, "outlet=The Daily Gull"},
		{"OUTLET:gull.example", "", "outlet=gull.example"},
		{"speaker:Dorrick lang:DE", "", "speaker=Dorrick lang=DE"},
		{"after:2025-03 before:2025-03-14", "", "after=2025-03-01 before=2025-03-14"},
		{"after:2025", "", "after=2025-01-01"},
		{"- ! ...", "", ""},
		{"NOT AND NEAR(a b)", `("not") AND ("and") AND ("near a") AND ("b")`, ""},
		{`x" OR 1=1`, `("x" OR "1 1")`, ""},
		{"herring in:headline", `{headline} : (("herring"))`, ""},
		{"IN:quotes herring -cod", `(("herring")) NOT "cod"`, ""},
		{"http://a.example", `("http a example")`, ""},
	} {
		p, err := parseQuery(c.query)
		if err != nil {
			t.Errorf("%q: %v", c.query, err)
			continue
		}
		if want := strings.ReplaceAll(c.words, `" )`, `")`); p.filter.Words != want {
			t.Errorf("%q: words %s, want %s", c.query, p.filter.Words, want)
		}
		if got := rest(p); got != c.rest {
			t.Errorf("%q: %s, want %s", c.query, got, c.rest)
		}
	}
}

func rest(p *parsed) string {
	var out []string
	f := p.filter
	for _, part := range []struct{ name, value string }{{"outlet", f.Outlet}, {"speaker", f.Speaker}, {"lang", f.Language}} {
		if part.value != "" {
			out = append(out, part.name+"="+part.value)
		}
	}
	if !f.After.IsZero() {
		out = append(out, "after="+f.After.Format("2006-01-02"))
	}
	if !f.Before.IsZero() {
		out = append(out, "before="+f.Before.Format("2006-01-02"))
	}
	return strings.Join(out, " ")
}

// TestQueryErrors: the caret stands under the mistake, also behind letters of
// more than one byte.
func TestQueryErrors(t *testing.T) {
	for query, want := range map[string]string{
		`größe "strait`:    "the quotation mark is never closed\n  größe \"strait\n        ^",
		"OR herring":       "OR needs a word on either side\n  OR herring\n  ^",
		"herring OR":       "OR needs a word on either side\n  herring OR\n          ^",
		"after:yesterday":  "after: wants a date such as 2025, 2025-03 or 2025-03-14\n  after:yesterday\n  ^",
		"-herring":         "there is nothing to look for besides what is to be left out\n  -herring\n  ^",
		"outlet: gull":     "outlet: needs a value behind the colon\n  outlet: gull\n  ^",
		`"" x`:             "there are no words between the quotation marks\n  \"\" x\n  ^",
		"x OR -y":          "a word to be left out cannot stand beside OR\n  x OR -y\n       ^",
		"x OR outlet:gull": "OR stands between words only\n  x OR outlet:gull\n       ^",
	} {
		_, err := parseQuery(query)
		if !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("%q: %v", query, err)
			continue
		}
		if diff := cmp.Diff("search: "+want, err.Error()); diff != "" {
			t.Errorf("%q:\n%s", query, diff)
		}
	}
	if _, err := parseQuery(strings.Repeat("a ", 2000)); !errors.Is(err, hearsay.ErrTooLarge) {
		t.Errorf("long query: %v", err)
	}
}

func TestMatches(t *testing.T) {
	text := "The Herring count: “herring,” they count. Čeští rybáři; HERRING COUNT!"
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"herring", []string{"Herring", "herring", "HERRING"}},
		{`"herring count"`, []string{"Herring count", "HERRING COUNT"}},
		{"cesti", []string{"Čeští"}},
		{`herring "herring count"`, []string{"Herring count", "herring", "HERRING COUNT"}},
		{"cod", nil},
	} {
		p, err := parseQuery(c.query)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range matches(text, p.wanted) {
			got = append(got, s.In(text))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q:\n%s", c.query, diff)
		}
	}
}

// TestParts: what is left when a part is taken out of a query is a query.
func TestParts(t *testing.T) {
	for query, want := range map[string][]string{
		`ferry "the spring" -cod outlet:gull.example`: {`"the spring" -cod outlet:gull.example`, "ferry -cod outlet:gull.example", `ferry "the spring" outlet:gull.example`, `ferry "the spring" -cod`},
		"a OR b OR c d": {"b OR c d", "a OR c d", "a OR b d", "a OR b OR c"},
		"herring":       {""},
	} {
		p, err := parseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, part := range p.parts {
			got = append(got, part.Without)
			if _, err := parseQuery(part.Without); err != nil {
				t.Errorf("%q without %q: %v", query, part.Text, err)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q leaves %q, want %q", query, got, want)
		}
	}
}

// FuzzParseQuery: whatever is typed is a query or a mistake that is shown, and
// what goes to the database holds no syntax that was typed.
func FuzzParseQuery(f *testing.F) {
	for _, q := range []string{`a "b c" -d OR e outlet:"x"`, "“", "-\"", "lang:", "\x00\xff", `""""`, "OR OR"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, query string) {
		p, err := parseQuery(query)
		if err != nil {
			if !errors.Is(err, hearsay.ErrInvalid) && !errors.Is(err, hearsay.ErrTooLarge) {
				t.Fatalf("%q: %v", query, err)
			}
			return
		}
		if strings.Count(p.filter.Words, `"`)%2 != 0 {
			t.Fatalf("%q: unbalanced %s", query, p.filter.Words)
		}
		inside := false
		for _, r := range p.filter.Words {
			switch {
			case r == '"':
				inside = !inside
			case inside && r != ' ' && !isTermRune(r):
				t.Fatalf("%q: %q within quotes of %s", query, r, p.filter.Words)
			}
		}
	})
}
