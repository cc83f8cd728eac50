// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"time"
)

// Guise is a speaker as articles present one: a kind, a name and a role, letter
// for letter. One person has many guises; one guise may be of two people.
type Guise struct {
	Kind AgentKind
	Name string
	Role string // of an outlet, its domain
}

// Compare orders guises by their fields.
func (g Guise) Compare(h Guise) int {
	return cmp.Or(strings.Compare(string(g.Kind), string(h.Kind)), strings.Compare(g.Name, h.Name), strings.Compare(g.Role, h.Role))
}

// Appearance is a speaker in one article. An article has one for a kind and name.
type Appearance struct {
	Article ArticleID
	Guise
	Date       time.Time // what articles are ordered by, in whole seconds
	Quotations int       // of the article, by this speaker
}

// Compare orders appearances by date, then by article and guise.
func (a Appearance) Compare(b Appearance) int {
	return cmp.Or(a.Date.Compare(b.Date), bytes.Compare(a.Article[:], b.Article[:]), a.Guise.Compare(b.Guise))
}

// Founds is the ID of the voice whose earliest appearance this is.
func (a *Appearance) Founds() VoiceID {
	return NewID[Voice]("voice", string(a.Article[:]), string(a.Kind), a.Name)
}

// VoiceID names a [Voice]. It is that of the earliest appearance. A voice that
// gets an earlier one has another ID from then on; the older one goes on naming it.
type VoiceID = ID[Voice]

// Voice is one speaker of a library: a person, organization or outlet, with all
// that is attributed to them in its articles. Which appearances are of one voice is
// told by evidence, and by people.
type Voice struct {
	ID          VoiceID
	Agent       Agent     // by the fullest name that most articles print; the latest role
	Articles    int       // in which they speak
	Quotations  int       // of theirs
	First, Last time.Time // dates of these articles
}

// Ref says which appearances a ruling is about, in words that outlive the
// numbers of a library: those of a guise, or one.
type Ref struct {
	Guise
	Article ArticleID // zero: all of the guise
}

// Of reports whether an appearance is meant. The role of a single appearance does not
// count: a later Hearsay may read another.
func (r Ref) Of(a *Appearance) bool {
	if r.Article.IsZero() {
		return r.Guise == a.Guise
	}
	return r.Article == a.Article && r.Kind == a.Kind && r.Name == a.Name
}

// Ruling is what a person decided of voices. It outranks evidence; of two that
// do not agree the later one counts.
type Ruling struct {
	N    int // counted from 1
	At   time.Time
	Same bool // A and B are one voice, else two
	// A and B are the appearances on both sides. When they are two voices, A is
	// what was split off.
	A, B   []Ref
	Undone bool // by a later decision
	// By is who decided, by the name of their account, where several use the library, and
	// UndoneBy who took it back; "" where one does.
	By, UndoneBy string
}

// Rule says why two guises are taken for one voice.
type Rule string

// The rules.
const (
	SameName     Rule = "same-name"    // first name and surname, and nothing speaks against it
	Spelling     Rule = "name-variant" // the same in another spelling, or with another middle name
	SameOffice   Rule = "same-office"  // the name, and an office or body that both have
	MostArticles Rule = "most-usual"   // the name, which nineteen in twenty articles use for this one
	SurnameRole  Rule = "surname-role" // surname and office, at about the time
	SameBody     Rule = "same-body"    // the name of an organization or outlet
	ByRuling     Rule = "ruling"       // a person said so
)

// Says is what a rule rests on, in words.
func (r Rule) Says() string {
	switch r {
	case SameName:
		return "the same first name and surname, and nothing here that speaks against one person"
	case Spelling:
		return "the same name in another spelling, or with another middle name"
	case SameOffice:
		return "the same name, and an office or organization in common"
	case MostArticles:
		return "the same name, which nearly all articles here that tell more use for this one"
	case SurnameRole:
		return "the same surname and office, at about the same time"
	case SameBody:
		return "the same name of an organization or outlet"
	case ByRuling:
		return "a person decided it"
	}
	return string(r)
}

// VoiceView is a voice with what is known of it.
type VoiceView struct {
	Voice
	Variants []Variant // those of most articles first
	// Why holds reasons for which the guises are one voice; More counts others.
	Why  []Reason
	More int
	// Apart says that the name alone tells nobody, so that every article with it has a
	// voice of its own; Perhaps are those that it may be of.
	Apart   bool
	Perhaps []Voice
}

// Called reports whether articles call the voice so, in whatever role.
func (v *VoiceView) Called(kind AgentKind, name string) bool {
	return slices.ContainsFunc(v.Variants, func(g Variant) bool { return g.Kind == kind && g.Name == name })
}

// Variant is a guise in which a voice appears.
type Variant struct {
	Guise
	Articles    int
	First, Last time.Time // dates of these
}

// Reason is why one guise of a voice is taken for another.
type Reason struct {
	Rule   Rule
	A, B   Example
	Ruling int // its number, for ByRuling
}

// Example is a guise, or one appearance, with the earliest article that has it.
type Example struct {
	Ref
	In *Brief // nil when it is gone
}

// Said is a quotation with the article that it stands in.
type Said struct {
	Article    *Article
	Quotations []Quotation // all of the article's
	I          int         // which of them it is
	Voice      VoiceID     // of its speaker; zero when nobody is named
}

// Mention is an article that names a voice.
type Mention struct {
	Article    *Article
	Quotations []Quotation // all of the article's
	Places     []Place     // that have the name, in the headline and the text
	In         []int       // quotations of others whose words have it
	By         int         // how many quotations are the voice's own
}

// Quotation is the quotation itself.
func (s *Said) Quotation() *Quotation { return &s.Quotations[s.I] }
