// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package dating_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hearsay"
	"hearsay/dating"
)

// placed is an article with that address and day; "" for none.
func placed(t *testing.T, url, day string) dating.Placed {
	t.Helper()
	p := dating.Placed{ID: hearsay.NewID[hearsay.Article]("test", url), URL: url}
	if day != "" {
		d, ok := dating.Read(day, dating.Habits{})
		if !ok {
			t.Fatalf("no day in %q", day)
		}
		d.Basis = "text"
		p.Date = d
	}
	return p
}

// count are twenty articles, one every five days of 2014, with numbers from 1000 on.
func count(t *testing.T, form string) []dating.Placed {
	t.Helper()
	var out []dating.Placed
	for i := range 20 {
		out = append(out, placed(t, fmt.Sprintf(form, 1000+10*i), fmt.Sprintf("2014-%02d-%02d", 1+i*5/28, 1+i*5%28)))
	}
	return out
}

func TestBracket(t *testing.T) {
	for _, form := range []string{
		"https://paper.example/?p=%d", "https://www.paper.example/news/some-title-art%d.html", "https://paper.example/%d-some-title/", "https://paper.example/a/%d",
	} {
		list := count(t, form)
		undated := placed(t, fmt.Sprintf(form, 1103), "")
		backdated := placed(t, fmt.Sprintf(form, 1104), "2009-05-05")
		late := placed(t, fmt.Sprintf(form, 1105), "2015-05-05") // a draft that lay about
		outside := placed(t, fmt.Sprintf(form, 1500), "")
		list = append(list, undated, backdated, late, outside)
		got := dating.Bracket(list)
		if len(got) != 2 || got[0].Article != undated.ID || got[1].Article != backdated.ID {
			t.Fatalf("%s: %+v", form, got)
		}
		d := got[0].Date
		if d.Basis != "url-order" || d.Chosen || d.Value != "2014-02-18/2014-02-28" || !strings.Contains(d.Why, "number 1103") {
			t.Errorf("%s: undated is %+v", form, d)
		}
		if got[0].Finding.Kind != "" {
			t.Errorf("%s: undated has a finding %+v", form, got[0].Finding)
		}
		if f := got[1].Finding; f.Kind != hearsay.NewerAddress || f.Article != backdated.ID || !strings.Contains(f.Says, "number 1104") {
			t.Errorf("%s: back-dated: %+v", form, f)
		}
		slices.Reverse(list)
		if again := dating.Bracket(list); fmt.Sprint(again) != fmt.Sprint(got) {
			t.Errorf("%s: the order of the list shows: %+v", form, again)
		}
	}
}

// TestBracketCannotTell: no order, no answer.
func TestBracketCannotTell(t *testing.T) {
	shuffled := count(t, "https://paper.example/a/%d")
	for i := range shuffled {
		j := i * 7 % len(shuffled)
		shuffled[i].Date, shuffled[j].Date = shuffled[j].Date, shuffled[i].Date
	}
	oneDay := count(t, "https://paper.example/a/%d")
	for i := range oneDay {
		oneDay[i].Date = oneDay[0].Date
	}
	for name, list := range map[string][]dating.Placed{
		"nothing":                       nil,
		"numbers do not rise with time": shuffled,
		"one day for all":               oneDay,
		"too few":                       count(t, "https://paper.example/a/%d")[:7],
		"years":                         count(t, "https://paper.example/top-films-of-%d"),
		"another outlet":                append(count(t, "https://paper.example/a/%d"), placed(t, "https://other.example/a/1103", "")),
		"another count":                 append(count(t, "https://paper.example/a/%d"), placed(t, "https://paper.example/?p=1103", "")),
		"no number":                     append(count(t, "https://paper.example/a/%d"), placed(t, "https://paper.example/a/story", "")),
		"a day":                         append(count(t, "https://paper.example/a/%d"), placed(t, "https://paper.example/a/20140314", "")),
	} {
		if name == "years" {
			list = append(list, placed(t, "https://paper.example/top-films-of-1999", ""))
		}
		if got := dating.Bracket(list); len(got) > 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func FuzzBracket(f *testing.F) {
	f.Add("https://paper.example/a/%d", "https://paper.example/a/1103", "https://paper.example/?p=99999999999999999999")
	f.Add("https://paper.example/?id=%d", "https://paper.example/?id=1103", "%zz")
	f.Fuzz(func(t *testing.T, form, one, two string) {
		list := append(count(t, form), placed(t, one, ""), placed(t, two, "2001-01-01"))
		for _, b := range dating.Bracket(list) {
			if b.Date.Latest.Before(b.Date.Earliest) || b.Date.Why == "" {
				t.Fatalf("%+v", b)
			}
		}
	})
}
