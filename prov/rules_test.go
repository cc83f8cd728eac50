// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prov_test

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// element is any element of XML.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []element  `xml:",any"`
	Text     string     `xml:",chardata"`
}

func (e *element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (e *element) names() (out []string) {
	for _, a := range e.Attrs {
		out = append(out, a.Name.Local)
	}
	return out
}

// all are the elements of a name below e, in order.
func (e *element) all(name string) (out []*element) {
	for i := range e.Children {
		if e.Children[i].XMLName.Local == name {
			out = append(out, &e.Children[i])
		}
		out = append(out, e.Children[i].all(name)...)
	}
	return out
}

func parse(t *testing.T, text string) *element {
	t.Helper()
	var e element
	if err := xml.Unmarshal([]byte(text), &e); err != nil {
		t.Fatal(err)
	}
	return &e
}

// gexfRules is what the schema of GEXF 1.3 (gexf.rnc, dynamics.rnc) says of the
// elements that we use: their attributes and what may stand in them.
var gexfRules = map[string]struct{ attrs, children []string }{
	"gexf":        {[]string{"xmlns", "version"}, []string{"meta", "graph"}},
	"meta":        {nil, []string{"creator", "description"}},
	"creator":     {},
	"description": {},
	"graph":       {[]string{"mode", "timeformat", "timerepresentation"}, []string{"attributes", "nodes", "edges"}},
	"attributes":  {[]string{"class", "mode"}, []string{"attribute"}},
	"attribute":   {[]string{"id", "title", "type"}, nil},
	"nodes":       {nil, []string{"node"}},
	"node":        {[]string{"id", "label", "timestamp"}, []string{"attvalues"}},
	"edges":       {nil, []string{"edge"}},
	"edge":        {[]string{"id", "source", "target", "type", "kind", "timestamp"}, []string{"attvalues"}},
	"attvalues":   {nil, []string{"attvalue"}},
	"attvalue":    {[]string{"for", "value"}, nil},
}

func TestGEXFRules(t *testing.T) {
	for _, format := range []string{"gexf", "gexf-static"} {
		root := parse(t, graphFile(t, format, fixture(t)))
		if root.XMLName.Space != "http://gexf.net/1.3" || root.attr("version") != "1.3" {
			t.Errorf("%s: %v", format, root.Attrs)
		}
		checkRules(t, root)
		checkEnds(t, root, "edge")
		checkTimes(t, root, format == "gexf")
		checkValues(t, root)
	}
}

// checkRules holds an element and those in it against the rules; children must stand
// in the order of the rule.
func checkRules(t *testing.T, e *element) {
	t.Helper()
	rule, known := gexfRules[e.XMLName.Local]
	if !known {
		t.Errorf("the schema has no %s", e.XMLName.Local)
		return
	}
	for _, name := range e.names() {
		if !slices.Contains(rule.attrs, name) {
			t.Errorf("%s has no attribute %s", e.XMLName.Local, name)
		}
	}
	at := 0
	for i := range e.Children {
		j := slices.Index(rule.children, e.Children[i].XMLName.Local)
		if j < at {
			t.Errorf("%s within %s, or out of order", e.Children[i].XMLName.Local, e.XMLName.Local)
		}
		at = max(at, j)
		checkRules(t, &e.Children[i])
	}
}

// checkEnds: ids are there once, and edges end at nodes that stand before them.
func checkEnds(t *testing.T, root *element, edge string) {
	t.Helper()
	seen := map[string]bool{}
	for _, n := range root.all("node") {
		if seen[n.attr("id")] {
			t.Errorf("node %s comes twice", n.attr("id"))
		}
		seen[n.attr("id")] = true
	}
	edges := map[string]bool{}
	for _, e := range root.all(edge) {
		if !seen[e.attr("source")] || !seen[e.attr("target")] || edges[e.attr("id")] {
			t.Errorf("edge %v", e.Attrs)
		}
		edges[e.attr("id")] = true
	}
}

// checkTimes: one representation of time, RFC 3339, or none at all.
func checkTimes(t *testing.T, root *element, dynamic bool) {
	t.Helper()
	graph := root.all("graph")[0]
	if (graph.attr("mode") == "dynamic") != dynamic || (graph.attr("timerepresentation") == "timestamp") != dynamic {
		t.Errorf("%v", graph.Attrs)
	}
	timed := 0
	for _, e := range append(root.all("node"), root.all("edge")...) {
		if s := e.attr("timestamp"); s != "" {
			timed++
			if _, err := time.Parse(time.RFC3339, s); err != nil {
				t.Error(err)
			}
		}
	}
	if (timed > 0) != dynamic {
		t.Errorf("%d times, dynamic %v", timed, dynamic)
	}
}

// TestGEXFTime: a date is where it is written, though its day may begin elsewhere.
func TestGEXFTime(t *testing.T) {
	before := time.Date(2025, 3, 9, 11, 0, 0, 0, time.UTC)
	for value, want := range map[string]string{
		"2025-03-10": "2025-03-10T00:00:00Z", "2025-03-10T12:00:00+02:00": "2025-03-10T10:00:00Z", "2025-03-10T12:00:00": "2025-03-10T12:00:00Z",
		"2025-03~": "2025-03-01T00:00:00Z", "2025": "2025-01-01T00:00:00Z", "2025-03-10/2025-03-12": "2025-03-10T00:00:00Z", "../2025": "2025-03-09T11:00:00Z",
	} {
		l := lineage(t, `article a 2025-03-10 "A" "one"`)
		l.Articles[0].Date.Value, l.Articles[0].Date.Earliest = value, before
		if got := parse(t, graphFile(t, "gexf", l)).all("node")[0].attr("timestamp"); got != want {
			t.Errorf("%s: %s, want %s", value, got, want)
		}
	}
}

// checkValues: values are of attributes that are declared, and of their types.
func checkValues(t *testing.T, root *element) {
	t.Helper()
	for class, items := range map[string]string{"node": "node", "edge": "edge"} {
		types := map[string]string{}
		for _, a := range root.all("attributes") {
			if a.attr("class") == class {
				for _, d := range a.all("attribute") {
					types[d.attr("id")] = d.attr("type")
				}
			}
		}
		for _, item := range root.all(items) {
			for _, v := range item.all("attvalue") {
				checkType(t, types[v.attr("for")], v.attr("value"))
			}
		}
	}
}

func checkType(t *testing.T, kind, value string) {
	t.Helper()
	var err error
	switch kind {
	case "string":
	case "integer", "int":
		_, err = strconv.Atoi(value)
	case "double":
		_, err = strconv.ParseFloat(value, 64)
	case "boolean":
		_, err = strconv.ParseBool(value)
	default:
		t.Errorf("%q is of type %q", value, kind)
	}
	if err != nil {
		t.Error(err)
	}
}

// TestGraphMLRules: keys are declared once, data are of them and of their types.
func TestGraphMLRules(t *testing.T) {
	root := parse(t, graphFile(t, "graphml", fixture(t)))
	checkEnds(t, root, "edge")
	type key struct{ of, kind string }
	keys := map[string]key{}
	for _, k := range root.all("key") {
		if _, twice := keys[k.attr("id")]; twice {
			t.Errorf("key %s comes twice", k.attr("id"))
		}
		keys[k.attr("id")] = key{k.attr("for"), k.attr("attr.type")}
	}
	for _, of := range []string{"node", "edge"} {
		for _, item := range root.all(of) {
			for _, d := range item.all("data") {
				k := keys[d.attr("key")]
				if k.of != of {
					t.Errorf("data %q of a %s", d.attr("key"), of)
				}
				checkType(t, k.kind, strings.TrimSpace(d.Text))
			}
		}
	}
}
