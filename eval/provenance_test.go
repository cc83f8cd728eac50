// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"hearsay/bench/provenance"
	"hearsay/eval"
)

const provenanceSample = "../bench/provenance/testdata/sample"

// TestProvenance: who answers is given articles and questions; figures that are
// not answered say so and are no zeros.
func TestProvenance(t *testing.T) {
	report, err := eval.Provenance(provenanceSample, eval.Options{}, func(articles string, q []provenance.Question) (*provenance.Answers, error) {
		if filepath.Base(articles) != "articles.jsonl" || len(q) == 0 {
			t.Errorf("asked of %s, %d questions", articles, len(q))
		}
		return &provenance.Answers{Heads: []provenance.Head{{Answered: "edge"}}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	set := &report.Sets[0]
	notes := map[string]string{}
	for _, m := range set.Metrics {
		notes[m.Group] = m.Note
	}
	if recall, ok := set.Find("edges: recall", "value"); !ok || recall != 0 || notes["edges: recall"] != "" {
		t.Errorf("recall of nothing found is %v, note %q", recall, notes["edges: recall"])
	}
	if got := notes["chains: exact"]; got != "not answered" {
		t.Errorf("chains that nobody stated: note %q", got)
	}
	var b strings.Builder
	if err := report.WriteText(&b); err != nil || !strings.Contains(b.String(), "not answered") {
		t.Errorf("%v: %s", err, b.String())
	}
}

// TestProvenanceFails: errors of the folder and of who answers come through.
func TestProvenanceFails(t *testing.T) {
	if _, err := eval.Provenance(t.TempDir(), eval.Options{}, nil); err == nil {
		t.Error("an empty folder was scored")
	}
	tired := errors.New("tired")
	_, err := eval.Provenance(provenanceSample, eval.Options{}, func(string, []provenance.Question) (*provenance.Answers, error) { return nil, tired })
	if !errors.Is(err, tired) {
		t.Errorf("got %v", err)
	}
}
