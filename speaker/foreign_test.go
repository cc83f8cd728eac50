// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker_test

import (
	"fmt"
	"testing"

	"hearsay"
	"hearsay/quote"
	"hearsay/speaker"
)

// Sources of other languages are named where the text names them, and left open
// where it does not: a wrong name is worse than none.
func TestOtherLanguages(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string // "source = name (kind, how)", or "source = nobody"
	}{
		{"Die Bundeskanzlerin Ida Falk besuchte Halden. „Die Brücke bleibt zu“, sagte Falk. Die Kanzlerin betonte, das Geld reiche nicht. Sie kündigte an, im Mai wiederzukommen.",
			[]string{"Falk = Ida Falk (person, surname)", "Die Kanzlerin = Ida Falk (person, role)", "Sie = Ida Falk (person, pronoun)"}},
		{"Ein Sprecher der Werft sagte, die Brücke sei alt. Die Polizei teilte mit, dass niemand verletzt wurde. Das Verkehrsministerium bestätigte, dass sie gesperrt ist.",
			[]string{"Ein Sprecher der Werft = Ein Sprecher der Werft (anonymous, description)", "Die Polizei = Polizei (organization, organization)",
				"Das Verkehrsministerium = Verkehrsministerium (organization, organization)"}},
		{"Bürgermeister Otto Rusk und Bürgermeister Nils Orth kamen. Der Bürgermeister sagte, die Brücke sei alt. Er sagte, sie bleibe zu. Herr Rusk sagte, er gehe.",
			[]string{"Der Bürgermeister = nobody", "Er = nobody", "Herr Rusk = Otto Rusk (person, surname)"}},
		{"Fachleute warnen, dass die Brücke fällt. Nach den Worten Falks ist sie alt. Der Zeitung „Orta“ zufolge bleibt sie zu. Das Büro sagte, sie sei alt.",
			[]string{"Fachleute = nobody", "Falks = nobody", "Der Zeitung „Orta“ = Orta (outlet, outlet)", "Das Büro = nobody"}},
		{"La ministre Ida Falk a visité Halden. « Non », a déclaré Mme Falk. La ministre a ajouté que le pont est fermé. Selon la police, il y a trois blessés. Elle a dit que le maire partait.",
			[]string{"Mme Falk = Ida Falk (person, surname)", "La ministre = Ida Falk (person, role)", "la police = police (organization, organization)", "Elle = Ida Falk (person, pronoun)"}},
		{"El ministro Otto Rusk visitó Halden. Rusk dijo que el puente es viejo. El máximo funcionario del Ministerio de Obras dijo que el puente sigue cerrado. El Ministerio de Obras dijo que lo abre en mayo. Un médico de la Casa Halden dijo que hay tres heridos.",
			[]string{"Rusk = Otto Rusk (person, surname)", "El máximo funcionario del Ministerio de Obras = El máximo funcionario del Ministerio de Obras (anonymous, description)",
				"El Ministerio de Obras = Ministerio de Obras (organization, organization)", "Un médico de la Casa Halden = nobody"}},
		{"Министр Ида Фальк приехала в Халден. «Нет», — сказала Фальк. По словам Фальк, мост старый. Губернатор Отто Руск молчал. По словам Руска, мост закрыт.",
			[]string{"Фальк = Ида Фальк (person, surname)", "Фальк = Ида Фальк (person, surname)", "Руска = Отто Руск (person, surname)"}},
	} {
		a := &hearsay.Article{Text: c.text}
		qs := quote.Find(a)
		speaker.Resolve(a, qs)
		var got []string
		for _, q := range qs {
			who := "nobody"
			if sp := q.Speaker; !sp.Agent.IsZero() {
				who = fmt.Sprintf("%s (%s, %s)", sp.Agent.Name, sp.Agent.Kind, sp.How)
			}
			got = append(got, q.Source.In(c.text)+" = "+who)
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%.40s…\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}
