// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package story

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
	"hearsay/lexicon"
	"hearsay/prose"
)

const (
	maxNames   = 16 // of an article, with figures; those that it has most often
	maxFigures = 4
	maxTopics  = 6 // words of the headline
	maxLinks   = 12
	maxRead    = 64 << 10 // bytes of a text that names are looked for in
	maxName    = 60       // bytes
	leastName  = 3        // letters
)

// Account reads what an article tells of the event that it is on: its names and
// figures, and its links. Numbers, dates and passages are the library's to fill in.
// Time is linear in the text.
func Account(a *hearsay.Article) hearsay.Account {
	return hearsay.Account{Article: a.ID, Page: cmp.Or(a.Canonical, a.URL), Words: a.Words, Names: names(a), Links: addresses(a)}
}

// tally counts how often an article has a name or figure.
type tally struct {
	name   string // as first printed
	times  int
	first  int
	figure bool
}

// names are the words of names, each one a mark, so that a surname meets the full
// name; and figures that are not round. Those of the outlet itself and of days and
// months tell nothing.
func names(a *hearsay.Article) []hearsay.Mark {
	found, small := map[string]*tally{}, map[string]bool{}
	for _, word := range strings.Fields(a.Outlet.Name) {
		small[prose.Fold(strings.Trim(word, ".,"))] = true
	}
	// Headlines are often in capitals: a name counts twice there when the text has
	// it, too.
	text := a.Text[:min(len(a.Text), maxRead)]
	count(text, found, small)
	head := map[string]*tally{}
	count(a.Headline, head, small)
	for key := range head {
		if t := found[key]; t != nil {
			t.times++
		}
	}
	keys := make([]string, 0, len(found))
	for key := range found {
		if !small[key] {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(x, y string) int {
		a, b := found[x], found[y]
		return cmp.Or(cmp.Compare(b.times, a.times), cmp.Compare(a.first, b.first), strings.Compare(x, y))
	})
	var out []hearsay.Mark
	figures := 0
	for _, key := range keys {
		if found[key].figure {
			if figures++; figures > maxFigures {
				continue
			}
		}
		if len(out) < maxNames {
			out = append(out, hearsay.Mark{Key: markKey("name", key), Name: found[key].name})
		}
	}
	return append(out, topics(a, found)...)
}

// topics are the words of the headline that are no names.
func topics(a *hearsay.Article, names map[string]*tally) (out []hearsay.Mark) {
	for _, tok := range prose.Tokens(a.Headline) {
		word := tok.In(a.Headline)
		key := prose.Fold(word)
		if tok.Kind == prose.MarkToken || names[key] != nil || tok.Kind == prose.WordToken && utf8.RuneCountInString(word) < 4 || lexicon.WordKind(lexicon.Key(word)) != 0 {
			continue
		}
		m := hearsay.Mark{Key: markKey("name", key), Name: word}
		if len(out) < maxTopics && !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}

// count adds the names and figures of a text to found, and to small what is
// printed small somewhere.
func count(text string, found map[string]*tally, small map[string]bool) {
	begins := true // a sentence, where a capital tells nothing
	for i, tok := range prose.Tokens(text) {
		word := tok.In(text)
		first, _ := utf8.DecodeRuneInString(word)
		switch {
		case tok.Kind == prose.MarkToken:
			begins = begins && word != "," || strings.ContainsAny(word, ".!?:“”\"")
			continue
		case tok.Kind == prose.NumberToken:
			if telling(word) {
				note(found, word, word, i, true)
			}
		case unicode.IsLower(first):
			small[prose.Fold(word)] = true
		case !begins && isName(word):
			note(found, prose.Fold(word), word, i, false)
		}
		begins = strings.HasSuffix(word, ".") && len(word) > 3
	}
}

func note(found map[string]*tally, key, name string, at int, figure bool) {
	if found[key] == nil {
		found[key] = &tally{name: name, first: at, figure: figure}
	}
	found[key].times++
}

// isName reports a word that can be part of a name.
func isName(word string) bool {
	if len(word) > maxName || utf8.RuneCountInString(word) < leastName || !strings.ContainsFunc(word, unicode.IsLetter) {
		return false
	}
	key := lexicon.Key(word)
	_, title := lexicon.Honorific(key)
	_, role := lexicon.Role(key)
	return !calendar[key] && !title && !role && !lexicon.IsMediumWord(key)
}

// telling reports a figure that another event is unlikely to have: of three digits
// or more, neither round nor a year.
func telling(word string) bool {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, word)
	year := len(digits) == 4 && len(word) == 4 && (digits[:2] == "19" || digits[:2] == "20")
	return len(digits) >= 3 && len(digits) <= 12 && !strings.HasSuffix(digits, "00") && !year
}

// calendar are names that every article has.
var calendar = func() map[string]bool {
	out := map[string]bool{}
	for word := range strings.FieldsSeq(`monday tuesday wednesday thursday friday saturday sunday
		january february march april may june july august september october november december
		jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun the and but for`) {
		out[word] = true
	}
	return out
}()

// addresses are the article's own and those that it links to.
func addresses(a *hearsay.Article) []hearsay.Mark {
	var out []hearsay.Mark
	add := func(address string) {
		address, _, _ = strings.Cut(address, "#")
		m := hearsay.Mark{Key: markKey("page", address)}
		if address != "" && len(out) < maxLinks && !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	add(a.Canonical)
	add(a.URL)
	for _, c := range a.Credits {
		add(c.URL)
	}
	for _, c := range a.Citations {
		add(c.URL)
	}
	return out
}

// markKey is the key of a mark; 63 bits, as a database keeps numbers.
func markKey(kind, key string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(kind + ":" + key)) // a hash never returns an error
	return prose.Mix(h.Sum64()) >> 1
}
