// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package chain_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/chain"
)

// member reads "Gull 2025-03-04 0-40,60-80 Lantor": outlet, date or "-", the word
// numbers shared, and the outlets it names. Its ID is that of the outlet's name.
func member(t *testing.T, s string) chain.Member {
	t.Helper()
	f := strings.Fields(s)
	m := chain.Member{Article: hearsay.Brief{ID: idOf(f[0]), Outlet: outlet(f[0])}}
	if f[1] != "-" {
		m.Article.Date = when(t, f[1])
	}
	for r := range strings.SplitSeq(f[2], ",") {
		var at hearsay.Span
		if _, err := fmt.Sscanf(r, "%d-%d", &at.Start, &at.End); err != nil {
			t.Fatal(err)
		}
		m.Regions = append(m.Regions, at)
	}
	for _, to := range f[3:] {
		m.Credits = append(m.Credits, outlet(to))
	}
	return m
}

func idOf(name string) hearsay.ArticleID { return hearsay.NewID[hearsay.Article]("test", name) }

// canonical writes groups as lines: the members, those at the head first, then
// the reasons.
func canonical(groups []hearsay.OriginGroup, names map[hearsay.ArticleID]string) string {
	var b strings.Builder
	for _, g := range groups {
		for i, id := range g.Articles {
			if i > 0 {
				b.WriteString(" + ")
			}
			b.WriteString(names[id])
		}
		if g.Earliest != nil {
			b.WriteString(" from " + names[g.Earliest.ID])
		}
		if g.Unseen {
			b.WriteString(" unseen")
		}
		b.WriteString("\n")
		for _, w := range g.Why {
			b.WriteString("  " + w + "\n")
		}
	}
	return b.String()
}

func origins(t *testing.T, in []string) (groups []hearsay.OriginGroup, text string) {
	t.Helper()
	var members []chain.Member
	names := map[hearsay.ArticleID]string{}
	for _, s := range in {
		m := member(t, s)
		members = append(members, m)
		names[m.Article.ID] = m.Article.Outlet.Name
	}
	groups = chain.Origins(members)
	return groups, canonical(groups, names)
}

func TestOrigins(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []string
		want string
	}{
		{"nobody", nil, ""},
		{"one", []string{"Gull 2025-03-04 0-40"}, lines("Gull from Gull",
			"  no other article in this library shares these words", "  the only one")},
		{"one without a date", []string{"Gull - 0-40"}, lines("Gull",
			"  no other article in this library shares these words", "  it has no date")},
		{"one that names another", []string{"Gull 2025-03-04 0-40 Lantor"}, lines("Gull from Gull unseen",
			"  no other article in this library shares these words", "  the only one",
			"  Gull, the earliest in this library, names Lantor, which is not among them")},
		{"a copy", []string{"VelTV 2025-03-06 0-40 Gull", "Gull 2025-03-04 0-40"}, lines("Gull + VelTV from Gull",
			"  2 articles share the same words of the text", "  Gull is the earliest in this library (2025-03-04)")},
		{"a copy of what is not there", []string{"VelTV 2025-03-06 0-40 Gull", "Gull 2025-03-04 0-40 Lantor"}, lines("Gull + VelTV from Gull unseen",
			"  2 articles share the same words of the text", "  Gull is the earliest in this library (2025-03-04)",
			"  Gull, the earliest in this library, names Lantor, which is not among them")},
		{"different stretches stay apart", []string{"Gull 2025-03-04 0-40", "VelTV 2025-03-06 40-90"}, lines("Gull from Gull",
			"  no other article in this library shares these words", "  the only one", "VelTV from VelTV",
			"  no other article in this library shares these words", "  the only one")},
		{"seven words do not tie", []string{"Gull 2025-03-04 0-47", "VelTV 2025-03-06 40-90"}, lines("Gull from Gull",
			"  no other article in this library shares these words", "  the only one", "VelTV from VelTV",
			"  no other article in this library shares these words", "  the only one")},
		{"eight do, together", []string{"Gull 2025-03-04 0-4,10-14,50-90", "VelTV 2025-03-06 0-4,5-9,10-30"}, lines("Gull + VelTV from Gull",
			"  2 articles share the same words of the text", "  Gull is the earliest in this library (2025-03-04)")},
		{"tied through a third", []string{"Gull 2025-03-04 0-40", "VelTV 2025-03-06 40-90", "Notes 2025-03-08 20-60"}, lines("Gull + VelTV + Notes from Gull",
			"  3 articles share the same words of the text", "  Gull is the earliest in this library (2025-03-04)")},
		{"one day: dates do not decide", []string{"Gull 2025-03-04 0-40", "VelTV 2025-03-04 0-40 Gull"}, lines("VelTV + Gull",
			"  2 articles share the same words of the text", "  the dates do not say whether VelTV or Gull was first")},
		{"two printings of a wire that is not there", []string{"Gull 2025-03-04 0-40", "VelTV 2025-03-04 0-40"}, lines("VelTV + Gull unseen",
			"  2 articles share the same words of the text", "  the dates do not say whether VelTV or Gull was first",
			"  none of them credits another: both may have the words from a source that is not in this library")},
		{"two of one outlet have no third source", []string{"Gull 2025-03-04 0-40", "gull 2025-03-04 0-40"}, lines("Gull + gull",
			"  2 articles share the same words of the text", "  the dates do not say whether Gull or gull was first")},
		{"a month does not decide", []string{"Gull 2025-03 0-40", "VelTV 2025-03-06 0-40 Gull"}, lines("Gull + VelTV",
			"  2 articles share the same words of the text", "  the dates do not say whether Gull or VelTV was first")},
		{"who has no date comes last and decides nothing", []string{"Gull - 0-40", "VelTV 2025-03-06 0-40 Gull"}, lines("VelTV + Gull",
			"  2 articles share the same words of the text", "  the dates do not say whether VelTV or Gull was first")},
		{"seen before the other was published", []string{"Gull ../2025-03-04T10:00 0-40", "VelTV 2025-03-06 0-40 Gull"}, lines("VelTV + Gull from Gull",
			"  2 articles share the same words of the text", "  Gull is the earliest in this library (seen by 2025-03-04T10:00)")},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, got := origins(t, c.in); got != c.want {
				t.Errorf("-want +got:\n%s", cmp.Diff(c.want, got))
			}
		})
	}
}

