// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval_test

import (
	"bytes"
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/eval"
	"hearsay/internal/golden"
)

var updateScores = flag.Bool("update-scores", false, "rewrite the files of scores")

// TestOwnQuotes holds the scores on our own articles: a change that moves one
// shows in the diff of scores.txt.
func TestOwnQuotes(t *testing.T) {
	dir := filepath.Join("..", "quote", "testdata", "eval")
	report, err := eval.Quotes(dir, eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	holdScores(t, report, filepath.Join(dir, "scores.txt"))
}

func holdScores(t *testing.T, report eval.Report, path string) {
	t.Helper()
	var b bytes.Buffer
	if err := report.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	if *updateScores {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("scores moved; look at the diff, then run with -update-scores (-want +got):\n%s", diff)
	}
}

// A two-article set in the layout of PolNeAR, small enough to score by hand.
// Gold of article b: it was annotated twice, the second time without source.
func writeBrat(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, "train", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("text/a.txt", "Rain.\n\n“Héy,” Lee said. It rained.")
	write("attributions/a_0a1b.ann", "T1\tSource 14 17\tLee\nT2\tCue 18 22\tsaid\nT3\tContent 7 13\t“Héy,”\nT4\tAttribution 18 22\tsaid\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n#1\tAnnotatorNotes T1\tsure?\n")
	write("text/b.txt", "Rain.\n\nOdum said that it rained.\n\nNobody cared.")
	b := "T1\tSource 7 11\tOdum\nT2\tCue 12 16\tsaid\nT3\tContent 17 31\tthat it rained\nE1\tContent:T3 Cue:T2 Source:T1\n"
	write("attributions/b_0a1b.ann", b)
	write("attributions/b_2c3d.ann", strings.ReplaceAll(b, " Source:T1", ""))
	return dir
}

func TestPolnearLayout(t *testing.T) {
	report, err := eval.Quotes(writeBrat(t), eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	set := report.Sets[0]
	if set.Texts != 3 {
		t.Errorf("%d texts, want 3: one for each annotator", set.Texts)
	}
	for _, c := range []struct {
		group, name string
		want        float64
	}{
		{"cue", "F1", 1},
		{"content", "F1", 1}, // "that" is content there, and complementiser here
		{"source", "P", 2.0 / 3},
		{"source", "R", 1},
		{"core", "P", 2.0 / 3},
		{"core", "R", 2.0 / 3},
		{"core direct", "R", 1},
		{"core indirect", "R", 1.0 / 2},
	} {
		got, ok := set.Find(c.group, c.name)
		if !ok || math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s %s is %v, want %v", c.group, c.name, got, c.want)
		}
	}
	people := report.Sets[1]
	cue, _ := people.Find("cue", "F1")
	source, _ := people.Find("source", "F1")
	if people.Texts != 2 || cue != 1 || source != 0 {
		t.Errorf("two people: %d pairs, cue F1 %v, source F1 %v; want 2, 1, 0: only one marked the source", people.Texts, cue, source)
	}
}

func TestQuotesErrorsAreListed(t *testing.T) {
	var b bytes.Buffer
	if _, err := eval.Quotes(writeBrat(t), eval.Options{Errors: &b}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"== PolNeAR, source needless: a source where the truth has none (1 of 1)\n\nb_2c3d, core indirect\n",
		"want Odum [c:said] [q:that it rained]. > indirect\n",
		"got  [s:Odum] [c:said] [q:that it rained]. > indirect; = Odum (person, surname)\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("errors do not show %q:\n%s", want, b.String())
		}
	}
}

func TestQuotesOfEmptyFolder(t *testing.T) {
	if _, err := eval.Quotes(t.TempDir(), eval.Options{}); !errors.Is(err, hearsay.ErrNotFound) {
		t.Errorf("error is %v, want not found", err)
	}
}

// TestPolnear scores the PolNeAR training part. It has no licence, so that
// nothing of it may be kept here; the floors are those that issue 2 asks for.
func TestPolnear(t *testing.T) {
	if testing.Short() {
		t.Skip("short")
	}
	dir := golden.Data(t, "quotes-polnear")
	report, err := eval.Quotes(dir, eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for group, floor := range map[string]float64{"source": 0.50, "cue": 0.53, "content": 0.40, "core": 0.81, "core direct": 0.90} {
		if got, _ := report.Sets[0].Find(group, "F1"); got < floor {
			t.Errorf("%s F1 is %.4f, below %.2f", group, got, floor)
		}
	}
}
