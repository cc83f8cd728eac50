// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
	"hearsay/prose"
)

func addresses(all []*reading) map[string]int {
	m := map[string]int{}
	for i, r := range all {
		for _, u := range []string{r.Article.URL, r.Article.Canonical} {
			if u == "" {
				continue
			}
			if _, again := m[address(u)]; !again {
				m[address(u)] = i
			}
		}
	}
	return m
}

// address is a URL as two are compared: without scheme, "www." and a slash at the end.
func address(u string) string {
	u = strings.TrimPrefix(strings.TrimPrefix(u, "https://"), "http://")
	u, _, _ = strings.Cut(u, "#")
	return strings.TrimSuffix(strings.TrimPrefix(u, "www."), "/")
}

// links are the articles of the story that an article leads to.
func links(r *reading, byURL map[string]int) map[int]bool {
	var out map[int]bool
	note := func(u string) {
		if i, ok := byURL[address(u)]; ok && u != "" && address(u) != address(r.Article.URL) {
			if out == nil {
				out = map[int]bool{}
			}
			out[i] = true
		}
	}
	for _, c := range r.Article.Citations {
		note(c.URL)
	}
	for _, c := range r.Article.Credits {
		note(c.URL)
	}
	return out
}

func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// finder looks for names in texts.
type finder struct {
	sources []source
	first   []map[uint64][]int // sources by the first words of their names
}

// firstWords are those of the sources from one on. A short word alone is no name that
// could be told from others.
func firstWords(sources []source, from int) map[uint64][]int {
	first := map[uint64][]int{}
	for k := from; k < len(sources); k++ {
		if s := &sources[k]; len(s.words) > 1 || len(s.words) == 1 && len(s.key) > 5 {
			first[s.words[0]] = append(first[s.words[0]], k)
		}
	}
	return first
}

// printed is a name that stands in a text.
type printed struct {
	source int
	word   int32 // its first
	at     hearsay.Span
}

// in finds the names in a text, of those that overlap the longest. Of look-alikes
// that which is printed letter for letter is meant.
func (f *finder) in(text string, words []prose.Word) []printed {
	var out []printed
	for i := 0; i < len(words); i++ {
		best := f.at(text, words[i:])
		if best < 0 {
			continue
		}
		last := i + len(f.sources[best].words) - 1
		out = append(out, printed{best, int32(i), hearsay.Span{Start: words[i].Span.Start, End: words[last].Span.End}})
		i = last
	}
	return out
}

// at is the source with the longest name that begins with the first of the words;
// -1 when there is none.
func (f *finder) at(text string, words []prose.Word) int {
	best := -1
	for _, first := range f.first {
		for _, k := range first[words[0].Hash] {
			s := &f.sources[k]
			if len(s.words) <= len(words) && s.stands(text, words[:len(s.words)]) && (best < 0 || len(s.words) > len(f.sources[best].words)) {
				best = k
			}
		}
	}
	return best
}

// within is the source that a credit means: when its words are part of a longer name
// that is known, that one.
func within(all []printed, credit hearsay.Place, source int) int {
	if credit.Part != hearsay.InText || source < 0 {
		return source
	}
	for _, f := range all {
		if f.at.Contains(credit.Span) && f.at.Len() > credit.Span.Len() {
			return f.source
		}
	}
	return source
}

// stands reports whether some words of a text are the source's name.
func (s *source) stands(text string, words []prose.Word) bool {
	for k, h := range s.words {
		if words[k].Hash != h {
			return false
		}
	}
	name := text[words[0].Span.Start:words[len(words)-1].Span.End]
	return keyOf(hearsay.Agent{Name: name}) == s.key && capital(name)
}
