// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"hearsay"
	"hearsay/prov"
	"hearsay/search"
	"hearsay/table"
	"hearsay/wire"
)

// eachStory calls f for every story that is asked for, of least articles or more, and
// notes what is missing.
func (e *export) eachStory(least int, f func(*search.Told) error) error {
	if !e.story.IsZero() {
		least = 0
	}
	untold, err := e.engine.EachStory(e.ctx, search.StoryFilter{Only: e.story, LeastArticles: least}, f)
	e.missing = yetToBeTold(untold)
	return err
}

// yetToBeTold says that ties may be missing; "" when none can be.
func yetToBeTold(n int) string {
	if n == 0 {
		return ""
	}
	are := "1 article is"
	if n > 1 {
		are = thousands(n) + " articles are"
	}
	return are + " in no story yet. The next hearsay add goes on with it; hearsay rebuild --stories does it, too."
}

// eachTied is eachStory for those in which an article has something from another, or
// from a source that is not in the library; that may be a story of one article.
func (e *export) eachTied(f func(*search.Told) error) error {
	return e.eachStory(1, func(t *search.Told) error {
		if len(t.Lineage.Derivations) == 0 && e.story.IsZero() {
			return nil
		}
		return f(t)
	})
}

func exportStories(e *export) error {
	t, err := tabled(e, wire.StoryColumns(), func(wire.StoryRow) int { return rowBytes })
	if err != nil {
		return err
	}
	n := 0
	err = e.eachStory(2, func(told *search.Told) error {
		n++
		return t.Add(wire.NewStoryRow(&told.Story, told.Lineage))
	})
	e.done = storiesOfNumber(n)
	return cmp.Or(err, t.Close())
}

func exportDerivations(e *export) error {
	stories, ties := 0, 0
	each := func(f func(*search.Told) error) error {
		return e.eachTied(func(t *search.Told) error {
			stories, ties = stories+1, ties+len(t.Lineage.Derivations)
			return f(t)
		})
	}
	err := e.derivations(each)
	e.done = fmt.Sprintf("%s in %s", plural(ties, "derivation"), storiesOfNumber(stories))
	return err
}

func storiesOfNumber(n int) string {
	if n == 1 {
		return "1 story"
	}
	return thousands(n) + " stories"
}

// storiesOf calls a function for each of some stories.
type storiesOf func(func(*search.Told) error) error

func (e *export) derivations(each storiesOf) error {
	switch e.c.format {
	case "prov-json", "prov-n":
		return e.provenance(each)
	case "graphml":
		return graphed(prov.NewGraphML(e.to), each)
	case "gexf":
		g, err := prov.NewGEXF(e.to, e.c.static, e.spool)
		if err != nil {
			return err
		}
		return graphed(g, each)
	}
	t, err := tabled(e, wire.DerivationColumns(), derivationBytes)
	if err != nil {
		return err
	}
	err = each(func(s *search.Told) error { return wire.NewDerivationRows(s.ID.String(), s.Lineage, s.Article, t.Add) })
	return cmp.Or(err, t.Close())
}

// derivationBytes is about what a row takes.
func derivationBytes(r wire.DerivationRow) int {
	n := rowBytes
	for _, e := range r.Evidence {
		n += len(e.Says) + len(e.Derived) + len(e.From)
	}
	return n
}

func graphed(g prov.GraphFile, each storiesOf) error {
	err := each(func(t *search.Told) error { return g.Add(prov.NewGraph(t.ID.String(), t.Lineage)) })
	return cmp.Or(err, g.Close())
}

// document begins one of PROV that says which run it is from.
func (e *export) document() (*prov.Document, error) {
	run := prov.Run{Version: version(), Parameters: []string{"minimum of equal words in a passage=8", "what=" + e.c.what}}
	return prov.New(e.to, prov.Format(e.c.format), run, e.spool)
}

// provenance writes stories, and apart from them what people decided.
func (e *export) provenance(each storiesOf) error {
	d, err := e.document()
	if err != nil {
		return err
	}
	if err := each(func(t *search.Told) error { return d.Story(t.ID.String(), t.Lineage) }); err != nil {
		return err
	}
	rulings, err := e.engine.StoryRulings()
	if err != nil {
		return err
	}
	for i := range rulings {
		if err := d.Decision(&rulings[i]); err != nil {
			return err
		}
	}
	return d.Close()
}

