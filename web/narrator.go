// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"slices"

	"hearsay"
)

// narrator finds what is said of the articles of a story.
type narrator struct {
	v       *hearsay.StoryView
	members map[hearsay.ArticleID]*hearsay.StoryMember
	main    map[hearsay.ArticleID]*hearsay.Derivation
	ruled   map[hearsay.ArticleID][]int // standing decisions of people that name an article
}

func newNarrator(v *hearsay.StoryView) *narrator {
	n := &narrator{v, map[hearsay.ArticleID]*hearsay.StoryMember{}, map[hearsay.ArticleID]*hearsay.Derivation{}, map[hearsay.ArticleID][]int{}}
	for i := range v.Members {
		n.members[v.Members[i].ID] = &v.Members[i]
	}
	for i := range v.Lineage.Derivations {
		if d := &v.Lineage.Derivations[i]; d.Main {
			n.main[d.Derived] = d
		}
	}
	for _, r := range v.Rulings {
		if r.Undone {
			continue
		}
		for _, id := range slices.Concat(r.Articles, r.Others) {
			n.ruled[id] = append(n.ruled[id], r.N)
		}
	}
	return n
}

// end names one end of a tie.
func (n *narrator) end(node hearsay.Node) end {
	if node.Unseen > 0 && node.Unseen <= len(n.v.Lineage.Unseen) {
		u := &n.v.Lineage.Unseen[node.Unseen-1]
		if u.Agent.IsZero() {
			return end{Name: "a source that nobody names", Ghost: true}
		}
		return end{Name: agentName(u.Agent), Ghost: true}
	}
	if m := n.members[node.Article]; m != nil {
		return end{Name: outletName(m.Outlet), Article: node.Article}
	}
	return end{Name: node.Article.String(), Article: node.Article}
}

// card shows an origin: its root first, and when there are many, the rest folded.
func (n *narrator) card(i int, o *hearsay.Origin) originCard {
	c := originCard{Letter: letter(i), Number: i + 1, Root: n.end(o.Root), Kind: originWords[o.Kind], Why: o.Why}
	for k, id := range o.Articles {
		m := n.members[id]
		switch {
		case m == nil:
		case k >= maxTies:
			c.Further++
		case k < unfolded || len(o.Articles) <= unfolded+1:
			c.Shown = append(c.Shown, n.row(m, o))
		default:
			c.Folded = append(c.Folded, n.row(m, o))
		}
	}
	return c
}

func (n *narrator) row(m *hearsay.StoryMember, o *hearsay.Origin) cardRow {
	row := cardRow{Article: m.Brief, Root: o.Root.Article == m.ID, In: m.Tie.Says(), Ruled: n.ruled[m.ID]}
	if with := n.members[m.Tie.With]; with != nil {
		row.In = "with " + outletName(with.Outlet) + ": " + row.In
	}
	d := n.main[m.ID]
	if d == nil || row.Root {
		return row
	}
	row.Sure = d.Certainty
	by := n.end(d.From).Name
	if row.From = fmt.Sprintf("from %s: %s", by, d.Relation); d.Undecided {
		row.From = fmt.Sprintf("tied to %s; which was first is not known", by)
	}
	return row
}

// originWords say what sort of beginning an origin is.
var originWords = map[hearsay.OriginKind]string{
	hearsay.AgencyCopy:     "press agency",
	hearsay.PressRelease:   "release of somebody concerned",
	hearsay.Interview:      "interview by one outlet",
	hearsay.Conference:     "said to several at once",
	hearsay.OfficialRecord: "official record",
	hearsay.Translation:    "text in another language",
	hearsay.OwnReport:      "no other source is named or shared",
	hearsay.UnknownKind:    "what it begins with is not known",
}
