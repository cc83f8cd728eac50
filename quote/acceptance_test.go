// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote_test

import (
	"testing"

	"hearsay/internal/acceptance"
	"hearsay/internal/marked"
	"hearsay/quote"
)

// TestAcceptance counts the numbered cases; TestCases says what differs. Every
// number must be kept, as a case or as a known failure.
func TestAcceptance(t *testing.T) {
	var tally acceptance.Tally
	for _, want := range acceptance.Wanted(t, "testdata/cases/*.txtar", "testdata/known.marked") {
		got := want
		got.Quotations = quote.Find(want.Article())
		tally.Add(want, marked.Format(got) == marked.Format(want))
	}
	if missing := tally.Missing(); len(missing) > 0 {
		t.Errorf("no text for the cases %v", missing)
	}
	t.Log(tally.String())
}

// Where the text makes one doubt, confidence says so.
func TestAcceptanceConfidence(t *testing.T) {
	sure := func(text string, i int) float64 {
		t.Helper()
		x := parse(t, "# x\n"+text)[0]
		qs := quote.Find(x.Article())
		if i >= len(qs) {
			t.Fatalf("%q has %d relations", text, len(qs))
		}
		return qs[i].Confidence
	}
	plain := sure("“We are ready,” Larin said.", 0)
	for name, got := range map[string]float64{
		"6 no cue":                   sure("Larin was firm. “We are ready.”", 0),
		"13 never closed":            sure("“They must choose between hill people and coast people, Larin said, adding that time is short.", 0),
		"15 closing mark in front":   sure("”We are ready,” Larin said.", 0),
		"17 never opened":            sure("We are ready,” Larin said.", 0),
		"19 the speaker goes on":     sure("“First point,” Larin said.\n\n“Second point.”", 1),
		"20 who speaks is open":      sure("“First point,” Larin said.\n\n“We disagree.”\n\nOdum spoke next.", 1),
		"52 evidence":                sure("Oslo has intelligence that the convoy was hit.", 0),
		"55 a thing is reported":     sure("He reported a fire.", 0),
		"57 a noun for a claim":      sure("Claims that 40 died were denied by Larin.", 0),
		"64 a charge without source": sure("He was accused of taking bribes.", 0),
	} {
		if got >= plain {
			t.Errorf("%s: confidence %.2f, not below the %.2f of a plain quotation", name, got, plain)
		}
	}
}
