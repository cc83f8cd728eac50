// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package sample

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"hearsay"
)

// parser reads truth.txt line by line and keeps the first error, so that the
// fields need not check each part.
type parser struct {
	truth Truth
	kind  string // of the open entry; its value is the last of its list
	line  int
	err   error
}

// ParseTruth reads text in the format that stands at the top of truth.txt. An
// error wraps [hearsay.ErrInvalid] and names the line.
func ParseTruth(text string) (*Truth, error) {
	p := &parser{}
	for line := range strings.Lines(text) {
		p.line++
		p.read(strings.TrimRight(line, "\r\n"))
		if p.err != nil {
			return nil, p.err
		}
	}
	return &p.truth, nil
}

func (p *parser) read(line string) {
	switch {
	case strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#"):
	case strings.HasPrefix(line, "  "):
		key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		p.field(key, value)
	default:
		kind, name, _ := strings.Cut(line, " ")
		p.open(kind, name)
	}
}

// open starts an entry by appending to the list of its kind.
func (p *parser) open(kind, name string) {
	t := &p.truth
	p.kind = kind
	switch kind {
	case "outlet":
		t.Outlets = append(t.Outlets, Outlet{Slug: name})
	case "unseen":
		t.Unseen = append(t.Unseen, Unseen{Slug: name})
	case "story":
		t.Stories = append(t.Stories, Story{Slug: name})
	case "article":
		t.Articles = append(t.Articles, Article{Slug: name})
	case "family":
		t.Families = append(t.Families, Family{Slug: name})
	case "chain":
		t.Chains = append(t.Chains, Chain{Article: name})
	case "query":
	default:
		p.fail("no entry of kind %q", kind)
	}
	if name == "" {
		p.fail("%s has no name", kind)
	}
}

func (p *parser) field(key, value string) {
	t := &p.truth
	switch p.kind {
	case "outlet":
		p.outlet(last(t.Outlets), key, value)
	case "unseen":
		p.only(key, "what", &last(t.Unseen).What, value)
	case "story":
		p.story(last(t.Stories), key, value)
	case "article":
		p.article(last(t.Articles), key, value)
	case "family":
		p.family(last(t.Families), key, value)
	case "chain":
		p.step(last(t.Chains), key, value)
	case "query":
		p.query(&t.Query, key, value)
	default:
		p.fail("field %q before any entry", key)
	}
}

func (p *parser) outlet(o *Outlet, key, value string) {
	switch key {
	case "name":
		o.Name = value
	case "alias":
		o.Aliases = append(o.Aliases, value)
	case "domain":
		o.Domain = value
	case "kind":
		o.Kind = value
	case "group":
		o.Group = value
	case "style":
		o.Style = value
	case "footer":
		o.Footer = value
	case "boilerplate":
		o.Boilerplate = value
	case "furniture":
		o.Furniture = append(o.Furniture, value)
	default:
		p.unknown(key)
	}
}

func (p *parser) story(s *Story, key, value string) {
	switch key {
	case "title":
		s.Title = value
	case "origins":
		s.Count = p.number(value)
	case "origin":
		s.Origins = append(s.Origins, p.origin(value))
	case "members":
		p.members(s.Origins, value)
	case "adds-none":
		s.AddsNone = append(s.AddsNone, p.noted(value))
	default:
		p.unknown(key)
	}
}

func (p *parser) article(a *Article, key, value string) {
	switch key {
	case "story":
		a.Story = value
	case "outlet":
		a.Outlet = value
	case "file":
		a.File = value
	case "url":
		a.URL = value
	case "language":
		a.Language = value
	case "headline":
		a.Headline = value
	case "byline":
		a.Byline = value
	case "published":
		a.Published = p.time(value)
	case "shows":
		v := p.parts(value, 2)
		a.Shows = append(a.Shows, Claim{Basis: v[0], Value: v[1]})
	case "from":
		a.From = append(a.From, p.descent(value))
	case "credit":
		v := p.parts(value, 3)
		a.Credits = append(a.Credits, Credit{Kind: hearsay.CreditKind(v[0]), To: v[1], Exact: v[2]})
	case "beside":
		v := p.parts(value, 2)
		a.Beside = append(a.Beside, Beside{Article: v[0], Relation: p.relation(v[1])})
	case "planted":
		a.Planted = append(a.Planted, p.noted(value))
	default:
		p.unknown(key)
	}
}

