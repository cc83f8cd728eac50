// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"hearsay/lexicon"
	"hearsay/prose"
)

// A text that is retold in other words has no runs in common with its source, but its
// sentences have the same names, numbers and things in them. They are compared by the
// beginnings of their content words, and the fewer articles have one, the more it says.

// gist is the content words of a sentence by their beginnings, in order: those of the
// reporter that no sentence before has, and all, those that are spoken, too. What comes
// again in every sentence is a form, and says nothing of where one of them is from.
type gist struct{ plain, all []uint64 }

// stemLetters is how many letters of a word are compared: "inspectors", "inspection".
const stemLetters = 6

// stemOf is the beginning of a content word; false for other words.
func stemOf(word string, hash uint64) (uint64, bool) {
	if strings.ContainsAny(word, "0123456789") {
		return hash, true
	}
	if len(word) < 4 || dullWords[hash] {
		return 0, false
	}
	if kind := lexicon.WordKind(lexicon.Key(word)); kind != 0 && !kind.Has(lexicon.Adj|lexicon.Number|lexicon.Noun) {
		return 0, false
	}
	h, n := uint64(0), 0
	for _, c := range word {
		if n == stemLetters {
			return prose.Mix(h), true
		}
		h = h*31 + uint64(unicode.ToLower(c))
		n++
	}
	return prose.Mix(h), n >= 4
}

// dullWords are content words that any piece of news has.
var dullWords = wordSet("said", "says", "told", "saying", "asked", "people", "year", "years", "first", "last", "more", "most", "made", "make",
	"take", "taken", "took", "come", "came", "going", "goes", "went", "gone", "according", "report", "reported", "reports", "news", "like",
	"time", "times", "many", "much", "next", "least", "thought", "know", "known", "could", "would", "should")

// readGists reads the content words of each sentence. Time is linear in the text.
func (r *reading) readGists() {
	said := map[uint64]bool{}
	for _, x := range r.sentences {
		var g gist
		for i := x.from; i < x.to; i++ {
			s, ok := stemOf(r.words[i].Span.In(r.Article.Text), r.words[i].Hash)
			if !ok {
				continue
			}
			g.all = append(g.all, s)
			if !r.quoted[i] && !said[s] {
				g.plain = append(g.plain, s)
			}
		}
		for _, s := range g.all {
			said[s] = true
		}
		r.gists = append(r.gists, gist{unique(g.plain), unique(g.all)})
	}
	for _, g := range r.gists {
		r.stems = append(r.stems, g.all...)
	}
	r.stems = unique(r.stems)
}

func unique(list []uint64) []uint64 {
	slices.Sort(list)
	return slices.Compact(list)
}

// kinship is what an article may have retold from another.
type kinship struct {
	retold    int // sentences that one of the other's seems to be behind
	sentences int // that were looked at
	alone     int // content words that only these two have
	shared    int // content words that both have
	words     int // content words
}

// share is the part of the sentences that are retold.
func (k kinship) share() float64 { return float64(k.retold) / float64(max(1, k.sentences)) }

const (
	// crowded is how many articles have a content word that says nothing any more.
	crowded = 12
	// A sentence is retold when it has so many content words of another, and the sum of
	// what they say is so much; a word that only two articles have says 1.
	retoldWords = 3
	retoldSays  = 1.2
)

// saying is a sentence of an article.
type saying struct{ article, sentence int32 }

// gather notes who has which content word in which sentence.
func (s *scene) gather() {
	s.sayings = map[uint64][]saying{}
	for i, r := range s.all {
		for k, g := range r.gists {
			for _, stem := range g.all {
				s.sayings[stem] = append(s.sayings[stem], saying{int32(i), int32(k)})
			}
		}
	}
	s.sayers = map[uint64]int{}
	for _, r := range s.all {
		for _, stem := range r.stems {
			s.sayers[stem]++
		}
	}
}

// kinOf compares an article with all of the core. Time is linear in its content words.
func (s *scene) kinOf(c int) []kinship {
	r := s.all[c]
	out := make([]kinship, len(s.all))
	for k, g := range r.gists {
		if len(g.plain) < retoldWords || mostlyQuoted(r, r.sentences[k]) {
			continue
		}
		for p := range out {
			out[p].sentences++
		}
		for _, p := range s.retoldFrom(c, g.plain) {
			out[p].retold++
		}
	}
	mine := 0
	for _, stem := range r.stems {
		n := s.sayers[stem] + s.more
		mine++
		if n < 2 || n > crowded {
			continue
		}
		last := int32(-1)
		for _, x := range s.sayings[stem] {
			if int(x.article) == c || x.article == last {
				continue
			}
			last = x.article
			out[x.article].shared++
			if n == 2 {
				out[x.article].alone++
			}
		}
	}
	for p := range out {
		out[p].words = mine
	}
	return out
}

