// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"hearsay"
	"hearsay/search"
	"hearsay/wire"
)

func exportCommand() command {
	return command{
		name: "export", args: "--what KIND [--format NAME]", short: "a library in formats of others: tables, references, annotations",
		long: `Writes what the library holds, complete and as of one moment, to standard output or
to a file, which is there when it is whole.
  articles     one line an article, in the order in which they came; JSON and Parquet
               have the text. Formats: jsonl, csv, parquet, ris, csl, biblatex,
               prov-json, prov-n
  quotations   one line a quotation, with speaker, words and where they stand.
               Formats: jsonl, csv, parquet, webannotation, prov-json, prov-n
  passages     one line a passage that articles share, in the words of its earliest
               witness. Formats: jsonl, csv, parquet
  clusters     the same passages, one line a witness: cluster, size, id, series, date,
               begin, end (code points of the article's text), text, url, headline;
               earliest first. Formats: jsonl, csv, parquet, webannotation
  stories      articles on one event, one line a story of two or more, with how many
               origins it has. Formats: jsonl, csv, parquet
  derivations  where the articles of stories are from, one line a tie, with what speaks
               for it. Formats: jsonl, csv, parquet, prov-json, prov-n, graphml, gexf;
               CSV into a folder is nodes.csv and edges.csv
  notes        what people wrote beside words of articles, one line a note, with where it
               holds now. Formats: jsonl, csv, parquet, webannotation, which hearsay
               notes import reads back. They are private: no other export has them
  captures     what was received, as it was: the records of the library in one WARC file,
               a gzip member each. Format: warc (name it .warc.gz)
  library      all of these in one database, with dates, outlets, speakers, evidence and
               decisions, for SQLite and Datasette; needs --out. Format: sqlite
Edges of graphs point the way the text went, from the earlier to the later; arrows of
PROV point back. Ties of which nothing tells the direction have none.
Where --out is a folder (it is there, or its name ends in /), tables go into it with a
datapackage.json that says what each column is. In CSV, a cell that a spreadsheet
could take for a formula has an apostrophe before it; --raw leaves cells as they are,
for machines. Dates are EDTF, with date_earliest, date_latest and date_basis beside.
The exit code is 3 when articles are yet to be compared or placed in stories: then
passages or ties of theirs may be missing. More: doc/export.md.`,
		example: "hearsay export --library news --what clusters --hide-repeats --format csv --out passages.csv",
		flags:   exportFlags,
		stopped: "no file was written, and what was printed is cut",
		run:     runExport,
	}
}

func exportFlags(c *call) {
	c.libraryFlag()
	c.StringVar(&c.what, "what", "", "articles, quotations, passages, clusters, stories, derivations, notes, captures or library (a `kind`)")
	c.StringVar(&c.format, "format", "jsonl", "jsonl, csv, parquet, ris, csl, biblatex, webannotation, prov-json, prov-n, graphml, gexf, warc or sqlite (a `name`)")
	c.StringVar(&c.out, "out", "", "where to write, instead of standard output (a `file`, or a folder for tables)")
	c.BoolVar(&c.raw, "raw", false, "CSV for machines: no apostrophe before what looks like a formula")
	c.StringVar(&c.story, "story", "", "the story that has, or once had, this `id`")
	c.BoolVar(&c.static, "static", false, "GEXF without times")
	c.StringVar(&c.cluster, "cluster", "", "the cluster that has, or once had, this `id`")
	c.StringVar(&c.order, "order", "size", "clusters by size, largest first, or by date, latest first (`size` or date)")
	c.IntVar(&c.minSize, "min-size", 0, "clusters of at least `n` witnesses")
	c.IntVar(&c.outlets, "outlets", 0, "clusters of at least `n` outlets that are known")
	c.BoolVar(&c.hideRepeats, "hide-repeats", false, "leave out clusters of one outlet, and further witnesses of each")
}

// exportKind is something that can be exported.
type exportKind struct {
	name    string
	formats []string
	columns func() []hearsay.Column
	run     func(*export) error
}

func exportKinds() []exportKind {
	as := func(more ...string) []string { return append([]string{"jsonl", "csv", "parquet"}, more...) }
	return []exportKind{
		{"articles", as("ris", "csl", "biblatex", "prov-json", "prov-n"), wire.ArticleColumns, exportArticles},
		{"quotations", as("webannotation", "prov-json", "prov-n"), wire.SaidColumns, exportQuotations},
		{"passages", as(), wire.PassageColumns, exportPassages},
		{"clusters", as("webannotation"), wire.WitnessColumns, exportClusters},
		{"stories", as(), wire.StoryColumns, exportStories},
		{"derivations", as("prov-json", "prov-n", "graphml", "gexf"), wire.DerivationColumns, exportDerivations},
		{"notes", as("webannotation"), wire.NoteColumns, exportNotes},
		{"captures", []string{"warc"}, nil, exportCaptures},
		{"library", []string{"sqlite"}, nil, exportLibrary},
	}
}

