// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/bench/provenance/plant"
	"hearsay/family"
)

// said makes a quotation of article n, of the n-th hour.
func said(n int, speaker, words string) family.Quoted {
	at := time.Date(2025, 3, 1, n, 0, 0, 0, time.UTC)
	q := family.Quoted{
		Article: hearsay.Brief{ID: hearsay.NewID[hearsay.Article]("test", fmt.Sprint(n)), Language: "en", Date: hearsay.Date{Value: at.String(), Earliest: at, Latest: at.Add(time.Minute)}},
		Content: []hearsay.Span{{Start: 10, End: 10 + len(words)}}, Words: []string{words}, Mode: hearsay.Direct,
	}
	if speaker != "" {
		q.Speaker = hearsay.Agent{Name: speaker, Kind: hearsay.Person}
	}
	return q
}

func (r reported) of() family.Quoted {
	q := said(r.n, r.speaker, r.words)
	q.Mode = hearsay.Indirect
	return q
}

type reported struct {
	n              int
	speaker, words string
}

// at moves a quotation within its article.
func at(q family.Quoted, start int) family.Quoted {
	q.Content = []hearsay.Span{{Start: start, End: start + len(q.Words[0])}}
	return q
}

func inLanguage(q family.Quoted, l string) family.Quoted {
	q.Article.Language = l
	return q
}

// show writes families for people: a line each variant, a blank line between.
func show(families []hearsay.Family) string {
	var b strings.Builder
	for i, f := range families {
		if i > 0 {
			b.WriteString("\n")
		}
		for k, v := range f.Variants {
			mark := " "
			if k == f.Base {
				mark = "*"
			}
			fmt.Fprintf(&b, "%s %s: %s %v\n", mark, v.Speaker.Name, v.Exact, v.Changes)
		}
	}
	return b.String()
}

