// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prov

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// form is a kind of statement of PROV-DM: what PROV-N calls it and what PROV-JSON
// calls its places.
type form struct {
	name string
	// places are the names of its arguments; an element has none, but an id.
	places []string
	// blanks are the places that we leave out and PROV-N marks.
	blanks int
	// bare says that it takes no attributes.
	bare bool
}

// forms are the statements that we make, in the order in which a document has them.
type forms struct {
	entity, activity, agent                       form
	generated, derived, influenced                form
	attributed, associated, alternate, membership form
}

// provForms is the table of PROV-DM's statements (W3C PROV-N, section 3, and the
// PROV-JSON submission, section 3).
func provForms() *forms {
	return &forms{
		entity:     form{name: "entity"},
		activity:   form{name: "activity", blanks: 2},
		agent:      form{name: "agent"},
		generated:  form{name: "wasGeneratedBy", places: []string{"prov:entity", "prov:activity"}, blanks: 1},
		derived:    form{name: "wasDerivedFrom", places: []string{"prov:generatedEntity", "prov:usedEntity"}, blanks: 3},
		influenced: form{name: "wasInfluencedBy", places: []string{"prov:influencee", "prov:influencer"}},
		attributed: form{name: "wasAttributedTo", places: []string{"prov:entity", "prov:agent"}},
		associated: form{name: "wasAssociatedWith", places: []string{"prov:activity", "prov:agent"}, blanks: 1},
		alternate:  form{name: "alternateOf", places: []string{"prov:alternate1", "prov:alternate2"}, bare: true},
		membership: form{name: "hadMember", places: []string{"prov:collection", "prov:entity"}, bare: true},
	}
}

// all lists the forms in the order of a document.
func (f *forms) all() []*form {
	return []*form{
		&f.entity, &f.activity, &f.agent, &f.generated, &f.derived, &f.influenced,
		&f.attributed, &f.associated, &f.alternate, &f.membership,
	}
}

// record is one statement.
type record struct {
	form  *form
	id    string   // of an element; relations have none
	args  []string // for the places of a relation
	attrs []attr
}

// attr is an attribute. A name may come several times.
type attr struct {
	name  string
	value value
}

// value is text, or text of a type.
type value struct{ text, kind string }

const (
	name     = "prov:QUALIFIED_NAME"
	number   = "xsd:double"
	integer  = "xsd:int"
	truth    = "xsd:boolean"
	dateTime = "xsd:dateTime"
)

// attrs collects attributes, leaving out those that say nothing.
type attrs []attr

func (a *attrs) text(key, s string) {
	if s != "" {
		*a = append(*a, attr{key, value{text: printable(s)}})
	}
}

func (a *attrs) texts(key string, list []string) {
	for _, s := range list {
		a.text(key, s)
	}
}

func (a *attrs) name(key, s string) { *a = append(*a, attr{key, value{s, name}}) }

func (a *attrs) number(key string, x float64) {
	*a = append(*a, attr{key, value{strconv.FormatFloat(x, 'f', -1, 64), number}})
}

func (a *attrs) count(key string, n int) { *a = append(*a, attr{key, value{strconv.Itoa(n), integer}}) }

func (a *attrs) truth(key string, b bool) {
	*a = append(*a, attr{key, value{strconv.FormatBool(b), truth}})
}

// time leaves out what xsd:dateTime of XML Schema 1.0 cannot say.
func (a *attrs) time(key string, t time.Time) {
	if s := stamp(t); s != "" {
		*a = append(*a, attr{key, value{s, dateTime}})
	}
}

// stamp writes a time, or "" for none and for years that have not four digits.
func stamp(t time.Time) string {
	t = t.UTC()
	if t.IsZero() || t.Year() < 1 || t.Year() > 9999 {
		return ""
	}
	return t.Format(time.RFC3339)
}

// printable is s without the characters that XML 1.0 cannot hold: what PROV says is
// turned into XML by others. U+FFFD stands where they stood.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if !isXML(r) {
			return utf8.RuneError
		}
		return r
	}, s)
}

// isXML says whether XML 1.0 can hold a character (its production 2).
func isXML(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}
