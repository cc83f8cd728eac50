// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"hearsay"
	"hearsay/family"
)

// change is a written case.
type change struct {
	base, variant, want string
	mode                hearsay.Mode
}

func cases(t *testing.T) []change {
	t.Helper()
	data, err := os.ReadFile("testdata/changes.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []change
	for _, block := range strings.Split(string(data), "\n\n") {
		var c change
		for line := range strings.Lines(block) {
			name, value, _ := strings.Cut(line, ":")
			switch value = strings.TrimSpace(value); name {
			case "base":
				c.base = value
			case "variant":
				c.variant = value
			case "mode":
				c.mode = hearsay.Mode(value)
			case "changes":
				c.want = value
			}
		}
		if c.base != "" {
			out = append(out, c)
		}
	}
	return out
}

func kinds(d *family.Difference) string {
	var out []string
	for _, k := range d.Kinds() {
		out = append(out, string(k))
	}
	return strings.Join(out, ", ")
}

// TestWritten: what changed, as a reader would say.
func TestWritten(t *testing.T) {
	list := cases(t)
	if len(list) < 60 {
		t.Fatalf("%d cases", len(list))
	}
	for _, c := range list {
		d := family.Changes(family.Wording{Text: c.base}, family.Wording{Text: c.variant, Mode: c.mode})
		if got := kinds(&d); got != c.want {
			t.Errorf("\n  base    %s\n  variant %s\n  got  %s\n  want %s", c.base, c.variant, got, c.want)
		}
	}
}

// TestNothingChanges: a wording against itself.
func TestNothingChanges(t *testing.T) {
	for _, c := range cases(t) {
		for _, text := range []string{c.base, c.variant} {
			d := family.Changes(family.Wording{Text: text}, family.Wording{Text: text})
			if got := d.Kinds(); got != nil || d.Share != 1 {
				t.Errorf("%s: %v, share %v", text, got, d.Share)
			}
		}
	}
}

// checkSteps: the steps read forward in both texts, within them.
func checkSteps(t *testing.T, a, b string, d *family.Difference) {
	t.Helper()
	atA, atB := 0, 0
	for _, s := range d.Steps {
		if s.Base.Start < atA && s.Base.Len() > 0 || s.Variant.Start < atB && s.Variant.Len() > 0 || s.Base.End > len(a) || s.Variant.End > len(b) || s.Base.Len() < 0 || s.Variant.Len() < 0 {
			t.Fatalf("step %+v behind %d, %d in %q, %q", s, atA, atB, a, b)
		}
		atA, atB = max(atA, s.Base.End), max(atB, s.Variant.End)
		if s.Same && s.Kind != "" {
			t.Fatalf("the same, and %s", s.Kind)
		}
	}
}

// FuzzChanges: no text brings it down, and steps are in order.
func FuzzChanges(f *testing.F) {
	f.Add("We will not pay $5 million.", "We’ll pay 5 million …", false)
	f.Add("[", "]…[", true)
	f.Add("twenty-five hundred and", "a half a million and a", false)
	f.Fuzz(func(t *testing.T, a, b string, loose bool) {
		w := family.Wording{Text: b}
		if loose {
			w.Mode = hearsay.Indirect
		}
		d := family.Changes(family.Wording{Text: a}, w)
		checkSteps(t, a, b, &d)
		self := family.Changes(family.Wording{Text: a}, family.Wording{Text: a})
		if k := self.Kinds(); k != nil {
			t.Fatalf("%q against itself: %v", a, k)
		}
	})
}

// TestLong: two long speeches that share every second sentence are set side by side
// without the square of their length.
func TestLong(t *testing.T) {
	var a, b strings.Builder
	words := strings.Fields("river stone garden letter winter copper candle ladder mirror pepper harbor saddle")
	for i := range 1500 {
		w := words[i%len(words)] + words[(i*7+3)%len(words)]
		a.WriteString("We saw the " + w + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + " again. ")
		if i%2 == 0 {
			b.WriteString("We saw the " + w + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + " again. ")
		}
	}
	d := family.Changes(family.Wording{Text: a.String()}, family.Wording{Text: b.String()})
	checkSteps(t, a.String(), b.String(), &d)
	if got := d.Kinds(); !slices.Equal(got, []hearsay.VariantChange{hearsay.QuoteCut}) || d.Share < 0.9 {
		t.Errorf("%v, share %v", got, d.Share)
	}
}
