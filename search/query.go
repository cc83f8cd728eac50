// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hearsay"
	"hearsay/store"
)

// QueryHelp is the language of search queries, for people.
const QueryHelp = `words            articles that hold all of them
"exact phrase"   the words in this order
-word            not this word (or phrase)
a OR b           either
outlet:NAME      of this outlet, by name or domain; outlet:"The Daily Gull"
speaker:NAME     in which this person speaks; a surname is enough
after:2025-03    published in or after that year, month or day
before:2025-03   published before it
lang:de          in this language
in:quotation     the words stand in what somebody said
in:headline      the words stand in the headline`

// parsed is a search query in parts.
type parsed struct {
	filter store.Filter
	// wanted are the words and phrases to be shown where they stand, each as
	// its folded words.
	wanted [][]string
	// groups are what must be there: of each group one, as its folded words.
	groups [][][]string
	in     string // "", "quotation" or "headline"
	parts  []Part
}

// empty reports a query that asks for all articles.
func (p *parsed) empty() bool { return p.filter == store.Filter{Until: p.filter.Until} }

// Part is a part of a query that can be taken out of it.
type Part struct {
	Text    string // as written
	Field   string // "outlet" and so on; "" for words
	Value   string
	Without string // the query without it
	Lead    string // "OR " when it stands behind one
}

// QueryError is a mistake in a query, with the place for a caret. It wraps
// ErrInvalid.
type QueryError struct {
	Query  string
	At     int // byte
	Reason string
}

// Error shows the query with a caret under the mistake.
func (e *QueryError) Error() string {
	return fmt.Sprintf("search: %s\n  %s\n  %s^", e.Reason, e.Query, strings.Repeat(" ", e.Column()))
}

// Column is how many characters stand before the mistake.
func (e *QueryError) Column() int { return utf8.RuneCountInString(e.Query[:e.At]) }

// Unwrap returns the kind.
func (e *QueryError) Unwrap() error { return hearsay.ErrInvalid }

// Literal is a query for the words of another as they stand, whatever they mean in
// the language of queries; "" when it has no words.
func Literal(query string) string {
	words := strings.Join(foldWords(query), " ")
	if words == "" {
		return ""
	}
	return `"` + words + `"`
}

// The places that words can be asked for in.
const (
	inQuotation = "quotation"
	inHeadline  = "headline"
)

// maxQuery bounds a query, in bytes.
const maxQuery = 2000

// parseQuery reads a query. Errors wrap ErrInvalid.
func parseQuery(query string) (*parsed, error) {
	p := &parser{text: strings.ToValidUTF8(query, " ")}
	p.text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, p.text)
	if len(p.text) > maxQuery {
		return nil, fmt.Errorf("search: %w: the query is longer than %d bytes", hearsay.ErrTooLarge, maxQuery)
	}
	for {
		t, ok, err := p.token()
		if err != nil {
			return nil, err
		}
		if !ok {
			return p.finish()
		}
		if err := p.add(t); err != nil {
			return nil, err
		}
		if t.value != "OR" || t.quoted { // which goes with its right side
			p.parts = append(p.parts, p.part(t))
		}
	}
}

// part is a token with the query as it would be without it.
func (p *parser) part(t token) Part {
	before, after, lead := p.text[:t.at], p.text[p.at:], ""
	if p.beforeOR > 0 {
		before, lead = p.text[:p.beforeOR], "OR "
	}
	p.beforeOR = 0
	without := strings.TrimSpace(strings.TrimSpace(before) + " " + strings.TrimSpace(after))
	if strings.HasPrefix(strings.TrimSpace(after), "OR ") && strings.TrimSpace(before) == "" {
		without = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(after), "OR "))
	}
	return Part{Text: p.text[t.at:p.at], Field: t.field, Value: strings.TrimSpace(t.value), Without: without, Lead: lead}
}

// token is one part of a query.
type token struct {
	at     int
	field  string // "" for words
	value  string
	quoted bool
	not    bool
}

type parser struct {
	text   string
	at     int
	filter store.Filter
	wanted [][]string
	groups [][][]string // all groups, any of a group, as folded words
	nots   []string     // FTS5 strings
	or     int          // byte of an OR that waits for its right side, else 0
	// beforeOR is the byte of an OR that stands before the last token, else 0.
	beforeOR int
	in       string
	parts    []Part
}

// token reads the next part; false at the end.
func (p *parser) token() (token, bool, error) {
	for p.at < len(p.text) && p.text[p.at] == ' ' {
		p.at++
	}
	if p.at == len(p.text) {
		return token{}, false, nil
	}
	t := token{at: p.at}
	if p.text[p.at] == '-' && p.at+1 < len(p.text) && p.text[p.at+1] != ' ' {
		t.not = true
		p.at++
	}
	if field, ok := p.field(); ok {
		t.field = field
	}
	if p.at < len(p.text) && strings.ContainsRune("\"“„«", p.rune()) {
		t.quoted = true
		value, err := p.phrase()
		t.value = value
		return t, true, err
	}
	end := strings.IndexByte(p.text[p.at:], ' ')
	if end < 0 {
		end = len(p.text) - p.at
	}
	t.value = p.text[p.at : p.at+end]
	p.at += end
	return t, true, nil
}