// provedArticles writes articles as PROV, or quotations with them.
func (e *export) provedArticles() error {
	d, err := e.document()
	if err != nil {
		return err
	}
	articles, quotations := 0, 0
	err = e.engine.EachReading(e.ctx, func(r *search.Reading) error {
		articles++
		err := d.Article(r.Article)
		for i := range r.Quotations {
			if e.c.what != "quotations" || err != nil {
				break
			}
			quotations++
			said := r.Said(i)
			err = d.Quotation(&said)
		}
		return err
	})
	e.done = plural(articles, "article")
	if e.c.what == "quotations" {
		e.done = plural(quotations, "quotation") + " in " + e.done
	}
	return cmp.Or(err, d.Close())
}

// writeGraphTables writes nodes.csv and edges.csv into a folder.
func (e *export) writeGraphTables() ([]table.Resource, error) {
	nodes, edges := filepath.Join(e.c.out, "nodes.csv"), filepath.Join(e.c.out, "edges.csv")
	err := e.p.writeFormat(nodes, "csv", e.c.raw, func(n io.Writer) error {
		return e.p.writeFormat(edges, "csv", e.c.raw, func(m io.Writer) error { return e.graphTables(n, m) })
	})
	return []table.Resource{
		{Name: "nodes", Path: "nodes.csv", Format: "csv", Says: "articles, and sources that are not in the library", Columns: prov.NodeColumns()},
		{Name: "edges", Path: "edges.csv", Format: "csv", Says: "from the earlier text to the later one; undecided ones have no direction", Columns: prov.EdgeColumns()},
	}, err
}

func (e *export) graphTables(toNodes, toEdges io.Writer) error {
	nodes, err := table.NewCSV[*prov.Node](toNodes, prov.NodeColumns(), e.c.raw)
	if err != nil {
		return err
	}
	edges, err := table.NewCSV[*prov.Edge](toEdges, prov.EdgeColumns(), e.c.raw)
	if err != nil {
		return err
	}
	n, m := 0, 0
	err = e.eachTied(func(t *search.Told) error {
		g := prov.NewGraph(t.ID.String(), t.Lineage)
		n, m = n+len(g.Nodes), m+len(g.Edges)
		for _, node := range g.Nodes {
			if err := nodes.Add(node); err != nil {
				return err
			}
		}
		for i := range g.Edges {
			if err := edges.Add(&g.Edges[i]); err != nil {
				return err
			}
		}
		return nil
	})
	e.done = plural(n, "node") + ", " + plural(m, "edge")
	return cmp.Or(err, nodes.Close(), edges.Close())
}

// spool is a temporary file for what a format wants later than it is known; it goes
// with the export. It lies beside what is written, where there is room for that.
func (e *export) spool() (io.ReadWriter, error) {
	dir := ""
	if e.c.out != "" {
		dir = filepath.Dir(e.c.out)
	}
	f, err := os.CreateTemp(dir, "hearsay-export-"+strconv.Itoa(os.Getpid())+"-*.part")
	if err != nil {
		return nil, err
	}
	e.spools = append(e.spools, f)
	return &spoolFile{f: f}, nil
}

// dropSpools removes temporary files.
func (e *export) dropSpools() {
	for _, f := range e.spools {
		_ = f.Close() // it was read, or nobody wants it
		_ = os.Remove(f.Name())
	}
}

// spoolFile is written and then read.
type spoolFile struct {
	f       *os.File
	reading bool
}

func (s *spoolFile) Write(b []byte) (int, error) { return s.f.Write(b) }

func (s *spoolFile) Read(b []byte) (int, error) {
	if !s.reading {
		s.reading = true
		if _, err := s.f.Seek(0, io.SeekStart); err != nil {
			return 0, err
		}
	}
	return s.f.Read(b)
}

// storyAsked reads --story.
func (c *call) storyAsked() (id hearsay.StoryID, err error) {
	if c.story == "" {
		return id, nil
	}
	if id, err = hearsay.ParseID[hearsay.Story](c.story); err != nil || id.IsZero() {
		return id, usage("--story %q: an id has 26 letters and digits, such as the field story of an export", c.story)
	}
	return id, nil
}
