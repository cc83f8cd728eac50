// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prov_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"hearsay"
	"hearsay/internal/foreign"
	"hearsay/prov"
)

// fixture is the lineage of the golden test.
func fixture(t testing.TB) *hearsay.Lineage {
	t.Helper()
	ar, err := txtar.ParseFile("testdata/story.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return lineage(t, string(ar.Files[0].Data))
}

// keep writes text to a file of the test and returns its path.
func keep(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// readProv reads both notations with the Python package prov, holds the JSON against
// the schema of the submission, and says whether both are one document.
const readProv = `
import json, os, sys, warnings
import jsonschema, prov, prov.model
warnings.simplefilter("error")
warnings.simplefilter("ignore", ResourceWarning)
text = open(sys.argv[1], encoding="utf-8").read()
with open(os.path.join(os.path.dirname(prov.__file__), "tests", "schemas", "prov-json.schema.json")) as f:
    jsonschema.validate(json.loads(text), json.load(f))
a = prov.model.ProvDocument.deserialize(content=text, format="json")
b = prov.model.ProvDocument.deserialize(content=open(sys.argv[2], encoding="utf-8").read(), format="provn")
for d in [a] + list(a.bundles):
    d.unified()
print("same" if a == b else "different", len(list(a.bundles)))
print(sum(len(list(x.get_records(prov.model.ProvDerivation))) for x in a.bundles), "derivations")
for b in a.bundles:
    for r in b.get_records(prov.model.ProvEntity):
        print(repr(str(r.label)))
`

func TestProvIsReadByPython(t *testing.T) {
	l := fixture(t)
	got := foreign.Python(t, []string{"prov", "jsonschema"}, readProv,
		keep(t, "a.json", document(t, prov.JSON, l, lineage(t, ""))), keep(t, "a.provn", document(t, prov.N, l, lineage(t, ""))))
	for _, want := range []string{"same 2\n", "10 derivations\n", `'"]]></node><script>` + "\\ufffd\\ufffd" + `\u202e🌧 مرحبا`} {
		if !strings.Contains(strings.ReplaceAll(got, "\ufffd", `\ufffd`), want) {
			t.Errorf("%q is not in %s", want, got)
		}
	}
}

// TestProvIsValid: PROV-CONSTRAINTS hold, in circles of credit, too.
func TestProvIsValid(t *testing.T) {
	validator := filepath.Join("..", "tools", "readers", "ValidateProv.java")
	got := foreign.Java(t, validator, keep(t, "a.provn", document(t, prov.N, fixture(t), circles(t))))
	if strings.Count(got, ": valid") != 3 {
		t.Error(got)
	}
}

// circles is a lineage in which everybody cites everybody.
func circles(t testing.TB) *hearsay.Lineage {
	var b strings.Builder
	for i := range 6 {
		fmt.Fprintf(&b, "article a%d 2025-03-1%d \"Outlet %d\" \"Head %d\"\n", i, i, i, i)
	}
	for i := range 6 {
		for j := range 6 {
			switch {
			case i == j:
			case i == j+1:
				fmt.Fprintf(&b, "a%d copies a%d main strong 0.9\n", i, j)
			default:
				fmt.Fprintf(&b, "a%d cites a%d likely 0.7 ; credit 1 It names it.\n", i, j)
			}
		}
	}
	return lineage(t, b.String())
}

// readGraphs reads GraphML with networkx, and GEXF without its undecided edges: it
// takes no graph of both sorts.
const readGraphs = `
import sys, networkx
g = networkx.read_graphml(sys.argv[1])
print(type(g).__name__, len(g.nodes), len(g.edges))
for n, d in g.nodes(data=True):
    print(n, d["kind"], repr(d["label"]), d.get("date_earliest"), d.get("words"))
for a, b, d in g.edges(data=True):
    print(a, b, d["relation"], d["undecided"], d["main"], d["confidence"])
h = networkx.read_gexf(sys.argv[2])
print(type(h).__name__, len(h.nodes), len(h.edges), sorted(h.nodes) == sorted(g.nodes))
`

func TestGraphsAreReadByNetworkx(t *testing.T) {
	l := fixture(t)
	decided := *l
	decided.Derivations = nil
	for _, d := range l.Derivations {
		if !d.Undecided {
			decided.Derivations = append(decided.Derivations, d)
		}
	}
	// Without undecided edges a default makes networkx take it.
	gexf := strings.Replace(graphFile(t, "gexf", &decided), `mode="dynamic"`, `mode="dynamic" defaultedgetype="directed"`, 1)
	got := foreign.Python(t, []string{"networkx"}, readGraphs, keep(t, "a.graphml", graphFile(t, "graphml", l)), keep(t, "a.gexf", gexf))
	echo, gull := l.Articles[1].ID.String(), l.Articles[0].ID.String()
	for _, want := range []string{
		"MultiDiGraph 9 16\n", "MultiDiGraph 9 12 True\n", gull + " " + echo + " copies False True 0.99\n",
		"unseen 'MK (not in this library)' None None\n", gull + " article 'Piers shut' 2025-03-10T00:00:00Z 100\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

// TestGraphsAreReadByGephi: Gephi takes every node, edge and time and complains of
// nothing.
func TestGraphsAreReadByGephi(t *testing.T) {
	l := fixture(t)
	for format, want := range map[string]string{
		"gexf":        "nodes 9 timed 5 edges 14 undirected 2 dynamic true time TIMESTAMP DATETIME\n",
		"gexf-static": "nodes 9 timed 0 edges 14 undirected 2 dynamic false",
		// Of GraphML it takes two edges between the same nodes for one.
		"graphml": "nodes 9 timed 0 edges 15 undirected 0 dynamic false",
	} {
		name := "a." + strings.TrimSuffix(format, "-static")
		got := foreign.Java(t, filepath.Join("..", "tools", "readers", "ReadGraph.java"), keep(t, name, graphFile(t, format, l)))
		if !strings.Contains(got, want) || !strings.Contains(got, `label "]]></node><script>`) {
			t.Errorf("%s: %s", format, got)
		}
	}
}
