// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hearsay"
	"hearsay/lineage"
)

// long is a text of several sentences, the nth of which has the number n in it.
func long(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		fmt.Fprintf(&b, "Sentence %d tells of harbour %d where %d trustees met for %d hours behind closed doors.\n\n", i, 3*i, 7*i, 11*i)
	}
	return b.String()
}

func credited(t lineage.Text, to string) lineage.Text {
	line := "Source: " + to
	at := len(t.Article.Text)
	t.Article.Text += line
	t.Article.Credits = append(t.Article.Credits, hearsay.Credit{
		Kind: hearsay.CreditLine, To: hearsay.Agent{Name: to, Kind: hearsay.Outlet}, Evidence: hearsay.Place{Span: hearsay.Span{Start: at, End: at + len(line)}},
	})
	return t
}

// headed is a page with the name of its outlet on top, as nearly all have it.
func headed(t lineage.Text) lineage.Text {
	t.Article.Removed = append(t.Article.Removed, hearsay.Removed{Kind: hearsay.Furniture, Exact: t.Article.Outlet.Name})
	return t
}

func findings(l *hearsay.Lineage) []hearsay.FindingKind {
	var out []hearsay.FindingKind
	for _, f := range l.Findings {
		out = append(out, f.Kind)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestBadInput: what pages claim may be wrong, missing or meant to deceive.
func TestBadInput(t *testing.T) {
	const early, noon, evening, future = "2025-02-11T07:40:00Z", "2025-02-11T12:00:00Z", "2025-02-11T19:05:00Z", "2125-02-11T19:05:00Z"
	for _, c := range []struct {
		name    string
		texts   []lineage.Text
		origins int
		finds   []hearsay.FindingKind
	}{
		{"nothing", nil, 0, nil},
		{"one without words", []lineage.Text{text("Beacon", noon, "")}, 1, nil},
		{"no dates", []lineage.Text{text("Beacon", "", long(0, 8)), text("Lantern", "", long(0, 6))}, 1, nil},
		{"equal dates", []lineage.Text{text("Beacon", noon, long(0, 8)), text("Lantern", noon, long(0, 6))}, 1, nil},
		{"dates in the future", []lineage.Text{text("Beacon", future, long(0, 8)), text("Lantern", future, long(0, 6))}, 1, nil},
		{"a cycle of credits", []lineage.Text{
			credited(text("The Morren Lantern", early, long(0, 8)), "The Skell Beacon"),
			credited(text("The Skell Beacon", evening, long(0, 6)), "The Morren Lantern"),
		}, 1, []hearsay.FindingKind{hearsay.CreditCycle}},
		{"credits itself", []lineage.Text{credited(text("The Varn Dispatch", noon, long(0, 6)), "The Varn Dispatch")}, 1, []hearsay.FindingKind{hearsay.CreditSelf}},
		{"a masthead", []lineage.Text{headed(text("The Varn Dispatch", noon, long(0, 6)))}, 1, nil},
		{"look-alike outlets", []lineage.Text{text("The Marren Times", early, long(0, 6)), text("Тhe Mаrren Timеs", noon, long(0, 6)+"More.")}, 1, []hearsay.FindingKind{hearsay.LookAlike}},
		{"nothing in common", []lineage.Text{text("Beacon", noon, long(0, 6)), text("Lantern", evening, long(100, 106))}, 2, nil},
		{"a copier that names its source and is dated first", []lineage.Text{
			text("The Skell Beacon", evening, long(0, 12)), credited(text("Coastal24", early, long(0, 8)), "The Skell Beacon"),
		}, 1, []hearsay.FindingKind{hearsay.EarlierThanText}},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := lineage.Tell(c.texts)
			sound(t, l)
			if len(l.Origins) != c.origins {
				t.Errorf("%d origins, want %d: %+v", len(l.Origins), c.origins, l.Derivations)
			}
			if got := findings(l); !slices.Equal(got, c.finds) {
				t.Errorf("findings %q, want %q: %+v", got, c.finds, l.Findings)
			}
		})
	}
}

// TestUnsure: of two texts without dates, names or a third, nothing but their own
// words tells which was first, and that does not decide.
func TestUnsure(t *testing.T) {
	l := lineage.Tell([]lineage.Text{text("Beacon", "", long(0, 8)), text("Lantern", "", long(0, 6))})
	if len(l.Derivations) != 1 || !l.Derivations[0].Undecided {
		t.Fatalf("%+v", l.Derivations)
	}
	d := l.Derivations[0]
	if slices.Compare(d.From.Article[:], d.Derived[:]) > 0 {
		t.Error("what is undecided leads from the lesser ID")
	}
	if steps := lineage.Chain(l, d.Derived); len(steps) > 0 {
		t.Errorf("a chain of what is undecided: %+v", steps)
	}
}