func (p *parser) family(f *Family, key, value string) {
	switch key {
	case "speaker":
		f.Speaker = value
	case "base":
		f.Base = value
	case "variant":
		v := p.parts(value, 3)
		f.Variants = append(f.Variants, Variant{
			Article: v[0], Changes: strings.Split(v[1], ", "), Exact: v[2]})
	default:
		p.unknown(key)
	}
}

func (p *parser) step(c *Chain, key, value string) {
	if key != "step" {
		p.unknown(key)
		return
	}
	v := p.parts(value, 5)
	c.Steps = append(c.Steps, Step{
		Agent:    hearsay.Agent{Name: v[0], Kind: hearsay.AgentKind(v[1])},
		Relation: hearsay.StepRelation(v[2]), Article: v[3], Exact: v[4]})
}

func (p *parser) query(q *Expected, key, value string) {
	switch key {
	case "words":
		q.Words = p.number(value)
	case "match":
		v := p.parts(value, 4)
		q.Matches = append(q.Matches, Match{
			Article: v[0], Relation: p.relation(v[1]), Words: p.words(v[2]), Origin: v[3]})
	case "altered":
		q.Altered = append(q.Altered, p.noted(value))
	case "origins":
		q.Count = p.number(value)
	case "origin":
		q.Origins = append(q.Origins, p.origin(value))
	case "direction":
		v := p.parts(value, 2)
		q.Direction, q.Why = hearsay.Side(v[0]), v[1]
	default:
		p.unknown(key)
	}
}

func (p *parser) descent(value string) Descent {
	v := p.parts(value, 5)
	if v[2] != "credited" && v[2] != "uncredited" {
		p.fail("%q is neither credited nor uncredited", v[2])
	}
	return Descent{Parent: v[0], Relation: p.relation(v[1]),
		Credited: v[2] == "credited", Words: p.words(v[3]), Note: v[4]}
}

func (p *parser) origin(value string) Origin {
	v := p.parts(value, 3)
	return Origin{Slug: v[0], Root: v[1], What: v[2]}
}

// members fills the origin that stands above it, which the value names again so
// that a line moved by mistake is noticed.
func (p *parser) members(origins []Origin, value string) {
	v := p.parts(value, 2)
	if len(origins) == 0 || last(origins).Slug != v[0] {
		p.fail("members of %q do not follow their origin", v[0])
		return
	}
	last(origins).Members = strings.Fields(v[1])
}

func (p *parser) noted(value string) Noted {
	v := p.parts(value, 2)
	return Noted{Name: v[0], Note: v[1]}
}

// only sets the one field that an entry may have.
func (p *parser) only(key, want string, dst *string, value string) {
	if key != want {
		p.unknown(key)
		return
	}
	*dst = value
}

// parts divides a value; the result has n parts even after an error.
func (p *parser) parts(value string, n int) []string {
	v := strings.Split(value, " | ")
	if len(v) != n {
		p.fail("%d parts where %d belong: %s", len(v), n, value)
		return make([]string, n)
	}
	for i := range v {
		if v[i] == "-" {
			v[i] = ""
		}
	}
	return v
}

func (p *parser) relation(word string) hearsay.Relation {
	switch r := hearsay.Relation(word); r {
	case hearsay.Identical, hearsay.Copies, hearsay.Rewrites, hearsay.Quotes,
		hearsay.Cites, hearsay.Revises, hearsay.SharesSource, Independent:
		return r
	}
	p.fail("no relation %q", word)
	return ""
}

// words reads "12 words"; an empty part is 0.
func (p *parser) words(s string) int {
	if s == "" {
		return 0
	}
	return p.number(strings.TrimSuffix(s, " words"))
}

func (p *parser) number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		p.fail("%q is not a number", s)
	}
	return n
}

func (p *parser) time(s string) time.Time {
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		p.fail("%q is not a time", s)
	}
	return at
}

func (p *parser) unknown(key string) { p.fail("%s has no field %q", p.kind, key) }

func (p *parser) fail(format string, args ...any) {
	if p.err == nil {
		what := fmt.Sprintf(format, args...)
		p.err = fmt.Errorf("read truth: line %d: %s: %w", p.line, what, hearsay.ErrInvalid)
	}
}

func last[T any](list []T) *T { return &list[len(list)-1] }
