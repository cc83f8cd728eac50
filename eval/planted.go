// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"hearsay"
	"hearsay/internal/planted"
	"hearsay/internal/reuters"
	"hearsay/prose"
)

// plantedSeed makes every run the same.
const plantedSeed = 1

// leastShared is how many words two articles must share that took from a third
// for it to be a case. What was planted is one whatever the edits have left.
const leastShared = 8

// Planted scores packages index and reuse, seeds and candidates included, on
// made-up articles in the words of the texts in dir, each of which takes two
// passages from earlier ones: recall by length and edits, precision, PAN's
// plagdet, and by how many words the ends of a passage are off. Texts are those of
// Texts.
func Planted(dir string, articles int, opt Options) (Report, error) {
	texts, err := Texts(dir)
	if err != nil {
		return Report{}, err
	}
	set, err := plantedSet(texts, articles, opt)
	if err != nil {
		return Report{}, fmt.Errorf("%s: %w", dir, err)
	}
	return Report{Sets: []Set{set}}, nil
}

// Texts reads the texts of a folder, packed or not: files named .txt, the bodies
// of .sgm (Reuters-21578), and files without an ending.
func Texts(dir string) ([]string, error) {
	var texts []string
	for f, err := range files(dir) {
		if err != nil {
			return nil, err
		}
		switch name := path.Base(f.name); {
		case path.Ext(name) == ".sgm":
			for item, err := range reuters.Items(f.data) {
				if err != nil {
					return nil, fmt.Errorf("%s: %w", f.name, err)
				}
				texts = append(texts, item.Body)
			}
		case name == "SOURCE.txt":
		case path.Ext(name) == ".txt" || !strings.Contains(name, "."):
			text := string(f.data)
			if !utf8.Valid(f.data) {
				text = latin1(f.data)
			}
			texts = append(texts, text)
		}
	}
	return texts, nil
}

// plantedSet makes the articles and scores them.
func plantedSet(texts []string, articles int, opt Options) (Set, error) {
	made, err := planted.New(texts, planted.Options{Articles: articles, Seed: plantedSeed, Passages: 200})
	if err != nil {
		return Set{}, err
	}
	s := plantedScore{made: made, errs: errorLog{opt: opt}}
	defer s.corpus.close()
	for i := range made.Len() {
		s.corpus.add(made.Article(i).Text)
	}
	if err := s.corpus.build(opt.Profile); err != nil {
		return Set{}, err
	}
	if made.Len() <= maxOracle {
		s.oracle = newOracle(s.corpus.texts)
	}
	queries := made.Len()
	if opt.Limit > 0 {
		queries = min(queries, opt.Limit)
	}
	// The last articles have the most to take from.
	for i := made.Len() - queries; i < made.Len(); i++ {
		if err := s.score(i); err != nil {
			return Set{}, err
		}
	}
	return s.set(queries), nil
}

// plantedScore gathers what was found of what was planted.
type plantedScore struct {
	made    *planted.Corpus
	corpus  corpus
	errs    errorLog
	byCell  tally // by length and edits
	byKind  tally
	passage plagdet
	ends    struct{ words, count int }
	oracle  *oracle // nil when the corpus is too large for one
	exact   exactRuns
}

// maxOracle is how many articles an oracle is made of at most: it takes 30 KB an
// article.
const maxOracle = 10_000

// score asks for article i and looks at the pairs that it makes with earlier
// ones.
func (s *plantedScore) score(i int) error {
	found, err := s.corpus.related(i)
	if err != nil {
		return err
	}
	article := s.made.Article(i)
	others := map[int]bool{}
	for _, p := range article.Pieces {
		if p.Kind == planted.Taken || p.Kind == planted.Swapped {
			others[p.Source] = true
		}
	}
	for j := range found.shared {
		others[j] = true
	}
	if s.oracle != nil {
		s.exact.add(article.Text, s.oracle.runs(i), found)
	}
	for _, j := range slices.Sorted(maps.Keys(others)) {
		if j < i {
			s.pair(article, s.made.Article(j), found.shared[j])
		}
	}
	return nil
}

