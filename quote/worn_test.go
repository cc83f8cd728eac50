// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote_test

import (
	"runtime"
	"strings"
	"testing"

	"hearsay"
	"hearsay/quote"
)

// Texts that are no articles: nothing panics, every span is a piece of the text,
// and what nobody says is not found.
func TestNoArticles(t *testing.T) {
	for name, c := range map[string]struct {
		text     string
		most     int // relations that may be found
		contents []string
	}{
		"only marks":       {strings.Repeat("“ ” \" ' ‘ ’ « » „ ", 300), 0, nil},
		"ten thousand":     {strings.Repeat("“ said \"", 10_000), 0, nil},
		"only white space": {" \n\n\t\u00a0\n", 0, nil},
		"code": {"func main() {\n\tfmt.Println(\"hello\", 'x')\n\tif err := run(\"a\"); err != nil {\n\t\tlog.Fatal(err) // said \"no\"\n\t}\n}\n" +
			"x = {'key': \"value\", 'other': 'it''s'}; printf(\"%s said\\n\", \"Lee\");", 1, nil},
		"table":      {"Name\tAge\tTown\nLee\t45\tBergen\nOdum\t39\tOslo\n\n| Port | Ships | \"A\" |\n|---|---|---|\n| Bergen | 12 | 3\" |\n| Oslo | 7 | 5'6\" |\n", 0, nil},
		"emoji":      {"“We go 🚢🌊,” Larin said 😀. 👩‍👩‍👧‍👦 “No ☔️!” 🇳🇴", 3, []string{"“We go 🚢🌊,”"}},
		"right left": {"قال الوزير: “لن نغادر المدينة”. וְאָמַר: “לא נלך”. “We stay,” Larin said. \u202b“שלום”\u202c", 4, []string{"“We stay,”"}},
		"screenplay": {"INT. HARBOUR - NIGHT\n\nRain. A crane swings.\n\n\t\tLARIN\n\t(quietly)\n\tWe go tonight.\n\n\t\tODUM\n\tNobody said so.\n\nCUT TO:", 2, nil},
		"noise":      {"“Wc w1ll not lcave,’’ La rin sa1d. Thc rn1nister ,said tl1at thc port- \nis c1osed”. ¬ | ~ “ ^", 4, nil},
		"recipe":     {strings.Repeat("Salad boxes: 1 Green, 2 Red, 1 tsp.\n\n", 4) + "Ostra Price Drop: A watch for 20 crowns.\n\n", 0, nil},
		"letters":    {"DEAR IDA: My husband flies first and I do not. What do I do? – Berta\n\nDEAR BERTA: Fly first.", 0, nil},
		"notes":      {"Larks: Visit the Gulls on Friday.\n\nGulls: Host the Larks on Friday.\n\nLarks: Roth missed his third game.", 0, nil},
		"one word":   {strings.Repeat("said", 50_000), 0, nil},
		"controls":   {"“We\x00 go,”\x01 Larin\x7f said.\ufeff \u200b“No\u200d,”\u200e said Odum.", 3, nil},
		"invalid":    {"“We go,\x80” Larin \xff\xfesaid. \xe2\x80", 2, nil},
	} {
		t.Run(name, func(t *testing.T) {
			a := &hearsay.Article{Headline: c.text[:min(len(c.text), 400)], Text: c.text}
			qs := quote.Find(a)
			checkQuotations(t, a, qs)
			in := inText(qs)
			if len(in) > c.most {
				t.Errorf("%d relations, at most %d expected; the first is %s", len(in), c.most, show(c.text, &in[0]))
			}
			for _, want := range c.contents {
				if !hasContent(c.text, in, want) {
					t.Errorf("%s is not found", want)
				}
			}
		})
	}
}

func inText(qs []hearsay.Quotation) []hearsay.Quotation {
	var out []hearsay.Quotation
	for _, q := range qs {
		if q.Part == hearsay.InText {
			out = append(out, q)
		}
	}
	return out
}

func hasContent(text string, qs []hearsay.Quotation, want string) bool {
	for _, q := range qs {
		for _, c := range q.Content {
			if c.In(text) == want {
				return true
			}
		}
	}
	return false
}

// worn are the ways in which pages reach us damaged, with every byte in its place.
var worn = map[string]func(string) string{
	"lower case":    func(s string) string { return asciiOnly(s, 'A', 'Z') },
	"capitals":      func(s string) string { return asciiOnly(s, 'a', 'z') },
	"no paragraphs": func(s string) string { return strings.ReplaceAll(s, "\n", " ") },
	"scanned":       scanned,
}

// asciiOnly changes the case of the letters between from and to.
func asciiOnly(s string, from, to byte) string {
	out := []byte(s)
	for i, c := range out {
		if from <= c && c <= to {
			out[i] = c ^ 0x20
		}
	}
	return string(out)
}

