// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lexicon

import (
	"maps"
	"slices"
	"strings"
)

// Class groups reporting words by what they report.
type Class uint8

// The classes. The first seven report that somebody spoke or wrote.
const (
	Say   Class = iota + 1 // said, added, announced
	Write                  // wrote, tweeted
	Tell                   // told, informed: somebody is spoken to
	Ask                    // asked, wondered aloud
	Deny                   // denied, rejected the charge
	Order                  // urged, ordered, called on
	Claim                  // claimed, alleged: the text keeps its distance
	Show                   // shows, found: evidence rather than speech
	Think                  // believes, expects
	Feel                   // hopes, fears, wants
	Judge                  // criticised, praised, supports
	Plan                   // plans, vowed, seeks
)

// Frame is a set of facts about how a reporting verb builds its sentence.
type Frame uint32

// The frames: first what may be the content, then what else holds of the verb.
const (
	That     Frame = 1 << iota // a clause, with or without "that"
	Wh                         // a clause with whether, if, what, how, …
	Quote                      // quoted words
	Inf                        // an infinitive: "vowed to leave"
	Object                     // a noun phrase: "condemned the raid"
	Gerund                     // an -ing clause: "denied taking bribes"
	ObjectAs                   // a noun phrase and what it is called: "called it a trap", "described it as a trap"

	Addressee      // a hearer may come first: "warned Lee that"
	NeedsAddressee // without a hearer it is another verb: "told", "assured"
	Inverts        // stands before its subject: "said Lee"
	Artefact       // documents do it too: "the report says"
	NeedsPrep      // a cue only together with one of its prepositions
	Core           // asserts speech or writing: the core profile
	ThatOnly       // a clause, but never without "that": "held that"
)

// Factivity says whether the text takes a stand on the content.
type Factivity uint8

// The factivities.
const (
	Neutral  Factivity = iota
	Positive           // confirmed, acknowledged: the text holds it true
	Negative           // denied: the speaker holds it false
	Doubtful           // claimed, alleged: the text does not vouch for it
)

// CueEntry is what the lexicon knows of one reporting verb.
type CueEntry struct {
	Lemma  string
	Class  Class
	Frames Frame
	// Prepositions that lead in its content, in addition to what Frames allows:
	// "for" of "call", "about" of "talk". Particles ("out" of "point") as well.
	Prepositions []string
	Factivity    Factivity
}

// Has reports whether all facts of f hold of the verb.
func (c *CueEntry) Has(f Frame) bool { return c.Frames&f == f }

// Takes reports whether the preposition leads in the verb's content.
func (c *CueEntry) Takes(preposition string) bool {
	for _, p := range c.Prepositions {
		if p == preposition {
			return true
		}
	}
	return false
}

// Cue returns the entry of a reporting verb by its lemma and whether there is
// one. The entry is shared: do not change it.
func Cue(lemma string) (*CueEntry, bool) {
	c, ok := cueTable()[lemma]
	return c, ok
}

// Cues returns every reporting verb, in alphabetical order. The entries are shared.
func Cues() []*CueEntry {
	out := slices.Collect(maps.Values(cueTable()))
	slices.SortFunc(out, func(a, b *CueEntry) int { return strings.Compare(a.Lemma, b.Lemma) })
	return out
}

// NominalCues returns the nouns of speech and stance by their class.
func NominalCues() map[string]Class { return maps.Clone(nominalCues) }

// Phrasal returns the entry of a verb with its particle, when the two report
// what the verb alone does not: "rule out", "hit back". The entry is shared.
func Phrasal(lemma, particle string) (*CueEntry, bool) {
	switch particle {
	case "out", "up", "back", "in", "down", "off", "on":
		c, ok := cueTable()[lemma+" "+particle]
		return c, ok
	}
	return nil, false
}

// IsCoreForm reports whether the word form is of the list that quotes are scored
// by as "core": 29 forms that English news asserts speech with, fixed before any
// scoring so that figures stay comparable. It is a yardstick, not the list that
// is used to find quotations; see [Core] for that.
func IsCoreForm(form string) bool { return coreForms[form] }

var coreForms = set(`said say says saying told tell tells telling according
	added adding adds wrote writes tweeted announced claimed claims warned
	reported reports insisted stated noted argued confirmed denied suggested
	explained`)

// NominalCue returns the class of a noun that stands for an act of speech or a
// stance ("claim", "warning", "fear"), by its singular, and whether it is one.
func NominalCue(noun string) (Class, bool) {
	c, ok := nominalCues[noun]
	return c, ok
}

// Artefacts are things that speak in place of their author: documents, polls,
// broadcasts.
func IsArtefact(noun string) bool { return artefacts[noun] }

// IsVoice reports the nouns by which a clause is somebody's: "in her words", "by
// his own account".
func IsVoice(noun string) bool { return voices[noun] }

// IsChannel reports whether the noun is a way of speaking ("statement",
// "tweet", "interview") that may follow a cue: "said in a statement".
func IsChannel(noun string) bool { return channels[noun] }

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
