// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package precede_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"hearsay"
	"hearsay/internal/golden"
	"hearsay/odds"
	"hearsay/precede"
	"hearsay/reuse"
)

// signsOf are those of two texts that share what package reuse finds.
func signsOf(a, b string) []precede.Sign {
	return precede.Signs(precede.Read(a, "A"), precede.Read(b, "B"), reuse.Diff(a, b))
}

func TestSigns(t *testing.T) {
	golden.Run(t, "testdata/signs/*.txtar", func(t *testing.T, in string) map[string]string {
		a, b, ok := strings.Cut(in, "=====\n")
		if !ok {
			t.Fatal("want two texts divided by =====")
		}
		signs := signsOf(a, b)
		first, chance := precede.Direction(signs)
		leans, leaning := precede.Leaning(signs)
		var out strings.Builder
		fmt.Fprintf(&out, "first %s %.2f, leaning %s %.2f\n", first, chance, leans, leaning)
		for _, s := range signs {
			fmt.Fprintf(&out, "%+.1f %s %s: %s.\n", s.Weight(), s.First, s.Name, s.Says)
		}
		return map[string]string{"signs": out.String()}
	})
}

// Signs of the same texts the other way round speak for the other side.
func TestSidesSwap(t *testing.T) {
	a := "He closed the bridge on Monday after a survey found cracks in nine girders. The toll was dropped long ago."
	b := "According to the Post, he closed the bridge on Monday after a survey found cracks in nine girders, officials said."
	swap := map[hearsay.Side]hearsay.Side{hearsay.SideA: hearsay.SideB, hearsay.SideB: hearsay.SideA}
	var forth, back []string
	for _, s := range signsOf(a, b) {
		forth = append(forth, string(s.First)+" "+s.Name)
	}
	for _, s := range signsOf(b, a) {
		back = append(back, string(swap[s.First])+" "+s.Name)
	}
	slices.Sort(forth)
	slices.Sort(back)
	if len(forth) == 0 || !slices.Equal(forth, back) {
		t.Errorf("forth %q, back %q", forth, back)
	}
}

func TestNamesWriter(t *testing.T) {
	a := precede.Read("The horn was heard as far as the mill in any weather, people say.\n", "A", "Tilda Kelm")
	text := "On Monday Tilda KELM wrote:\nThe horn was heard as far as the mill in any weather, people say.\nNever by me.\n"
	signs := precede.Signs(a, precede.Read(text, "B"), reuse.Diff("The horn was heard as far as the mill in any weather, people say.\n", text))
	if !slices.ContainsFunc(signs, func(s precede.Sign) bool {
		return s.Name == "names-writer" && s.First == hearsay.SideA
	}) {
		t.Errorf("got %+v", signs)
	}
}

func TestDirection(t *testing.T) {
	for _, c := range []struct {
		name         string
		signs        []precede.Sign
		first, leans hearsay.Side
	}{
		{"nothing", nil, hearsay.UnknownSide, hearsay.UnknownSide},
		{"marks", []precede.Sign{{Name: "quote-marks", First: hearsay.SideB}}, hearsay.SideB, hearsay.SideB},
		{"marks either way", []precede.Sign{{Name: "quote-marks", First: hearsay.SideB}, {Name: "quote-marks", First: hearsay.SideA}}, hearsay.UnknownSide, hearsay.UnknownSide},
		{"planted alone do not decide", []precede.Sign{{Name: "shorter", First: hearsay.SideA}, {Name: "begins-with-own", First: hearsay.SideA}}, hearsay.UnknownSide, hearsay.SideA},
		{"never heard of", []precede.Sign{{Name: "moon", First: hearsay.SideA}}, hearsay.UnknownSide, hearsay.UnknownSide},
	} {
		first, chance := precede.Direction(c.signs)
		leans, leaning := precede.Leaning(c.signs)
		if first != c.first || leans != c.leans {
			t.Errorf("%s: %s and leaning %s, want %s and %s", c.name, first, leans, c.first, c.leans)
		}
		if min(chance, leaning) < 0.5 || max(chance, leaning) > 1 {
			t.Errorf("%s: chances %f and %f", c.name, chance, leaning)
		}
	}
}

// A sign stands in one model, so that its weight is that of one set of texts.
func TestModelsKnowDifferentSigns(t *testing.T) {
	in := map[string]string{}
	for _, name := range []string{"copies.model", "versions.model", "replies.model"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := odds.Parse(string(data)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n")[1:] {
			_, sign, _ := strings.Cut(line, "\t")
			if in[sign] != "" {
				t.Errorf("%q stands in %s and %s", sign, in[sign], name)
			}
			in[sign] = name
		}
	}
}

// pages are versions of three pages, in their order: written for this test, after
// the way that pages of an encyclopedia grow.
var pages = map[string][]string{
	"grows": {
		"The Norvane light is a lighthouse. It is old - nobody knows how old.",
		"The Norvane light is a lighthouse. It is old - nobody knows how old. It stands on the north pier of Tolmore harbour.",
		"The Norvane light is a lighthouse.\n\nHistory\n\nIt was built in 1911. It stands on the north pier of Tolmore harbour, and its horn was sold in 2003.",
		"The Norvane light is a lighthouse.\n\nHistory\n\nIt was built in 1911. It stands on the north pier of Tolmore harbour, and its horn was sold in 2003.\n\nToday\n\nThe keeper's house is a hostel since 4 May 2008 – one with eleven beds. Retrieved from the archive of the county.",
	},
	"was cut": {
		"The mill of Tolmore ground corn. You can visit it on Sundays!",
		"The mill of Tolmore ground corn until 1954. A fire took the wheel, a flood the race, and the council what was left. You can visit it on Sundays!",
		"The mill of Tolmore ground corn until 1954. A fire took the wheel, a flood the race, and the council what was left. It was made a monument on 3 June 2006.",
		"The mill of Tolmore ground corn until 1954. It was made a monument on 3 June 2006.",
	},
}

