// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prov

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"io"

	"hearsay"
)

// escaped is text as XML takes it, in an element or in quotes. Characters that XML
// 1.0 forbids become U+FFFD, and white space that a parser would fold is written as
// references.
func escaped(s string) []byte {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // into memory: nothing can fail
	return b.Bytes()
}

// tag writes an element's beginning: its name, then attributes as pairs of name and
// value, those without a value left out, then end.
func tag(w *bufio.Writer, name, end string, pairs ...string) {
	w.WriteByte('<')
	w.WriteString(name)
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			continue
		}
		w.WriteByte(' ')
		w.WriteString(pairs[i])
		w.WriteString(`="`)
		w.Write(escaped(pairs[i+1]))
		w.WriteByte('"')
	}
	w.WriteString(end)
}

// GraphFile writes a graph file, story by story. Close ends it; it does not close
// the writer.
type GraphFile interface {
	Add(*Graph) error
	Close() error
}

// direction says how edges are to be read.
const direction = "Edges point the way the text went: from the earlier text to the later one. " +
	"Where nothing tells which was first the edge is undecided and has no direction."

// graphML writes GraphML 1.0.
type graphML struct {
	w     *bufio.Writer
	nodes []field[*Node]
	edges []field[*Edge]
}

// NewGraphML begins a GraphML file. GraphML's readers differ in what they do with a
// graph of both sorts of edges, and networkx refuses one: so an undecided edge is
// written as two, one each way, and both say undecided.
func NewGraphML(to io.Writer) GraphFile {
	g := &graphML{w: bufio.NewWriter(to), nodes: nodeFields(), edges: edgeFields()}
	g.w.WriteString(xml.Header)
	tag(g.w, "graphml", ">\n", "xmlns", "http://graphml.graphdrawing.org/xmlns",
		"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance",
		"xsi:schemaLocation", "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd")
	g.w.WriteString("<desc>" + direction + " An undecided edge is written once each way.</desc>\n")
	g.key("label", "node", hearsay.TextColumn)
	for _, f := range g.nodes {
		g.key(f.Name, "node", f.Type)
	}
	for _, f := range g.edges {
		g.key(f.Name, "edge", f.Type)
	}
	tag(g.w, "graph", ">\n", "id", "hearsay", "edgedefault", "directed")
	return g
}

// key declares an attribute; nodes and edges may have one of the same name.
func (g *graphML) key(name, of string, t hearsay.ColumnType) {
	types := map[hearsay.ColumnType]string{hearsay.TextColumn: "string", hearsay.IntegerColumn: "int", hearsay.NumberColumn: "double", hearsay.TruthColumn: "boolean"}
	tag(g.w, "key", "/>\n", "id", of+"_"+name, "for", of, "attr.name", name, "attr.type", types[t])
}

func (g *graphML) data(key, value string) {
	if value == "" {
		return
	}
	tag(g.w, "data", ">", "key", key)
	g.w.Write(escaped(value))
	g.w.WriteString("</data>")
}

func (g *graphML) Add(graph *Graph) error {
	for _, n := range graph.Nodes {
		tag(g.w, "node", ">", "id", n.ID)
		g.data("node_label", n.Label())
		for _, f := range g.nodes {
			g.data("node_"+f.Name, f.of(n))
		}
		g.w.WriteString("</node>\n")
	}
	for i := range graph.Edges {
		e := &graph.Edges[i]
		g.edge(e, e.ID, e.From, e.Derived)
		if !e.Directed() {
			g.edge(e, e.ID+"-back", e.Derived, e.From)
		}
	}
	return g.w.Flush()
}

func (g *graphML) edge(e *Edge, id string, from, to *Node) {
	tag(g.w, "edge", ">", "id", id, "source", from.ID, "target", to.ID)
	for _, f := range g.edges {
		g.data("edge_"+f.Name, f.of(e))
	}
	g.w.WriteString("</edge>\n")
}

func (g *graphML) Close() error {
	g.w.WriteString("</graph>\n</graphml>\n")
	return g.w.Flush()
}
