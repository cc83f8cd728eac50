// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/store"
)

// shelf is a library for finding: every article differs in what filters ask.
func shelf(t *testing.T) *store.Store {
	says := func(r store.ArticleRow, names ...string) store.ArticleRow {
		for _, n := range names {
			kind := hearsay.Person
			if name, anonymous := strings.CutPrefix(n, "?"); anonymous {
				n, kind = name, hearsay.Anonymous
			}
			r.Quotations = append(r.Quotations, hearsay.Quotation{Speaker: hearsay.Speaker{Agent: hearsay.Agent{Name: n, Kind: kind}}, Within: -1})
		}
		return r
	}
	lantor := hearsay.Agent{Name: "Lantor Wire", Kind: hearsay.Outlet, Domain: "lantor.example"}
	return library(t, batchOf(
		says(row("strait", func(a *hearsay.Article) {
			a.Headline, a.Text, a.Dates = "Of strait", "The strait stays open; boats went out.", dated(4)
		}), "Anselm Dorrick", "Anselm Dorrick"),
		says(row("boats", func(a *hearsay.Article) {
			a.Outlet, a.Text, a.Dates = lantor, "Boats of the strait, fishermen and more besides.", dated(6)
		}), "Ines Holt", "?a senior official"),
		says(row("café", func(a *hearsay.Article) {
			a.Language, a.Text, a.Dates = "de", "Im Café sitzt Åsa und liest von einer Straße.", dated(8)
		}), "Åsa Dorrick-Holt"),
		row("brasil", func(a *hearsay.Article) {
			a.Language, a.Outlet, a.Text = "pt-BR", hearsay.Agent{}, "O estreito."
			a.Dates = []hearsay.Date{{Value: "2025-03", Earliest: time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC), Latest: time.Date(2025, 3, 31, 23, 59, 59, 0, time.UTC), Chosen: true}}
		}),
		row("undated", func(a *hearsay.Article) { a.Outlet = lantor }),
	))
}

