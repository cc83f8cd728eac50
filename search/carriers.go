// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"hearsay"
	"hearsay/lexicon"
)

const (
	// maxPhrases is how many phrases of a wording are looked for.
	maxPhrases = 64
	// phraseWords is the length of such a phrase; two wordings of one utterance have
	// as many words in a row in common (package family).
	phraseWords = 3
	// rareArticles is how many articles a word may be in to be looked for on its own. To
	// look for three words in a row in the full text takes as long as one of them is common,
	// three times over; a list of the articles that have a word is read in no time.
	rareArticles = 1_000
	// maxGlanced is how many articles one question looks into for the phrases of its
	// wordings: those that have most of their rare words.
	maxGlanced = 800
	// manyGlanced is how many it looks into for many wordings, and leastGlanced for one of these.
	manyGlanced  = 400
	leastGlanced = 16
)

// carriers reads the articles that have phrases of a wording, looks for them in as many as
// most articles, and returns how many more have two of its words, at least.
func (h *hoard) carriers(ctx context.Context, words string, most int) (more int, err error) {
	list := terms(words)
	wanted := phrases(list)
	if len(wanted) == 0 {
		return 0, nil
	}
	likely, more, err := h.likely(ctx, list, most)
	if err != nil {
		return 0, err
	}
	found, err := h.engine.printing(ctx, likely, wanted)
	if err != nil {
		return 0, err
	}
	for _, id := range found {
		if err := h.read(ctx, id); err != nil {
			return 0, err
		}
	}
	return more, nil
}

// printing are those of articles that have a phrase, in their order.
func (e *Engine) printing(ctx context.Context, articles []int64, wanted phraseSet) ([]hearsay.ArticleID, error) {
	found := make([]hearsay.ArticleID, len(articles))
	err := inParallel(ctx, len(articles), func(i int) error {
		w, err := e.lib.Wording(ctx, articles[i])
		if errors.Is(err, hearsay.ErrNotFound) {
			return nil // removed since
		}
		if err == nil && (wanted.in(w.Headline) || wanted.in(w.Text)) {
			found[i] = w.ID
		}
		return err
	})
	return slices.DeleteFunc(found, hearsay.ArticleID.IsZero), err
}

// likely are the numbers of articles that have most of the rare words of a wording, at most
// most of them, and how many more have two at least. Where every word is common, those that
// begin as the wording does are asked for, unless it is one of many.
func (h *hoard) likely(ctx context.Context, words []term, most int) (best []int64, more int, err error) {
	asked := weighty(words)
	held := make([]holders, len(asked))
	err = inParallel(ctx, len(asked), func(i int) (err error) {
		held[i], err = h.engine.having(ctx, asked[i])
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	have := map[int64]int{}
	rare := false
	for _, of := range held {
		rare = rare || of.few
		for _, n := range of.numbers {
			have[n]++
		}
	}
	if !rare {
		if most == maxGlanced {
			best, err = h.engine.lib.Having(ctx, beginning(words), most)
		}
		return best, 0, err
	}
	best = slices.SortedFunc(maps.Keys(have), func(a, b int64) int { return cmp.Or(cmp.Compare(have[b], have[a]), cmp.Compare(a, b)) })
	for _, n := range best[min(most, len(best)):] {
		if have[n] > 1 {
			more++
		}
	}
	return best[:min(most, len(best))], more, nil
}

// keptWords is of how many words is kept which articles have them: 33 MB at most, of news some 4.
const keptWords = 4096

// holders are the articles that have a word, by number: none where they are more than
// rareArticles.
type holders struct {
	numbers []int64
	few     bool
}

// having are the articles that have a word. They are kept until the library changes: the words
// of one question come again in the next.
func (e *Engine) having(ctx context.Context, word string) (found holders, err error) {
	if kept, again := e.words.Get(word); again {
		return kept, nil
	}
	list, err := e.lib.Having(ctx, `"`+word+`"`, rareArticles+1)
	if err != nil {
		return found, err
	}
	if found.few = len(list) <= rareArticles; found.few {
		found.numbers = list
	}
	e.words.Add(word, found)
	return found, nil
}

// weighty are the words of a wording that say something, each once.
func weighty(words []term) []string {
	var out []string
	seen := map[string]bool{}
	for _, t := range words {
		if !seen[t.folds] && lexicon.WordKind(t.folds) == 0 && len(out) < maxPhrases {
			seen[t.folds] = true
			out = append(out, t.folds)
		}
	}
	return out
}

// beginning is a full-text query for the first words of a wording, in a row.
func beginning(words []term) string {
	const enough = 8
	var folds []string
	for _, t := range words[:min(enough, len(words))] {
		folds = append(folds, t.folds)
	}
	return `"` + strings.Join(folds, " ") + `"`
}

// phrase is words in a row, folded.
type phrase [phraseWords]string

// phraseSet is phrases that are looked for.
type phraseSet map[phrase]bool

// phrases are those of a wording that hold a word of weight.
func phrases(words []term) phraseSet {
	out := phraseSet{}
	for i := 0; i+phraseWords <= len(words) && len(out) < maxPhrases; i++ {
		p := phraseAt(words, i)
		if slices.ContainsFunc(p[:], func(w string) bool { return lexicon.WordKind(w) == 0 }) {
			out[p] = true
		}
	}
	return out
}

func phraseAt(list []term, i int) (p phrase) {
	for k := range p {
		p[k] = list[i+k].folds
	}
	return p
}

// in reports whether a text has one of the phrases.
func (s phraseSet) in(text string) bool {
	list := terms(text)
	for i := 0; i+phraseWords <= len(list); i++ {
		if s[phraseAt(list, i)] {
			return true
		}
	}
	return false
}

// Phrases are the phrases of a wording of which a text has one at least if it is to be
// looked at for that, in order of the alphabet.
func Phrases(words string) []string {
	var out []string
	for p := range phrases(terms(words)) {
		out = append(out, strings.Join(p[:], " "))
	}
	slices.Sort(out)
	return out
}

// PhraseWords is how many words each of Phrases has.
const PhraseWords = phraseWords
