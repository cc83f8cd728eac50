// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lexicon

import "strings"

// manner lists verbs for the sound of a voice or the look of a speaker: next to
// quoted words they report them, elsewhere they report nothing.
const manner = `babble bark bawl bellow blare bleat bluster boom bray burble cackle carol caterwaul chirp chortle
	chuckle cluck coo croak croon crow drawl drone gabble gasp giggle groan grouch grouse growl grunt gurgle hiss
	holler howl jabber jest keen mumble prattle purr quaver rasp roar rumble screech shriek shrug smirk sneer
	sniff snarl snigger snort sob splutter squawk squeak squeal stammer stutter vociferate wail warble wheeze
	whimper whoop yammer yap yelp laugh grin smile beam deadpan scoff bristle rage seethe marvel trill purr`

// Nouns that stand for an act of speech or a stance, with the class of the verb
// that they stand for. Singular; the plural counts as well.
var nominalCues = nouns(`
	claim:claim rumour:claim rumor:claim allegation:claim accusation:claim charge:claim assertion:claim contention:claim argument:claim
	statement:say announcement:say remark:say comment:say declaration:say admission:say confession:say
	acknowledgement:say acknowledgment:say suggestion:say proposal:say recommendation:say prediction:say
	forecast:say warning:say threat:say promise:say pledge:say vow:say assurance:tell explanation:say
	confirmation:say complaint:say insistence:claim testimony:say revelation:say hint:say apology:say
	criticism:judge condemnation:judge denunciation:judge praise:judge endorsement:judge support:judge
	opposition:judge attack:judge critique:judge objection:deny denial:deny rejection:deny refusal:deny
	call:order demand:order request:order appeal:order plea:order order:order
	question:ask query:ask
	belief:think view:think opinion:think expectation:think assumption:think notion:think doubt:think
	suspicion:think conviction:think understanding:think idea:think conclusion:think assessment:think
	hope:feel fear:feel worry:feel concern:feel desire:feel wish:feel
	plan:plan intention:plan decision:plan effort:plan`)

var artefacts = set(`report poll survey study letter email e-mail memo statement document documents
	transcript book article story column editorial ad advertisement video audio recording tape speech
	lawsuit suit complaint filing indictment affidavit ruling order bill law constitution resolution
	analysis review paper research data figures numbers statistics evidence records results tweet post
	blog website site page headline release notice sign banner placard poster slogan text message note
	diary memoir interview film documentary broadcast programme program agency newspaper magazine
	plan proposal draft agreement treaty deal contract census count tally forecast estimate estimates
	invitation questionnaire manifesto platform declaration motion decision caption label list`)

var voices = set(`words word phrase view opinion account estimation reckoning telling judgment judgement admission count assessment`)

var channels = set(`statement tweet tweets post email e-mail letter interview interviews message memo
	speech address conference briefing broadcast call release blog column article op-ed editorial
	video testimony remarks comments report facebook twitter telegram instagram youtube television
	tv radio note text book memoir debate hearing rally event meeting reply response appearance
	news programme program show page account channel essay filing affidavit document podcast`)

var classNames = map[string]Class{"say": Say, "write": Write, "tell": Tell, "ask": Ask, "deny": Deny, "order": Order,
	"claim": Claim, "show": Show, "think": Think, "feel": Feel, "judge": Judge, "plan": Plan}

func nouns(rows string) map[string]Class {
	m := map[string]Class{}
	for _, row := range strings.Fields(rows) {
		noun, class, _ := strings.Cut(row, ":")
		m[noun] = classNames[class]
	}
	return m
}
