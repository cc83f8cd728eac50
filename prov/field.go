// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prov

import (
	"fmt"
	"strconv"
	"strings"

	"hearsay"
)

// field is a column with its value; "" says nothing.
type field[T any] struct {
	hearsay.Column
	of func(T) string
}

func column(name string, t hearsay.ColumnType, says string) hearsay.Column {
	return hearsay.Column{Name: name, Type: t, Says: says}
}

func nodeFields() []field[*Node] {
	article := func(f func(*hearsay.Brief) string) func(*Node) string {
		return func(n *Node) string {
			if n.Article == nil {
				return ""
			}
			return f(n.Article)
		}
	}
	return []field[*Node]{
		{column("kind", hearsay.TextColumn, "article, or unseen: a source that is not in the library"), func(n *Node) string {
			if n.Article == nil {
				return "unseen"
			}
			return "article"
		}},
		{column("story", hearsay.TextColumn, "the story it belongs to"), func(n *Node) string { return n.Story }},
		{column("url", hearsay.TextColumn, "where it was found"), article(func(b *hearsay.Brief) string { return b.URL })},
		{column("outlet", hearsay.TextColumn, "whose it is; of an unseen source, who is named"), func(n *Node) string { return n.agent().Name }},
		{column("domain", hearsay.TextColumn, "of the outlet"), func(n *Node) string { return n.agent().Domain }},
		{column("language", hearsay.TextColumn, "BCP 47"), article(func(b *hearsay.Brief) string { return b.Language })},
		{column("words", hearsay.IntegerColumn, "of its text"), article(func(b *hearsay.Brief) string { return strconv.Itoa(b.Words) })},
		{column("date", hearsay.TextColumn, "EDTF, as precise as what says it"), article(func(b *hearsay.Brief) string { return b.Date.Value })},
		{column("date_earliest", hearsay.TextColumn, "RFC 3339"), article(func(b *hearsay.Brief) string { return stamp(b.Date.Earliest) })},
		{column("date_latest", hearsay.TextColumn, "RFC 3339"), article(func(b *hearsay.Brief) string { return stamp(b.Date.Latest) })},
		{column("date_basis", hearsay.TextColumn, "where the date stands"), article(func(b *hearsay.Brief) string { return b.Date.Basis })},
		{column("origin", hearsay.TextColumn, "Id of the node that its main text begins at"), func(n *Node) string { return n.Origin }},
		{column("origin_kind", hearsay.TextColumn, "what sort of beginning that is"), func(n *Node) string { return string(n.Kind) }},
		{column("why", hearsay.TextColumn, "of an unseen source: why it must be"), func(n *Node) string {
			if n.Unseen == nil {
				return ""
			}
			return strings.Join(n.Unseen.Why, " ")
		}},
	}
}

// agent is whose the node is.
func (n *Node) agent() hearsay.Agent {
	if n.Article != nil {
		return n.Article.Outlet
	}
	return n.Unseen.Agent
}

func edgeFields() []field[*Edge] {
	return []field[*Edge]{
		{column("relation", hearsay.TextColumn, "identical, copies, rewrites, quotes, cites, revises or shares-source"), func(e *Edge) string { return string(e.Relation) }},
		{column("main", hearsay.TruthColumn, "whether most of what the later text has not of its own came this way"), func(e *Edge) string { return strconv.FormatBool(e.Main) }},
		{column("undecided", hearsay.TruthColumn, "whether nothing tells which of the two was first"), func(e *Edge) string { return strconv.FormatBool(!e.Directed()) }},
		{column("certainty", hearsay.TextColumn, "certain, strong, likely or possible"), func(e *Edge) string { return string(e.Certainty) }},
		{column("confidence", hearsay.NumberColumn, "the chance that the edge is right, calibrated on bench/provenance"), func(e *Edge) string { return strconv.FormatFloat(e.Confidence, 'f', -1, 64) }},
		{column("story", hearsay.TextColumn, "the story it belongs to"), func(e *Edge) string { return e.Derived.Story }},
		{column("evidence", hearsay.TextColumn, "what speaks for it and against it, with the weight of each"), func(e *Edge) string {
			var out []string
			for _, v := range e.Evidence {
				out = append(out, fmt.Sprintf("%s (%+.2f): %s", v.Kind, v.Weight, v.Says))
			}
			return strings.Join(out, " ")
		}},
	}
}

// NodeColumns are those of nodes.csv, and EdgeColumns those of edges.csv. Their first
// ones are what Gephi's spreadsheet import asks for.
func NodeColumns() []hearsay.Column {
	out := []hearsay.Column{
		column("Id", hearsay.TextColumn, "names the node for ever"),
		column("Label", hearsay.TextColumn, "headline, or who it is"),
	}
	for _, f := range nodeFields() {
		out = append(out, f.Column)
	}
	return out
}

// EdgeColumns are those of edges.csv.
func EdgeColumns() []hearsay.Column {
	out := []hearsay.Column{
		column("Source", hearsay.TextColumn, "Id of the earlier node; of an undecided edge, of either"),
		column("Target", hearsay.TextColumn, "Id of the later one"),
		column("Type", hearsay.TextColumn, "Directed, or Undirected where it is undecided"),
		column("Id", hearsay.TextColumn, "names the edge for ever"),
	}
	for _, f := range edgeFields() {
		out = append(out, f.Column)
	}
	return out
}

// Cells are the node as a row of nodes.csv.
func (n *Node) Cells() []string {
	out := []string{n.ID, n.Label()}
	for _, f := range nodeFields() {
		out = append(out, f.of(n))
	}
	return printables(out)
}

// Cells are the edge as a row of edges.csv.
func (e *Edge) Cells() []string {
	kind := "Directed"
	if !e.Directed() {
		kind = "Undirected"
	}
	out := []string{e.From.ID, e.Derived.ID, kind, e.ID}
	for _, f := range edgeFields() {
		out = append(out, f.of(e))
	}
	return printables(out)
}

func printables(cells []string) []string {
	for i, c := range cells {
		cells[i] = printable(c)
	}
	return cells
}
