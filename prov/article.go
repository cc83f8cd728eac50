// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prov

import (
	"fmt"
	"strings"

	"hearsay"
)

// Article states an article, whose it is, and the bytes that it was read from. The
// document remembers agents that it has: 16 bytes and some for each.
func (d *Document) Article(a *hearsay.Article) error {
	b := a.Brief()
	id, capture := "article:"+a.ID.String(), "capture:"+a.Capture.String()
	of := briefAttrs(&b)
	of.text("hs:dateline", a.Dateline)
	of.texts("hs:byline", a.Byline)
	received := attrs{}
	received.name("prov:type", "hs:Capture")
	received.text("hs:url", a.URL)
	received.time("hs:received", a.Seen)
	err := d.state(record{form: &d.forms.entity, id: id, attrs: of})
	if err == nil && !a.Capture.IsZero() {
		err = d.state(
			record{form: &d.forms.entity, id: capture, attrs: received},
			record{form: &d.forms.derived, args: []string{id, capture}},
		)
	}
	if err != nil {
		return err
	}
	return d.attribute(id, a.Outlet)
}

// attribute says whose an entity of the document is, and once who that is.
func (d *Document) attribute(entity string, agent hearsay.Agent) error {
	if agent.IsZero() {
		return nil
	}
	r := agentRecord(d.forms, agent)
	if !d.agents[r.id] {
		d.agents[r.id] = true
		if err := d.state(r); err != nil {
			return err
		}
	}
	return d.state(record{form: &d.forms.attributed, args: []string{entity, r.id}})
}

// Quotation states words that an article quotes: the article has them from what was
// said, and that is the speaker's, as the article has it. What it does not say to
// have been said (denied, asked, expected) is stated as such, with no tie to anybody.
// The article must be stated, too.
func (d *Document) Quotation(s *hearsay.Said) error {
	q := s.Quotation()
	id := fmt.Sprintf("quotation:%s-q%d", s.Article.ID, s.I+1)
	text := s.Article.Text
	if q.Part == hearsay.InHeadline {
		text = s.Article.Headline
	}
	words := make([]string, 0, len(q.Content))
	for _, c := range q.Content {
		words = append(words, c.In(text))
	}
	var a attrs
	a.name("prov:type", "hs:Quotation")
	a.text("prov:value", strings.Join(words, " … "))
	a.text("hs:mode", string(q.Mode))
	a.text("hs:polarity", string(q.Polarity))
	a.text("hs:speaker", q.Speaker.Agent.Name)
	a.text("hs:speakerKnownBy", q.Speaker.How)
	a.text("hs:voice", s.Voice.String())
	for _, v := range q.Via {
		a.text("hs:via", v.Agent.Name)
	}
	a.number("hs:confidence", q.Confidence)
	if err := d.state(record{form: &d.forms.entity, id: id, attrs: a}); err != nil || q.Polarity != hearsay.Asserted {
		return err
	}
	var quoted attrs
	quoted.name("prov:type", "prov:Quotation")
	err := d.state(record{form: &d.forms.derived, args: []string{"article:" + s.Article.ID.String(), id}, attrs: quoted})
	if err != nil {
		return err
	}
	return d.attribute(id, q.Speaker.Agent)
}
