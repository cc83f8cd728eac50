// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"hearsay/eval"
	"hearsay/odds"
	"hearsay/quote"
)

// caution and parts were chosen by the parts' Brier score: from 2 to 10 it hardly
// changes.
const (
	caution = 5
	parts   = 10
)

// writeQuotes makes confidence.model and confidence.provenance.txt in the folder,
// from the annotated articles in another.
func writeQuotes(articles, dir string) error {
	model, note, err := quotesModel(articles)
	if err != nil {
		return err
	}
	return writeModel(dir, model, note)
}

// writeModel writes a model and where it comes from into the folder of its package.
func writeModel(dir, model, note string) error {
	if err := os.WriteFile(filepath.Join(dir, "confidence.model"), []byte(model), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "confidence.provenance.txt"), []byte(note), 0o644)
}

// quotesModel returns the texts of both files.
func quotesModel(articles string) (model, note string, err error) {
	texts, err := quoteExamples(articles)
	if err != nil {
		return "", "", err
	}
	learnt, own, others := learn(texts)
	return learnt.Format(), fmt.Sprintf(quotesOrigin, len(texts), own.N) + scoreRows(own, others), nil
}

// learn fits a model to examples, which come text by text, and says how good it is
// on them, and how good the models of parts of them are on the rest.
func learn(texts [][]odds.Example) (m *odds.Model, own, others eval.Calibration) {
	all := slices.Concat(texts...)
	m = odds.Train(all, caution)
	var mine, theirs []eval.Opinion
	chances := odds.Folds(texts, parts, caution)
	for i, x := range all {
		mine = append(mine, eval.Opinion{Confidence: m.Chance(x.Signs), Right: x.Right})
		theirs = append(theirs, eval.Opinion{Confidence: chances[i], Right: x.Right})
	}
	return m, eval.Calibrate(mine), eval.Calibrate(theirs)
}

// quoteExamples are the relations that the rules find in the articles, article by
// article.
func quoteExamples(articles string) ([][]odds.Example, error) {
	texts, err := eval.ReadMarked(articles)
	if err != nil {
		return nil, err
	}
	out := make([][]odds.Example, len(texts))
	for i := range texts {
		found, signs := quote.Signs(texts[i].Article())
		for k, right := range eval.RightAnswers(&texts[i], found) {
			if signs[k] != nil {
				out[i] = append(out[i], odds.Example{Signs: signs[k], Right: right})
			}
		}
	}
	return out, nil
}

// scoreRows are the lines of a note that say how good a model is.
func scoreRows(own, others eval.Calibration) string {
	out := ""
	for _, row := range []struct {
		name string
		c    eval.Calibration
	}{{"the model itself", own}, {"each tenth by the others", others}} {
		out += fmt.Sprintf("  %-26s %.4f %.4f  %.4f  %.4f  %.4f\n", row.name, row.c.Mean, row.c.Right, row.c.Off, row.c.Brier, row.c.Ranked)
	}
	return out
}

const quotesOrigin = `confidence.model: how likely a relation is right, by its signs; logistic, in thousandths of a logit

Made by:  go run ./internal/train quotes
Licence:  Apache-2.0, as all of Hearsay
Texts:    testdata/news/train, our own, %d articles; %d relations that the rules find there
Right:    same cue, overlapping source, half of the content (doc/eval.md)
Scores:                        mean  right   off by  Brier   ranked
`
