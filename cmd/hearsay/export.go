// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"

	"hearsay"
	"hearsay/search"
	"hearsay/wire"
)

func exportCommand() command {
	return command{
		name: "export", args: "--what clusters|articles", short: "a library as a table: shared passages, articles",
		long: `Writes what the library holds as lines of JSON or as CSV, complete and as of one
moment, to standard output or to a file, which is there when it is whole.
  clusters  the passages that articles share, one line a witness: cluster, size,
            id, series, date, begin, end (code points of the article's text), text,
            url and headline; the clusters in order, their witnesses earliest first
  articles  id, url, outlet, headline, date, language, words and, in JSON, text; in
            the order in which they came
In CSV, a cell that a spreadsheet could take for a formula has an apostrophe before
it. The exit code is 3 when articles are yet to be compared: then passages of theirs
may be missing.`,
		example: "hearsay export --library news --what clusters --hide-repeats --format csv --out passages.csv",
		flags:   exportFlags,
		run:     runExport,
	}
}

func exportFlags(c *call) {
	c.libraryFlag()
	c.StringVar(&c.what, "what", "", "clusters or articles (a `kind`)")
	c.StringVar(&c.format, "format", "jsonl", "jsonl or csv (a `name`)")
	c.StringVar(&c.out, "out", "", "where to write, instead of standard output (a `file`)")
	c.StringVar(&c.cluster, "cluster", "", "the cluster that has, or once had, this `id`")
	c.StringVar(&c.order, "order", "size", "clusters by size, largest first, or by date, latest first (`size` or date)")
	c.IntVar(&c.minSize, "min-size", 0, "clusters of at least `n` witnesses")
	c.IntVar(&c.outlets, "outlets", 0, "clusters of at least `n` outlets that are known")
	c.BoolVar(&c.hideRepeats, "hide-repeats", false, "leave out clusters of one outlet, and further witnesses of each")
}

func runExport(ctx context.Context, p *program, c *call) error {
	filter, err := c.exported()
	if err != nil {
		return err
	}
	engine, err := p.openEngine(ctx, c)
	if err != nil {
		return err
	}
	defer engine.Close()
	if c.what == "articles" {
		return p.exportArticles(ctx, c, engine)
	}
	if !filter.Only.IsZero() {
		found, err := engine.Cluster(ctx, filter.Only)
		if err != nil {
			return err
		}
		if found.ID != filter.Only {
			fmt.Fprintf(p.stderr, "cluster %s is %s now\n", filter.Only, found.ID)
		}
		filter.Only = found.ID
	}
	return p.exportClusters(ctx, c, engine, filter)
}

// exported checks the flags and returns which clusters they ask for.
func (c *call) exported() (f search.ClusterFilter, err error) {
	switch {
	case c.NArg() > 0:
		return f, usage("%q: name what to export with --what, and the file with --out", c.Arg(0))
	case c.what != "clusters" && c.what != "articles":
		return f, usage("--what %q: clusters and articles can be exported", c.what)
	case c.format != "jsonl" && c.format != "csv":
		return f, usage("--format %q: jsonl or csv", c.format)
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
	switch name {
	case "cluster", "hide-repeats":
		if c.what != "clusters" {
			return usage("--%s goes with --what clusters", name)
		}
	case "order", "min-size", "outlets":
		if c.what != "clusters" || c.cluster != "" {
			return usage("--%s goes with --what clusters, without --cluster", name)
		}
	}
	return nil
}

// exportClusters writes the witnesses of clusters.
func (p *program) exportClusters(ctx context.Context, c *call, engine *search.Engine, filter search.ClusterFilter) error {
	var last hearsay.ClusterID
	clusters, witnesses, uncompared := 0, 0, 0
	err := p.writeTo(c.out, func(to io.Writer) error {
		t, err := newTable(to, c.format, wire.WitnessColumns())
		if err != nil {
			return err
		}
		uncompared, err = engine.EachWitness(ctx, filter, func(size int, found search.Passage) error {
			if found.Cluster != last {
				clusters, last = clusters+1, found.Cluster
			}
			return t.add(wire.NewWitness(&found.Witness, size, found.Article, found.Span))
		})
		witnesses = t.rows
		return cmp.Or(err, t.flush())
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "%s witnesses in %s\n", thousands(witnesses), plural(clusters, "cluster"))
	if uncompared > 0 {
		fmt.Fprintf(p.stderr, "Not complete: %s yet to be compared, so passages may be missing. The next hearsay add goes on with it; hearsay rebuild --clusters does it, too.\n", areYet(uncompared))
		return errSkipped
	}
	return nil
}

func areYet(n int) string {
	if n == 1 {
		return "1 article is"
	}
	return thousands(n) + " articles are"
}

func (p *program) exportArticles(ctx context.Context, c *call, engine *search.Engine) error {
	articles := 0
	err := p.writeTo(c.out, func(to io.Writer) error {
		t, err := newTable(to, c.format, wire.ArticleColumns())
		if err != nil {
			return err
		}
		err = engine.EachArticle(ctx, func(a *hearsay.Article) error { return t.add(wire.NewArticleRow(a)) })
		articles = t.rows
		return cmp.Or(err, t.flush())
	})
	if err != nil {
		return err
	}
	fmt.Fprintln(p.stderr, plural(articles, "article"))
	return nil
}
