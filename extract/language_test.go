// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"strings"
	"testing"
)

func TestPlainLanguage(t *testing.T) {
	const (
		english = "The minister said that the bridge of Ardmoor would be closed for a week, and that the work was to begin on Monday. "
		german  = "Die Ministerin sagte, dass die Brücke von Ardmoor für eine Woche gesperrt ist und die Arbeiten nicht vor dem Montag beginnen. "
		french  = "La ministre a dit que le pont d’Ardmoor est fermé pour une semaine et que les travaux du pont sont prévus dans les jours qui viennent. "
		spanish = "La ministra dijo que el puente de Ardmoor se cierra por una semana y que las obras del puente no empiezan antes del lunes. "
		dutch   = "De minister zei dat de brug van Ardmoor een week dicht is en dat het werk niet voor maandag begint, zoals eerder was gemeld. "
		finnish = "Ministeri sanoi, että Ardmoorin silta suljetaan viikoksi ja että työt alkavat maanantaina, jos sää sallii, kuten aiemmin on kerrottu kaikille. "
	)
	for _, c := range []struct{ name, text, want string }{
		{"English", english, "en"},
		{"capitals", strings.ToUpper(english), "en"},
		{"German", german, "de"},
		{"French", french, "fr"},
		{"Spanish", spanish, "es"},
		{"too short", english[:60], ""},
		{"two languages", english + german, ""},
		{"a language without a list", dutch, ""},
		{"another", finnish, ""},
		{"figures", strings.Repeat("gold 15.0 up 14.5 the ", 20), ""},
		{"nothing", "", ""},
	} {
		if got := plainLanguage(c.text); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Who knows no list of the language is asked next.
func TestLanguage(t *testing.T) {
	greek := "Η υπουργός είπε ότι η γέφυρα θα κλείσει για μία εβδομάδα από τη Δευτέρα, και όχι νωρίτερα."
	for _, c := range []struct{ text, declared, given, want string }{
		{greek, "", "", "el"},
		{greek, "en", "", "el"},
		{greek, "", "en", "en"},
		{"Brug dicht", "nl_BE", "", "nl"},
		{"Brug dicht", "", "", ""},
	} {
		if got := language(c.text, c.declared, c.given); got != c.want {
			t.Errorf("%q declared %q, given %q: %q, want %q", c.text, c.declared, c.given, got, c.want)
		}
	}
}
