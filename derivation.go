// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

// Node is one end of a derivation: an article of the library, or a source that is
// not in it. Exactly one of the two is set.
type Node struct {
	Article ArticleID
	Unseen  int // 1 + its index in [Lineage.Unseen]; 0 for an article
}

// Unseen is a source that no article of the library is, but that articles point to:
// by naming it, or by sharing what none of them can have from another.
type Unseen struct {
	Agent Agent // zero: nobody names it
	Kind  OriginKind
	// Members are the articles that have it from there directly, sorted by ID.
	Members []ArticleID
	Why     []string // one sentence each, for people
}

// Derivation says that an article has words from a [Node], or names it as where it
// knows from (prov:wasDerivedFrom and its kinds).
type Derivation struct {
	Derived  ArticleID
	From     Node
	Relation Relation
	// Main says that this is where most of what Derived does not have of its own is
	// from. An article has at most one main derivation.
	Main bool
	// Undecided says that the two are tied and nothing tells which was first. From
	// is then the one of the lesser ID.
	Undecided bool
	Certainty Certainty
	// Confidence is the chance that the two are tied in one step and, unless
	// Undecided, in this direction, calibrated on the benchmark of bench/provenance.
	Confidence float64
	Evidence   []Evidence // strongest first
}

// EvidenceKind says what sort of thing speaks for or against a derivation.
type EvidenceKind string

// The kinds of evidence.
const (
	SharedText    EvidenceKind = "shared-text"    // how much, how alike, how rare
	SharedOddity  EvidenceKind = "shared-oddity"  // an error or spelling that only they have
	Credited      EvidenceKind = "credit"         // a credit line, dateline or byline names it
	Linked        EvidenceKind = "link"           // a hyperlink leads to it
	Stated        EvidenceKind = "statement"      // a sentence says so: told, citing, reports
	Precedence    EvidenceKind = "precedence"     // dates, in order or not
	Nesting       EvidenceKind = "nesting"        // one has all of what they share and more
	Series        EvidenceKind = "series"         // outlets of one house, versions of one page
	TextDirection EvidenceKind = "text-direction" // signs in the words of which was first
)

// Evidence is one input of a decision about a derivation. All inputs are listed,
// those that speak against it, too.
type Evidence struct {
	Kind EvidenceKind
	Says string // one sentence, for people
	// Weight is what it adds to the logit of the decision; below zero it speaks
	// against it.
	Weight float64
	// Derived and From are where it stands in the two texts; zero when nowhere.
	Derived, From Place
}

// OriginKind says what sort of beginning a group of articles goes back to.
type OriginKind string

// The kinds of origin. Own reporting is what is left when nothing says otherwise;
// it is a statement about this library, as all of these are.
const (
	AgencyCopy     OriginKind = "agency"      // copy of a press agency
	PressRelease   OriginKind = "release"     // a release of somebody concerned
	Interview      OriginKind = "interview"   // an interview by one outlet
	Conference     OriginKind = "conference"  // something said to several at once
	OfficialRecord OriginKind = "transcript"  // an official record of what was said
	Translation    OriginKind = "translation" // a text in another language
	OwnReport      OriginKind = "own"         // no other source is named or shared
	UnknownKind    OriginKind = "unknown"
)

// Origin is a group of articles whose main text begins at one place. As evidence
// of what happened they count once.
type Origin struct {
	Root     Node
	Kind     OriginKind
	Articles []ArticleID // the root, when it is one, first; then by date and ID
	Why      []string    // one sentence each
}

// FindingKind names something about articles that a reader should know of before
// trusting an answer.
type FindingKind string

// The kinds of finding. None is a verdict: each says what is seen.
const (
	DatesDisagree   FindingKind = "dates-disagree"     // the page gives several that cannot all be right
	DateInFuture    FindingKind = "date-in-future"     // later than when it was seen
	EarlierThanText FindingKind = "earlier-than-text"  // than the text that it has words of
	EarlierThanFact FindingKind = "earlier-than-event" // than an event that it tells of by date
	NewerAddress    FindingKind = "newer-address"      // its number or path is of a later time than its date
	ModifiedBefore  FindingKind = "modified-before-published"
	CreditCycle     FindingKind = "credit-cycle" // two credit each other
	CreditSelf      FindingKind = "credits-itself"
	LookAlike       FindingKind = "look-alike-name" // an outlet's name looks like that of another
	SpeakersDiffer  FindingKind = "speakers-differ" // the same words are given to two speakers
)

// Finding is one thing found, with where it stands.
type Finding struct {
	Kind    FindingKind
	Article ArticleID
	Other   ArticleID // zero when it is about one article
	Says    string    // one sentence, for people
	At      Place     // in Article; zero when nowhere in its text
	OtherAt Place     // in Other
}

// Lineage is what the articles of a story, or those that share a passage, say
// about where each is from. It does not depend on the order they are given in,
// and its main derivations have no cycle.
type Lineage struct {
	Articles    []Brief      // by date, then ID
	Derivations []Derivation // by Derived, main first, then by From
	Unseen      []Unseen
	Origins     []Origin // largest first, then by root
	Findings    []Finding
}

// VariantChange says how a variant of a quotation differs from what it is compared
// with.
type VariantChange string

// The changes (bench/provenance/README.md says when each is given).
const (
	QuoteCut       VariantChange = "cut"
	QuoteInserted  VariantChange = "inserted"
	Substituted    VariantChange = "substituted"
	NegationLost   VariantChange = "negation-lost"
	NegationAdded  VariantChange = "negation-added"
	NumberChanged  VariantChange = "number-changed"
	HedgeDropped   VariantChange = "hedge-dropped"
	Reattributed   VariantChange = "re-attributed"
	ContextRemoved VariantChange = "context-removed"
	Translated     VariantChange = "translated"
	Joined         VariantChange = "joined"
	Split          VariantChange = "split"
)

// Rendering is one utterance as one article gives it.
type Rendering struct {
	Article ArticleID
	Part    Part
	// Quotation is its number among those of the article, from 1; 0 when its words are
	// between quote marks and nobody was found to say them.
	Quotation int
	Content   []Span // in the article's Part, in order
	Exact     string // the words of Content, as printed, parts divided by " … "
	Speaker   Agent  // as this article has it; zero when not known
	Mode      Mode
	// Changes are against the family's Base, sorted; nil for the base itself.
	Changes []VariantChange
	Says    []string // what changed in the words, one sentence each
	// Anchored says that only names and numbers tie it to the family: it is in other
	// words, or in another language.
	Anchored bool
}

// Family is one utterance across articles, although cut, extended, reworded,
// joined or split.
type Family struct {
	// Base is the variant that others are compared with: the longest of the earliest.
	Base     int
	Variants []Rendering // by date of the article, then ID, then place
	Earliest int         // index of the variant of the earliest article; -1 when dates do not decide
	Speakers []Agent     // whom the variants name, most variants first; more than one is a finding
	Hearings []Hearing
}

// Hearing is a group of variants that came through one ear: as evidence that the
// words were spoken they count once, and all hearings of a family are of one
// utterance.
type Hearing struct {
	Root     Node
	Articles []ArticleID
	Why      []string
}
