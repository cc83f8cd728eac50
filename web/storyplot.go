// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"hearsay"
	"hearsay/draw"
)

// letter names an origin: A to Z, then AA and so on.
func letter(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return letter(i/26-1) + letter(i%26)
}

// plotter turns a story into what is drawn.
type plotter struct {
	*narrator
	l      *hearsay.Lineage
	story  draw.Story
	at     map[hearsay.Node]int // of story.Nodes
	branch map[hearsay.ArticleID]int
	kinds  map[hearsay.ArticleID]draw.NodeKind
	alone  int // the branch of all origins of one article; -1 before there is one
}

// lineagePlot is the lineage of a story, without what is not wanted. O(n log n).
func (n *narrator) lineagePlot(w storyWant) *draw.Figure {
	p := &plotter{narrator: n, l: n.wanted(w), at: map[hearsay.Node]int{}, branch: map[hearsay.ArticleID]int{}, kinds: map[hearsay.ArticleID]draw.NodeKind{}, alone: -1}
	p.story.Title = "Who had it from whom: " + storyTitle(&n.v.Story)
	p.branches()
	for i := range p.l.Articles {
		p.article(&p.l.Articles[i])
	}
	for i := range p.l.Derivations {
		p.edge(&p.l.Derivations[i])
	}
	return draw.Lineage(p.story)
}

// branches makes one of each origin that several articles go back to, and one of all
// others together.
func (p *plotter) branches() {
	all := p.n().Origins
	var single []int
	for i := range all {
		o := &all[i]
		if !o.Root.Article.IsZero() {
			p.kinds[o.Root.Article] = nodeKind(o.Kind)
		}
		if len(o.Articles) < 2 && o.Root.Unseen == 0 {
			single = append(single, i)
			continue
		}
		p.name(len(p.story.Branches), fmt.Sprintf("%s · %s, %s", letter(i), p.end(o.Root).Name, many(len(o.Articles), "article", "articles")), o)
	}
	if len(single) == 0 {
		return
	}
	first, last := letter(single[0]), letter(single[len(single)-1])
	name := first + " · one article"
	if len(single) > 1 {
		name = fmt.Sprintf("%s to %s · one article each, %s", first, last, many(len(single), "origin", "origins"))
	}
	p.alone = len(p.story.Branches)
	for _, i := range single {
		p.name(p.alone, name, &all[i])
	}
}

func (p *plotter) n() *hearsay.Lineage { return p.v.Lineage }

// name gives a branch a name, and an origin's articles to it.
func (p *plotter) name(branch int, name string, o *hearsay.Origin) {
	if branch == len(p.story.Branches) {
		p.story.Branches = append(p.story.Branches, draw.Branch{Name: name})
	}
	for _, id := range o.Articles {
		p.branch[id] = branch
	}
}

func nodeKind(k hearsay.OriginKind) draw.NodeKind {
	switch k {
	case hearsay.AgencyCopy:
		return draw.WireNode
	case hearsay.OfficialRecord, hearsay.PressRelease:
		return draw.PrimaryNode
	}
	return draw.ArticleNode
}

func (p *plotter) article(b *hearsay.Brief) {
	w := newWhen(b.Date)
	when := strings.TrimPrefix(strings.Join([]string{w.Text, w.Precision}, ", "), ", ")
	tip := outletName(b.Outlet) + ": " + b.Headline + " (" + strings.TrimSuffix(when, ", ") + ")"
	if d := p.main[b.ID]; d != nil {
		tip += fmt.Sprintf(", from %s: %s, %s", p.end(d.From).Name, d.Relation, d.Certainty)
	}
	p.at[hearsay.Node{Article: b.ID}] = len(p.story.Nodes)
	p.story.Nodes = append(p.story.Nodes, draw.Node{
		Name: outletName(b.Outlet), Tip: tip, Link: "/articles/" + b.ID.String(), Key: b.ID.String(), Outlet: outletName(b.Outlet),
		When: drawnInterval(b.Date), Kind: p.kinds[b.ID], Branch: p.branchOf(b.ID),
	})
}

