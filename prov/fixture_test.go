// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prov_test

import (
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/prov"
)

// inMemory is a spool for tests.
func inMemory() (io.ReadWriter, error) { return &bytes.Buffer{}, nil }

// lineage reads a lineage from lines such as
//
//	article gull 2025-03-10 "The Daily Gull" "Piers shut"
//	unseen mk agency "MK" gull echo : why
//	echo copies gull main strong 0.93 ; shared-text 2.1 It shares 212 words.
//	origin gull own gull echo : why
//	finding echo dates-disagree : what
//
// A derivation may have "undecided" beside "main"; "unseen:mk" names a source.
func lineage(t testing.TB, text string) *hearsay.Lineage {
	t.Helper()
	r := &lineReader{t: t, out: &hearsay.Lineage{}, articles: map[string]hearsay.ArticleID{}, unseen: map[string]int{}}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			r.line(line)
		}
	}
	return r.out
}

type lineReader struct {
	t        testing.TB
	out      *hearsay.Lineage
	articles map[string]hearsay.ArticleID
	unseen   map[string]int
}

func (r *lineReader) line(line string) {
	head, says, _ := strings.Cut(line, " : ")
	head, evidence, _ := strings.Cut(head, " ; ")
	words := r.words(head)
	switch words[0] {
	case "article":
		r.article(words[1:])
	case "unseen":
		u := hearsay.Unseen{Kind: hearsay.OriginKind(words[2]), Members: r.ids(words[4:]), Why: []string{says}}
		if words[3] != "" {
			u.Agent = hearsay.Agent{Name: words[3], Kind: hearsay.Outlet}
		}
		r.out.Unseen = append(r.out.Unseen, u)
		r.unseen["unseen:"+words[1]] = len(r.out.Unseen)
	case "origin":
		r.out.Origins = append(r.out.Origins, hearsay.Origin{Root: r.node(words[1]), Kind: hearsay.OriginKind(words[2]), Articles: r.ids(words[3:]), Why: []string{says}})
	case "finding":
		r.out.Findings = append(r.out.Findings, hearsay.Finding{Article: r.id(words[1]), Kind: hearsay.FindingKind(words[2]), Says: says})
	default:
		r.derivation(words, evidence)
	}
}

// words splits a line at spaces; a word may be a quoted string of Go.
func (r *lineReader) words(line string) (out []string) {
	for line = strings.TrimSpace(line); line != ""; line = strings.TrimSpace(line) {
		if line[0] == '"' {
			q, err := strconv.QuotedPrefix(line)
			if err != nil {
				r.t.Fatalf("%q: %v", line, err)
			}
			s, err := strconv.Unquote(q)
			if err != nil {
				r.t.Fatalf("%q: %v", q, err)
			}
			out, line = append(out, s), line[len(q):]
			continue
		}
		word, rest, _ := strings.Cut(line, " ")
		out, line = append(out, word), rest
	}
	return out
}

func (r *lineReader) article(words []string) {
	b := hearsay.Brief{ID: hearsay.NewID[hearsay.Article]("test", words[0]), URL: "https://" + words[0] + ".example/1", Language: "en", Words: 100}
	if words[1] != "-" {
		day, err := time.Parse("2006-01-02", words[1])
		if err != nil {
			r.t.Fatal(err)
		}
		b.Date = hearsay.Date{Value: words[1], Earliest: day, Latest: day.Add(24*time.Hour - time.Second), Basis: "json-ld:datePublished", Chosen: true}
	}
	if words[2] != "" {
		b.Outlet = hearsay.Agent{Name: words[2], Kind: hearsay.Outlet, Domain: words[0] + ".example"}
	}
	b.Headline = words[3]
	r.out.Articles = append(r.out.Articles, b)
	r.articles[words[0]] = b.ID
}

func (r *lineReader) id(name string) hearsay.ArticleID {
	id, known := r.articles[name]
	if !known {
		r.t.Fatalf("no article %q", name)
	}
	return id
}

func (r *lineReader) ids(names []string) (out []hearsay.ArticleID) {
	for _, n := range names {
		out = append(out, r.id(n))
	}
	return out
}

func (r *lineReader) node(name string) hearsay.Node {
	if n := r.unseen[name]; n > 0 {
		return hearsay.Node{Unseen: n}
	}
	return hearsay.Node{Article: r.id(name)}
}

func (r *lineReader) derivation(words []string, evidence string) {
	d := hearsay.Derivation{
		Derived: r.id(words[0]), Relation: hearsay.Relation(words[1]), From: r.node(words[2]),
		Main: slices.Contains(words, "main"), Undecided: slices.Contains(words, "undecided"),
	}
	confidence, err := strconv.ParseFloat(words[len(words)-1], 64)
	if err != nil {
		r.t.Fatal(err)
	}
	d.Confidence, d.Certainty = confidence, hearsay.Certainty(words[len(words)-2])
	if kind, rest, found := strings.Cut(evidence, " "); found {
		weight, says, _ := strings.Cut(rest, " ")
		w, err := strconv.ParseFloat(weight, 64)
		if err != nil {
			r.t.Fatal(err)
		}
		d.Evidence = []hearsay.Evidence{{Kind: hearsay.EvidenceKind(kind), Weight: w, Says: says}}
	}
	r.out.Derivations = append(r.out.Derivations, d)
}

var testRun = prov.Run{Version: "0.1-test", Parameters: []string{"lineage=1", "segment=2"}}

// document renders lineages, each a story.
func document(t testing.TB, format prov.Format, stories ...*hearsay.Lineage) string {
	t.Helper()
	var out strings.Builder
	d, err := prov.New(&out, format, testRun, inMemory)
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range stories {
		if err := d.Story("s"+strconv.Itoa(i+1), l); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// graphFile renders lineages as one of the graph formats.
func graphFile(t testing.TB, format string, stories ...*hearsay.Lineage) string {
	t.Helper()
	var out strings.Builder
	g := prov.NewGraphML(&out)
	if format != "graphml" {
		var err error
		if g, err = prov.NewGEXF(&out, format == "gexf-static", inMemory); err != nil {
			t.Fatal(err)
		}
	}
	for i, l := range stories {
		if err := g.Add(prov.NewGraph("s"+strconv.Itoa(i+1), l)); err != nil {
			t.Fatal(err)
		}
	}
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
