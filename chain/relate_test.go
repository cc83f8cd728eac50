// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package chain_test

import (
	"testing"
	"time"

	"hearsay"
	"hearsay/chain"
)

func TestRelate(t *testing.T) {
	for _, c := range []struct {
		name string
		in   chain.Shared
		want hearsay.Relation
	}{
		{"nothing shared: a link or a credit", chain.Shared{Of: 300}, hearsay.Cites},
		{"verbatim", chain.Shared{Words: 120, Of: 300, Identity: 1}, hearsay.Copies},
		{"just a copy", chain.Shared{Words: 120, Of: 300, Identity: 0.9}, hearsay.Copies},
		{"reworded", chain.Shared{Words: 120, Of: 300, Identity: 0.89}, hearsay.Rewrites},
		{"all of it is quotation", chain.Shared{Words: 30, Quoted: 30, Of: 300, Identity: 1}, hearsay.Quotes},
		{"four fifths are quotation", chain.Shared{Words: 30, Quoted: 24, Of: 300, Identity: 1}, hearsay.Quotes},
		{"less is quotation", chain.Shared{Words: 30, Quoted: 23, Of: 300, Identity: 1}, hearsay.Copies},
		{"quotation, reworded", chain.Shared{Words: 30, Quoted: 30, Of: 300, Identity: 0.7}, hearsay.Quotes},
		{"whole", chain.Shared{Words: 300, Of: 300, Identity: 1, Whole: true}, hearsay.Identical},
		{"whole and all of it quotation", chain.Shared{Words: 30, Quoted: 30, Of: 30, Identity: 1, Whole: true}, hearsay.Identical},
		{"one page, unchanged", chain.Shared{Words: 300, Of: 300, Identity: 1, Whole: true, SamePage: true}, hearsay.Revises},
		{"one page, all new", chain.Shared{SamePage: true}, hearsay.Revises},
	} {
		if got := chain.Relate(c.in); got != c.want {
			t.Errorf("%s: Relate(%+v) = %s, want %s", c.name, c.in, got, c.want)
		}
	}
}