func TestOrder(t *testing.T) {
	for name, texts := range pages {
		for _, perm := range permutations(len(texts)) {
			given := make([]*precede.Text, len(texts))
			for i, n := range perm {
				given[i] = precede.Read(texts[n], "")
			}
			var got []int
			for _, i := range precede.Order(given) {
				got = append(got, perm[i])
			}
			if !slices.IsSorted(got) {
				t.Fatalf("%s, given as %d: in the order %d", name, perm, got)
			}
		}
	}
}

func permutations(n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var out [][]int
	for _, p := range permutations(n - 1) {
		for i := range n {
			out = append(out, slices.Insert(slices.Clone(p), i, n-1))
		}
	}
	return out
}

// TestOrderOfMany: of more versions than all orders can be tried of, a page that
// only grows is put in order whatever the order it is given in.
func TestOrderOfMany(t *testing.T) {
	const n = 24
	var texts []string
	text := ""
	for i := range n {
		text += fmt.Sprintf("In the %dth week the crew of ship %d found %d barrels of salt below deck number %d. ", i, i*i, i*7+1, i*3)
		texts = append(texts, text)
	}
	for step := 1; step < n; step += 2 {
		var given []*precede.Text
		var number []int
		for i := range n {
			if k := i * step % n; !slices.Contains(number, k) {
				number = append(number, k)
				given = append(given, precede.Read(texts[k], ""))
			}
		}
		var got []int
		for _, i := range precede.Order(given) {
			got = append(got, number[i])
		}
		if !slices.IsSorted(got) {
			t.Errorf("every %d: %d", step, got)
		}
	}
}

func TestOrderOfFew(t *testing.T) {
	same := precede.Read("one text", "")
	for _, texts := range [][]*precede.Text{nil, {same}, {same, same}, {precede.Read("", ""), precede.Read("", "")}} {
		got := precede.Order(texts)
		if slices.Sort(got); len(got) != len(texts) || len(got) > 0 && got[len(got)-1] != len(got)-1 {
			t.Errorf("%d texts: %d", len(texts), got)
		}
	}
}

func FuzzSigns(f *testing.F) {
	f.Add("x writes:\n> a b c d e f g h i j\nno", "a b c d e f g h i j\n-- \nme")
	f.Add("According to a, b c d e f g h, it emerged.", "b c d e f g h.")
	f.Add("> > >\xff>", "[a b c d e f g] “h i j k l m n”")
	f.Fuzz(func(t *testing.T, a, b string) {
		signs := signsOf(a, b)
		for _, s := range append(signs, precede.VersionSigns(precede.Read(a, "A"), precede.Read(b, "B"))...) {
			_, _ = s.A.In(a), s.B.In(b) // panics when it lies outside
			if s.Says == "" || s.First != hearsay.SideA && s.First != hearsay.SideB {
				t.Errorf("%+v", s)
			}
		}
		if _, chance := precede.Direction(signs); !(chance >= 0.5 && chance <= 1) {
			t.Errorf("chance %f", chance)
		}
		if got := precede.Order([]*precede.Text{precede.Read(a, ""), precede.Read(b, "")}); len(got) != 2 || got[0]+got[1] != 1 {
			t.Errorf("order %d", got)
		}
	})
}

// TestHostileTexts: nothing here takes more than linear time.
func TestHostileTexts(t *testing.T) {
	for name, s := range map[string]string{
		"marks":    strings.Repeat("> ", 20_000),
		"headers":  strings.Repeat("x writes:\n> a b c d e f g\n", 2_000),
		"brackets": strings.Repeat("[", 20_000),
		"dots":     strings.Repeat("a b c d e f g h ... ", 3_000),
		"words":    strings.Repeat("a ", 20_000),
		"lines":    strings.Repeat("\n", 20_000),
		"rumours":  strings.Repeat("reportedly ", 20_000),
	} {
		t.Run(name, func(t *testing.T) {
			signsOf(s, s+" and more")
			precede.VersionSigns(precede.Read(s, ""), precede.Read(s+"x", ""))
		})
	}
}

func BenchmarkSigns(b *testing.B) {
	text := "Engineers closed the north span of the old bridge on Monday after a survey found cracks in nine of its girders. "
	for i := range 20 {
		text += fmt.Sprintf("In week %d the road office counted %d cars on the ferry landing and %d at the toll house. ", i, i*31, i*17)
	}
	later := "According to the Post, " + text[:len(text)/2] + "officials said."
	changes := reuse.Diff(text, later)
	x, y := precede.Read(text, "A"), precede.Read(later, "B")
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			precede.Read(text, "A")
		}
	})
	b.Run("signs", func(b *testing.B) {
		for b.Loop() {
			precede.Signs(x, y, changes)
		}
	})
}