// export is one run of the command.
type export struct {
	ctx    context.Context
	p      *program
	c      *call
	engine *search.Engine
	filter search.ClusterFilter
	story  hearsay.StoryID // zero: all
	spools []*os.File
	to     io.Writer // what is written goes here, but for files of a folder
	done   string    // what was written, in words
	// missing says what may be missing, in a sentence; "" when nothing is.
	missing string
}

func runExport(ctx context.Context, p *program, c *call) error {
	kind, err := c.exportKind()
	if err != nil {
		return err
	}
	filter, err := c.clusterFilter()
	if err != nil {
		return err
	}
	story, err := c.storyAsked()
	if err != nil {
		return err
	}
	engine, err := p.openEngine(ctx, c)
	if err != nil {
		return err
	}
	defer engine.Close()
	e := &export{ctx: ctx, p: p, c: c, engine: engine, filter: filter, story: story}
	defer e.dropSpools()
	if err := e.resolve(); err != nil {
		return err
	}
	switch {
	case kind.name == "library": // which is a file that is not written from end to end
		err = exportLibrary(e)
	case isTable(c.format) && isFolder(c.out):
		err = e.writeFolder(kind)
	default:
		err = p.writeFormat(c.out, c.format, c.raw, func(to io.Writer) error {
			e.to = to
			return kind.run(e)
		})
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(p.stderr, e.done)
	if e.missing != "" {
		fmt.Fprintln(p.stderr, "Not complete: "+e.missing)
		return errSkipped
	}
	return nil
}

// exportKind is what the flags ask for, if it can be had in that format.
func (c *call) exportKind() (exportKind, error) {
	if c.NArg() > 0 {
		return exportKind{}, usage("%q: name what to export with --what, and the file with --out", c.Arg(0))
	}
	kinds := exportKinds()
	names := make([]string, 0, len(kinds))
	for _, k := range kinds {
		if k.name != c.what {
			names = append(names, k.name)
			continue
		}
		if !slices.Contains(k.formats, c.format) {
			return k, usage("--format %q: %s can be had as %s", c.format, k.name, strings.Join(k.formats, ", "))
		}
		return k, nil
	}
	return exportKind{}, usage("--what %q: %s can be exported", c.what, strings.Join(names, ", "))
}

// clusterFilter checks the flags and returns which clusters they ask for.
func (c *call) clusterFilter() (f search.ClusterFilter, err error) {
	switch {
	case c.order != "size" && c.order != "date":
		return f, usage("--order %q: size or date", c.order)
	case c.minSize < 0 || c.outlets < 0:
		return f, usage("--min-size and --outlets are not negative")
	}
	c.Visit(func(set *flag.Flag) { err = cmp.Or(err, c.misplaced(set.Name)) })
	if err != nil {
		return f, err
	}
	f = search.ClusterFilter{LeastWitnesses: c.minSize, LeastOutlets: c.outlets, WithoutRepeats: c.hideRepeats}
	if c.order == "date" {
		f.Order = search.ByDate
	}
	if c.cluster != "" {
		if f.Only, err = hearsay.ParseID[hearsay.Cluster](c.cluster); err != nil || f.Only.IsZero() {
			return f, usage("--cluster %q: an id has 26 letters and digits, such as the field cluster of an export", c.cluster)
		}
	}
	return f, nil
}

// misplaced is an error for a flag that means nothing beside the others.
func (c *call) misplaced(name string) error {
	clusters := c.what == "clusters" || c.what == "passages"
	switch name {
	case "cluster", "hide-repeats":
		if !clusters {
			return usage("--%s goes with --what clusters or passages", name)
		}
	case "order", "min-size", "outlets":
		if !clusters || c.cluster != "" {
			return usage("--%s goes with --what clusters or passages, without --cluster", name)
		}
	case "story":
		if c.what != "derivations" && c.what != "stories" && c.what != "captures" {
			return usage("--story goes with --what derivations, stories or captures")
		}
	case "static":
		if c.format != "gexf" {
			return usage("--static goes with --format gexf")
		}
	case "raw":
		if c.format != "csv" {
			return usage("--raw goes with --format csv")
		}
	}
	return nil
}

// resolve takes the cluster that the one asked for is now.
func (e *export) resolve() error {
	if e.filter.Only.IsZero() {
		return nil
	}
	found, err := e.engine.Cluster(e.ctx, e.filter.Only)
	if err != nil {
		return err
	}
	if found.ID != e.filter.Only {
		fmt.Fprintf(e.p.stderr, "cluster %s is %s now\n", e.filter.Only, found.ID)
	}
	e.filter.Only = found.ID
	return nil
}