func TestCertainty(t *testing.T) {
	ordered, unknown := hearsay.Direction{From: hearsay.SideA}, hearsay.Direction{From: hearsay.UnknownSide}
	for _, c := range []struct {
		name     string
		in       chain.Shared
		credited bool
		d        hearsay.Direction
		want     hearsay.Certainty
	}{
		{"long, credited, ordered", chain.Shared{Words: 40, Identity: 0.9}, true, ordered, hearsay.Certain},
		{"versions of one page, in order", chain.Shared{SamePage: true, Words: 3}, false, ordered, hearsay.Certain},
		{"versions of one page, captured at one time", chain.Shared{SamePage: true, Words: 300, Identity: 1}, false, unknown, hearsay.Strong},
		{"one address, nothing in common", chain.Shared{SamePage: true}, false, ordered, hearsay.Likely},
		{"long and ordered", chain.Shared{Words: 40, Identity: 0.9}, false, ordered, hearsay.Strong},
		{"long, order not known", chain.Shared{Words: 40, Identity: 1}, false, unknown, hearsay.Likely},
		{"long, order never asked", chain.Shared{Words: 40, Identity: 1}, false, hearsay.Direction{}, hearsay.Likely},
		{"long, credited, order not known", chain.Shared{Words: 40, Identity: 1}, true, unknown, hearsay.Strong},
		{"long, reworded, ordered", chain.Shared{Words: 400, Identity: 0.89}, false, ordered, hearsay.Likely},
		{"a paragraph, credited", chain.Shared{Words: 20, Identity: 0.5}, true, unknown, hearsay.Strong},
		{"a sentence, credited", chain.Shared{Words: 19, Identity: 1}, true, ordered, hearsay.Likely},
		{"a sentence", chain.Shared{Words: 12, Identity: 1}, false, ordered, hearsay.Likely},
		{"a phrase", chain.Shared{Words: 11, Identity: 1}, true, ordered, hearsay.Possible},
		{"a credit alone", chain.Shared{}, true, ordered, hearsay.Possible},
	} {
		if got := chain.Certainty(c.in, c.credited, c.d); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// when is a claim of a time: "2025-03-04", "2025-03-04T10:00", "2025-03" or
// "../2025-03-04T10:00" (seen then); "" is none.
func when(t *testing.T, s string) hearsay.Date {
	t.Helper()
	parse := func(layout, s string) time.Time {
		at, err := time.Parse(layout, s)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	d := hearsay.Date{Value: s, Basis: "text"}
	switch len(s) {
	case 0:
		return hearsay.Date{}
	case len("2025-03"):
		d.Earliest = parse("2006-01", s)
		d.Latest = d.Earliest.AddDate(0, 1, 0).Add(-time.Second)
	case len("2025-03-04"):
		d.Earliest = parse(time.DateOnly, s)
		d.Latest = d.Earliest.AddDate(0, 0, 1).Add(-time.Second)
	case len("2025-03-04T10:00"):
		d.Earliest = parse("2006-01-02T15:04", s)
		d.Latest = d.Earliest
	default:
		d.Latest = parse("../2006-01-02T15:04", s)
		d.Basis = "seen"
	}
	return d
}

func TestDirection(t *testing.T) {
	const a, b, neither = hearsay.SideA, hearsay.SideB, hearsay.UnknownSide
	for _, c := range []struct {
		name, first, second string
		from                hearsay.Side
		why                 string
	}{
		{"days apart", "2025-03-04", "2025-03-09", a, "Gull is dated 2025-03-04 (text), Wire 2025-03-09 (text): at least 4 days later"},
		{"days apart, the other way", "2025-03-09", "2025-03-04", b, "Wire is dated 2025-03-04 (text), Gull 2025-03-09 (text): at least 4 days later"},
		{"one day and the next", "2025-03-04", "2025-03-05", a, "Gull is dated 2025-03-04 (text), Wire 2025-03-05 (text): moments later"},
		{"hours apart", "2025-03-04T10:00", "2025-03-04T15:59", a, "Gull is dated 2025-03-04T10:00 (text), Wire 2025-03-04T15:59 (text): at least 5 hours later"},
		{"minutes apart", "2025-03-04T10:00", "2025-03-04T11:30", a, "Gull is dated 2025-03-04T10:00 (text), Wire 2025-03-04T11:30 (text): at least 90 minutes later"},
		{"one moment", "2025-03-04T10:00", "2025-03-04T10:00", neither, "the dates do not decide: Gull has 2025-03-04T10:00, Wire has 2025-03-04T10:00"},
		{"one day", "2025-03-04", "2025-03-04", neither, "the dates do not decide: Gull has 2025-03-04, Wire has 2025-03-04"},
		{"a day and an hour of it", "2025-03-04", "2025-03-04T10:00", neither, "the dates do not decide: Gull has 2025-03-04, Wire has 2025-03-04T10:00"},
		{"a month and a day of it", "2025-03", "2025-03-31", neither, "the dates do not decide: Gull has 2025-03, Wire has 2025-03-31"},
		{"no dates", "", "", neither, "neither Gull nor Wire has a date"},
		{"one has none", "", "2025-03-04", neither, "Gull has no date"},
		{"the other has none", "2025-03-04", "", neither, "Wire has no date"},
		{"seen before the other was published", "../2025-03-04T10:00", "2025-03-05", a,
			"Gull was seen by 2025-03-04T10:00, Wire is dated 2025-03-05 (text): at least 14 hours later"},
		{"the same, the other way", "2025-03-05", "../2025-03-04T10:00", b,
			"Wire was seen by 2025-03-04T10:00, Gull is dated 2025-03-05 (text): at least 14 hours later"},
		{"seen after the other was published", "../2025-03-06T10:00", "2025-03-05", neither, "Gull has no date"},
		{"both only seen", "../2025-03-04T10:00", "../2025-03-06T10:00", neither, "neither Gull nor Wire has a date"},
	} {
		t.Run(c.name, func(t *testing.T) {
			first, second := chain.Dated{Date: when(t, c.first), Name: "Gull"}, chain.Dated{Date: when(t, c.second), Name: "Wire"}
			got := chain.Direction(first, second, a, b)
			if got.From != c.from || len(got.Why) != 1 || got.Why[0] != c.why {
				t.Errorf("got  %s %q\nwant %s %q", got.From, got.Why, c.from, c.why)
			}
			turned := chain.Direction(second, first, b, a)
			if turned.From != c.from {
				t.Errorf("asked the other way round: %s, want %s", turned.From, c.from)
			}
		})
	}
}

// TestDirectionTouching: an interval that ends when the other begins is not before.
func TestDirectionTouching(t *testing.T) {
	noon := time.Date(2025, 3, 4, 12, 0, 0, 0, time.UTC)
	first := chain.Dated{Date: hearsay.Date{Value: "morning", Earliest: noon.Add(-time.Hour), Latest: noon}, Name: "Gull"}
	second := chain.Dated{Date: hearsay.Date{Value: "afternoon", Earliest: noon, Latest: noon.Add(time.Hour)}, Name: "Wire"}
	if got := chain.Direction(first, second, hearsay.SideA, hearsay.SideB); got.From != hearsay.UnknownSide {
		t.Errorf("touching intervals: %+v, want unknown", got)
	}
	second.Date.Earliest = noon.Add(1)
	if got := chain.Direction(first, second, hearsay.SideA, hearsay.SideB); got.From != hearsay.SideA {
		t.Errorf("intervals apart: %+v, want a first", got)
	}
}
