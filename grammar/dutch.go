// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package grammar

// dutch serves quotations in marks, and "dat".
var dutch = source{
	code: "nl", common: `is was zijn wordt worden werd blijft kan niet`, order: VerbSecond, lowNouns: true,
	words: []words{
		{Article, `de het een dit deze dit die zijn haar hun ons onze enkele veel alle beide`},
		{Person, `hij zij ze het wij we ik men`},
		{Impersonal, `het men`},
		{Prep, `in op aan bij met naar over onder tegen tussen tijdens voor na uit door zonder volgens om te`},
		{Link, `van`},
		{That, `dat`},
		{Wh, `of hoe waarom wanneer waar wie wat`},
		{Sub, `omdat als toen terwijl hoewel nadat voordat`},
		{Coord, `en maar of want`},
		{Relative, `die dat wie`},
		{Aux, `heeft hebben had hadden`},
		{Not, `niet nooit geen`},
		{Adverb, `gisteren vandaag morgen maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ook nog al toen daarna verder zich er hem`},
		{As, `zoals`},
		{Medium, `krant dagblad persbureau omroep zender tijdschrift`},
		{Office, `minister president premier burgemeester woordvoerder woordvoerster directeur staatssecretaris voorzitter`},
		{Month, `januari februari maart april mei juni juli augustus september oktober november december`},
		{Abbreviation, `dhr mevr dr prof mr`},
	},
	before: `volgens, aldus`,
	verbs: []verbs{{Say, `zeggen zei zeiden zegt / gezegd, verklaren verklaarde verklaarden verklaart / verklaard, melden meldde meldden meldt / gemeld, schrijven schreef schrijft / geschreven, antwoorden antwoordde antwoordt / geantwoord,
		benadrukken benadrukte benadrukt / benadrukt, vertellen vertelde vertelt / verteld, bevestigen bevestigde bevestigt / bevestigd, waarschuwen waarschuwde waarschuwt / gewaarschuwd`},
		{Ask, `vragen vroeg vraagt / gevraagd`}, {Deny, `ontkennen ontkende ontkent / ontkend`}},
}