func (p *parser) rune() rune {
	r, _ := utf8.DecodeRuneInString(p.text[p.at:])
	return r
}

// field reads "name:" when it is one.
func (p *parser) field() (string, bool) {
	rest := p.text[p.at:]
	for _, name := range []string{"outlet", "speaker", "before", "after", "lang", "in"} {
		if len(rest) > len(name) && strings.EqualFold(rest[:len(name)], name) && rest[len(name)] == ':' {
			p.at += len(name) + 1
			return name, true
		}
	}
	return "", false
}

// phrase reads up to the closing quote mark.
func (p *parser) phrase() (string, error) {
	start := p.at
	_, size := utf8.DecodeRuneInString(p.text[p.at:])
	p.at += size
	body := p.at
	for p.at < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.at:])
		if strings.ContainsRune("\"”“»", r) {
			value := p.text[body:p.at]
			p.at += size
			return value, nil
		}
		p.at += size
	}
	return "", p.fail(start, "the quotation mark is never closed")
}

func (p *parser) fail(at int, format string, args ...any) error {
	return &QueryError{p.text, at, fmt.Sprintf(format, args...)}
}

func (p *parser) add(t token) error {
	if t.field != "" {
		return p.addField(t)
	}
	if t.value == "OR" && !t.quoted {
		if len(p.groups) == 0 || p.or > 0 {
			return p.fail(t.at, "OR needs a word on either side")
		}
		p.or = t.at
		return nil
	}
	words := foldWords(t.value)
	if len(words) == 0 {
		if t.quoted {
			return p.fail(t.at, "there are no words between the quotation marks")
		}
		return nil // a dash or the like
	}
	switch {
	case t.not && p.or > 0:
		return p.fail(t.at, "a word to be left out cannot stand beside OR")
	case t.not:
		p.nots = append(p.nots, quotedFTS(words))
		return nil
	case p.or > 0:
		last := len(p.groups) - 1
		p.groups[last] = append(p.groups[last], words)
		p.beforeOR, p.or = p.or, 0
	default:
		p.groups = append(p.groups, [][]string{words})
	}
	p.wanted = append(p.wanted, words)
	return nil
}

// eitherFTS is a group as FTS5 has it.
func eitherFTS(group [][]string) string {
	var either []string
	for _, words := range group {
		either = append(either, quotedFTS(words))
	}
	return "(" + strings.Join(either, " OR ") + ")"
}

// quotedFTS is a phrase as FTS5 has it. Folded words hold no quotation mark.
func quotedFTS(words []string) string { return `"` + strings.Join(words, " ") + `"` }

func (p *parser) addField(t token) error {
	value := strings.TrimSpace(t.value)
	switch {
	case t.not:
		return p.fail(t.at, "%s: cannot be left out with a minus", t.field)
	case value == "":
		return p.fail(t.at, "%s: needs a value behind the colon", t.field)
	case p.or > 0:
		return p.fail(t.at, "OR stands between words only")
	}
	var err error
	switch t.field {
	case "outlet":
		p.filter.Outlet = value
	case "speaker":
		p.filter.Speaker = value
	case "lang":
		p.filter.Language = value
	case "in":
		switch strings.ToLower(value) {
		case "quotation", "quotations", "quote", "quotes":
			p.in = inQuotation
		case "headline", "headlines", "title":
			p.in = inHeadline
		default:
			return p.fail(t.at, "in: takes quotation or headline")
		}
	case "after":
		p.filter.After, err = parseDay(value)
	case "before":
		p.filter.Before, err = parseDay(value)
	}
	if err != nil {
		return p.fail(t.at, "%s: wants a date such as 2025, 2025-03 or 2025-03-14", t.field)
	}
	return nil
}

// parseDay reads the first moment of a year, month or day.
func parseDay(s string) (time.Time, error) {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, strconv.ErrSyntax
}

func (p *parser) finish() (*parsed, error) {
	if p.or > 0 {
		return nil, p.fail(p.or, "OR needs a word on either side")
	}
	if len(p.groups) == 0 && len(p.nots) > 0 {
		return nil, p.fail(0, "there is nothing to look for besides what is to be left out")
	}
	if p.in != "" && len(p.groups) == 0 {
		return nil, p.fail(0, "in:%s needs words to look for there", p.in)
	}
	var parts []string
	for _, g := range p.groups {
		parts = append(parts, eitherFTS(g))
	}
	out := &parsed{filter: p.filter, wanted: p.wanted, groups: p.groups, in: p.in, parts: p.parts}
	out.filter.Words = out.within(strings.Join(parts, " AND "))
	for _, n := range p.nots {
		out.filter.Words = "(" + out.filter.Words + ") NOT " + n
	}
	return out, nil
}

// within is a full-text query where the words are wanted.
func (p *parsed) within(words string) string {
	if p.in != inHeadline || words == "" {
		return words
	}
	return "{headline} : (" + words + ")"
}