func TestFind(t *testing.T) {
	s := shelf(t)
	names := map[hearsay.ArticleID]string{}
	for _, n := range []string{"strait", "boats", "café", "brasil", "undated"} {
		names[idOf(n)] = n
	}
	midnight := func(n int) time.Time { return time.Date(2025, 3, n, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		name string
		in   store.Filter
		want string
	}{
		{"everything, newest first", store.Filter{}, "undated café boats strait brasil"},
		{"a word", store.Filter{Words: `"fishermen"`}, "boats"},
		{"a word of the headline weighs more", store.Filter{Words: `"strait"`}, "strait boats"},
		{"two words", store.Filter{Words: `"strait" AND "fishermen"`}, "boats"},
		{"a phrase", store.Filter{Words: `"strait stays open"`}, "strait"},
		{"one without the other", store.Filter{Words: `"strait" NOT "fishermen"`}, "strait"},
		{"case and accents", store.Filter{Words: `"CAFE"`}, "café"},
		{"a word that is nowhere", store.Filter{Words: `"herring"`}, ""},
		{"outlet by name", store.Filter{Outlet: "lantor wire"}, "undated boats"},
		{"outlet by name without its article", store.Filter{Outlet: "Daily Gull"}, "café strait"},
		{"outlet by domain", store.Filter{Outlet: "www.Lantor.example"}, "undated boats"},
		{"outlet by part of a name", store.Filter{Outlet: "Lantor"}, ""},
		{"outlet of no letters is not an unknown one", store.Filter{Outlet: "🌊"}, ""},
		{"speaker", store.Filter{Speaker: "anselm dorrick"}, "strait"},
		{"speaker by surname", store.Filter{Speaker: "Holt"}, "café boats"},
		{"speaker by part of a surname", store.Filter{Speaker: "orrick"}, ""},
		{"speaker with accents", store.Filter{Speaker: "åsa dorrick holt"}, "café"},
		{"speaker of LIKE's signs", store.Filter{Speaker: "%"}, ""},
		{"nobody speaks without a name", store.Filter{Speaker: "a senior official"}, ""},
		{"language", store.Filter{Language: "DE"}, "café"},
		{"language with a region", store.Filter{Language: "pt-BR"}, "brasil"},
		{"language, whatever its region", store.Filter{Language: "pt"}, "brasil"},
		{"language by its beginning", store.Filter{Language: "p"}, ""},
		{"after a day: a month may lie there", store.Filter{After: midnight(6)}, "café boats brasil"},
		{"before a day", store.Filter{Before: midnight(6)}, "strait brasil"},
		{"between", store.Filter{After: midnight(5), Before: midnight(7)}, "boats brasil"},
		{"before all", store.Filter{Before: midnight(1)}, ""},
		{"all at once", store.Filter{Words: `"boats"`, Outlet: "Lantor Wire", Speaker: "Holt", Language: "en", After: midnight(1), Before: midnight(9)}, "boats"},
		{"all at once, one wrong", store.Filter{Words: `"boats"`, Outlet: "Lantor Wire", Speaker: "Holt", Language: "de"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			ids, total, err := s.Find(t.Context(), c.in, 0, 10)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, id := range ids {
				got = append(got, names[id])
			}
			if strings.Join(got, " ") != c.want || total != len(got) {
				t.Errorf("found %q, %d in all; want %q", got, total, c.want)
			}
			if len(got) > 1 {
				if page, total, err := s.Find(t.Context(), c.in, 1, 1); err != nil || total != len(got) || len(page) != 1 || page[0] != ids[1] {
					t.Errorf("the second alone: %v of %d, %v", page, total, err)
				}
			}
		})
	}
	for _, c := range []struct {
		name string
		in   store.Filter
		most int
		few  bool
	}{
		{"outlet", store.Filter{Outlet: "lantor wire"}, 2, true},
		{"outlet of too many", store.Filter{Outlet: "lantor wire"}, 1, false},
		{"none", store.Filter{Outlet: "Lantor"}, 0, true},
		{"speaker", store.Filter{Speaker: "Holt"}, 2, true},
		{"speaker of LIKE's signs", store.Filter{Speaker: "%"}, 2, true},
		{"language", store.Filter{Language: "pt"}, 1, true},
		{"language of too many", store.Filter{Language: "en"}, 2, false},
		{"after", store.Filter{After: midnight(6)}, 3, true},
		{"before", store.Filter{Before: midnight(6)}, 2, true},
		{"one of which is few", store.Filter{After: midnight(1), Language: "de", Speaker: "Holt"}, 1, true},
		{"each too many, if not both", store.Filter{After: midnight(6), Before: midnight(6)}, 1, false},
		{"up to an arrival", store.Filter{Speaker: "Holt", Until: 2}, 2, true},
		{"nothing to sift by", store.Filter{}, 9, false},
	} {
		t.Run("sifted: "+c.name, func(t *testing.T) {
			want, _, err := s.Find(t.Context(), c.in, 0, 10)
			if err != nil {
				t.Fatal(err)
			}
			matches, few, err := s.Sifted(t.Context(), c.in, c.most)
			if err != nil || few != c.few {
				t.Fatalf("few: %t, %v", few, err)
			}
			if got := idsOf(matches); few && !slices.Equal(got, want) {
				t.Errorf("found %v, want %v", got, want)
			}
			latest, err := s.LatestMatches(t.Context(), c.in, 10)
			if err != nil {
				t.Fatal(err)
			}
			slices.SortFunc(latest, func(a, b store.Match) int { return b.At.Compare(a.At) })
			if got := idsOf(latest); !slices.Equal(got, want) {
				t.Errorf("the latest: %v, want %v", got, want)
			}
		})
	}
	if _, _, err := s.Find(t.Context(), store.Filter{Words: `"unclosed`}, 0, 10); err == nil {
		t.Error("a query of wrong syntax: no error")
	}
}

func idsOf(matches []store.Match) (ids []hearsay.ArticleID) {
	for _, m := range matches {
		ids = append(ids, m.ID)
	}
	return ids
}

func TestSpeakerArticles(t *testing.T) {
	s := shelf(t)
	for name, want := range map[string]int{"Anselm DORRICK": 1, "Dorrick": 0, "Ines Holt": 1, "a senior official": 0, "": 0} {
		if got, err := s.SpeakerArticles(t.Context(), name); err != nil || len(got) != want {
			t.Errorf("%q speaks in %v, %v, want %d", name, got, err, want)
		}
	}
}

// TestFindAfter: what passes a filter is gone through from mark to mark.
func TestFindAfter(t *testing.T) {
	t.Parallel()
	s := library(t, batchOf(row("a", nil), row("b", nil), row("c", nil)))
	for _, f := range []store.Filter{{Words: `"all" AND "about"`}, {Words: `"about"`, Language: "en"}} {
		want, total, err := s.Find(t.Context(), store.Filter{Words: f.Words, Language: f.Language, ByDate: true}, 0, 9)
		if err != nil || total != 3 {
			t.Fatalf("%+v: %d, %v", f, total, err)
		}
		var got []hearsay.ArticleID
		for after, more := (store.Mark{}), true; more; more = !after.IsZero() {
			p, err := s.FindAfter(t.Context(), f, after, 0, 2)
			if err != nil || p.Total != 3 {
				t.Fatalf("%+v: %+v, %v", f, p, err)
			}
			got, after = append(got, p.Rows...), p.Next
		}
		slices.SortFunc(got, func(a, b hearsay.ArticleID) int { return bytes.Compare(a[:], b[:]) })
		slices.SortFunc(want, func(a, b hearsay.ArticleID) int { return bytes.Compare(a[:], b[:]) })
		if !slices.Equal(got, want) {
			t.Errorf("%+v: %v, want %v", f, got, want)
		}
	}
	if p, err := s.Unclear(t.Context(), store.Mark{}, 0, 9); err != nil || len(p.Rows) > 0 {
		t.Errorf("of nobody who is known: %v, %v", p.Rows, err)
	}
}
