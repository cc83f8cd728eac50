// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package postag

import "cmp"

// A Model tags English words. It is only read, so goroutines may share one.
type Model struct {
	dict    table // words: how the dictionary knows them
	rows    table // features: where their weights are
	weights []weight
}

// A weight is a tag in the high byte and a signed number in the low one.
type weight uint16

func newWeight(t Tag, n int8) weight { return weight(t)<<8 | weight(uint8(n)) }

// scores has room for every tag that six bits can name.
type scores [64]int32

// An entry of the dictionary is the word's only tag, if it has one, in the high
// byte and its ambiguity class in the low one: words of a class have the same
// possible tags. Class 0 are words that the dictionary does not have.
func newEntry(fixed Tag, class uint8) uint32 { return uint32(fixed)<<8 | uint32(class) }

// rowBits is how many bits of a row hold the number of its weights. Those above
// hold where they begin.
const rowBits = 6

func newRow(first, n int) uint32 { return uint32(first)<<rowBits | uint32(n) }

// row returns the weights of a row; row 0 has none.
func (m *Model) row(row uint32) []weight {
	first := row >> rowBits
	return m.weights[first : first+row&(1<<rowBits-1)]
}

// Append appends the tags of one sentence's words to dst. Words are cut as the
// Penn Treebank cuts them; quote marks and apostrophes may be of any kind. It
// keeps nothing of words and allocates nothing but the room in dst.
func (m *Model) Append(dst []Tag, words []string) []Tag {
	v := view{title: isTitle(words)}
	m.begin(&v, words)
	for i := range words {
		m.advance(&v, words, i)
		t := v.w[2].fixed
		if t == 0 {
			t = m.best(&v)
		}
		dst = append(dst, t)
		v.t1, v.t2 = t, v.t1
	}
	return dst
}

// A Line is a sentence of which single words are asked about.
type Line struct {
	m     *Model
	words []string
	title bool
}

// Line prepares the words of a sentence for questions.
func (m *Model) Line(words []string) Line { return Line{m, words, isTitle(words)} }

// Tag returns the tag of word i, given those of the word before and of the one
// before that, as the caller takes them to be; where the dictionary knows better
// it is believed. That is cheaper than to tag all words when few are in doubt.
func (l Line) Tag(i int, before, beforeThat Tag) Tag {
	v := view{title: l.title, t1: before, t2: beforeThat}
	for k := range v.w {
		if at := i + k - 2; at >= 0 {
			v.w[k] = l.m.word(l.words, at, l.title)
		}
	}
	if v.w[2].fixed != 0 {
		return v.w[2].fixed
	}
	v.t1 = cmp.Or(v.w[1].fixed, v.t1)
	v.t2 = cmp.Or(v.w[0].fixed, v.t2)
	return l.m.best(&v)
}

// begin places the view before the first word.
func (m *Model) begin(v *view, words []string) {
	v.w = [5]word{}
	v.w[3] = m.word(words, 0, v.title)
	v.w[4] = m.word(words, 1, v.title)
}

// advance moves the view to word i.
func (m *Model) advance(v *view, words []string, i int) {
	copy(v.w[:], v.w[1:])
	v.w[4] = m.word(words, i+2, v.title)
}

// word looks word i up; there is an empty one behind the last.
func (m *Model) word(words []string, i int, title bool) word {
	if i >= len(words) {
		return word{}
	}
	w := look(words[i])
	w.owed = isOwed(words, i)
	e := m.dict.find(w.key(title))
	if e == 0 && w.isCapital(title) != (w.shape&capital != 0) {
		e = m.dict.find(hash(keyTemplate, w.hash, 1))
	}
	w.class, w.fixed = uint8(e), Tag(e>>8)
	return w
}

// isCapital reports a capital that tells something.
func (w *word) isCapital(title bool) bool { return w.shape&capital != 0 && !w.owed && !title }

const keyTemplate = 64

// key is what the dictionary knows the word by: "may" and "May" are two.
func (w *word) key(title bool) feature {
	if w.isCapital(title) {
		return hash(keyTemplate, w.hash, 1)
	}
	return hash(keyTemplate, w.hash, 0)
}

// best returns the tag of the highest score, of equal ones the first.
func (m *Model) best(v *view) Tag {
	var fs [numFeatures]feature
	v.features(&fs)
	var s scores
	for _, f := range fs {
		for _, w := range m.row(m.rows.find(f)) {
			s[w>>8&63] += int32(int8(w))
		}
	}
	return s.best()
}

func (s *scores) best() Tag {
	top := Tag(1)
	for t := top + 1; t < numTags; t++ {
		if s[t] > s[top] {
			top = t
		}
	}
	return top
}

// Knows reports whether the texts that the model was learnt from have the word, as
// one that is no name, often enough for its dictionary.
func (m *Model) Knows(word string) bool {
	w := look(word)
	return uint8(m.dict.find(w.key(false))) != 0
}
