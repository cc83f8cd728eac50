// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"slices"

	"hearsay"
	"hearsay/reuse"
)

// lineRow is an article of a story's table, the twin of its lineage.
type lineRow struct {
	Article hearsay.Brief
	Letter  string // of its origin
	Ruled   []int
	Ties    []tieRow // main first
	Fork    bool     // it has text from several
	Copies  int      // that have their main text from it
}

// tieRow is a derivation.
type tieRow struct {
	*hearsay.Derivation
	By      end
	Changes *changed // of the text on the way; nil where it was not compared
	Compare string   // address; "" for a source that is not in the library
}

// changed counts the words that a copy has besides its source, and has not of it.
type changed struct{ Added, Removed, Reworded, Moved int }

// What is compared for one page: so many ties, and bytes of both texts together.
const (
	maxCompared      = 40
	maxComparedBytes = 600_000
)

// lines are the articles of a story in order of time, those without a date last, each
// with its ties; at most maxLines of them.
func (n *narrator) lines(w storyWant) (out []lineRow, rest int) {
	l := n.wanted(w)
	ties, copies := map[hearsay.ArticleID][]*hearsay.Derivation{}, map[hearsay.ArticleID]int{}
	for i := range l.Derivations {
		d := &l.Derivations[i]
		ties[d.Derived] = append(ties[d.Derived], d)
		if d.Main {
			copies[d.From.Article]++
		}
	}
	letters := map[hearsay.ArticleID]string{}
	for i := range n.v.Lineage.Origins {
		for _, id := range n.v.Lineage.Origins[i].Articles {
			letters[id] = letter(i)
		}
	}
	articles := slices.Clone(l.Articles)
	slices.SortStableFunc(articles, func(a, b hearsay.Brief) int { return byTime(&a, &b) })
	rest = max(0, len(articles)-maxLines)
	c := &comparer{texts: n.v.Texts}
	for _, b := range articles[:len(articles)-rest] {
		row := lineRow{Article: b, Letter: letters[b.ID], Ruled: n.ruled[b.ID], Copies: copies[b.ID], Fork: len(ties[b.ID]) > 1}
		for _, d := range ties[b.ID] {
			row.Ties = append(row.Ties, n.tie(d, c))
		}
		out = append(out, row)
	}
	return out, rest
}

// byTime orders articles as a plot does: by date, those without one last.
func byTime(a, b *hearsay.Brief) int {
	x, y := drawnInterval(a.Date), drawnInterval(b.Date)
	if x.Known() != y.Known() {
		if x.Known() {
			return -1
		}
		return 1
	}
	if x.From.IsZero() {
		x.From = x.To
	}
	if y.From.IsZero() {
		y.From = y.To
	}
	return x.From.Compare(y.From)
}

func (n *narrator) tie(d *hearsay.Derivation, c *comparer) tieRow {
	t := tieRow{Derivation: d, By: n.end(d.From)}
	if !d.From.Article.IsZero() {
		t.Compare = "/compare?a=" + d.From.Article.String() + "&b=" + d.Derived.String()
		if d.Main {
			t.Changes = c.compare(d)
		}
	}
	return t
}

// comparer compares texts as long as there are not too many.
type comparer struct {
	texts map[hearsay.ArticleID]*hearsay.Article
	ties  int
	bytes int
}

func (c *comparer) compare(d *hearsay.Derivation) *changed {
	a, b := c.texts[d.From.Article], c.texts[d.Derived]
	if a == nil || b == nil || d.Relation == hearsay.Quotes || d.Relation == hearsay.Cites || c.ties >= maxCompared || c.bytes+len(a.Text)+len(b.Text) > maxComparedBytes {
		return nil
	}
	c.ties, c.bytes = c.ties+1, c.bytes+len(a.Text)+len(b.Text)
	var out changed
	for _, ch := range reuse.Diff(a.Text, b.Text) {
		switch ch.Kind {
		case hearsay.Added:
			out.Added += ch.Words
		case hearsay.Cut:
			out.Removed += ch.Words
		case hearsay.Changed:
			out.Reworded += ch.Words
		case hearsay.Moved:
			out.Moved += ch.Words
		}
	}
	return &out
}
