// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lexicon_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/lexicon"
)

var update = flag.Bool("update", false, "rewrite doc/cues.md")

// TestCueList holds the published list of cues to the lexicon.
func TestCueList(t *testing.T) {
	path := filepath.Join("..", "doc", "cues.md")
	got := cueList()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s is not the lexicon's list (-file +lexicon); go test ./lexicon -run CueList -update:\n%s", path, diff)
	}
}

const cueListHead = `# Cues

The words that package quote takes for reports, by profile. **Core** asserts that somebody spoke or wrote;
**extended** tells what somebody thinks, wants or judges, or what a document shows. Whether a word reports
depends on its sentence: package lexicon says what may follow it, package quote looks.

Next to quoted words any verb is a core cue (“…,” she smiled). So are “according to”, “per”, “in her words”,
“as he put it”, a colon or dash beside a name. Scores named *core* count 29 plain forms of these words only
(doc/eval.md); the core profile is wider.

This page is made of the lexicon by ` + "`go test ./lexicon -run CueList -update`" + `.
`

var classTitles = []string{"", "say", "write", "tell", "ask", "deny", "order", "claim", "show", "think", "feel", "judge", "plan"}

// cueList writes the lists, verbs by profile and class and then nouns by class.
func cueList() string {
	var b strings.Builder
	b.WriteString(cueListHead)
	for _, profile := range []string{"Core", "Extended"} {
		fmt.Fprintf(&b, "\n## %s\n\n", profile)
		for class := lexicon.Say; class <= lexicon.Plan; class++ {
			var lemmas []string
			for _, e := range lexicon.Cues() {
				if e.Class == class && e.Has(lexicon.Core) == (profile == "Core") {
					lemmas = append(lemmas, e.Lemma)
				}
			}
			writeCues(&b, classTitles[class], lemmas)
		}
	}
	b.WriteString("\n## Nouns\n\nWith “that”, or of somebody (“Lee’s call for calm”): core up to *claim* when somebody’s, else extended.\n\n")
	nouns := lexicon.NominalCues()
	for class := lexicon.Say; class <= lexicon.Plan; class++ {
		var of []string
		for _, noun := range slices.Sorted(maps.Keys(nouns)) {
			if nouns[noun] == class {
				of = append(of, noun)
			}
		}
		writeCues(&b, classTitles[class], of)
	}
	return b.String()
}

func writeCues(b *strings.Builder, title string, words []string) {
	if len(words) > 0 {
		fmt.Fprintf(b, "* *%s*: %s\n", title, strings.Join(words, ", "))
	}
}
