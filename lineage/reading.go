// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"slices"
	"strings"

	"hearsay"
	"hearsay/dating"
	"hearsay/prose"
)

// runWords is how many words in a row are looked up in other texts.
const runWords = 3

// A reading is an article made ready to be set against others. It never changes.
type reading struct {
	Text
	words     []prose.Word
	quoted    []bool  // of each word: within quote marks
	paragraph []int32 // of each word
	sizes     []int   // of each paragraph, in words
	sentences []sentence
	sentence  []int32          // of each word, -1 before the first
	runs      []uint64         // of each word that begins one
	at        map[uint64]int32 // the first word of each run
	print     uint64           // of the words and of who is named beside them
	content   uint64           // of the words alone: equal texts have equal ones
	brief     hearsay.Brief
	gists     []gist            // of each sentence
	stems     []uint64          // of all content words, in order
	saying    map[uint64]bool   // the common nouns that something is given to
	date      hearsay.Date      // zero when none is known or it cannot be right
	doubts    []hearsay.Finding // of its dates
	cues      cues
	outlet    string           // keyOf the article's outlet
	folded    string           // its name as look-alikes have it, too
	credits   []hearsay.Credit // the article's, and organizations that its first sentence is given to
}

// sentence is a half-open range of words.
type sentence struct{ from, to int32 }

// read makes an article ready. Time is linear in the text.
func read(t Text) *reading {
	r := &reading{Text: t, brief: t.Article.Brief()}
	text := t.Article.Text
	r.words = prose.Words(text)
	r.outlet, r.folded = keyOf(t.Article.Outlet), prose.Fold(t.Article.Outlet.Name)
	r.readDate()
	r.markQuoted(text)
	r.markParagraphs(text)
	r.cutSentences(text)
	r.readGists()
	r.readSaying()
	r.hashRuns()
	r.credits = append(slices.Clip(t.Article.Credits), r.leads()...)
	r.print = r.fingerprint()
	for _, x := range r.sentences {
		r.cues.press = r.cues.press || r.told(x, pressWords)
		r.cues.statement = r.cues.statement || r.told(x, statementWords)
	}
	return r
}

// creditWords stand in lines beside a text that may say where it is from.
var creditWords = wordSet("via", "source", "more", "from", "by", "at", "courtesy", "read")

// fingerprint is equal for articles that have the same words and name the same sources
// beside them.
func (r *reading) fingerprint() uint64 {
	h := r.content
	mix := func(words []prose.Word) {
		for _, w := range words {
			h = prose.Mix(h ^ w.Hash)
		}
	}
	for _, c := range r.credits {
		mix(prose.Words(c.To.Name + " " + c.To.Domain))
	}
	for _, x := range r.Article.Removed {
		if x.Kind != hearsay.Furniture {
			continue
		}
		for line := range strings.Lines(x.Exact) {
			words := prose.Words(line)
			if len(words) <= shortLine && slices.ContainsFunc(words, func(w prose.Word) bool { return creditWords[w.Hash] }) {
				mix(words)
			}
		}
	}
	return h
}

// readDate takes the date that the page claims, unless it cannot be right: an article
// that tells of a later day, was there before, or gives two dates or an address that do
// not go together has no date here.
func (r *reading) readDate() {
	r.doubts = dating.Findings(r.Article)
	r.date, _ = r.Article.Published()
	for _, f := range r.doubts {
		switch f.Kind {
		case hearsay.EarlierThanFact, hearsay.DateInFuture, hearsay.NewerAddress, hearsay.DatesDisagree:
			r.date = hearsay.Date{}
		}
	}
}

// cues are what an article says of how words were spoken.
type cues struct{ press, statement bool }

// pressWords stand next to what is said to many at once, statementWords next to what
// somebody gave out in writing.
var (
	pressWords     = wordSet("reporters", "press", "briefing", "conference", "journalists", "newsmen", "media")
	statementWords = wordSet("statement", "release", "communique", "announcement")
)

func wordSet(words ...string) map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range words {
		m[prose.Words(w)[0].Hash] = true
	}
	return m
}

// told reports whether a sentence with speech in it has one of the words beside.
func (r *reading) told(x sentence, words map[uint64]bool) bool {
	return slices.Contains(r.quoted[x.from:x.to], true) && r.has(x, words)
}

// markQuoted marks what stands in quote marks, and what a transcript or a block
// quote gives as spoken.
func (r *reading) markQuoted(text string) {
	r.quoted = make([]bool, len(r.words))
	for _, s := range spoken(text) {
		r.markSpan(s)
	}
	for i := range r.Quotations {
		q := &r.Quotations[i]
		if q.Part != hearsay.InText || !q.Has(hearsay.Transcript) && !q.Has(hearsay.BlockQuoted) {
			continue
		}
		for _, s := range q.Content {
			r.markSpan(s)
		}
	}
}

func (r *reading) markSpan(s hearsay.Span) {
	for i := r.wordAt(s.Start); i < len(r.words) && r.words[i].Span.Start < s.End; i++ {
		r.quoted[i] = true
	}
}

// wordAt is the first word that begins at a byte or behind it.
func (r *reading) wordAt(at int) int {
	i, _ := slices.BinarySearchFunc(r.words, at, func(w prose.Word, at int) int { return w.Span.Start - at })
	return i
}

// spoken finds what stands between quote marks. A mark that is not closed ends
// with its paragraph.
func spoken(text string) []hearsay.Span {
	var out []hearsay.Span
	for _, p := range prose.Paragraphs(text) {
		open, straight := -1, false
		for i, c := range text[p.Start:p.End] {
			at := p.Start + i
			switch {
			case c == '"' && straight || strings.ContainsRune("”»", c) && open >= 0 && !straight:
				out = append(out, hearsay.Span{Start: open, End: at})
				open, straight = -1, false
			case open < 0 && (c == '"' || strings.ContainsRune("“«„", c)):
				open, straight = at, c == '"'
			}
		}
		if open >= 0 {
			out = append(out, hearsay.Span{Start: open, End: p.End})
		}
	}
	return out
}

func (r *reading) markParagraphs(text string) {
	r.paragraph = make([]int32, len(r.words))
	k := int32(0)
	paragraphs := prose.Paragraphs(text)
	r.sizes = make([]int, len(paragraphs))
	for i, w := range r.words {
		for int(k)+1 < len(paragraphs) && w.Span.Start >= paragraphs[k+1].Start {
			k++
		}
		r.paragraph[i] = k
		r.sizes[k]++
	}
}

func (r *reading) cutSentences(text string) {
	tokens := prose.Tokens(text)
	for _, s := range prose.Sentences(text, tokens) {
		from, to := r.wordAt(s.Span.Start), r.wordAt(s.Span.End)
		if to > from {
			r.sentences = append(r.sentences, sentence{int32(from), int32(to)})
		}
	}
	r.sentence = make([]int32, len(r.words))
	for i := range r.sentence {
		r.sentence[i] = int32(r.findSentence(int32(i)))
	}
}

func (r *reading) hashRuns() {
	h := uint64(len(r.words))
	for _, w := range r.words {
		h = prose.Mix(h ^ w.Hash)
	}
	r.content = h
	n := max(0, len(r.words)-runWords+1)
	r.runs, r.at = make([]uint64, n), make(map[uint64]int32, n)
	for i := range n {
		h := uint64(0)
		for _, w := range r.words[i : i+runWords] {
			h = prose.Mix(h ^ w.Hash)
		}
		r.runs[i] = h
		if _, ok := r.at[h]; !ok {
			r.at[h] = int32(i)
		}
	}
}
