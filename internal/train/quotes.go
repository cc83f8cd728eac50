// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"path/filepath"

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
	var all []odds.Example
	for _, t := range texts {
		all = append(all, t...)
	}
	learnt := odds.Train(all, caution)
	var own, others []eval.Opinion
	chances := odds.Folds(texts, parts, caution)
	for i, x := range all {
		own = append(own, eval.Opinion{Confidence: learnt.Chance(x.Signs), Right: x.Right})
		others = append(others, eval.Opinion{Confidence: chances[i], Right: x.Right})
	}
	return learnt.Format(), quotesNote(len(texts), eval.Calibrate(own), eval.Calibrate(others)), nil
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

func quotesNote(articles int, own, others eval.Calibration) string {
	out := fmt.Sprintf(quotesOrigin, articles, own.N)
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