// branchOf is the branch of an article; one that no origin has stands with the others.
func (p *plotter) branchOf(id hearsay.ArticleID) int {
	if b, ok := p.branch[id]; ok {
		return b
	}
	if p.alone < 0 {
		p.alone = len(p.story.Branches)
		p.story.Branches = append(p.story.Branches, draw.Branch{Name: "others"})
	}
	return p.alone
}

// drawnInterval is when an article is drawn: as its date is written, so that a day is
// shown as itself. When it was first seen says little of when it was published.
func drawnInterval(d hearsay.Date) draw.Interval {
	if d.Basis == "seen" {
		return draw.Interval{}
	}
	from, to := d.Written()
	return draw.Interval{From: sane(from), To: sane(to)}
}

// sane is a moment of the years 1 to 9999, or none: pages claim others.
func sane(t time.Time) time.Time {
	if y := t.UTC().Year(); y < 1 || y > 9999 {
		return time.Time{}
	}
	return t
}

func (p *plotter) edge(d *hearsay.Derivation) {
	to, ok := p.at[hearsay.Node{Article: d.Derived}]
	from, known := p.at[d.From]
	if !known && d.From.Unseen > 0 && d.From.Unseen <= len(p.l.Unseen) {
		from, known = len(p.story.Nodes), true
		p.at[d.From] = from
		name := p.end(d.From).Name
		p.story.Nodes = append(p.story.Nodes, draw.Node{
			Name: name, Tip: name + ", not in this library: " + strings.Join(p.l.Unseen[d.From.Unseen-1].Why, "; "), Key: fmt.Sprint(d.From.Unseen), Kind: draw.GhostNode, Branch: p.branchOf(d.Derived),
		})
	}
	if !ok || !known {
		return
	}
	p.story.Edges = append(p.story.Edges, draw.Edge{From: from, To: to, Relation: edgeClass(d.Relation), Main: d.Main, Undecided: d.Undecided})
}

func edgeClass(r hearsay.Relation) draw.Class {
	switch r {
	case hearsay.Identical:
		return draw.Identical
	case hearsay.Rewrites:
		return draw.Rewrites
	case hearsay.Quotes:
		return draw.Quotes
	case hearsay.Cites:
		return draw.Cites
	case hearsay.Revises:
		return draw.Revises
	case hearsay.SharesSource:
		return draw.Shares
	}
	return draw.Copies
}

// copiesOverTime counts the articles of a story that have a date.
func (n *narrator) copiesOverTime(w storyWant) []draw.Bin {
	var at []time.Time
	for _, b := range n.wanted(w).Articles {
		if i := drawnInterval(b.Date); !i.From.IsZero() {
			at = append(at, i.From)
		}
	}
	return draw.Bins(at)
}

func (n *narrator) copiesPlot(w storyWant) *draw.Figure {
	return draw.Counts("Articles over time: "+storyTitle(&n.v.Story), n.copiesOverTime(w))
}

// lineageFile and copiesFile are the plots of a story as files.
func (s *site) lineageFile(r *http.Request) (response, error) {
	f, err := s.storyFigure(r, (*narrator).lineagePlot)
	return figureFile(r, f, err)
}

func (s *site) copiesFile(r *http.Request) (response, error) {
	f, err := s.storyFigure(r, (*narrator).copiesPlot)
	return figureFile(r, f, err)
}

func (s *site) storyFigure(r *http.Request, of func(*narrator, storyWant) *draw.Figure) (*draw.Figure, error) {
	want, err := readStoryWant(r)
	if err != nil {
		return nil, err
	}
	v, err := s.storyAsked(r)
	if err != nil {
		return nil, err
	}
	return of(newNarrator(v), want), nil
}
