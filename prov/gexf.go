// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prov

import (
	"bufio"
	"encoding/xml"
	"io"
	"strings"
	"time"

	"hearsay"
)

// gexf writes GEXF 1.3. All nodes stand before all edges, so edges wait in a spool.
type gexf struct {
	w      *bufio.Writer
	wait   *bufio.Writer // into room
	room   io.ReadWriter
	nodes  []field[*Node]
	edges  []field[*Edge]
	static bool
}

// NewGEXF begins a GEXF file. Unless it is static, nodes and edges have a time: where
// the date of an article, or of the later one, begins as it is written. It is a
// timestamp and never an interval, since Gephi drops an interval that begins where
// it ends and refuses one that is open; what has no date has no time. Every edge says
// whether it is directed and the graph gives no default, for Gephi drops an edge that
// is not of the default's sort.
func NewGEXF(to io.Writer, static bool, spool Spool) (GraphFile, error) {
	room, err := spool()
	if err != nil {
		return nil, err
	}
	g := &gexf{w: bufio.NewWriter(to), wait: bufio.NewWriter(room), room: room, nodes: nodeFields(), edges: edgeFields(), static: static}
	g.w.WriteString(xml.Header)
	tag(g.w, "gexf", ">\n", "xmlns", "http://gexf.net/1.3", "version", "1.3")
	g.w.WriteString("<meta><creator>Hearsay</creator><description>" + direction + "</description></meta>\n")
	if static {
		tag(g.w, "graph", ">\n", "mode", "static")
	} else {
		tag(g.w, "graph", ">\n", "mode", "dynamic", "timeformat", "dateTime", "timerepresentation", "timestamp")
	}
	declare(g.w, "node", g.nodes)
	declare(g.w, "edge", g.edges)
	g.w.WriteString("<nodes>\n")
	return g, nil
}

func declare[T any](w *bufio.Writer, class string, fields []field[T]) {
	types := map[hearsay.ColumnType]string{hearsay.TextColumn: "string", hearsay.IntegerColumn: "integer", hearsay.NumberColumn: "double", hearsay.TruthColumn: "boolean"}
	tag(w, "attributes", ">\n", "class", class, "mode", "static")
	for _, f := range fields {
		tag(w, "attribute", "/>\n", "id", f.Name, "title", f.Name, "type", types[f.Type])
	}
	w.WriteString("</attributes>\n")
}

func values[T any](w *bufio.Writer, fields []field[T], of T) {
	w.WriteString("<attvalues>")
	for _, f := range fields {
		if v := f.of(of); v != "" {
			tag(w, "attvalue", "/>", "for", f.Name, "value", v)
		}
	}
	w.WriteString("</attvalues>")
}

func (g *gexf) Add(graph *Graph) error {
	for _, n := range graph.Nodes {
		tag(g.w, "node", ">", "id", n.ID, "label", n.Label(), "timestamp", g.time(n))
		values(g.w, g.nodes, n)
		g.w.WriteString("</node>\n")
	}
	for i := range graph.Edges {
		e := &graph.Edges[i]
		kind := "directed"
		if !e.Directed() {
			kind = "undirected"
		}
		tag(g.wait, "edge", ">", "id", e.ID, "source", e.From.ID, "target", e.Derived.ID, "type", kind,
			"kind", string(e.Relation), "timestamp", g.time(e.Derived))
		values(g.wait, g.edges, e)
		g.wait.WriteString("</edge>\n")
	}
	if err := g.wait.Flush(); err != nil {
		return err
	}
	return g.w.Flush()
}

func (g *gexf) time(n *Node) string {
	if g.static || n.Article == nil {
		return ""
	}
	return stamp(asWritten(n.Article.Date))
}

// asWritten is the moment at which a date begins by its own words, in UTC where they
// name no zone. The earliest moment that it allows may be the day before, which is
// not where anybody looks for it.
func asWritten(d hearsay.Date) time.Time {
	value, _, _ := strings.Cut(d.Value, "/")
	value = strings.TrimRight(value, "?~%")
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02", "2006-01", "2006"} {
		if t, err := time.Parse(layout, value); err == nil {
			return t
		}
	}
	return d.Earliest
}

func (g *gexf) Close() error {
	if err := g.wait.Flush(); err != nil {
		return err
	}
	g.w.WriteString("</nodes>\n<edges>\n")
	if _, err := io.Copy(g.w, g.room); err != nil {
		return err
	}
	g.w.WriteString("</edges>\n</graph>\n</gexf>\n")
	return g.w.Flush()
}
