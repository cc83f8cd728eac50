// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package grammar

import (
	"math/bits"
	"strings"
	"sync"
)

// Part is the set of closed classes that a small word belongs to.
type Part uint64

// The classes. A word may be in several: German "der" is Article, Genitive and
// Relative.
const (
	Article      Part = 1 << iota // may begin a subject: der, le, el
	Oblique                       // begins a noun phrase that is no subject: dem, den
	Genitive                      // hangs the noun behind it on the noun before: des
	Person                        // subject pronoun: er, elle, он
	Prep                          // any other preposition
	Link                          // hangs what follows on the noun before: von, de, di
	That                          // leads in reported words: dass, que, что
	Wh                            // leads in a question: ob, si, ли
	Sub                           // leads in any other clause: weil, quand
	Coord                         // und, et, y
	Relative                      // der, qui, который
	Aux                           // before a participle: hat, a, ha
	Passive                       // wird, wurde: the subject is not who speaks
	Not                           // nicht, ne, не
	Adverb                        // may stand between verb and subject; days and times too
	Mood                          // a verb form that marks reported speech: sei, habe
	Hearsay                       // soll, sollen
	As                            // leads in "wie Falk sagte"
	So                            // stands for the verb: "so Falk"
	Medium                        // a kind of outlet: Zeitung, agence
	Body                          // a group that speaks as one: Polizei, gouvernement
	Office                        // a role that needs no article: Ministerin, министр
	Indefinite                    // ein, une: nobody in particular
	Report                        // Angaben, Bericht: behind "nach"
	After                         // nach: with a Report it names a source
	Within                        // in, aus: with an impersonal verb they name a document
	Toward                        // gegenüber, à: leads in the hearer
	Month                         // behind "3."
	Abbreviation                  // keeps its full stop: "Mio."
	Impersonal                    // es, on: stands for nobody
	Comment                       // what is declined: äußern, Kommentar
	Infinitive                    // zu: leads in an infinitive
	WeakMood                      // does so behind reported speech: würde, könnte
	Stance                        // a noun that words hang on: "die Ansicht, dass"
	Pointing                      // stands for the sentence before: "Das teilte Falk mit"
	Modal                         // will, kann: an infinitive follows
	Perfect                       // haben, sein: behind Hearsay what is told has happened
	Thus                          // demnach: goes on from the source before
	Called                        // sogenannt: what follows in marks is a name
	Let                           // ließ, lässt: who has an infinitive said says it
)

// Has reports whether p is of any of the classes in q.
func (p Part) Has(q Part) bool { return p&q != 0 }

// Class groups reporting verbs by what they report.
type Class uint8

// The classes.
const (
	Say    Class = iota + 1 // sagte, a déclaré
	Tell                    // informierte: somebody is spoken to
	Ask                     // fragte
	Deny                    // bestritt, a démenti
	Demand                  // forderte
	Think                   // glaubt, estime
	Judge                   // kritisierte, nannte: the content is an object
	Cite                    // zitierte; in the passive the subject speaks
	Refuse                  // lehnte ab: with a word for commenting nothing is said
	Rumour                  // heißt es: only with an impersonal subject
	Emerge                  // geht hervor: who says it stands behind "aus"
)

// Form is the set of forms that a word may be of its verb.
type Form uint8

// The forms.
const (
	Finite     Form = 1 << iota // sagte, a dit is not: see Participle
	Participle                  // gesagt, dit
	Final                       // finite, at the end of a clause only: mitteilte
	Plural                      // finite, or an infinitive: sagen
)

// Cue is one reading of a word as a reporting verb.
type Cue struct {
	Lemma string
	Class Class
	Form  Form
	// Particle must follow in the same clause: "mit" of "teilte … mit".
	Particle string
}

// Order is where the verb stands in a main clause.
type Order uint8

// The orders.
const (
	SubjectFirst Order = iota // the subject stands before the verb, or right behind it
	VerbSecond                // one phrase before the verb, whatever it is: German, Dutch
	VerbLast                  // Turkish
)

// Table is what is known of one language. It is shared: it cannot be changed.
type Table struct {
	Code  string // BCP 47
	Order Order
	// LowNouns: only names are capitalised.
	LowNouns bool
	// BareClause: reported words need no "that" behind a comma.
	BareClause bool
	// ThatInside: "that" needs no comma before it.
	ThatInside bool
	parts      map[string]Part
	cues       map[string][]Cue
	before     map[string][][]string
	after      map[string]bool
	citing     map[string][][]string
	endings    []ending
	clitics    map[string]bool
	enclitics  []string
	thatEnd    []string
}

// ending gives the class of words by their end: "polizeiangaben".
type ending struct {
	suffix string
	part   Part
}

// Part returns the classes of a word, 0 for words that are in none.
func (t *Table) Part(key string) Part {
	if p, ok := t.parts[key]; ok {
		return p
	}
	for _, e := range t.endings {
		if len(key) > len(e.suffix) && strings.HasSuffix(key, e.suffix) {
			return e.part
		}
	}
	return 0
}

