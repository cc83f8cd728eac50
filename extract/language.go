// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/RadhiFadlillah/whatlanggo"

	"hearsay/prose"
)

const (
	// minLanguageLetters is the least text from which a language is told; below,
	// the page's own word is taken. whatlanggo calls itself unsure below about this.
	minLanguageLetters = 60
	// maxLanguageBytes is how much of a text is looked at. Of 1,597 pages in some
	// twenty languages, four were told another language from 2,000 bytes than from
	// twice as many.
	maxLanguageBytes = 2000
)

// language tells the language of the text as a two-letter code, or what the
// page says, or "".
func language(text, declared, given string) string {
	if given != "" {
		return given
	}
	sample := strings.ToValidUTF8(text[:min(len(text), maxLanguageBytes)], "")
	if code := plainLanguage(sample); code != "" {
		return code
	}
	if code := likelyLanguage(sample); code != "" {
		return code
	}
	code, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(declared, "_", "-")), "-")
	if len(code) == 2 || len(code) == 3 {
		return code
	}
	return ""
}

// likelyLanguage compares the groups of three letters with those of 84 languages: a
// millisecond.
func likelyLanguage(sample string) string {
	if utf8.RuneCountInString(sample) < minLanguageLetters {
		return ""
	}
	if info := whatlanggo.Detect(sample); info.IsReliable() {
		return info.Lang.Iso6391()
	}
	return ""
}

const (
	// A text is plainly of a language when so many of 100 words are little ones of
	// that language, and of the others are fewer than an eighth of those.
	minLittleShare = 15
	minLittleRatio = 8
	// minLittleWords is the least text of which that is said, in words.
	minLittleWords = 20
)

// plainLanguage tells the language of most texts in one of four languages at a
// fiftieth of the cost of likelyLanguage, which it was never seen to contradict
// (doc/eval.md). "" says nothing.
func plainLanguage(sample string) string {
	words := prose.Words(sample)
	if len(words) < minLittleWords {
		return ""
	}
	var counts [1 + len(littleWords)]int // by number of the language, 0 for none
	for _, w := range words {
		counts[littleByHash[w.Hash]]++
	}
	best := 1
	for i, n := range counts {
		if i > 0 && n > counts[best] {
			best = i
		}
	}
	others := len(words) - counts[0] - counts[best]
	if 100*counts[best] < minLittleShare*len(words) || minLittleRatio*others > counts[best] {
		return ""
	}
	return littleWords[best-1].code
}

// littleWords are frequent words that other languages of Europe do not have, or
// seldom.
var littleWords = [...]struct{ code, words string }{
	{"en", "the of and to that with was for by this from have has they which been their would his are be not said were"},
	{"de", "der die und das nicht mit ist ein eine den dem auf für von zu sich auch"},
	{"fr", "les des est dans une pour qui du et au aux sur il sont avec"},
	{"es", "los las del el por una y con se su más como"},
}

var littleByHash = func() map[uint64]uint8 {
	m := map[uint64]uint8{}
	for i, language := range littleWords {
		for _, w := range prose.Words(language.words) {
			m[w.Hash] = uint8(i + 1)
		}
	}
	return m
}()
