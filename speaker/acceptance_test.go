// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker_test

import (
	"os"
	"strings"
	"testing"

	"hearsay/internal/acceptance"
	"hearsay/internal/golden"
	"hearsay/internal/marked"
	"hearsay/quote"
)

// TestPeople runs the acceptance cases that ask whom a source stands for through
// both packages: "text" is plain, "resolved" has marks and speakers.
func TestPeople(t *testing.T) {
	golden.Run(t, "testdata/acceptance/*.txtar", func(t *testing.T, in string) map[string]string {
		var b strings.Builder
		for _, x := range parse(t, in) {
			x.Quotations = resolve(x.Article())
			b.WriteString(marked.Format(x))
		}
		return map[string]string{"resolved": b.String()}
	})
}

// TestKnownFailures lists what comes out wrong, with the wanted answer and, in its
// name, the reason. A case that comes right must move to the acceptance cases.
func TestKnownFailures(t *testing.T) {
	data, err := os.ReadFile(knownFailures)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range parse(t, string(data)) {
		if rightSpeakers(want) {
			t.Errorf("came right, promote it to %s: %s", people, want.Name)
		}
	}
}

const (
	people        = "testdata/acceptance/people.txtar"
	knownFailures = "testdata/known.marked"
)

// TestAcceptance counts the numbered cases whose words and speakers are right.
func TestAcceptance(t *testing.T) {
	var tally acceptance.Tally
	for _, want := range acceptance.Wanted(t, "../quote/testdata/cases/*.txtar", "../quote/testdata/known.marked") {
		got := want
		got.Quotations = quote.Find(want.Article())
		tally.Add(want, marked.Format(got) == marked.Format(want))
	}
	for _, want := range acceptance.Wanted(t, people, knownFailures) {
		tally.Add(want, rightSpeakers(want))
	}
	if missing := tally.Missing(); len(missing) > 0 {
		t.Errorf("no text for the cases %v", missing)
	}
	t.Log(tally.String(), "with speakers")
}

func rightSpeakers(want marked.Text) bool {
	got := want
	got.Quotations = resolve(want.Article())
	return marked.Format(got) == marked.Format(want)
}

func parse(t *testing.T, src string) []marked.Text {
	t.Helper()
	texts, err := marked.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	return texts
}