// retoldFrom lists the articles that have a sentence with most of what one sentence says.
func (s *scene) retoldFrom(c int, stems []uint64) []int32 {
	type score struct {
		words int
		says  float64
	}
	scores := map[saying]score{}
	var order []saying
	for _, stem := range stems {
		n := s.sayers[stem] + s.more
		if n < 2 || n > crowded {
			continue
		}
		for _, x := range s.sayings[stem] {
			if int(x.article) == c {
				continue
			}
			if _, again := scores[x]; !again {
				order = append(order, x)
			}
			scores[x] = score{scores[x].words + 1, scores[x].says + 1/float64(n-1)}
		}
	}
	var out []int32
	for _, x := range order {
		if y := scores[x]; y.words >= retoldWords && y.says >= retoldSays && !slices.Contains(out, x.article) {
			out = append(out, x.article)
		}
	}
	return out
}

// kin is what an article may have retold from another. A leaf is not among those that the
// core was compared with: what it has of one stands for what that one has of it.
func (s *scene) kin(c, p int) kinship {
	if p < len(s.kins[c]) {
		return s.kins[c][p]
	}
	return s.kins[p][c]
}

// kinMarks say how much an article seems to retell of another.
func (s *scene) kinMarks(m *marks, p, c int) {
	k := s.kin(c, p)
	m.add(bin("retold sentences", k.retold, fewLimits, fewNames))
	m.amount("retold share", k.share())
	m.amount("content words of these two alone", min(float64(k.alone)/5, 8))
	m.amount("share of content words", float64(k.shared)/float64(max(1, k.words)))
	if o, side := s.between(c, p); s.retells(c, p) && (o == nil || o.side[side].plain < fewPlain) {
		m.add("in other words")
		m.when(s.says(c, p), "in other words, and says so")
	}
	m.when(k.retold > 0 && k.retold == s.mostRetold(c), "retold most")
}

// retoldSays words how much an article has of another in other words; nothing when that is
// little.
func (s *scene) retoldSays(p, c int) string {
	if k := s.kin(c, p); s.retells(c, p) {
		return fmt.Sprintf("; %d of its %d sentences have names, numbers and other content words of sentences there", k.retold, k.sentences)
	}
	return ""
}

// mostRetold is how many sentences of an article the one that has most of them has.
func (s *scene) mostRetold(c int) int {
	most := 0
	for p, k := range s.kins[c] {
		if p != c {
			most = max(most, k.retold)
		}
	}
	return most
}

func (s *scene) mostShare(c int) float64 {
	k := kinship{retold: s.mostRetold(c), sentences: s.kins[c][c].sentences}
	return k.share()
}

// leastRetold is how much an article has to have of another, told in other words, before
// that one is thought of as its source: sentences, and their share.
const (
	leastRetold      = 2
	leastRetoldShare = .3
)

// fewPlain is how many words in common a text has with one that it retells in others.
const fewPlain = 16

// What is clear enough for a text that credits nobody, and for one that gives what it says
// to a kind of body which the other's outlet is.
const (
	clearlyRetold = 3
	clearShare    = .4
	saidShare     = .2
)

// mediaWords are the kinds that outlets are which pass on what others say.
var mediaWords = wordSet("news", "press", "agency", "paper", "newspaper", "magazine", "radio", "station", "broadcaster", "television", "channel", "daily", "weekly",
	"post", "times", "report", "service", "wire", "journal", "online", "portal", "blog", "site", "page")

// readSaying notes the common nouns that something is given to: "police said", "the park says".
func (r *reading) readSaying() {
	r.saying = map[uint64]bool{}
	for i, w := range r.words {
		word := w.Span.In(r.Article.Text)
		if r.quoted[i] || len(word) < 4 || capital(word) && !r.begins(i) || mediaWords[w.Hash] {
			continue
		}
		for k := i + 1; k < min(i+3, len(r.words)); k++ {
			if speechVerbs[r.words[k].Hash] {
				r.saying[w.Hash] = true
			}
		}
	}
}

// begins reports whether a word is the first of its sentence.
func (r *reading) begins(i int) bool {
	k := r.sentenceOf(int32(i))
	return k >= 0 && int(r.sentences[k].from) == i
}

// retells reports whether one may be the other in other words.
func (s *scene) retells(c, p int) bool {
	k := s.kin(c, p)
	return k.retold >= leastRetold && k.share() >= leastRetoldShare
}
