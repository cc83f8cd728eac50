// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prov_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"hearsay"
	"hearsay/internal/golden"
	"hearsay/prov"
)

func TestGolden(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, in string) map[string]string {
		l := lineage(t, in)
		nodes, edges := tables(t, l)
		return map[string]string{
			"prov.json": document(t, prov.JSON, l), "prov.provn": document(t, prov.N, l),
			"story.graphml": graphFile(t, "graphml", l), "story.gexf": graphFile(t, "gexf", l), "static.gexf": graphFile(t, "gexf-static", l),
			"nodes.csv": nodes, "edges.csv": edges,
		}
	})
}

// tables are nodes.csv and edges.csv; who writes them sees to formulas.
func tables(t *testing.T, l *hearsay.Lineage) (nodes, edges string) {
	t.Helper()
	var out [2]strings.Builder
	n, e := csv.NewWriter(&out[0]), csv.NewWriter(&out[1])
	g := prov.NewGraph("s1", l)
	rows := [][]string{columnNames(prov.NodeColumns())}
	for _, node := range g.Nodes {
		rows = append(rows, node.Cells())
	}
	if err := n.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	rows = [][]string{columnNames(prov.EdgeColumns())}
	for i := range g.Edges {
		rows = append(rows, g.Edges[i].Cells())
	}
	if err := e.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return out[0].String(), out[1].String()
}

func columnNames(columns []hearsay.Column) (out []string) {
	for _, c := range columns {
		out = append(out, c.Name)
	}
	return out
}
