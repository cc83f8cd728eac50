// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package postag

import (
	"cmp"
	"maps"
	"slices"
)

// Limits of the dictionary: how often a word must stand in the sentences, how
// often to be taken for unambiguous, with how many exceptions in a thousand,
// and what share in a hundred a tag must have to count as possible.
const (
	minWord       = 3
	minFixed      = 10
	maxExceptions = 3
	minShare      = 2
)

// counts says how often a word had each tag.
type counts [numTags]int

// newDictionary notes what the words of the sentences may be.
func newDictionary(sentences []Sentence) table {
	words := map[feature]*counts{}
	for i := range sentences {
		countWords(words, &sentences[i])
	}
	maps.DeleteFunc(words, func(_ feature, c *counts) bool { return c.total() < minWord })
	class := classesOf(words)
	t := newTable(len(words))
	for _, f := range slices.Sorted(maps.Keys(words)) {
		c := words[f]
		t.put(f, newEntry(c.fixed(), class[c.possible()]))
	}
	return t
}

// countWords counts a sentence's words; a capital that is owed to the place of
// a word is a capital only when the word is a name.
func countWords(words map[feature]*counts, s *Sentence) {
	title := isTitle(s.Words)
	for i, x := range s.Words {
		w := look(x)
		w.owed = isOwed(s.Words, i)
		key := w.key(title)
		if w.shape&capital != 0 && s.Tags[i].IsName() {
			key = hash(keyTemplate, w.hash, 1)
		}
		if words[key] == nil {
			words[key] = new(counts)
		}
		words[key][s.Tags[i]]++
	}
}

func (c *counts) total() int {
	n := 0
	for _, k := range c {
		n += k
	}
	return n
}

// fixed is the only tag of the word, 0 if there are several.
func (c *counts) fixed() Tag {
	n := c.total()
	for t, k := range c {
		if n >= minFixed && (n-k)*1000 <= n*maxExceptions {
			return Tag(t)
		}
	}
	return 0
}

// possible is the set of tags that the word has often enough.
func (c *counts) possible() uint64 {
	var set uint64
	n := c.total()
	for t, k := range c {
		if k > 0 && k*100 >= n*minShare {
			set |= 1 << t
		}
	}
	return set
}

// classesOf numbers the sets of tags from 1, the commonest first. All that are
// left when the numbers are used up share the last.
func classesOf(words map[feature]*counts) map[uint64]uint8 {
	uses := map[uint64]int{}
	for _, c := range words {
		uses[c.possible()]++
	}
	sets := slices.SortedFunc(maps.Keys(uses), func(a, b uint64) int {
		return cmp.Or(uses[b]-uses[a], cmp.Compare(a, b))
	})
	out := map[uint64]uint8{}
	for i, s := range sets {
		out[s] = uint8(min(i+1, 255))
	}
	return out
}
