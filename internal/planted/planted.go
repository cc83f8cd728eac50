// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package planted makes corpora whose reuse is known to the word, for measuring:
// passages taken from earlier articles and edited, passages moved, blocks that
// an outlet puts under its articles, and passages that a great many articles
// have. The words and phrases are those of texts that the caller gives.
//
// An article is made from the seed and its number alone, so that a corpus of
// millions needs no memory and any article can be asked for in any order.
package planted

import (
	"errors"
	"slices"
	"strings"
	"time"

	"hearsay"
	"hearsay/prose"
)

// Options describe a corpus.
type Options struct {
	Articles int
	Seed     uint64
	// Passages is how many passages an article takes from earlier ones, on
	// average, in hundredths: 30 means that 3 articles in 10 take one.
	Passages int
}

// The shape of a corpus. Changing any of it changes every measurement.
const (
	zoneWords    = 240 // the first words of an article, which others may take
	fillerWords  = 180 // at least, behind the zone
	fillerSpread = 360 // more of them, at most
	paragraph    = 60  // words
	outlets      = 200
	viral        = 10 // passages that spread
	viralPerMill = 40 // articles of 1,000 that carry one of them
	blockWords   = 40
	// phrasePerMill is how often, of 1,000 choices, the next words are a stock
	// phrase. With it chance matches are as many per word as in news; doc/eval.md
	// has the figures.
	phrasePerMill = 22
	commonest     = 128
	phraseOctaves = 9
)

// Lengths of planted passages in words, and how many of 100 words are edited.
var (
	lengths = [...]int{10, 15, 20, 30, 60, 120, 200}
	edits   = [...]int{0, 5, 10, 20}
)

// Lengths returns the lengths of planted passages, in words.
func Lengths() []int { return slices.Clone(lengths[:]) }

// Edits returns how many of 100 words of a planted passage are edited.
func Edits() []int { return slices.Clone(edits[:]) }

// Corpus is a made-up corpus. It is safe for concurrent use.
type Corpus struct {
	opt Options
	// text is the words of the given texts, one space behind each; word n is
	// text[starts[n]:starts[n+1]].
	text   []byte
	starts []uint32
}

// longestSnippet is how many words that follow each other in a given text are
// taken at most.
const longestSnippet = 7

// New returns a corpus in the words of texts. Error: when they have too few.
func New(texts []string, opt Options) (*Corpus, error) {
	c := &Corpus{opt: opt, starts: []uint32{0}}
	for _, text := range texts {
		for _, w := range prose.Words(text) {
			word := w.Span.In(text)
			if len(c.text)+len(word) >= 1<<32-1 || strings.ContainsAny(word, "\n\r\t ") {
				continue
			}
			c.text = append(append(c.text, word...), ' ')
			c.starts = append(c.starts, uint32(len(c.text)))
		}
	}
	if len(c.starts) < 1000 {
		return nil, errors.New("the texts have too few words to make articles of: 1,000 are needed")
	}
	return c, nil
}

// Len is the number of articles.
func (c *Corpus) Len() int { return c.opt.Articles }

// Article is a made-up article.
type Article struct {
	Number int
	Outlet int
	Date   time.Time
	Text   string
	// Pieces are the stretches of the text that another article may share, in
	// the order of the text.
	Pieces []Piece
}

// Kind says what a piece is.
type Kind uint8

// The kinds of pieces.
const (
	Own     Kind = iota // the article's own words, which others may take
	Taken               // taken from an earlier article
	Swapped             // half of a passage whose halves changed places
	Block               // what an outlet puts under its articles
	Viral               // what a great many articles have
)

// Piece is a stretch of an article whose words stand in a source too.
type Piece struct {
	Kind Kind
	Span hearsay.Span // bytes of Article.Text
	// Source is the number of the article, the block or the viral passage.
	Source int
	// From and To are the words of the source that were taken, and Edits how
	// many of 100 were edited.
	From, To, Edits int
	words           []placed
}

// placed is a word of a piece that stands in its source.
type placed struct {
	word int32 // of the source
	span hearsay.Span
}

// pool separates sources of different kinds that have one number.
func (p *Piece) pool() Kind {
	if p.Kind == Taken || p.Kind == Swapped {
		return Own
	}
	return p.Kind
}

// Article makes article i, in time linear in its length.
func (c *Corpus) Article(i int) *Article {
	r := newRandom(c.opt.Seed, Own, i)
	w := &writer{corpus: c, r: &r}
	zone := c.filler(&r, zoneWords)
	w.piece(Piece{Kind: Own, Source: i, To: zoneWords}, zone)
	a := &Article{Number: i, Date: firstDay.Add(time.Duration(i) * time.Minute), Outlet: r.skewed(outlets)}
	w.left = fillerWords + r.below(fillerSpread)
	w.filler()
	for range c.count(&r, i) {
		w.take(i)
		w.filler()
	}
	if r.below(1000) < viralPerMill {
		n := r.skewed(viral)
		p := Piece{Kind: Viral, Source: n, To: viralLength(n), Edits: edits[r.below(2)]}
		w.piece(p, c.source(Viral, n, p.To))
	}
	for w.left > 0 {
		w.filler()
	}
	if a.Outlet%2 == 0 && r.below(5) < 2 {
		w.piece(Piece{Kind: Block, Source: a.Outlet, To: blockWords}, c.source(Block, a.Outlet, blockWords))
	}
	a.Text, a.Pieces = string(w.out), w.pieces
	return a
}

var firstDay = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// count is how many passages article i takes.
func (c *Corpus) count(r *random, i int) int {
	n := c.opt.Passages / 100
	if r.below(100) < c.opt.Passages%100 {
		n++
	}
	if i == 0 {
		return 0
	}
	return n
}

// viralLength is from 30 to 120 words.
func viralLength(n int) int { return 30 + 10*n }
