// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hearsay/bench/provenance/plant"
	"hearsay/eval"
	"hearsay/odds"
)

// Seeds of the stories that copies.model is learnt from, at every level.
const (
	firstStories = 100
	lastStories  = 104
)

// writePrecede makes copies.model, versions.model and models.provenance.txt in the
// folder dir, from made-up stories and from the versions of pages in the folder data.
func writePrecede(data, dir string) error {
	copies, err := copyExamples()
	if err != nil {
		return err
	}
	versions, err := eval.VersionExamples(filepath.Join(data, "reuse-wiki-versions"))
	if err != nil {
		return err
	}
	note := precedeOrigin
	for _, m := range []struct {
		file  string
		texts [][]odds.Example
	}{{"copies.model", copies}, {"versions.model", versions}} {
		model, line := directionModel(m.texts)
		note += fmt.Sprintf("  %-15s %s\n", m.file, line)
		if err := os.WriteFile(filepath.Join(dir, m.file), []byte(model), 0o644); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(dir, "models.provenance.txt"), []byte(note), 0o644)
}

func copyExamples() ([][]odds.Example, error) {
	var out [][]odds.Example
	for seed := uint64(firstStories); seed <= lastStories; seed++ {
		for level := 1; level <= plant.Levels; level++ {
			examples, err := eval.DirectionExamples(level, seed)
			if err != nil {
				return nil, err
			}
			out = append(out, examples)
		}
	}
	return out, nil
}

// directionCaution keeps weights of rare signs small; from 4 to 10 the figures
// hardly change.
const directionCaution = 4

// directionModel fits a model whose weights are those of a sign that speaks for an
// answer: against it they are the same less, since every pair is there twice. The
// line has figures of each part of the texts by a model of the others.
func directionModel(texts [][]odds.Example) (model, line string) {
	all := slices.Concat(texts...)
	learnt := odds.Train(all, directionCaution)
	names := map[string]bool{}
	for _, x := range all {
		for _, s := range x.Signs {
			if name, ok := strings.CutPrefix(s, "for "); ok {
				names[name] = true
			}
		}
	}
	var out strings.Builder
	out.WriteString("+0\tany\n")
	for _, name := range slices.Sorted(maps.Keys(names)) {
		weight := (learnt.Weight("for "+name) - learnt.Weight("against "+name)) / 2
		fmt.Fprintf(&out, "%+d\t%s\n", int(math.Round(1000*weight)), name)
	}
	var others []eval.Opinion
	right, decided := 0, 0
	for i, chance := range odds.Folds(texts, parts, directionCaution) {
		others = append(others, eval.Opinion{Confidence: chance, Right: all[i].Right})
		if chance >= 0.8 {
			decided++
			if all[i].Right {
				right++
			}
		}
	}
	c := eval.Calibrate(others)
	return out.String(), fmt.Sprintf("%6d  %.3f    %.3f  %.4f  %.4f", len(all)/2, 2*float64(decided)/float64(len(all)), float64(right)/float64(decided), c.Off, c.Brier)
}

const precedeOrigin = `What signs of direction are worth, in thousandths of a logit

Made by:  go run ./internal/train precede        (replies.model is set by hand)
copies    learnt from pairs of articles of bench/provenance, levels 1 to 5, seeds 100 to 104: generated, Apache-2.0
versions  learnt from pairs of versions of English Wikipedia pages, seven in ten pages of github.com/natwar-modani/versions,
          CC BY-SA 3.0; nothing of their text is in the model, which is counts of such things as headings and years
Scores    each tenth of the texts by a model of the others, of pairs with any sign:
                   pairs  decided  right  off by  Brier
`
