// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package grammar_test

import (
	"strings"
	"testing"

	"hearsay/grammar"
)

func TestGermanForms(t *testing.T) {
	de := grammar.For("de-CH")
	for _, c := range []struct {
		form, lemma, particle string
		is                    grammar.Form
	}{
		{"sagte", "sagen", "", grammar.Finite},
		{"sagten", "sagen", "", grammar.Finite},
		{"gesagt", "sagen", "", grammar.Participle},
		{"sagen", "sagen", "", grammar.Plural},
		{"antwortete", "antworten", "", grammar.Finite},
		{"forderte", "fordern", "", grammar.Finite},
		{"bestätigt", "bestätigen", "", grammar.Finite | grammar.Participle},
		{"kommentiert", "kommentieren", "", grammar.Finite | grammar.Participle},
		{"teilte", "mitteilen", "mit", grammar.Finite},
		{"mitteilte", "mitteilen", "", grammar.Final},
		{"mitgeteilt", "mitteilen", "", grammar.Participle},
		{"gab", "bekanntgeben", "bekannt", grammar.Finite},
		{"bekanntgegeben", "bekanntgeben", "", grammar.Participle},
		{"hieß", "heißen", "", grammar.Finite},
		{"hiess", "heissen", "", grammar.Finite},
	} {
		if !hasCue(de.Cues(c.form), c.lemma, c.particle, c.is) {
			t.Errorf("%s is not %s with particle %q and form %b: %v", c.form, c.lemma, c.particle, c.is, de.Cues(c.form))
		}
	}
	if len(de.Cues("sager")) > 0 {
		t.Error("sager reports")
	}
}

func hasCue(cues []grammar.Cue, lemma, particle string, form grammar.Form) bool {
	for _, c := range cues {
		if c.Lemma == lemma && c.Particle == particle && c.Form == form {
			return true
		}
	}
	return false
}

// Every table has what the rules cannot do without.
func TestTablesAreComplete(t *testing.T) {
	for _, code := range grammar.Codes() {
		table := grammar.For(code)
		if table == nil || table.Code != code {
			t.Errorf("%s has no table", code)
		}
	}
	for code, words := range map[string]string{
		"de": "sagte dass der laut", "fr": "déclaré que le selon", "es": "dijo que el según", "ru": "заявил что он по",
		"it": "detto che il secondo", "pt": "disse que o segundo", "tr": "dedi ki bir göre", "uk": "заявив що він за",
		"pl": "powiedziała że on według", "nl": "zei dat de volgens",
	} {
		w := strings.Fields(words)
		table := grammar.For(code)
		if len(table.Cues(w[0])) == 0 || !table.Part(w[1]).Has(grammar.That) || !table.Part(w[2]).Has(grammar.Article|grammar.Person) {
			t.Errorf("%s: %q, %q or %q is not in the table", code, w[0], w[1], w[2])
		}
		first := func(n int) string { return strings.Fields(w[3] + " словам словами")[n] }
		if table.SourceBefore(first) == 0 && !table.SourceAfter(w[3]) && code != "ru" && code != "uk" {
			t.Errorf("%s: %q names no source", code, w[3])
		}
	}
}

func TestDetect(t *testing.T) {
	for want, text := range map[string]string{
		"de": "die brücke ist seit montag gesperrt und bleibt es auch",
		"fr": "le pont est fermé depuis lundi et le restera",
		"es": "el puente está cerrado desde el lunes y lo seguirá",
		"it": "il ponte è chiuso da lunedì e lo resterà",
		"pt": "a ponte está fechada desde segunda-feira e vai continuar",
		"ru": "мост закрыт с понедельника и это не изменится",
		"uk": "міст закрито з понеділка і це не зміниться",
		"tr": "köprü pazartesi günü için kapalı ve bu çok kötü",
		"pl": "most jest zamknięty od poniedziałku i to się nie zmieni",
		"nl": "de brug is sinds maandag dicht en dat blijft zo",
	} {
		if got, _ := grammar.Detect(strings.Fields(text)); got == nil || got.Code != want {
			t.Errorf("%q is taken for %v, want %s", text, got, want)
		}
	}
	if got, _ := grammar.Detect([]string{"xyzzy"}); got != nil {
		t.Errorf("a word of no language is taken for %s", got.Code)
	}
}

func TestClitics(t *testing.T) {
	fr := grammar.For("fr")
	for word, want := range map[string]int{"qu'il": 3, "l'homme": 2, "aujourd'hui": 0, "l'": 0, "pont": 0} {
		if got := fr.Clitic(word); got != want {
			t.Errorf("Clitic(%q) is %d, want %d", word, got, want)
		}
	}
	for word, want := range map[string]int{"dit-il": 3, "a-t-elle": 7, "porte-parole": 0, "-il": 0} {
		if got := fr.Enclitic(word); got != want {
			t.Errorf("Enclitic(%q) is %d, want %d", word, got, want)
		}
	}
}
