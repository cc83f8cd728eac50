// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prov

import (
	"fmt"
	"strconv"
	"strings"

	"hearsay"
)

// Column is a column of nodes.csv or edges.csv, and an attribute of nodes or edges
// in a graph file.
type Column struct {
	Name string
	Type ColumnType
	Says string // for people
}

// ColumnType is what the values of a column are.
type ColumnType string

// The types.
const (
	Text    ColumnType = "string"
	Integer ColumnType = "integer"
	Number  ColumnType = "number"
	Truth   ColumnType = "boolean"
)

// field is a column with its value; "" says nothing.
type field[T any] struct {
	Column
	of func(T) string
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
		{Column{"kind", Text, "article, or unseen: a source that is not in the library"}, func(n *Node) string {
			if n.Article == nil {
				return "unseen"
			}
			return "article"
		}},
		{Column{"story", Text, "the story it belongs to"}, func(n *Node) string { return n.Story }},
		{Column{"url", Text, "where it was found"}, article(func(b *hearsay.Brief) string { return b.URL })},
		{Column{"outlet", Text, "whose it is; of an unseen source, who is named"}, func(n *Node) string { return n.agent().Name }},
		{Column{"domain", Text, "of the outlet"}, func(n *Node) string { return n.agent().Domain }},
		{Column{"language", Text, "BCP 47"}, article(func(b *hearsay.Brief) string { return b.Language })},
		{Column{"words", Integer, "of its text"}, article(func(b *hearsay.Brief) string { return strconv.Itoa(b.Words) })},
		{Column{"date", Text, "EDTF, as precise as what says it"}, article(func(b *hearsay.Brief) string { return b.Date.Value })},
		{Column{"date_earliest", Text, "RFC 3339"}, article(func(b *hearsay.Brief) string { return stamp(b.Date.Earliest) })},
		{Column{"date_latest", Text, "RFC 3339"}, article(func(b *hearsay.Brief) string { return stamp(b.Date.Latest) })},
		{Column{"date_basis", Text, "where the date stands"}, article(func(b *hearsay.Brief) string { return b.Date.Basis })},
		{Column{"origin", Text, "Id of the node that its main text begins at"}, func(n *Node) string { return n.Origin }},
		{Column{"origin_kind", Text, "what sort of beginning that is"}, func(n *Node) string { return string(n.Kind) }},
		{Column{"why", Text, "of an unseen source: why it must be"}, func(n *Node) string {
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
		{Column{"relation", Text, "identical, copies, rewrites, quotes, cites, revises or shares-source"}, func(e *Edge) string { return string(e.Relation) }},
		{Column{"main", Truth, "whether most of what the later text has not of its own came this way"}, func(e *Edge) string { return strconv.FormatBool(e.Main) }},
		{Column{"undecided", Truth, "whether nothing tells which of the two was first"}, func(e *Edge) string { return strconv.FormatBool(!e.Directed()) }},
		{Column{"certainty", Text, "certain, strong, likely or possible"}, func(e *Edge) string { return string(e.Certainty) }},
		{Column{"confidence", Number, "the chance that the edge is right, calibrated on bench/provenance"}, func(e *Edge) string { return strconv.FormatFloat(e.Confidence, 'f', -1, 64) }},
		{Column{"story", Text, "the story it belongs to"}, func(e *Edge) string { return e.Derived.Story }},
		{Column{"evidence", Text, "what speaks for it and against it, with the weight of each"}, func(e *Edge) string {
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
func NodeColumns() []Column {
	out := []Column{{"Id", Text, "names the node for ever"}, {"Label", Text, "headline, or who it is"}}
	for _, f := range nodeFields() {
		out = append(out, f.Column)
	}
	return out
}

// EdgeColumns are those of edges.csv.
func EdgeColumns() []Column {
	out := []Column{
		{"Source", Text, "Id of the earlier node; of an undecided edge, of either"}, {"Target", Text, "Id of the later one"},
		{"Type", Text, "Directed, or Undirected where it is undecided"}, {"Id", Text, "names the edge for ever"},
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
