// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"hearsay/bench/provenance"
)

// Provenance scores answers on a set of the provenance benchmark: a folder with
// articles.jsonl, questions.jsonl and truth.jsonl, as bench/provenance/generate
// writes it. Answer is given the articles' file and the questions, and never the
// truth. The second set is of the credits that pages are read to bear. Errors: those of reading the folder, and Answer's.
func Provenance(dir string, opt Options, answer func(articles string, q []provenance.Question) (*provenance.Answers, error)) (Report, error) {
	questions, err := readSet(dir, "questions.jsonl", provenance.ReadQuestions)
	if err != nil {
		return Report{}, err
	}
	truth, err := readSet(dir, "truth.jsonl", provenance.ReadTruth)
	if err != nil {
		return Report{}, err
	}
	answers, err := answer(filepath.Join(dir, "articles.jsonl"), questions)
	if err != nil {
		return Report{}, err
	}
	set := Set{Name: fmt.Sprintf("provenance, %s, seed %d", truth.About.Name, truth.About.Seed), Texts: len(truth.Articles)}
	for _, f := range provenance.Score(truth, answers).Figures {
		m := Metric{Group: f.Group + ": " + f.Name, Name: "value", Value: f.Value, N: f.N}
		if f.Unanswered {
			m.Note = "not answered"
		}
		set.Metrics = append(set.Metrics, m)
	}
	articles, err := readSet(dir, "articles.jsonl", provenance.ReadArticles)
	if err != nil {
		return Report{}, err
	}
	return Report{Sets: []Set{set, provenanceCredits(articles, truth, opt)}}, nil
}

// IsProvenance reports whether a folder is a set of the provenance benchmark.
func IsProvenance(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, "questions.jsonl"))
	return err == nil && info.Mode().IsRegular()
}

func readSet[T any](dir, name string, parse func(io.Reader) (T, error)) (v T, err error) {
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return v, err
	}
	v, err = parse(f)
	if err = errors.Join(err, f.Close()); err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return v, err
}
