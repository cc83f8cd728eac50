// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package plant

import (
	"fmt"
	"slices"
	"strings"

	"hearsay/bench/provenance"
)

// root is where the text of an item begins.
func (it *item) root() *item {
	for {
		e := it.main()
		if e == nil {
			return it
		}
		it = e.from
	}
}

func (it *item) main() *edge {
	for _, e := range it.edges {
		if e.main {
			return e
		}
	}
	return nil
}

// pieces are what can be taken from an item: sentences, quotations in a state,
// and facts in any words.
type pieces map[string]bool

func piecesOf(it *item) pieces {
	out := pieces{}
	for _, sen := range it.body {
		out["text "+sen.text] = true
		if sen.plain != "" {
			out["text "+sen.plain] = true // who leaves a credit away has the rest
		}
		if sen.fact != "" {
			out["fact "+sen.fact] = true
		}
		if sen.quote != nil {
			out[sen.quote.piece()] = true
		}
	}
	return out
}

func (q *quote) piece() string {
	return fmt.Sprintf("quote %d %d %s", q.number, q.state, q.speaker.name)
}

// piece is what must stand in a text for this to be taken from it.
func (t *taken) piece() string {
	switch {
	case t.how == "requote":
		return t.source.quote.piece()
	case t.how == "rephrase" && t.same == 0:
		return "fact " + t.source.fact
	}
	return "text " + t.source.text
}

// record writes what is true of a story.
type recorder struct {
	s      *story
	truth  *provenance.Truth
	pieces map[*item]pieces
}

func (s *story) record(t *provenance.Truth) {
	rec := recorder{s, t, map[*item]pieces{}}
	used := rec.edges()
	rec.items(used)
	rec.origins(used)
	rec.families()
}

// edges writes derivations, and tells which unseen sources they lead to.
func (rec *recorder) edges() map[*item]bool {
	used := map[*item]bool{}
	for _, it := range rec.s.items {
		rec.pieces[it] = piecesOf(it)
	}
	for _, it := range rec.s.items {
		for _, e := range it.edges {
			if it.unseen {
				continue
			}
			used[e.from] = true
			out := provenance.Edge{
				Derived: it.id, From: e.from.id, Relation: e.relates(it), Main: e.main, Credit: e.credit, Ops: e.ops,
				Hidden: rec.hidden(it, e),
			}
			if !out.Hidden {
				out.Also = rec.also(it, e)
			}
			rec.truth.Edges = append(rec.truth.Edges, out)
		}
		if room := it.overheard(); room != nil {
			used[room] = true
			rec.truth.Edges = append(rec.truth.Edges, provenance.Edge{
				Derived: it.id, From: room.id, Relation: "quotes", Credit: "given", Ops: []string{"hear"}, Hidden: true})
		}
	}
	return used
}

// overheard is where a quotation in an article was spoken, when it came through a
// source that is not in the set: others who were there print the same words.
func (it *item) overheard() *item {
	if it.unseen {
		return nil
	}
	for _, sen := range it.body {
		if sen.quote == nil || !sen.quote.heard.unseen {
			continue
		}
		for _, e := range sen.quote.heard.edges {
			if e.hearing {
				return e.from
			}
		}
	}
	return nil
}

// relates names the relation of an edge by what was taken.
func (e *edge) relates(it *item) string {
	if e.relation != "" {
		return e.relation
	}
	words, same, spoken, other := 0, 0, 0, 0
	for _, t := range e.taken {
		if t.source.quote != nil {
			spoken++
			continue
		}
		words += t.words
		same += t.same
		if t.same > 0 {
			other++
		}
	}
	switch {
	case it.text() == e.from.text():
		return "identical"
	case spoken > 0 && other == 0:
		return "quotes"
	case 10*same >= 8*words:
		return "copies"
	}
	return "rewrites"
}

// text is all that the item says.
func (it *item) text() string {
	out := it.dateline
	for _, sen := range it.body {
		out += sen.text + "\n"
	}
	if it.link != nil {
		out += it.link.words
	}
	return out + it.credit + it.outlet.footer
}

// fewest is how many words in common can be seen.
const fewest = 8

// hidden reports whether an edge leaves nothing to be seen.
func (rec *recorder) hidden(it *item, e *edge) bool {
	switch {
	case e.hearing:
		return !rec.heardAlone(it, e)
	case e.credit == "given":
		return false
	case e.from.unseen:
		return !rec.sharesUnseen(it, e)
	}
	same := 0
	for _, t := range e.taken {
		same += t.same
	}
	return same < fewest
}

// heardAlone reports whether an article shows that its reporter was there, as
// others were: it has a sentence that no article had before.
func (rec *recorder) heardAlone(it *item, e *edge) bool {
	others, alone := 0, false
	for _, o := range rec.s.items {
		if o != it && !o.unseen && slices.ContainsFunc(o.edges, func(f *edge) bool { return f.from == e.from }) {
			others++
		}
	}
	for _, sen := range it.body {
		if sen.quote == nil || sen.quote.heard != it {
			continue
		}
		earlier := slices.ContainsFunc(rec.s.items, func(o *item) bool {
			return o != it && !o.unseen && o.at.Before(it.at) && o.says(sen.quote.utterance)
		})
		alone = alone || !earlier
	}
	return others > 0 && alone
}