// scanned reads every seventh l as 1 and every ninth o as 0.
func scanned(s string) string {
	out := []byte(s)
	ells, ohs := 0, 0
	for i, c := range out {
		switch c {
		case 'l':
			if ells++; ells%7 == 0 {
				out[i] = '1'
			}
		case 'o':
			if ohs++; ohs%9 == 0 {
				out[i] = '0'
			}
		}
	}
	return string(out)
}

// A damaged page is answered with less confidence than the clean one: relation by
// relation never with more, and less on the whole.
func TestConfidenceFallsOnWornText(t *testing.T) {
	for name, wear := range worn {
		t.Run(name, func(t *testing.T) {
			pairs, clean, damaged := 0, 0.0, 0.0
			for _, x := range append(articles(t), news(t, "train")...) {
				if len(x.Body) < 1600 {
					continue // short texts do not show that their paragraphs are gone
				}
				a, b := &hearsay.Article{Text: x.Body}, &hearsay.Article{Text: wear(x.Body)}
				found := quote.Find(b)
				checkQuotations(t, b, found)
				for _, q := range quote.Find(a) {
					for i := range found {
						if isKept(&q, &found[i]) && q.Cue == found[i].Cue && q.Mode == found[i].Mode && q.Profile == found[i].Profile {
							pairs++
							clean += q.Confidence
							damaged += found[i].Confidence
						}
					}
				}
			}
			if pairs < 20 || damaged >= clean {
				t.Errorf("mean confidence of %d relations went from %.3f to %.3f", pairs, clean/float64(pairs), damaged/float64(pairs))
			}
		})
	}
}

// Eight times as much of any text may take eight times the memory, and some; where
// a rule looked back over what it has seen, or built what it has built already, it
// would take sixty-four times. What is looked at without keeping it is timed:
//
//	go test ./quote -run xxx -bench Hostile
func TestWorkGrowsWithLength(t *testing.T) {
	for name, unit := range hostile {
		t.Run(name, func(t *testing.T) {
			small, large := allocated(unit, 1<<13), allocated(unit, 1<<16)
			if large > 14*small {
				t.Errorf("8 KB take %d bytes, 64 KB %d: %.1f times as many", small, large, float64(large)/float64(small))
			}
		})
	}
}

// allocated is how many bytes are allocated while a text of this size is read.
func allocated(unit string, size int) uint64 {
	a := &hearsay.Article{Text: strings.Repeat(unit, size/len(unit))}
	quote.Find(a) // tables that are made once
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	quote.Find(a)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// BenchmarkHostile gives bytes a second, which must not depend on the size.
func BenchmarkHostile(b *testing.B) {
	for name, unit := range hostile {
		for _, size := range []int{1 << 15, 1 << 18} {
			a := &hearsay.Article{Text: strings.Repeat(unit, size/len(unit))}
			b.Run(strings.ReplaceAll(name, " ", "-")+"/"+map[int]string{1 << 15: "32KB", 1 << 18: "256KB"}[size], func(b *testing.B) {
				b.SetBytes(int64(len(a.Text)))
				for b.Loop() {
					quote.Find(a)
				}
			})
		}
	}
}

// TestHeadlineNeedsText: what a colon alone attributes in a headline counts when the text
// has its subject speak, or is too short to tell.
func TestHeadlineNeedsText(t *testing.T) {
	const filler = " The talks on the harbour went on for hours in the old hall, and the boats lay at the quay all night, as they had for weeks, while in the town the shops were shut, " +
		"the buses stood still, and nobody at the office picked up the telephone. Rain fell on the square and the people went home early. On Tuesday the ferries are to sail again, by a " +
		"new timetable, which has been put up at both piers and is valid until the summer, when the repairs of the breakwater begin."
	for _, c := range []struct {
		headline, text string
		want           bool
	}{
		{"Sergei Larin: No deal in sight", "Larin said there was no deal." + filler, true},
		{"Sergei Larin: No deal in sight", "There is no deal for Sergei Larin." + filler, false},
		{"Sergei Larin: No deal in sight", "There is no deal for Sergei Larin.", true},
		{"Sergei Larin: “No deal in sight”", "There is no deal." + filler, true},
		{"Police: Man found in harbour", "A man was found." + filler, true},
		{"Star Odum Saga: Lost Harbour comes to town", "The film is long." + filler, false},
	} {
		qs := quote.Find(&hearsay.Article{Headline: c.headline, Text: c.text})
		if got := len(qs) > len(inText(qs)); got != c.want {
			t.Errorf("%s / %.40s…: a statement %v, want %v", c.headline, c.text, got, c.want)
		}
	}
}
