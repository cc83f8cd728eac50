// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"path/filepath"

	"hearsay/internal/treebank"
	"hearsay/postag"
)

// titledShare: every so many sentences are shown a second time as a headline.
const titledShare = 8

// writeTagger makes english.model and english.provenance.txt in the folder.
func writeTagger(data, dir string) error {
	texts, err := taggerTexts(data)
	if err != nil {
		return err
	}
	m := postag.Train(texts, postag.Options{})
	file := m.Encode()
	scores, err := taggerScores(data, m)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "english.model"), file, 0o644); err != nil {
		return err
	}
	note := taggerNote(len(texts), len(file), scores)
	return os.WriteFile(filepath.Join(dir, "english.provenance.txt"), []byte(note), 0o644)
}

// taggerTexts is what the tagger learns from: the training part of the English
// Web Treebank and the news and interviews of GUM that are not held out. Sentences
// with hyphenated words follow once more with these whole, as package prose leaves
// them, and some of all once more as headlines.
func taggerTexts(data string) ([]postag.Sentence, error) {
	out, err := treebank.Web(data, "train")
	if err != nil {
		return nil, err
	}
	docs, err := treebank.News(data)
	if err != nil {
		return nil, err
	}
	for _, d := range docs {
		if !d.IsHeldOut() {
			out = append(out, d.Sentences...)
		}
	}
	for _, s := range out {
		if whole, ok := treebank.Joined(s); ok {
			out = append(out, whole)
		}
	}
	for i := 0; i < len(out); i += titledShare {
		out = append(out, treebank.Titled(out[i]))
	}
	return out, nil
}

// A score is how many words of a text got their tag.
type score struct {
	text         string
	right, words int
}

// taggerScores measures a tagger on texts that it did not learn from.
func taggerScores(data string, m *postag.Model) ([]score, error) {
	var out []score
	for _, part := range []string{"dev", "test"} {
		web, err := treebank.Web(data, part)
		if err != nil {
			return nil, err
		}
		out = append(out, scoreOf(m, "EWT "+part, web))
	}
	docs, err := treebank.News(data)
	if err != nil {
		return nil, err
	}
	var held, titled []postag.Sentence
	for _, d := range docs {
		if d.IsHeldOut() {
			held = append(held, d.Sentences...)
		}
	}
	for _, s := range held {
		titled = append(titled, treebank.Titled(s))
	}
	return append(out, scoreOf(m, "GUM, 8 documents held out", held), scoreOf(m, "the same with a headline's capitals", titled)), nil
}

func scoreOf(m *postag.Model, text string, sentences []postag.Sentence) score {
	out := score{text: text}
	var tags []postag.Tag
	for _, s := range sentences {
		tags = m.Append(tags[:0], s.Words)
		for i, t := range tags {
			out.words++
			if t == s.Tags[i] {
				out.right++
			}
		}
	}
	return out
}

// taggerNote is the text of the provenance file.
func taggerNote(sentences, bytes int, scores []score) string {
	out := fmt.Sprintf(taggerOrigin, sentences, bytes)
	for _, s := range scores {
		out += fmt.Sprintf("  %-37s %6d of %6d words  %.2f %%\n", s.text, s.right, s.words, 100*float64(s.right)/float64(s.words))
	}
	return out
}

const taggerOrigin = `english.model: parts of speech of English words, an averaged perceptron

Made by:  go run ./internal/train tagger
Licence:  CC BY-SA 4.0, see LICENSE-model.txt
Texts (%d sentences, those counted that are shown twice):
  Universal Dependencies English Web Treebank, training part, 12,544 sentences
    github.com/UniversalDependencies/UD_English-EWT
    at 15d613d8447b3478787d4c278730a1e48a945efb; CC BY-SA 4.0
  GUM, Georgetown University Multilayer corpus: 35 of 43 news and interviews of
    Wikinews; github.com/amir-zeldes/gum
    at 72ce5ac14978a324c2fd18d49484e65292cbe316; annotations CC BY 4.0, texts CC BY 2.5
Size:     %d bytes
Scores, on words as the treebanks cut them:
`
