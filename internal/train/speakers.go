// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"

	"hearsay/eval"
	"hearsay/odds"
	"hearsay/quote"
	"hearsay/speaker"
)

// writeSpeakers makes confidence.model and confidence.provenance.txt in the folder,
// from the annotated articles in another.
func writeSpeakers(articles, dir string) error {
	model, note, err := speakersModel(articles)
	if err != nil {
		return err
	}
	return writeModel(dir, model, note)
}

// speakersModel returns the texts of both files.
func speakersModel(articles string) (model, note string, err error) {
	texts, err := speakerExamples(articles)
	if err != nil {
		return "", "", err
	}
	m, own, others := learn(texts)
	return m.Format(), fmt.Sprintf(speakersOrigin, len(texts), own.N) + scoreRows(own, others), nil
}

// speakerExamples are the names that the sieves give the relations that the rules
// find in the articles, article by article.
func speakerExamples(articles string) ([][]odds.Example, error) {
	texts, err := eval.ReadMarked(articles)
	if err != nil {
		return nil, err
	}
	out := make([][]odds.Example, len(texts))
	for i := range texts {
		a := texts[i].Article()
		found := quote.Find(a)
		signs := speaker.Signs(a, found)
		for k, right := range eval.NamedRight(&texts[i], found) {
			if signs[k] != nil {
				out[i] = append(out[i], odds.Example{Signs: signs[k], Right: right})
			}
		}
	}
	return out, nil
}

const speakersOrigin = `confidence.model: how likely a name is right, by its signs; logistic, in thousandths of a logit

Made by:  go run ./internal/train speakers
Licence:  Apache-2.0, as all of Hearsay
Texts:    quote/testdata/news/train, our own, %d articles; %d names that the sieves give there
Right:    the truth has a relation with this cue, and this name for it (doc/eval.md)
Scores:                        mean  right   off by  Brier   ranked
`
