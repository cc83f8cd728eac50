// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package plant

import (
	"cmp"
	"embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed text
var files embed.FS

// lines are those of a file of text/ that are neither empty nor a remark.
func lines(name string) []string {
	b, err := files.ReadFile("text/" + name)
	if err != nil {
		panic("plant: " + err.Error()) // the files are built in
	}
	var out []string
	for line := range strings.Lines(string(b)) {
		line = strings.TrimRight(line, "\n")
		if strings.TrimSpace(line) != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}

// fact is something that a story may tell, with the ways to put it.
type fact struct {
	name string
	ways []string
}

// topic is what a story may be about.
type topic struct {
	name      string
	slots     map[string]string // it, plan, group
	headlines []string
	facts     []fact
}

// readTopics reads topics.txt, or common.txt as one topic without a name.
func readTopics(name string) []topic {
	var out []topic
	for _, line := range lines(name) {
		key, rest, _ := strings.Cut(line, " ")
		if key == "topic" || len(out) == 0 {
			out = append(out, topic{slots: map[string]string{}})
		}
		t := &out[len(out)-1]
		switch key {
		case "topic":
			t.name = rest
		case "headline":
			t.headlines = append(t.headlines, rest)
		case "fact":
			t.facts = append(t.facts, fact{name: t.name + "/" + rest})
		case "":
			f := &t.facts[len(t.facts)-1]
			f.ways = append(f.ways, strings.TrimSpace(line))
		default:
			t.slots[key] = rest
		}
	}
	return out
}

// keyed reads a file whose lines begin with what they are.
func keyed(name string) map[string][]string {
	out := map[string][]string{}
	for _, line := range lines(name) {
		key, rest, _ := strings.Cut(line, " ")
		out[key] = append(out[key], rest)
	}
	return out
}

// choose resolves every [a|b] of a template, inner ones too.
func choose(r *random, t string) string {
	out, rest := choices(r, t, false)
	return out + rest
}

// choices reads up to the end or, inside brackets, up to the closing one.
func choices(r *random, t string, inside bool) (out, rest string) {
	options := []string{""}
	for len(t) > 0 {
		last := &options[len(options)-1]
		switch c := t[0]; {
		case c == '[':
			var inner string
			inner, t = choices(r, t[1:], true)
			*last += inner
			continue
		case c == ']' && inside:
			return pick(r, options), t[1:]
		case c == '|' && inside:
			options = append(options, "")
		default:
			*last += t[:1]
		}
		t = t[1:]
	}
	return options[0], ""
}

// fill puts the values of slots in the place of {name}.
func fill(t string, slots map[string]string) string {
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(t, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, rest, _ := strings.Cut(after, "}")
		value, known := slots[name]
		if !known {
			value = "{" + name + "}"
		}
		b.WriteString(value)
		t = rest
	}
}

// capital makes the first letter a capital one.
func capital(s string) string {
	c, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(c)) + s[n:]
}

// small undoes capital, unless the first word is a name.
func (s *story) small(text string) string {
	first, _, _ := strings.Cut(text, " ")
	if s.names[strings.TrimRight(first, ",:’s")] {
		return text
	}
	c, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(c)) + text[n:]
}

// wordsOf are the words of a text, folded.
func wordsOf(text string) []string { return strings.FieldsFunc(strings.ToLower(text), notInWord) }

func notInWord(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '\'' }

// small words stand beside names anywhere.
var small = map[string]bool{
	"the": true, "of": true, "in": true, "a": true, "an": true, "on": true, "at": true, "to": true, "and": true, "by": true, "for": true, "from": true,
}

// written remembers the sentences of a set by their runs of three words, so that
// no two that were written apart are alike: they share so few such runs that they
// have no run of five words in common, and few words in the same order.
type written struct {
	holders map[uint64][]int // of a run, the sentences that have it
	count   int
}

// In speech four are allowed: a condition or an end is a phrase of its own.
const (
	alike       = 3
	alikeSpoken = 4
	alikeInAll  = 6 // with runs of mere names; eight words in a row have six
)

func newWritten() *written { return &written{holders: map[uint64][]int{}} }

// add reports whether a text is like none that was written before, and remembers
// it when it is.
func (w *written) add(text string) bool { return w.accept("", text, alike) }

// speak is add for speech.
func (w *written) speak(text string) bool { return w.accept("", text, alikeSpoken) }

// edit is add for a text made out of another, whose words it may keep.
func (w *written) edit(from, text string) bool { return w.accept(from, text, alike) }

func (w *written) accept(from, text string, limit int) bool {
	kept := map[uint64]bool{}
	for _, g := range runs(from) {
		kept[g.code] = true
	}
	fresh := slices.DeleteFunc(runs(text), func(g run) bool { return kept[g.code] })
	telling, all := map[int]int{}, map[int]int{}
	for _, g := range fresh {
		for _, n := range w.holders[g.code] {
			all[n]++
			if g.telling {
				telling[n]++
			}
			if telling[n] >= limit || all[n] >= alikeInAll {
				return false
			}
		}
	}
	for _, g := range runs(text) {
		w.holders[g.code] = append(w.holders[g.code], w.count)
	}
	w.count++
	return true
}

// run is three words in a row, hashed. It is telling when it holds more than names
// and small words; a name begins with a capital letter or a digit.
type run struct {
	code    uint64
	telling bool
}

// runs are those of a text, each once.
func runs(text string) []run {
	words := strings.FieldsFunc(text, notInWord)
	plain := make([]bool, len(words))
	for i, w := range words {
		words[i] = strings.ToLower(w)
		plain[i] = words[i] == w && !small[w] && !unicode.IsDigit(rune(w[0]))
	}
	codes := make([]uint64, len(words))
	for i, w := range words {
		codes[i] = code(w)
	}
	var all []run
	for i := 0; i+3 <= len(words); i++ {
		all = append(all, run{mix(mix(mix(codes[i])+codes[i+1]) + codes[i+2]), plain[i] || plain[i+1] || plain[i+2]})
	}
	slices.SortFunc(all, func(a, b run) int { return cmp.Compare(a.code, b.code) })
	return slices.CompactFunc(all, func(a, b run) bool { return a.code == b.code })
}

// code hashes a word (FNV-1a).
func code(word string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * 1099511628211
	}
	return h
}
