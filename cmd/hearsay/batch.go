// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"hearsay/batch"
	"hearsay/intake"
)

func batchCommand() command {
	return command{
		name: "batch", args: "STAGE [PATH…]", short: "one stage of hearsay reuse, for runs on many machines",
		long: `Each stage of hearsay reuse as a filter: lines on standard input (or in the files
named) to lines on standard output (or --out), without a word between machines. An
engine such as Spark shuffles between them: deploy/spark/hearsay_spark.py, with
doc/scale.md about it and about the lines. The stages:

  header    print the first line of every input, which has the options
  texts     rows or, of files named, whatever add takes → texts
  seeds     numbered texts → sheets of words, and seeds by bin
  pairs     whole bins → hits by range of the later text
  align     hits with sheets → passages, and what is asked for
  clusters  all links in order → witnesses

Lines that another version of this program wrote are refused.`,
		example: "hearsay batch header --bins 16 --range 1000",
		flags: func(c *call) {
			c.StringVar(&c.out, "out", "", "write to this `file`, which appears when it is whole")
			c.IntVar(&c.minWords, "min-words", 8, "header: shortest passage, in equal words (`n`)")
			c.profileFlag()
			c.BoolVar(&c.series, "series", false, "header: leave out reuse within one series")
			c.IntVar(&c.bins, "bins", 16, "header: bins that seeds are spread over, a power of two (`n`)")
			c.IntVar(&c.ranged, "range", 10_000, "header: texts that are aligned together (`n`)")
			c.IntVar(&c.texts, "texts", 0, "header: texts of the run, which clusters must know (`n`)")
		},
		stopped: "no file was written, and what was printed is cut",
		run:     runBatch,
	}
}

func runBatch(ctx context.Context, p *program, c *call) error {
	stage := c.Arg(0)
	known := append([]string{"header", "texts"}, batch.StageNames()...)
	if !slices.Contains(known, stage) {
		return usage("%q is no stage: %s", stage, strings.Join(known, ", "))
	}
	if _, err := c.seeds(); err != nil {
		return err
	}
	h := batch.Header{Program: version(), Profile: c.profile, MinWords: c.minWords, OtherSeries: c.series, Bins: c.bins, Range: c.ranged, Texts: c.texts}.WithDefaults()
	if err := h.Check(); err != nil {
		return usage("%v", err)
	}
	// Lines are for machines: what a text says stands in them as it is.
	run := func(to io.Writer) error {
		switch stage {
		case "header":
			_, err := fmt.Fprintln(to, h.Line())
			return err
		case "texts":
			return p.batchTexts(ctx, c.Args()[1:], h, to)
		}
		return withInput(p.stdin, c.Args()[1:], func(from io.Reader) error { return batch.Filter(ctx, stage, version(), from, to) })
	}
	if c.out == "" {
		return buffered(p.plain, run)
	}
	return replaceFile(c.out, run)
}

func (p *program) batchTexts(ctx context.Context, paths []string, h batch.Header, to io.Writer) error {
	opt := intake.Options{Now: p.now()}
	if len(paths) > 0 {
		return batch.Texts(ctx, h, intake.Walk(ctx, paths, opt), to)
	}
	items, failed := batch.Rows(ctx, p.stdin, version(), opt)
	return errors.Join(batch.Texts(ctx, h, items, to), failed())
}

// withInput has read read the files named, one after the other, or standard input.
func withInput(stdin io.Reader, names []string, read func(io.Reader) error) error {
	if len(names) == 0 {
		return read(stdin)
	}
	var all []io.Reader
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		all = append(all, f)
	}
	return read(io.MultiReader(all...))
}
