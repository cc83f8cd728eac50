// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package precede

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"

	"hearsay/prose"
)

// version is what is compared of a version of a page.
type version struct {
	terms  []uint64 // hashes of its words, each once, sorted
	grams  []uint64 // of its runs of three words, likewise
	counts []int    // of each of the traits
	year   int      // the latest that it names, 0 for none
}

// trait is something that pages gain as they are worked on, or lose.
type trait struct {
	name string
	lost bool
	what *regexp.Regexp
}

// traits were found by reading what changes between versions of six pages of an
// encyclopedia. Some are of its markup; what a page lacks counts for nothing.
var traits = []trait{
	{"headings", false, regexp.MustCompile(`(?m)^\s*[\pL\pN][^.:,\n]{0,40}$`)},
	{"dates with the day first", false, regexp.MustCompile(`(?i)\b\d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december)\b`)},
	{"en dashes", false, regexp.MustCompile(`–`)},
	{"hyphens for dashes", true, regexp.MustCompile(` - |--`)},
	{"references", false, regexp.MustCompile(`(?i)\b(?:isbn|retrieved|university press|et al|journal of|vol|pp?\. ?\d)`)},
	{"full stops without a space", false, regexp.MustCompile(`[a-z"][.][a-z"]{2}`)},
	{"emptied brackets", false, regexp.MustCompile(`\(\s*\)|\( |\([,;]`)},
	{"brackets", false, regexp.MustCompile(`\(`)},
	{"letters of other scripts", false, regexp.MustCompile(`[^\x00-\x{24F}\x{2000}-\x{206F}]`)},
	{"links to other languages", true, regexp.MustCompile(`(?m)^[a-z-]{2,12}:\S`)},
	{"marks of pictures", false, regexp.MustCompile(`thumb|right\||left\|`)},
	{"marks of layout", false, regexp.MustCompile(`\[\[|\]\]|[{}|]`)},
	{"addresses", true, regexp.MustCompile(`https?:|www\.`)},
	{"tags", true, regexp.MustCompile(`<\w`)},
	{"exclamation marks", true, regexp.MustCompile(`!`)},
	{"question marks", true, regexp.MustCompile(`\?`)},
	{"unbroken spaces", false, regexp.MustCompile(`\x{A0}`)},
	{"units", true, regexp.MustCompile(`\d (?:km|mi|kg|ft|lb|m)\b`)},
	{"words to the reader", true, regexp.MustCompile(`(?i)\b(?:you|your|i|we)\b`)},
}

var yearWord = regexp.MustCompile(`\b(?:1[89]|20)\d\d\b`)

// Years up to firstYear are history to any version, those after lastYear are plans.
const (
	firstYear = 1995
	lastYear  = 2029
)

func newVersion(t *Text) *version {
	v := &version{counts: make([]int, len(traits)), grams: gramsOf(t.words), year: firstYear}
	for _, w := range t.words {
		v.terms = append(v.terms, w.Hash)
	}
	slices.Sort(v.terms)
	v.terms = slices.Compact(v.terms)
	for i, x := range traits {
		v.counts[i] = len(x.what.FindAllStringIndex(t.text, -1))
	}
	for _, y := range yearWord.FindAllString(t.text, -1) {
		if n, err := strconv.Atoi(y); err == nil && n <= lastYear {
			v.year = max(v.year, n)
		}
	}
	return v
}

func gramsOf(words []prose.Word) []uint64 {
	const n = 3
	var out []uint64
	for i := 0; i+n <= len(words); i++ {
		h := words[i].Hash
		for _, w := range words[i+1 : i+n] {
			h = prose.Mix(h*31 + w.Hash)
		}
		out = append(out, h)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// common counts what two sorted lists have in common.
func common(a, b []uint64) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// mark is a sign that a version is later than another: its name in the model, and
// what it says of the two.
type mark struct{ name, says string }

// growth are the signs that b is later than a.
func growth(a, b *version) []mark {
	var out []mark
	for i, t := range traits {
		n, m := a.counts[i], b.counts[i]
		word := "more "
		if t.lost {
			n, m, word = m, n, "fewer "
		}
		if m <= n || 8*m < 9*n {
			continue
		}
		says := fmt.Sprintf("%%[2]s has %s%s than %%[1]s: %d, not %d", word, t.name, b.counts[i], a.counts[i])
		if m >= 2*n+2 {
			word = "many " + word
		}
		out = append(out, mark{word + t.name, says})
	}
	for _, x := range []struct {
		name string
		a, b []uint64
	}{{"words", a.terms, b.terms}, {"runs of words", a.grams, b.grams}} {
		c := common(x.a, x.b)
		came, went := len(x.b)-c, len(x.a)-c
		if k := grade(came, went); k > 0 {
			out = append(out, mark{"added " + x.name + " " + strconv.Itoa(k), fmt.Sprintf("from %%[1]s to %%[2]s %d %s come and %d go", came, x.name, went)})
		}
	}
	if k := min(b.year-a.year, maxYears); k > 0 {
		out = append(out, mark{"later year " + strconv.Itoa(k), fmt.Sprintf("%%[2]s names the year %d, %%[1]s none after %d", b.year, a.year)})
	}
	return out
}

const (
	maxGrade = 6
	maxYears = 4
)

// grade is how much more came than went: by a factor of 2 to the power of two
// thirds a grade.
func grade(came, went int) int {
	return max(0, min(maxGrade, int(1.5*math.Log2(float64(came+1)/float64(went+1)))))
}