// pair sets what was found between two articles against the truth.
func (s *plantedScore) pair(a, b *planted.Article, passages []hearsay.Alignment) {
	var found []shared
	for _, p := range passages {
		found = append(found, shared{p.A, p.B})
	}
	var cases []shared
	for _, c := range planted.Shared(a, b, 1) {
		if c.Words < leastShared && (c.Piece.Kind != planted.Taken || c.Piece.Source != b.Number) {
			continue
		}
		known := shared{c.A, c.B}
		hull, share := findingOf(known, found)
		s.count(b, c, share >= 0.5)
		if c.Piece.Kind == planted.Block || c.Piece.Kind == planted.Viral {
			// Right, but so many that they would be all that plagdet measures.
			found = without(found, known)
			continue
		}
		cases = append(cases, known)
		switch {
		case share >= 0.5:
			s.ends.count++
			s.ends.words += wordsBetween(a.Text, hull.Start, c.A.Start) + wordsBetween(a.Text, hull.End, c.A.End)
		case c.Piece.Kind == planted.Taken && c.Piece.Source == b.Number:
			s.errs.write("not found: %d of %d words, %d %% edited, of articles %d and %d\n  %s\n  %s\n",
				c.Words, c.Piece.To-c.Piece.From, c.Piece.Edits, a.Number, b.Number, c.A.In(a.Text), c.B.In(b.Text))
		}
	}
	s.passage.add(cases, found)
	for _, f := range found {
		if both := inCommon(f, cases); len(both[0]) == 0 {
			s.errs.write("not planted: articles %d and %d\n  %s\n  %s\n", a.Number, b.Number, f.a.In(a.Text), f.b.In(b.Text))
		}
	}
}

// count adds a case to the groups that it belongs to.
func (s *plantedScore) count(b *planted.Article, c planted.Case, found bool) {
	switch kind := c.Piece.Kind; {
	case kind == planted.Block:
		s.byKind.add("blocks of an outlet", found)
	case kind == planted.Viral:
		s.byKind.add("passages of very many", found)
	case kind == planted.Swapped && c.Piece.Source == b.Number:
		s.byKind.add("halves that changed places", found)
	case kind == planted.Taken && c.Piece.Source == b.Number:
		s.byCell.add(cell(c.Piece.To-c.Piece.From, c.Piece.Edits), found)
	}
}

func cell(words, edits int) string { return fmt.Sprintf("%d/%d", words, edits) }

// findingOf returns the stretch of text a that the findings of a case take up,
// and how much of the case they cover.
func findingOf(c shared, found []shared) (hearsay.Span, float64) {
	var hull hearsay.Span
	for _, f := range found {
		switch {
		case !c.meets(f):
		case hull.IsZero():
			hull = f.a
		default:
			hull = hearsay.Span{Start: min(hull.Start, f.a.Start), End: max(hull.End, f.a.End)}
		}
	}
	return hull, float64(covered(inCommon(c, found)[0])) / float64(max(c.a.Len(), 1))
}

// without returns the findings that do not meet a case.
func without(found []shared, c shared) []shared {
	var out []shared
	for _, f := range found {
		if !c.meets(f) {
			out = append(out, f)
		}
	}
	return out
}

func wordsBetween(text string, i, j int) int { return len(prose.Words(text[min(i, j):max(i, j)])) }

// set writes the figures down.
func (s *plantedScore) set(queries int) Set {
	set := Set{Name: "planted passages", Texts: queries}
	for _, words := range planted.Lengths() {
		for _, edits := range planted.Edits() {
			if c := s.byCell.counts[cell(words, edits)]; c != nil {
				set.Add(fmt.Sprintf("%d words", words), fmt.Sprintf("%d %% edited", edits), share(c[1], c[0]), c[0])
			}
		}
	}
	s.byKind.addTo(&set, []string{"halves that changed places", "blocks of an outlet", "passages of very many"})
	s.exact.addTo(&set)
	s.passage.addTo(&set)
	if s.ends.count > 0 {
		set.Add("ends", "words off", float64(s.ends.words)/float64(2*s.ends.count), 2*s.ends.count)
	}
	return set
}