// TestGroup: what is one utterance, and what is not.
func TestGroup(t *testing.T) {
	const toll = "The causeway has paid for itself twice over and there will be no toll on it while I hold this office"
	for _, c := range []struct {
		name   string
		quoted []family.Quoted
		want   string
	}{
		{"cut, changed and given to another", []family.Quoted{
			said(1, "Dora Finch", toll), said(2, "Finch", "There will be no toll on it while I hold this office"),
			said(3, "Dora Finch", "The causeway has paid for itself twice over and there will be a toll on it while I hold this office"),
			said(4, "Abel Marsh", toll),
		}, `
* Dora Finch: ` + toll + ` []
  Finch: There will be no toll on it while I hold this office [cut]
  Dora Finch: The causeway has paid for itself twice over and there will be a toll on it while I hold this office [negation-lost]
  Abel Marsh: ` + toll + ` [re-attributed]
`},
		{"many small words in a row", []family.Quoted{
			said(1, "Gerda Holt", "I signed what was put before me, as everybody did"), said(2, "Gerda Holt", "signed what was put before me, as everybody did"),
			said(3, "Abel Marsh", "signed what was put before me, as everybody did"),
		}, `
* Gerda Holt: I signed what was put before me, as everybody did []
  Gerda Holt: signed what was put before me, as everybody did [cut]

* Abel Marsh: signed what was put before me, as everybody did []
`},
		{"reported", []family.Quoted{
			said(1, "Dora Finch", toll),
			reported{2, "Dora Finch", "the causeway had paid for itself twice over and there would be no toll on it while she held this office"}.of(),
			reported{3, "Abel Marsh", "the causeway had paid for itself twice over and there would be no toll on it while he held this office"}.of(),
		}, `
* Dora Finch: ` + toll + ` []
  Dora Finch: the causeway had paid for itself twice over and there would be no toll on it while she held this office []

* Abel Marsh: the causeway had paid for itself twice over and there would be no toll on it while he held this office []
`},
		{"two utterances on one subject", []family.Quoted{
			said(1, "Mira Holt", "We will spend 50 million crowns on the bridge before the winter comes"),
			said(2, "Mira Holt", "We will spend 70 million crowns on the school before the next election"),
			said(3, "Mira Holt", "The bridge will be open before the winter comes"),
		}, `
* Mira Holt: We will spend 50 million crowns on the bridge before the winter comes []

* Mira Holt: We will spend 70 million crowns on the school before the next election []

* Mira Holt: The bridge will be open before the winter comes []
`},
		{"a few words", []family.Quoted{
			said(1, "Mira Holt", "No."), said(2, "Mira Holt", "No."), said(3, "Mira Holt", "No comment."), said(4, "Mira Holt", "No comment."),
		}, `
* Mira Holt: No. []

* Mira Holt: No. []

* Mira Holt: No comment. []

* Mira Holt: No comment. []
`},
		{"a few words of one report", []family.Quoted{
			said(1, "Dora Finch", toll), at(said(1, "Dora Finch", "No."), 500), said(2, "Dora Finch", toll), at(said(2, "Dora Finch", "No."), 500),
		}, `
* Dora Finch: ` + toll + ` []
  Dora Finch: ` + toll + ` []

* Dora Finch: No. []
  Dora Finch: No. []
`},
		{"a fragment of two utterances joins one", []family.Quoted{
			said(1, "Ivo Brandt", "Once the river league stays seated, evidence points to sabotage in the mill"),
			said(2, "Ivo Brandt", "Once the river league stays seated, repairs of the pier begin at dawn with nine masons"),
			said(3, "Ivo Brandt", "once the river league stays seated"),
		}, `
* Ivo Brandt: Once the river league stays seated, evidence points to sabotage in the mill []

* Ivo Brandt: Once the river league stays seated, repairs of the pier begin at dawn with nine masons []
  Ivo Brandt: once the river league stays seated [cut]
`},
		{"joined", []family.Quoted{
			said(1, "Zara Quill", "If the vet agrees, the elephant will walk in the Easter parade"),
			at(said(1, "Zara Quill", "I signed it on Tuesday with a pen shaped like a trunk"), 400),
			said(2, "Zara Quill", "The elephant will walk in the Easter parade. I signed it on Tuesday with a pen shaped like a trunk"),
		}, `
* Zara Quill: If the vet agrees, the elephant will walk in the Easter parade []
  Zara Quill: The elephant will walk in the Easter parade [context-removed joined]

* Zara Quill: I signed it on Tuesday with a pen shaped like a trunk []
  Zara Quill: I signed it on Tuesday with a pen shaped like a trunk [joined]
`},
		{"split", []family.Quoted{
			said(1, "Zara Quill", "The elephant will walk in the Easter parade. I signed it on Tuesday with a pen shaped like a trunk"),
			said(2, "Zara Quill", "The elephant will walk in the Easter parade"),
			at(said(2, "Zara Quill", "I signed it on Tuesday with a pen shaped like a trunk"), 400),
		}, `
* Zara Quill: The elephant will walk in the Easter parade. I signed it on Tuesday with a pen shaped like a trunk []
  Zara Quill: The elephant will walk in the Easter parade … I signed it on Tuesday with a pen shaped like a trunk [split]
`},
		{"translated", []family.Quoted{
			said(1, "Brona Sells", "We had 212 complaints about the 14 hives in Fenwick"),
			inLanguage(said(2, "Brona Sells", "Nous avons eu 212 plaintes pour les 14 ruches de Fenwick"), "fr"),
			inLanguage(said(3, "Brona Sells", "Wir hatten 300 Beschwerden über die 14 Bienenstöcke in Fenwick"), "de"),
		}, `
* Brona Sells: We had 212 complaints about the 14 hives in Fenwick []
  Brona Sells: Nous avons eu 212 plaintes pour les 14 ruches de Fenwick [translated]

* Brona Sells: Wir hatten 300 Beschwerden über die 14 Bienenstöcke in Fenwick []
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(family.Group(c.quoted)); got != strings.TrimPrefix(c.want, "\n") {
				t.Errorf("got\n%s\nwant%s", got, c.want)
			}
		})
	}
}

// plantedQuotes are the quotations of a planted set, as its truth has them.
func plantedQuotes(t *testing.T, level int) []family.Quoted {
	t.Helper()
	set, err := plant.Make(plant.Options{Level: level, Seed: 3, Stories: 6})
	if err != nil {
		t.Fatal(err)
	}
	var out []family.Quoted
	n := map[string]int{}
	add := func(article, speaker, words string) {
		if _, ok := n[article]; !ok {
			n[article] = len(n)
		}
		out = append(out, at(said(n[article], speaker, words), 1000*len(out)))
	}
	for _, f := range set.Truth.Families {
		add(f.Article, f.Speaker, f.Exact)
		for _, v := range f.Variants {
			add(v.Article, v.Speaker, v.Exact)
		}
	}
	return out
}

// TestOrder: families do not depend on the order in which quotations come.
func TestOrder(t *testing.T) {
	quoted := plantedQuotes(t, 4)
	want := family.Group(quoted)
	r := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		mixed := slices.Clone(quoted)
		r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if got := family.Group(mixed); !reflect.DeepEqual(got, want) {
			t.Fatal("another order, other families")
		}
	}
}

// derived is a lineage in which each article but the first ones is from an earlier
// one that came through the same ear.
func derived(ids []hearsay.ArticleID, firsts int, r *rand.Rand) *hearsay.Lineage {
	l := &hearsay.Lineage{}
	for i := firsts; i < len(ids); i++ {
		from := i%firsts + firsts*r.IntN(i/firsts)
		l.Derivations = append(l.Derivations, hearsay.Derivation{Derived: ids[i], From: hearsay.Node{Article: ids[from]}, Relation: hearsay.Copies, Main: true})
	}
	return l
}

// TestCopies: a copy of an article, changed or not, never adds a hearing.
func TestCopies(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	words := "The causeway has paid for itself twice over and there will be no toll on it while I hold this office"
	fields := strings.Fields(words)
	for round := range 12 {
		var quoted []family.Quoted
		var ids []hearsay.ArticleID
		firsts := 1 + r.IntN(3)
		before := 0
		for n := range 20 {
			w := slices.Clone(fields)
			if n >= firsts && r.IntN(2) == 0 {
				w[r.IntN(len(w))] = [...]string{"herons", "gulls", "swans"}[n%firsts]
			}
			quoted = append(quoted, said(n, "Dora Finch", strings.Join(w, " ")))
			ids = append(ids, quoted[n].Article.ID)
			families := family.Group(quoted)
			if len(families) != 1 {
				t.Fatalf("round %d: %d families\n%s", round, len(families), show(families))
			}
			hearings := family.Hear(&families[0], nil, derived(ids, firsts, rand.New(rand.NewPCG(uint64(round), 1))))
			if n >= firsts && len(hearings) > before {
				t.Fatalf("round %d: article %d made %d hearings of %d", round, n, len(hearings), before)
			}
			before = len(hearings)
		}
		if before != firsts {
			t.Errorf("%d hearings, %d ears", before, firsts)
		}
	}
}

// TestCrowd: ten thousand copies, and one article that quotes five hundred people.
func TestCrowd(t *testing.T) {
	var quoted []family.Quoted
	for n := range 10_000 {
		words := "We will not give up the bridge, whatever papers print about its cracks"
		if n%10 == 9 {
			words = fmt.Sprintf("We will not give up the bridge, whatever paper %d prints about its cracks", n)
		}
		quoted = append(quoted, said(n, "Mira Holt", words))
	}
	for n := range 500 {
		quoted = append(quoted, at(said(20_000, fmt.Sprintf("Person Number%c%c", 'a'+n%26, 'a'+n/26), fmt.Sprintf("I saw boat %d sink behind lighthouse %d in the storm", n, n*7)), 100*n))
	}
	families := family.Group(quoted)
	if got := len(families[0].Variants); got != 10_000 {
		t.Errorf("%d variants in the first of %d families", got, len(families))
	}
}

// TestConflict: two speakers of the same words are a finding, with both places.
func TestConflict(t *testing.T) {
	words := "I carried the crown out of the burning palace in a bag of onions"
	families := family.Group([]family.Quoted{said(1, "Ann Lee", words), said(2, "Ann Lee", words), said(3, "Bo Quist", words)})
	got := family.Conflicts(families)
	if len(got) != 1 || got[0].Kind != hearsay.SpeakersDiffer || got[0].At.IsZero() || got[0].OtherAt.IsZero() || got[0].Article == got[0].Other {
		t.Fatalf("%+v", got)
	}
	if want := "these words are given to Ann Lee in 2 articles and to Bo Quist in 1 article"; got[0].Says != want {
		t.Errorf("%q, want %q", got[0].Says, want)
	}
}