// Cues returns the readings of a word as a reporting verb.
func (t *Table) Cues(key string) []Cue { return t.cues[key] }

// SourceBefore returns how many words from the first on are a phrase that stands
// before a source: 1 for "laut", 2 for "по словам", 0 for none. Word
// gives the key of the n-th word.
func (t *Table) SourceBefore(word func(n int) string) int { return phraseAt(t.before, word) }

// Citing is the same for phrases in which a medium names its own source: "unter
// Berufung auf".
func (t *Table) Citing(word func(n int) string) int { return phraseAt(t.citing, word) }

func phraseAt(phrases map[string][][]string, word func(n int) string) int {
	for _, phrase := range phrases[word(0)] {
		n := 1
		for n < len(phrase) && word(n) == phrase[n] {
			n++
		}
		if n == len(phrase) {
			return n
		}
	}
	return 0
}

// SourceAfter reports a word that stands behind a source: zufolge, göre.
func (t *Table) SourceAfter(key string) bool { return t.after[key] }

// Clitic returns how many bytes of a word in lower case are a small word that an
// apostrophe ties to the next: 3 of "qu'il"; 0 when there is none.
func (t *Table) Clitic(key string) int {
	i := strings.IndexByte(key, '\'')
	if i < 0 || i+1 == len(key) || !t.clitics[key[:i+1]] {
		return 0
	}
	return i + 1
}

// Enclitic returns how many bytes of a word in lower case are a pronoun that a
// hyphen ties to its verb: 3 of "dit-il"; 0 when there is none.
func (t *Table) Enclitic(key string) int {
	for _, e := range t.enclitics {
		if len(key) > len(e) && strings.HasSuffix(key, e) {
			return len(e)
		}
	}
	return 0
}

// EndsReported reports a word whose ending marks the clause before a verb as
// reported: Turkish "geleceğini".
func (t *Table) EndsReported(key string) bool {
	for _, e := range t.thatEnd {
		if len(key) > len(e)+1 && strings.HasSuffix(key, e) {
			return true
		}
	}
	return false
}

// For returns the table of a language by its BCP 47 code, region and script
// aside, or nil.
func For(code string) *Table {
	code, _, _ = strings.Cut(strings.ToLower(code), "-")
	return tables()[code]
}

// Codes lists the languages that have a table, in a fixed order.
func Codes() []string {
	out := make([]string, len(sources))
	for i := range sources {
		out[i] = sources[i].code
	}
	return out
}

// Detect returns the table most of whose words the words are, and how many of
// them are, reporting verbs counted twice; nil when none has any. Ties go to the
// first table.
func Detect(words []string) (*Table, int) {
	counts := make([]int, len(sources))
	known := owners()
	for _, w := range words {
		set := known[w]
		for ; set != 0; set &= set - 1 {
			counts[bits.TrailingZeros64(set)%tableBits]++
		}
	}
	best := 0
	for i, n := range counts {
		if n > counts[best] {
			best = i
		}
	}
	if counts[best] == 0 {
		return nil, 0
	}
	return tables()[sources[best].code], counts[best]
}

// SurelyEnglish reports a share of English closed-class words that no other
// language reaches by chance: English news has 45 in 100.
func SurelyEnglish(english, words int) bool { return english > 0 && english*100 >= words*35 }

// FewWords is too little to tell a language by: it is taken for English.
const FewWords = 25

// Choose decides which table a text is read by, nil for English, from a sample of
// its words, how many of them are small English words, and what the page declares,
// which counts where the words leave it open. A language that has no table gets an
// empty one.
func Choose(words []string, english int, declared string) *Table {
	t, known := Detect(words)
	switch own := For(declared); {
	case known > english && known*8 >= len(words):
		return t
	case english*4 >= len(words):
		return nil
	case own != nil:
		return own
	case len(words) < FewWords:
		return nil
	}
	return &Table{}
}

// owners maps every word to the set of tables that have it, and in the upper half
// of the bits to those that have it as a reporting verb.
var owners = sync.OnceValue(func() map[string]uint64 {
	m := map[string]uint64{}
	for i := range sources {
		t := tables()[sources[i].code]
		for w := range t.parts {
			m[w] |= 1 << i
		}
		for w := range t.before {
			m[w] |= 1 << i
		}
		for w := range t.after {
			m[w] |= 1 << i
		}
		for w := range setOf(sources[i].common) {
			m[w] |= 1 << i
		}
		for w := range t.cues {
			m[w] |= 1<<i | 1<<(i+tableBits)
		}
	}
	return m
})

// tableBits is how many tables there can be.
const tableBits = 32

var tables = sync.OnceValue(func() map[string]*Table {
	m := map[string]*Table{}
	for i := range sources {
		m[sources[i].code] = sources[i].table()
	}
	return m
})