func (it *item) says(u *utterance) bool {
	return slices.ContainsFunc(it.body, func(s sentence) bool { return s.quote != nil && s.quote.utterance == u })
}

// sharesUnseen reports whether another article has words of the same unseen
// source that this one has, too.
func (rec *recorder) sharesUnseen(it *item, e *edge) bool {
	mine := map[string]bool{}
	for _, t := range e.taken {
		if t.how != "rephrase" {
			mine[t.source.text] = true
		}
	}
	for _, o := range rec.s.items {
		for _, f := range o.edges {
			if o == it || o.unseen || f.from != e.from {
				continue
			}
			for _, t := range f.taken {
				if t.how != "rephrase" && mine[t.source.text] {
					return true
				}
			}
		}
	}
	return false
}

// also lists the articles that nothing on the page tells from the source.
func (rec *recorder) also(it *item, e *edge) []string {
	if e.hearing || e.relation != "" || len(e.taken) == 0 {
		return nil
	}
	var out []string
	for _, x := range rec.s.items {
		if x == it || x == e.from || x.unseen || !x.at.Before(it.at) {
			continue
		}
		if e.credit == "given" && x.outlet != e.from.outlet {
			continue
		}
		if rec.holds(x, e) {
			out = append(out, x.id)
		}
	}
	return out
}

func (rec *recorder) holds(x *item, e *edge) bool {
	have := rec.pieces[x]
	for i := range e.taken {
		if !have[e.taken[i].piece()] {
			return false
		}
	}
	return true
}

// items writes the articles and the unseen sources that edges lead to.
func (rec *recorder) items(used map[*item]bool) {
	for _, it := range rec.s.items {
		switch {
		case !it.unseen:
			rec.truth.Articles = append(rec.truth.Articles, provenance.Known{ID: it.id, Story: rec.s.id, Time: it.at, Fault: it.fault})
		case used[it]:
			rec.truth.Unseen = append(rec.truth.Unseen, provenance.Unseen{ID: it.id, Story: rec.s.id, What: it.what, Name: it.outlet.name, Time: it.at})
		}
	}
}

// origins parts the story's articles by where their text begins.
func (rec *recorder) origins(used map[*item]bool) {
	s := rec.s
	story := provenance.Story{ID: s.id, Title: strings.TrimSpace(s.topic.name + " in " + s.slots["town"])}
	at := map[*item]int{}
	for _, it := range s.items {
		if it.unseen {
			continue
		}
		story.Articles = append(story.Articles, it.id)
		root := it.root()
		i, ok := at[root]
		if !ok {
			i = len(story.Origins)
			at[root] = i
			story.Origins = append(story.Origins, provenance.Origin{Root: root.id, What: root.what})
		}
		story.Origins[i].Members = append(story.Origins[i].Members, it.id)
	}
	slices.Sort(story.Articles)
	rec.truth.Stories = append(rec.truth.Stories, story)
}

// families writes what became of each utterance that several articles print.
func (rec *recorder) families() {
	for _, u := range rec.s.utterances {
		var carriers []*item
		for _, it := range rec.s.items {
			if !it.unseen && it.says(u) {
				carriers = append(carriers, it)
			}
		}
		slices.SortStableFunc(carriers, func(a, b *item) int { return a.at.Compare(b.at) })
		base := slices.IndexFunc(carriers, func(it *item) bool {
			q := it.quote(u)
			return q.state == 0 && q.speaker.name == u.speaker.name
		})
		if len(carriers) < 2 || base < 0 {
			continue
		}
		rec.family(u, carriers, carriers[base])
	}
}

func (it *item) quote(u *utterance) *quote {
	for _, sen := range it.body {
		if sen.quote != nil && sen.quote.utterance == u {
			return sen.quote
		}
	}
	return nil
}

func (rec *recorder) family(u *utterance, carriers []*item, base *item) {
	f := provenance.Family{
		ID: fmt.Sprintf("%s-q%d", rec.s.id, u.number+1), Story: rec.s.id, Speaker: u.speaker.name, Article: base.id, Exact: u.words(0),
	}
	heard := map[*item]int{}
	for _, it := range carriers {
		q := it.quote(u)
		i, ok := heard[q.heard]
		if !ok {
			i = len(f.Hearings)
			heard[q.heard] = i
			f.Hearings = append(f.Hearings, nil)
		}
		f.Hearings[i] = append(f.Hearings[i], it.id)
		if it == base {
			continue
		}
		v := provenance.Variant{Article: it.id, Exact: u.words(q.state), Speaker: q.speaker.name, Changes: u.changes(q.state)}
		if v.Speaker != f.Speaker {
			v.Changes = append(v.Changes, "re-attributed")
			slices.Sort(v.Changes)
		}
		f.Variants = append(f.Variants, v)
	}
	rec.truth.Families = append(rec.truth.Families, f)
}
