// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package story_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/story"
)

// piece is an article of a test, in short: hours after a day, outlet, names, passages
// ("c1:40" is 40 words of passage c1), an address, links.
type piece struct {
	at       int // hours; -1: no date
	outlet   string
	names    string
	passages string
	page     string
	links    string
}

func id(i int) hearsay.ArticleID { return hearsay.NewID[hearsay.Article]("test", fmt.Sprint(i)) }

// library makes articles of 100 words.
func library(pieces []piece) *memory {
	m := &memory{}
	day := time.Date(2025, 3, 10, 0, 0, 0, 0, time.UTC)
	keys := map[string]uint64{}
	mark := func(name string) hearsay.Mark {
		if keys[name] == 0 {
			keys[name] = uint64(len(keys) + 1)
		}
		return hearsay.Mark{Key: keys[name], Name: name}
	}
	for i, p := range pieces {
		a := hearsay.Account{N: int64(i + 1), Article: id(i), Date: day.Add(time.Duration(p.at) * time.Hour), Outlet: p.outlet, Page: p.page, Words: 100}
		if p.at < 0 {
			a.Date, a.Undated = day.AddDate(1, 0, 0), true
		}
		for _, name := range strings.Fields(p.names) {
			a.Names = append(a.Names, mark(name))
		}
		for _, link := range strings.Fields(p.page + " " + p.links) {
			a.Links = append(a.Links, mark(link))
		}
		from := 0
		for _, s := range strings.Fields(p.passages) {
			var words int
			name, length, _ := strings.Cut(s, ":")
			_, _ = fmt.Sscan(length, &words)
			w := hearsay.WordSpan{From: from, To: from + words}
			a.Passages = append(a.Passages, hearsay.Witness{Cluster: hearsay.NewID[hearsay.Cluster]("test", name), Words: w})
			from += words
		}
		m.all = append(m.all, a)
	}
	return m
}

func TestPlace(t *testing.T) {
	for _, c := range []struct {
		name   string
		pieces []piece
		want   []int64
	}{
		{"a reprint", []piece{{0, "a", "Orvale Teld", "x:90", "", ""}, {3, "b", "Orvale Teld", "x:90", "", ""}}, []int64{1, 1}},
		{"a reprint months later", []piece{{0, "a", "Orvale Teld", "x:90", "", ""}, {3000, "b", "Orvale Teld", "x:90", "", ""}}, []int64{1, 1}},
		{"a back-dated copy", []piece{{2000, "a", "Orvale Teld", "x:90", "", ""}, {0, "b", "Orvale Teld", "x:90", "", ""}}, []int64{1, 1}},
		{"a passage and names", []piece{{0, "a", "Orvale Teld Castow", "x:30", "", ""}, {20, "b", "Orvale Teld Lind", "x:30", "", ""}}, []int64{1, 1}},
		{"a passage and other names", []piece{{0, "a", "Orvale Teld Castow", "x:30", "", ""}, {20, "b", "Merock Sarre Lind", "x:30", "", ""}}, []int64{1, 2}},
		{"a passage weeks later", []piece{{0, "a", "Orvale Teld Castow", "x:30", "", ""}, {600, "b", "Orvale Teld Lind", "x:30", "", ""}}, []int64{1, 2}},
		{"names alone", []piece{{0, "a", "Orvale Teld Castow", "", "", ""}, {20, "b", "Orvale Teld Castow", "", "", ""}}, []int64{1, 1}},
		{"names alone, a week later", []piece{{0, "a", "Orvale Teld Castow", "", "", ""}, {170, "b", "Orvale Teld Castow", "", "", ""}}, []int64{1, 2}},
		{"names alone, neither dated", []piece{{-1, "a", "Orvale Teld Castow", "", "", ""}, {-1, "b", "Orvale Teld Castow", "", "", ""}}, []int64{1, 2}},
		{"one name", []piece{{0, "a", "Orvale Teld Castow", "", "", ""}, {20, "b", "Orvale Merock Sarre", "", "", ""}}, []int64{1, 2}},
		{"a link and a name", []piece{{0, "a", "Orvale Teld", "", "p", ""}, {20, "b", "Orvale Merock Sarre", "", "q", "p"}}, []int64{1, 1}},
		{"a link", []piece{{0, "a", "Orvale Teld", "", "p", ""}, {20, "b", "Lind Merock Sarre", "", "q", "p"}}, []int64{1, 2}},
		{"versions of a page", []piece{{0, "a", "Orvale", "x:40", "p", ""}, {900, "a", "Teld", "x:40", "p", ""}}, []int64{1, 1}},
		{"a form filled in twice", []piece{{0, "a", "Orvale Teld", "x:85", "", ""}, {2, "a", "Merock Sarre", "x:85", "", ""}}, []int64{1, 2}},
		{"the figures of the week", []piece{{0, "a", "Teld Lind", "x:60", "", ""}, {168, "a", "Teld Lind", "x:60", "", ""}}, []int64{1, 2}},
		{"a weekly column", []piece{
			{0, "a", "Orvale Teld Lind", "x:60", "", ""}, {168, "a", "Merock Sarre Lind", "x:60", "", ""}, {336, "a", "Yarick Ulvane Lind", "x:60", "", ""},
		}, []int64{1, 2, 3}},
		{"a footer", []piece{
			{0, "a", "Orvale Lind", "x:30", "", ""}, {30, "a", "Merock Lind", "x:30", "", ""}, {60, "a", "Yarick Lind", "x:30", "", ""}, {90, "a", "Ulvane Lind", "x:30", "", ""},
		}, []int64{1, 2, 3, 4}},
		{"a review of the day", []piece{
			{0, "a", "Orvale Teld Castow", "x:30", "", ""}, {1, "b", "Orvale Teld Castow", "x:30", "", ""},
			{2, "a", "Merock Sarre Yarick", "y:30", "", ""}, {3, "b", "Merock Sarre Yarick", "y:30", "", ""},
			{9, "c", "Orvale Teld Castow Merock Sarre Yarick", "x:30 y:30", "", ""},
			{10, "d", "Merock Sarre Yarick", "y:30", "", ""}, {11, "d", "Orvale Teld Castow", "x:30", "", ""},
		}, []int64{1, 1, 2, 2, 2, 2, 1}},
		{"one who has both sides' names", []piece{
			{0, "a", "Orvale Teld Ulvane Lind", "", "", ""}, {1, "b", "Orvale Castow Sarre Yarick", "", "", ""},
			{5, "c", "Orvale Teld Castow", "", "", ""},
		}, []int64{1, 2, 2}},
	} {
		if got := library(c.pieces).place(t); !slices.Equal(got, c.want) {
			t.Errorf("%s: stories %v, want %v", c.name, got, c.want)
		}
	}
}

