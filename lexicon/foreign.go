// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lexicon

import (
	"strings"
	"sync"
)

// ForeignCue reports whether the key is a reporting verb form of a language
// other than English. The lists are short on purpose: they serve direct speech,
// where the marks do most of the work. English texts never ask.
func ForeignCue(key string) bool { return foreignTable()[key] }

var foreignTable = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, words := range foreignForms {
		for _, w := range strings.Fields(words) {
			m[w] = true
		}
	}
	return m
})

// Finite forms, third person singular and plural, past and present. Several
// words (Romance compound pasts) are found by their participle.
var foreignForms = [...]string{
	// German
	`sagte sagten sagt erklärte erklärten erklärt meinte meint betonte betonten betont fügte teilte schrieb schrieben
	schreibt fragte fragt antwortete antwortet kritisierte forderte warnte warnten berichtete kündigte bestätigte
	ergänzte unterstrich rief räumte versicherte schilderte mahnte bekräftigte`,
	// French
	`dit disent déclaré déclare affirmé affirme expliqué explique ajouté ajoute souligné souligne estimé estime
	indiqué indique précisé précise répondu répond lancé assuré assure annoncé annonce demandé demande écrit rappelé
	rappelle confié poursuit conclut`,
	// Spanish
	`dijo dijeron dice afirmó afirma declaró declara aseguró asegura señaló señala explicó explica añadió añade
	agregó indicó respondió preguntó escribió anunció advirtió sostuvo manifestó subrayó`,
	// Italian
	`detto dice disse dichiarato dichiara affermato afferma spiegato spiega aggiunto aggiunge sottolineato
	sottolinea scritto risposto chiesto annunciato`,
	// Portuguese
	`disse disseram diz afirmou afirma declarou explicou acrescentou respondeu perguntou escreveu anunciou`,
	// Russian
	`сказал сказала сказали говорит заявил заявила заявили заявляет отметил отметила сообщил сообщила сообщили
	подчеркнул подчеркнула добавил добавила пояснил пояснила рассказал рассказала написал написала считает уверен
	ответил ответила спросил спросила признал признала напомнил напомнила`,
	// Ukrainian
	`сказав сказала каже заявив заявила наголосив наголосила зазначив зазначила повідомив повідомила додав додала
	пояснив пояснила написав розповів розповіла`,
	// Polish
	`powiedział powiedziała mówi stwierdził stwierdziła oświadczył oświadczyła dodał dodała podkreślił podkreśliła
	napisał napisała zapytał odpowiedział`,
	// Turkish
	`dedi söyledi belirtti açıkladı vurguladı ifade`,
	// Dutch
	`zei zegt zeggen verklaarde verklaart aldus liet meldde schreef`,
}