// TestOriginsNamesByAddress: a credit may be known by its address only, or lead to
// nobody.
func TestOriginsNamesByAddress(t *testing.T) {
	m := member(t, "Gull 2025-03-04 0-40")
	m.Credits = []hearsay.Agent{{}, {Kind: hearsay.Outlet, Domain: "lantor.example"}}
	got := chain.Origins([]chain.Member{m})
	want := "Gull, the earliest in this library, names lantor.example, which is not among them"
	if len(got) != 1 || !got[0].Unseen || !slices.Contains(got[0].Why, want) {
		t.Errorf("%+v, want %q", got, want)
	}
	m.Credits = m.Credits[:1]
	if got := chain.Origins([]chain.Member{m}); got[0].Unseen {
		t.Errorf("a credit to nobody: %+v", got)
	}
}

// TestOriginsOneOutletTwoNames: an outlet by its name and by its address is no
// second witness, and neither is one that is not known.
func TestOriginsOneOutletTwoNames(t *testing.T) {
	a, b := member(t, "Gull 2025-03-04 0-40"), member(t, "x 2025-03-04 0-40")
	for _, other := range []hearsay.Agent{site("gull.example"), {}} {
		b.Article.Outlet = other
		if got := chain.Origins([]chain.Member{a, b}); len(got) != 1 || got[0].Unseen {
			t.Errorf("%+v: %+v, want one group and no unseen source", other, got)
		}
	}
}

// anyMembers makes up to ten members with regions of a text of 100 words.
func anyMembers(t *testing.T, r *rand.Rand) []chain.Member {
	var out []chain.Member
	for i := range 1 + r.IntN(10) {
		date := "-"
		if r.IntN(4) > 0 {
			date = fmt.Sprintf("2025-03-%02d", 1+r.IntN(5))
		}
		m := member(t, fmt.Sprintf("o%d %s 0-1", i, date))
		m.Regions = nil
		for at := r.IntN(50); at < 90; at += 8 + r.IntN(60) {
			m.Regions = append(m.Regions, hearsay.Span{Start: at, End: at + 8})
		}
		for range r.IntN(3) {
			m.Credits = append(m.Credits, outlet(fmt.Sprintf("o%d", r.IntN(12))))
		}
		out = append(out, m)
	}
	return out
}

func TestOriginsOrderDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		members := anyMembers(t, r)
		before := fmt.Sprint(members)
		want := chain.Origins(members)
		if fmt.Sprint(members) != before {
			t.Fatal("Origins changed its input")
		}
		r.Shuffle(len(members), func(i, j int) { members[i], members[j] = members[j], members[i] })
		if diff := cmp.Diff(want, chain.Origins(members)); diff != "" {
			t.Fatalf("another order (-want +got):\n%s", diff)
		}
	}
}

// TestOriginsCopyAddsNoGroup adds to any members a later copy of one of them.
func TestOriginsCopyAddsNoGroup(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		members := anyMembers(t, r)
		before := chain.Origins(members)
		copied := members[r.IntN(len(members))]
		copied.Article.ID, copied.Article.Outlet = idOf("copy"), outlet("Copycat")
		copied.Article.Date = when(t, "2025-03-20")
		after := chain.Origins(append(members, copied))
		if len(after) != len(before) {
			t.Fatalf("%d groups, with a copy %d", len(before), len(after))
		}
	}
}

// TestOriginsPartition: every member is in one group, and members of different
// groups share fewer than eight words.
func TestOriginsPartition(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 500 {
		members := anyMembers(t, r)
		groupOf := map[hearsay.ArticleID]int{}
		for k, g := range chain.Origins(members) {
			for _, id := range g.Articles {
				if _, twice := groupOf[id]; twice {
					t.Fatal("an article in two groups")
				}
				groupOf[id] = k
			}
			if g.Earliest != nil && !slices.Contains(g.Articles, g.Earliest.ID) {
				t.Fatal("the earliest is no member")
			}
		}
		for _, a := range members {
			if _, ok := groupOf[a.Article.ID]; !ok {
				t.Fatal("an article in no group")
			}
			for _, b := range members {
				if groupOf[a.Article.ID] != groupOf[b.Article.ID] && sharedWords(a, b) >= 8 {
					t.Fatalf("%v and %v share words and are apart", a.Regions, b.Regions)
				}
			}
		}
	}
}

func sharedWords(a, b chain.Member) int {
	n := 0
	for word := range 200 {
		at := hearsay.Span{Start: word, End: word + 1}
		has := func(s hearsay.Span) bool { return s.Contains(at) }
		if slices.ContainsFunc(a.Regions, has) && slices.ContainsFunc(b.Regions, has) {
			n++
		}
	}
	return n
}
