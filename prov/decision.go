// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prov

import (
	"strconv"

	"hearsay"
)

// personID is whoever decides. Where several use the library, the name of the account is a word
// of the decision: it is a name here and nowhere else.
const personID = "who:person"

// Decision states what a person decided of stories, apart from what the run found:
// an entity that a person is answerable for, with the articles that it is about.
func (d *Document) Decision(r *hearsay.StoryRuling) error {
	if !d.agents[personID] {
		d.agents[personID] = true
		var a attrs
		a.name("prov:type", "prov:Person")
		a.text("prov:label", "a person who uses this library")
		if err := d.state(record{form: &d.forms.agent, id: personID, attrs: a}); err != nil {
			return err
		}
	}
	id := "decision:" + strconv.Itoa(r.N)
	if err := d.state(d.decided(id, r, r.Articles)...); err != nil || len(r.Others) == 0 {
		return err
	}
	return d.state(d.decided(id+"-others", r, r.Others)...)
}

// decided is one side of a decision.
func (d *Document) decided(id string, r *hearsay.StoryRuling, articles []hearsay.ArticleID) []record {
	var a attrs
	a.name("prov:type", "prov:Collection")
	a.name("prov:type", "hs:Decision")
	a.text("hs:decides", string(r.Verb))
	a.time("hs:at", r.At)
	if r.By != "" {
		a.text("hs:by", r.By)
	}
	if r.Undone {
		a.truth("hs:undone", true)
	}
	out := []record{
		{form: &d.forms.entity, id: id, attrs: a},
		{form: &d.forms.attributed, args: []string{id, personID}},
	}
	for _, m := range articles {
		out = append(out, record{form: &d.forms.membership, args: []string{id, "article:" + m.String()}})
	}
	return out
}
