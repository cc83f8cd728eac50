// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lexicon

import (
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Kind is the set of closed classes that a word belongs to, plus the common
// adjectives and adverbs that no ending gives away.
type Kind uint32

// The kinds of word.
const (
	Det        Kind = 1 << iota // the, some, each
	Possessive                  // my, their
	Subject                     // I, he, they: personal pronouns in subject form
	ObjectPron                  // me, him, them
	Pronoun                     // everyone, none, others
	Prep                        // in, of, against
	Sub                         // because, although, when
	Coord                       // and, or, but
	Modal                       // will, would, can
	Be                          // is, were, been
	Have                        // has, had
	Do                          // do, does, did
	Rel                         // who, which, whom, whose
	WhAdv                       // how, why, where, when, whether
	To                          // to
	Not                         // not, n't, never
	Adv                         // also, still, again
	Adj                         // new, many of the short ones
	Number                      // one, two, hundred, million
	Temporal                    // Tuesday, yesterday, week
	Particle                    // up, out, off
	ThatWord                    // that
	Noun                        // common nouns that look like something else
)

// Has reports whether w is of any of the kinds in k.
func (w Kind) Has(k Kind) bool { return w&k != 0 }

// WordKind returns the kinds of a word, 0 when it is in none of the lists.
func WordKind(key string) Kind { return wordTable()[key] }

// Key returns the form under which a word is looked up: lower case, composed
// letters (NFC), straight apostrophe. It allocates only when the word is not in
// that form already.
func Key(word string) string {
	for i := range len(word) {
		if c := word[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return strings.ReplaceAll(norm.NFC.String(strings.ToLower(word)), "’", "'")
		}
	}
	return word
}

var wordTable = sync.OnceValue(func() map[string]Kind {
	m := make(map[string]Kind, 2000)
	for _, row := range wordRows {
		for _, w := range strings.Fields(row.words) {
			m[w] |= row.kind
		}
	}
	return m
})

var wordRows = [...]struct {
	kind  Kind
	words string
}{
	{Det, `most the a an this that these those some any no every each either neither both all half several many much
		few another such what which whatever certain various numerous enough`},
	{Possessive, `my your his her its our their whose one's`},
	{Subject, `i you he she it we they who`},
	{ObjectPron, `me him her us them himself herself itself themselves myself ourselves yourself yourselves whom`},
	{Pronoun, `this that these those everyone everybody someone somebody anyone anybody nobody none nothing
		something anything everything others another many most some all both few several one ones each mine yours
		hers ours theirs more less half such either neither there`},
	{Prep, `about above across after against along amid amidst among amongst around as at before behind below
		beneath beside besides between beyond by concerning considering despite down during except excluding
		following for from given in including inside into like near of off on onto opposite out outside over past
		per regarding round since than through throughout till toward towards under underneath unlike until
		unto up upon versus via with within without alongside aboard amid atop à en vs vs. worth plus minus
		because due ahead instead rather regardless pending notwithstanding`},
	{Sub, `because although though while whereas if unless until till since when whenever where wherever after
		before once as than lest whether so`},
	{Coord, `and or but nor yet & plus`},
	{Modal, `will would can could may might shall should must 'll 'd ca wo ought cannot`},
	{Be, `is are was were be been being am 's 're 'm ai`},
	{Have, `has have had having 've`},
	{Do, `do does did doing done`},
	{Rel, `who which whom whose`},
	{WhAdv, `how why where when whether what who which whom whose if whatever whoever`},
	{To, `to`},
	{Not, `not n't never neither nor`},
	{ThatWord, `that`},
	{Adv, `also still again already always ever just now then here there today tonight tomorrow yesterday often
		soon later earlier once twice too very quite rather even only almost nearly perhaps maybe however
		meanwhile moreover furthermore nevertheless nonetheless therefore thus hence instead indeed else away
		back forward together apart alone abroad ahead far further well better best worse worst more most less
		least much so yet ago long never sometimes seldom anyway somewhat somehow anymore though overnight
		online afterward afterwards beforehand likewise otherwise besides overall altogether elsewhere everywhere
		nowhere somewhere anywhere upstairs downtown enough hard fast straight right point-blank on-air
		pretty kind sort not in-depth full-time at least`},
	{Adj, `new old young big small large little great good bad high low long short early late full empty free open
		closed public private local national foreign domestic international federal main major minor top key senior
		junior former current recent next last first second third fourth fifth final previous other same different
		similar own best better worse worst several many more most few least less much important necessary sure certain clear
		true false right wrong real fair hard easy strong weak rich poor black white red green blue brown dark light
		hot cold warm cool dry wet deep wide narrow tough rough smooth soft loud quiet quick slow fast sharp flat
		round broad thick thin heavy safe dangerous sick ill dead alive afraid aware able unable likely unlikely
		ready willing happy sad angry proud glad sorry nice fine bright smart bold brave calm fresh raw rare common
		special general political social economic financial military legal medical nuclear presidential democratic
		republican conservative liberal moderate far near top-level top male female human civil royal chief prime
		vice deputy acting interim lead joint annual daily weekly monthly total entire whole single double triple
		extra outside inside upper lower northern southern eastern western central north south east west urban
		rural global worldwide nationwide statewide left-wing right-wing far-right far-left so-called would-be
		long-time longtime high-profile high-level low-level mid-level front-line hard-line pro-government anti-government
		incumbent outgoing incoming upcoming ongoing alleged unnamed anonymous unidentified well-known undecided
		white-collar blue-collar middle-class working-class low-income familiar close due such exact bare vast huge tiny giant massive
		wild tame plain pure vital fierce modest prior latest elder elderly adult mere sole alike worth okay ok`},
	{Number, `one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
		seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million
		billion trillion dozen dozens hundreds thousands millions billions hundred-odd percent`},
	{Temporal, `monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays
		fridays saturdays sundays mon tue tues wed thu thur thurs fri sat sun yesterday today tomorrow tonight
		january february march april may june july august september october november december jan. feb. mar.
		apr. jun. jul. aug. sept. sep. oct. nov. dec. morning afternoon evening night week month year weekend
		weeks months years days day hours hour minutes decade decades century midday noon midnight
		spring summer autumn winter overnight`},
	{Particle, `up out off down over back away on in around along through by forward together apart aside about`},
	{Noun, `man woman people person thing way time day week year state group company party court law
		government country city family house school war news life world case fact part place point side
		number percent home office party member members supporters officials official spokesman spokeswoman
		spokesperson president minister senator governor mayor king queen prince judge police army men women
		children kids friend friends lawyer lawyers reporter reporters journalists journalist attorney doctor
		doctors nurse teacher teachers student students voter voters worker workers farmer farmers owner owners
		ceo mp mps evidence interest interests business species series news politics economics physics sales
		headquarters means odds thanks series basis crisis analysis thesis pus bus gas plus loss boss class press process
		access success congress address business witness illness fitness glass grass mass pass progress stress dress
		chess mess cross virus campus status bonus focus census consensus surplus corpus genius lens family ally rally
		supply reply assembly monopoly butterfly italy bully anomaly lily july belly jelly wing king ring thing
		string spring ceiling building meeting wedding evening morning feeling funding housing training spending
		setting hearing briefing gathering filing warning writing offspring being king-size need bed
		feed seed speed breed deed weed steed reed greed creed shed sled hundred kindred bloodshed
		president-elect op-ed op-eds tv radio television ad ads act action vote debate`},
}
