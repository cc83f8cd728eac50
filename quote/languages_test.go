// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/tools/txtar"

	"hearsay"
	"hearsay/internal/golden"
	"hearsay/internal/marked"
	"hearsay/quote"
)

// TestLanguages runs the cases of the languages other than English; see TestCases.
func TestLanguages(t *testing.T) {
	golden.Run(t, "testdata/languages/*.txtar", func(t *testing.T, in string) map[string]string {
		var b strings.Builder
		for _, x := range parse(t, in) {
			x.Quotations = quote.Find(x.Article())
			b.WriteString(marked.Format(x))
		}
		return map[string]string{"marked": b.String()}
	})
}

// languageTexts are the texts of those cases.
func languageTexts(t *testing.T) []marked.Text {
	t.Helper()
	paths, err := filepath.Glob("testdata/languages/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	var out []marked.Text
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, parse(t, string(txtar.Parse(data).Files[0].Data))...)
	}
	return out
}

// What holds of English quotations holds of others: their shape, and that the way
// in which letters are encoded makes no difference.
func TestLanguagesKeepPromises(t *testing.T) {
	for _, x := range languageTexts(t) {
		t.Run(x.Name, func(t *testing.T) {
			a := x.Article()
			checkQuotations(t, a, quote.Find(a))
			b := &hearsay.Article{Headline: norm.NFD.String(x.Headline), Text: norm.NFD.String(x.Body)}
			checkQuotations(t, b, quote.Find(b))
			compareWords(t, a, b, norm.NFC.String)
		})
	}
}

// The language is that of the text, whatever the page says of it: English pages
// and those of other languages are told apart by their words.
func TestLanguageOfTextOutranksPage(t *testing.T) {
	text := "Der Direktor der Werft erklärte, dass die Arbeit im Mai beginnt und bis zum Herbst dauert."
	for _, declared := range []string{"", "en", "de", "fr-CA", "xx"} {
		qs := quote.Find(&hearsay.Article{Text: text, Language: declared})
		if len(qs) != 1 || qs[0].Cue.In(text) != "erklärte" {
			t.Errorf("declared %q: %+v", declared, qs)
		}
	}
}

// A page in a language that has no table gives what its layout tells, and nothing
// else.
func TestUnknownLanguage(t *testing.T) {
	text := "Silta on ollut kiinni maanantaista lähtien, ja kaupunki korjaa sitä syksyyn asti. FALK: Emme tienneet mitään. Se on totta. " +
		"Kukaan ei kertonut meille asiasta, vaikka kysyimme monta kertaa viime vuonna."
	qs := quote.Find(&hearsay.Article{Text: text})
	for _, q := range qs {
		if !q.Has(hearsay.Transcript) {
			t.Errorf("found %q by %q", q.Content[0].In(text), q.Source.In(text))
		}
	}
	if len(qs) != 1 {
		t.Errorf("%d quotations, want the one turn", len(qs))
	}
}
