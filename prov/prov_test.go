// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prov_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"strings"
	"testing"
	"unicode/utf8"

	"hearsay"
	"hearsay/prov"
)

// statements are the relations of a PROV-JSON bundle, by form.
type statements map[string]map[string]map[string]any

func bundleOf(t testing.TB, l *hearsay.Lineage) statements {
	t.Helper()
	var d struct{ Bundle map[string]statements }
	if err := json.Unmarshal([]byte(document(t, prov.JSON, l)), &d); err != nil {
		t.Fatal(err)
	}
	return d.Bundle["story:s1"]
}

// TestArrows: later to earlier in PROV, earlier to later in a graph.
func TestArrows(t *testing.T) {
	l := lineage(t, `
article early 2025-03-10 "A" "early"
article late 2025-03-11 "B" "late"
late copies early main certain 0.99`)
	early, late := l.Articles[0].ID.String(), l.Articles[1].ID.String()
	for _, r := range bundleOf(t, l)["wasDerivedFrom"] {
		if r["prov:generatedEntity"] != "article:"+late || r["prov:usedEntity"] != "article:"+early {
			t.Errorf("%v", r)
		}
	}
	e := prov.NewGraph("s", l).Edges[0].Cells()
	if e[0] != early || e[1] != late || e[2] != "Directed" {
		t.Errorf("%q", e)
	}
}

// TestUndecidedIsNoDerivation: of what is undecided PROV gets no arrow at all, and
// neither does shared text that neither order explains.
func TestUndecidedIsNoDerivation(t *testing.T) {
	for relation, want := range map[string]string{"identical": "alternateOf", "copies": "", "rewrites": "", "quotes": "", "cites": "", "revises": ""} {
		l := lineage(t, `
article a 2025-03-10 "A" "one"
article b 2025-03-10 "B" "two"
b `+relation+` a undecided strong 0.9`)
		b := bundleOf(t, l)
		for _, form := range []string{"wasDerivedFrom", "wasInfluencedBy"} {
			if len(b[form]) > 0 {
				t.Errorf("%s: %s %v", relation, form, b[form])
			}
		}
		if len(b["hadMember"]) != 2 || (want != "") != (len(b["alternateOf"]) == 1) {
			t.Errorf("%s: %v", relation, b)
		}
	}
}

// TestEqualTextsWithAnOrder: equal texts are alternates, and derived once dates decide.
func TestEqualTextsWithAnOrder(t *testing.T) {
	b := bundleOf(t, lineage(t, `
article a 2025-03-10 "A" "one"
article b 2025-03-11 "B" "one"
b identical a main certain 0.99`))
	if len(b["alternateOf"]) != 1 || len(b["wasDerivedFrom"]) != 1 {
		t.Errorf("%v", b)
	}
}

// TestBrokenLineage: ends that the lineage lacks are left out; nothing panics.
func TestBrokenLineage(t *testing.T) {
	l := lineage(t, `article a 2025-03-10 "A" "one"`)
	id := l.Articles[0].ID
	l.Derivations = []hearsay.Derivation{
		{Derived: id, From: hearsay.Node{Unseen: 7}}, {Derived: id, From: hearsay.Node{Unseen: -1}},
		{Derived: id, From: hearsay.Node{Article: id}}, {Derived: hearsay.ArticleID{9}, From: hearsay.Node{Article: id}},
	}
	l.Origins = []hearsay.Origin{{Root: hearsay.Node{Unseen: 3}, Articles: []hearsay.ArticleID{id}}}
	if g := prov.NewGraph("s", l); len(g.Edges) != 0 || len(g.Origins) != 0 || len(g.Nodes) != 1 {
		t.Errorf("%+v", g)
	}
	document(t, prov.N, l)
}

// TestStatedDerivationsHaveNoCycle: for any lineage whose main derivations have none.
func TestStatedDerivationsHaveNoCycle(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 200 {
		l := randomLineage(r, 2+r.Intn(9))
		next := map[string][]string{}
		for _, s := range bundleOf(t, l)["wasDerivedFrom"] {
			from := s["prov:generatedEntity"].(string)
			next[from] = append(next[from], s["prov:usedEntity"].(string))
		}
		for n := range next {
			if reaches(next, n, n, map[string]bool{}) {
				t.Fatalf("%s is derived from itself: %+v", n, l.Derivations)
			}
		}
	}
}

