// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
	"hearsay/prose"
)

// amount is a number that was read from tokens.
type amount struct {
	tokens int
	key    string
	value  float64
	rest   string // letters behind the digits that are a word: "12-nation"
	soft   bool   // "one", "a": a number only beside another
}

// numeral emits a number, and the currency that stood before it behind it: "$5
// million" is "5 million dollars". The sign stands with the number.
func (c *cutter) numeral(n amount) {
	at := hearsay.Span{Start: c.tokens[c.at].Start, End: c.tokens[c.at+n.tokens-1].End}
	c.at += n.tokens
	t := numeral | content
	if n.soft {
		t = numeral
	}
	number := at
	number.End -= len(n.rest)
	c.emit(number, n.key, t)
	c.units[len(c.units)-1].value = n.value
	if c.money != nil {
		m := *c.money
		c.money = nil
		c.units[len(c.units)-1].span.Start = m.span.Start
		c.emit(hearsay.Span{Start: number.End, End: number.End}, m.key, m.traits)
	}
	if n.rest == "" {
		return
	}
	word := strings.Trim(n.rest, "-‑–")
	behind := hearsay.Span{Start: at.End - len(word), End: at.End}
	if v, ok := parseDigits(word); ok { // "10-15"
		c.emit(behind, numberKey(v), numeral|content)
		c.units[len(c.units)-1].value = v
		return
	}
	c.words(behind, word)
}

// number reads the number that begins at a token: in digits, in words, or both.
func (c *cutter) number(i int) (amount, bool) {
	t := c.tokens[i]
	switch t.Kind {
	case prose.NumberToken:
		return c.digits(i)
	case prose.WordToken:
		return c.spelled(i)
	}
	return amount{}, false
}

// digits reads "3.5 million", "3,500,000", "3.5m", "12-nation", "10-15" as 10.
func (c *cutter) digits(i int) (amount, bool) {
	s := c.tokens[i].In(c.text)
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) && !strings.ContainsRune(".,:", r) })
	head, tail := s, ""
	if end > 0 {
		head, tail = s[:end], s[end:]
	}
	value, ok := parseDigits(head)
	if !ok {
		return amount{tokens: 1, key: strings.ToLower(s)}, true
	}
	n := amount{tokens: 1, value: value, rest: tail}
	switch low := strings.ToLower(tail); {
	case suffixes[low] > 0:
		n.value *= suffixes[low]
		n.rest = ""
	case low == "th" || low == "st" || low == "nd" || low == "rd" || low == "s" || strings.HasPrefix(low, ":"):
		return amount{tokens: 1, key: strings.ToLower(s), value: value}, true
	case tail == "":
		for c.thousands(i + n.tokens) {
			// "5 300" is one number where a group of three follows.
			more, _ := parseDigits(c.tokens[i+n.tokens].In(c.text))
			n.value = n.value*1000 + more
			n.tokens++
		}
		if scale := scales[c.word(i+n.tokens)]; scale > 1 {
			n.value *= scale
			n.tokens++
		}
	}
	n.key = numberKey(n.value)
	if strings.ContainsRune(head, ':') {
		n.key = head
	}
	return n, true
}

// thousands reports a group of three digits right behind the number before it.
func (c *cutter) thousands(i int) bool {
	if i >= len(c.tokens) || c.tokens[i].Kind != prose.NumberToken || c.tokens[i].Len() != 3 {
		return false
	}
	between := c.text[c.tokens[i-1].End:c.tokens[i].Start]
	_, err := strconv.Atoi(c.tokens[i].In(c.text))
	return err == nil && len(c.tokens[i-1].In(c.text)) <= 3 && strings.TrimSpace(between) == "" && utf8.RuneCountInString(between) == 1
}

// parseDigits reads digits with marks: commas between groups of three, a point or
// a comma before decimals.
func parseDigits(s string) (float64, bool) {
	s = strings.Trim(s, ".,:")
	if i := strings.IndexByte(s, ','); i >= 0 {
		if grouped(s, ',') {
			s = strings.ReplaceAll(s, ",", "")
		} else {
			s = strings.Replace(s, ",", ".", 1)
		}
	}
	if strings.Count(s, ".") > 1 && grouped(s, '.') {
		s = strings.ReplaceAll(s, ".", "")
	}
	s = strings.Replace(s, ":", ".", 1)
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil
}

// grouped reports whether a mark only divides groups of three digits.
func grouped(s string, mark byte) bool {
	whole := s
	if mark == ',' {
		whole, _, _ = strings.Cut(s, ".")
	}
	for i, g := range strings.Split(whole, string(mark)) {
		if i > 0 && len(g) != 3 || len(g) > 3 {
			return false
		}
	}
	return true
}

func numberKey(v float64) string { return "#" + strconv.FormatFloat(v, 'g', 12, 64) }

// spelled reads a number in words: "twelve", "two hundred and six", "half a
// million", "three and a half million", "a dozen".
func (c *cutter) spelled(i int) (amount, bool) {
	var total, group float64
	n, soft, any := 0, true, false
	for {
		w := c.word(i + n)
		if a, b, ok := strings.Cut(w, "-"); ok && tens[a] > 0 && small[b] > 0 && small[b] < 10 && (group == 0 || group >= 100) {
			group, any, soft = group+tens[a]+small[b], true, false
			n++
			continue
		}
		switch {
		case small[w] > 0 && group != 0 && (group < 20 || small[w] >= 10 && group < 100):
			return c.sum(total, group, n, soft)
		case small[w] > 0:
			group += small[w]
			soft = soft && w == "one"
		case tens[w] > 0 && (group == 0 || group >= 100):
			group += tens[w]
			soft = false
		case w == "hundred" && group > 0 && group < 100:
			group *= 100
			soft = false
		case scales[w] > 0 && group > 0:
			total, group = total+group*scales[w], 0
			soft = false
		case !any && (w == "a" || w == "an") && (c.word(i+1) == "hundred" || scales[c.word(i+1)] > 0):
			group, soft = 1, true
		case !any && w == "half" && c.word(i+1) == "a" && scales[c.word(i+2)] > 12:
			return amount{tokens: 3, value: scales[c.word(i+2)] / 2, key: numberKey(scales[c.word(i+2)] / 2)}, true
		case any && w == "and" && c.word(i+n+1) == "a" && c.word(i+n+2) == "half":
			group += 0.5
			n += 2
		case any && w == "and" && group >= 100 && (small[c.word(i+n+1)] > 0 || tens[c.word(i+n+1)] > 0 || strings.Contains(c.word(i+n+1), "-")):
		default:
			return c.sum(total, group, n, soft)
		}
		any = true
		n++
	}
}

func (c *cutter) sum(total, group float64, n int, soft bool) (amount, bool) {
	v := total + group
	return amount{tokens: n, value: v, key: numberKey(v), soft: soft}, n > 0 && v > 0
}

var small = map[string]float64{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
	"twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}

var tens = map[string]float64{
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var scales = map[string]float64{
	"dozen": 12, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
}

var suffixes = map[string]float64{
	"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12,
}

var ordinals = map[string]string{
	"first": "1st", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th", "seventh": "7th", "eighth": "8th", "ninth": "9th",
	"tenth": "10th", "1st": "1st", "2nd": "2nd", "3rd": "3rd", "4th": "4th", "5th": "5th", "6th": "6th", "7th": "7th", "8th": "8th",
	"9th": "9th", "10th": "10th",
}
