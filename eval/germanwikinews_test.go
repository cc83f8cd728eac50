// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval_test

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"hearsay/eval"
	"hearsay/internal/golden"
)

// One article in the layout of German Wikinews, small enough to score by hand:
// the second quotation is one that nobody attributes.
const germanLine = `{"documentName": "1 - Ärger", "originalText": "„Es regnet überall“, sagte Falk. Die Brücke „schläft“ noch.", "annotations": [` +
	`{"type": "Direct", "isNested": false, "addressee": [], "quote": {"spans": [{"charBegin": 0, "charEnd": 19}]}, "cue": {"spans": [{"charBegin": 21, "charEnd": 26}]}, "speaker": {"spans": [{"charBegin": 27, "charEnd": 31}]}},` +
	`{"type": "Direct", "isNested": false, "addressee": [], "quote": {"spans": [{"charBegin": 44, "charEnd": 53}]}, "cue": [], "speaker": {"spans": [{"charBegin": 33, "charEnd": 43}]}}]}`

func writeGerman(t *testing.T, line string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "dev.jsonl"), []byte(line+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestGermanWikinewsLayout(t *testing.T) {
	report, err := eval.Quotes(writeGerman(t, germanLine), eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		group, name string
		want        float64
	}{
		{"Direct quote+speaker", "P", 1},
		{"Direct quote+speaker", "R", 0.5},
		{"Direct quote+speaker", "R exact", 0.5},
		{"any type quote", "R", 0.5},
		{"cue of found", "F1", 1},
	} {
		got, ok := report.Sets[0].Find(c.group, c.name)
		if !ok || math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s %s is %v, want %v", c.group, c.name, got, c.want)
		}
	}
}

func TestGermanWikinewsOutsideText(t *testing.T) {
	line := `{"originalText": "Ja.", "annotations": [{"type": "Direct", "quote": {"spans": [{"charBegin": 0, "charEnd": 9}]}}]}`
	report, err := eval.Quotes(writeGerman(t, line), eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"dev.jsonl line 1: range 0-9 outside the text: invalid"}
	if got := report.Sets[0].Skipped; !slices.Equal(got, want) {
		t.Errorf("skipped %q, want %q", got, want)
	}
}

// TestGermanWikinews scores the development part. Its licence is not open, so
// that nothing of it is kept here.
func TestGermanWikinews(t *testing.T) {
	if testing.Short() {
		t.Skip("short")
	}
	report, err := eval.Quotes(golden.Data(t, "quotes-german-wikinews"), eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for group, floor := range map[string]float64{"Direct quote+speaker": 0.80, "Indirect quote+speaker": 0.70, "any type quote+speaker": 0.64} {
		if got, _ := report.Sets[0].Find(group, "F1"); got < floor {
			t.Errorf("%s F1 is %.4f, below %.2f", group, got, floor)
		}
	}
}