func randomLineage(r *rand.Rand, n int) *hearsay.Lineage {
	l := &hearsay.Lineage{}
	for i := range n {
		l.Articles = append(l.Articles, hearsay.Brief{ID: hearsay.NewID[hearsay.Article]("r", fmt.Sprint(i))})
	}
	for i := range n {
		main := r.Intn(i + 1)
		for j := range n {
			if i == j || j != main && r.Intn(3) > 0 {
				continue
			}
			l.Derivations = append(l.Derivations, hearsay.Derivation{
				Derived: l.Articles[i].ID, From: hearsay.Node{Article: l.Articles[j].ID}, Relation: hearsay.Copies,
				Main: j == main, Undecided: r.Intn(5) == 0,
			})
		}
	}
	return l
}

// reaches says whether steps lead from a to b.
func reaches(next map[string][]string, a, b string, seen map[string]bool) bool {
	for _, n := range next[a] {
		if n == b {
			return true
		}
		if !seen[n] {
			seen[n] = true
			if reaches(next, n, b, seen) {
				return true
			}
		}
	}
	return false
}

// TestLongChain: a chain of a hundred thousand is no deep recursion.
func TestLongChain(t *testing.T) {
	l := &hearsay.Lineage{}
	for i := range 100_000 {
		l.Articles = append(l.Articles, hearsay.Brief{ID: hearsay.NewID[hearsay.Article]("r", fmt.Sprint(i))})
		if i > 0 {
			l.Derivations = append(l.Derivations, hearsay.Derivation{Derived: l.Articles[i].ID, From: hearsay.Node{Article: l.Articles[i-1].ID}, Relation: hearsay.Copies})
		}
	}
	d, err := prov.New(io.Discard, prov.N, testRun, inMemory)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(d.Story("s", l), d.Close()); err != nil {
		t.Fatal(err)
	}
}

// FuzzNames: whatever stands in a name, it stays in its place.
func FuzzNames(f *testing.F) {
	for _, s := range []string{
		"", "]]>", "<![CDATA[", "&amp;&#0;", "\x00\x01\x0b\x1f\x7f\u0085\ufffe\uffff", "\"')%%\n]\r\t\\", "=1+2", "\u202eabc\u2028\u2029", "🌧\xff\xc3", "-->", "endBundle\nendDocument", "مرحبا",
	} {
		f.Add(s, s)
	}
	lines := map[string]int{}
	f.Fuzz(func(t *testing.T, headline, outlet string) {
		l := lineage(t, `
article a 2025-03-10 "x" "y"
article b 2025-03-11 "x" "y"
b copies a main certain 0.99 ; shared-text 1 x`)
		for i := range l.Articles {
			l.Articles[i].Headline, l.Articles[i].URL = headline, headline
			l.Articles[i].Outlet.Name = "x" + outlet
		}
		l.Derivations[0].Evidence[0].Says = headline
		label := "" // of the second article, in PROV-JSON
		if s, ok := bundleOf(t, l)["entity"]["article:"+l.Articles[1].ID.String()]["prov:label"].(string); ok {
			label = s
		}
		for i, r := range []rune(headline) {
			if got := []rune(label)[i]; got != r && got != utf8.RuneError {
				t.Errorf("label %q of %q", label, headline)
			}
		}
		for name, text := range map[string]string{
			"json": document(t, prov.JSON, l), "provn": document(t, prov.N, l),
			"graphml": graphFile(t, "graphml", l), "gexf": graphFile(t, "gexf", l),
		} {
			if n := strings.Count(text, "\n"); lines[name] == 0 {
				lines[name] = n
			} else if n != lines[name] {
				t.Errorf("%s has %d lines, not %d: %s", name, n, lines[name], text)
			}
			if strings.HasSuffix(name, "ml") || name == "gexf" {
				wellFormed(t, text)
			}
		}
	})
}

// wellFormed reads XML to its end, as a strict parser does.
func wellFormed(t *testing.T, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	nodes := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "node" {
			nodes++
		}
	}
	if nodes != 2 {
		t.Errorf("%d nodes in %s", nodes, text)
	}
}