// TestManyCopies: the text that thousands have is one story, and so is who reports on
// the same event without it.
func TestManyCopies(t *testing.T) {
	pieces := []piece{{0, "own", "Orvale Teld Castow Lind", "", "", ""}}
	for i := range 400 {
		pieces = append(pieces, piece{i / 40, fmt.Sprint("outlet", i), "Orvale Teld Castow Merock", "x:90", "", ""})
	}
	pieces = append(pieces, piece{8, "other", "Orvale Teld Castow Yarick", "", "", ""})
	for i, s := range library(pieces).place(t) {
		if s != 1 {
			t.Fatalf("article %d is in story %d", i, s)
		}
	}
}

// TestRulings: decisions of people come before evidence, and the later ones first.
func TestRulings(t *testing.T) {
	pieces := []piece{
		{0, "a", "Orvale Teld", "x:90", "", ""}, {1, "b", "Orvale Teld", "x:90", "", ""}, {2, "c", "Orvale Teld", "x:90", "", ""},
		{3, "d", "Merock Sarre", "", "", ""},
	}
	ids := func(list ...int) (out []hearsay.ArticleID) {
		for _, i := range list {
			out = append(out, id(i))
		}
		return out
	}
	merge := hearsay.StoryRuling{N: 1, Verb: hearsay.MergeStories, Articles: ids(0), Others: ids(3)}
	split := hearsay.StoryRuling{N: 2, Verb: hearsay.SplitStory, Articles: ids(1), Others: ids(0, 2)}
	apart := hearsay.StoryRuling{N: 3, Verb: hearsay.RejectStory, Articles: ids(0, 3)}
	undone := split
	undone.Undone = true
	for _, c := range []struct {
		name    string
		rulings []hearsay.StoryRuling
		want    []int64
	}{
		{"none", nil, []int64{1, 1, 1, 2}},
		{"merged", []hearsay.StoryRuling{merge}, []int64{1, 1, 1, 1}},
		{"split", []hearsay.StoryRuling{split}, []int64{1, 2, 1, 3}},
		{"split, and taken back", []hearsay.StoryRuling{undone}, []int64{1, 1, 1, 2}},
		{"merged, then told apart", []hearsay.StoryRuling{merge, apart}, []int64{1, 1, 1, 2}},
		{"confirmed", []hearsay.StoryRuling{{N: 1, Verb: hearsay.ConfirmStory, Articles: ids(2, 3)}}, []int64{1, 1, 1, 1}},
	} {
		if got := library(pieces).place(t, c.rulings...); !slices.Equal(got, c.want) {
			t.Errorf("%s: stories %v, want %v", c.name, got, c.want)
		}
	}
}

func TestAccount(t *testing.T) {
	a := story.Account(&hearsay.Article{
		URL: "https://gull.example/1#top", Headline: "MILL AT ORVALE BURNS", Outlet: hearsay.Agent{Name: "The Lind Gull"},
		Text:      "On Monday the mill at Orvale burned. Firemen of Castow came, and the Gull saw 147 hands, said Mora Teld. Teld leads 2,000 men of Lind since 1987.",
		Citations: []hearsay.Citation{{URL: "https://castow.example/fire"}, {URL: "https://gull.example/1"}},
	})
	var names, keys []string
	for _, m := range a.Names {
		names = append(names, m.Name)
		keys = append(keys, fmt.Sprint(m.Key))
	}
	if got, want := strings.Join(names, " "), "Orvale Castow 147 Mora Teld MILL BURNS"; got != want {
		t.Errorf("names are %q, want %q", got, want)
	}
	slices.Sort(keys)
	if len(slices.Compact(keys)) != len(names) || len(a.Links) != 2 {
		t.Errorf("%d names, %d links, not all different", len(names), len(a.Links))
	}
	for _, m := range a.Names {
		if m.Key >= 1<<63 {
			t.Errorf("key of %s has 64 bits", m.Name)
		}
	}
}

func FuzzAccount(f *testing.F) {
	f.Add("Orvale Teld said “no” to 147 men.", "Fire at Orvale", "https://gull.example/1")
	f.Add("", "", "")
	f.Add("\xff\xfe A.B. C…D 1,2,3", "É", "#")
	f.Fuzz(func(t *testing.T, text, headline, url string) {
		a := story.Account(&hearsay.Article{Text: text, Headline: headline, URL: url})
		seen := map[uint64]bool{}
		for _, m := range append(a.Names, a.Links...) {
			if seen[m.Key] {
				t.Errorf("%q is a mark twice", m.Name)
			}
			seen[m.Key] = true
		}
	})
}
