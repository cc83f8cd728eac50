// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"hearsay/batch"
)

func reuseCommand() command {
	return command{
		name: "reuse", args: "PATH…", short: "all reused passages of a corpus, without a library",
		long: `Finds every passage that texts of a corpus share and prints one JSON line for
each of its witnesses: cluster, size, id, series, date, begin, end (code points of
the text given) and text. Input is what add takes; of a row, text is compared as
it stands, and id, series (or outlet) and date are used. With --out the witnesses
go to DIR/witnesses.jsonl and the pairs of passages to DIR/pairs.jsonl. Fields are
passim's. The result depends neither on the order of the input nor on --memory;
what does not fit into memory goes to temporary files (TMPDIR), two to five times
the size of the texts. With --spill DIR they go there, and stay when the run is
killed or the disk is full: the same command goes on behind the last whole stage.
Output files get their names when all is written.`,
		example: "hearsay reuse --out found articles.jsonl.gz",
		flags: func(c *call) {
			c.StringVar(&c.out, "out", "", "folder for witnesses.jsonl and pairs.jsonl (a `dir`)")
			c.IntVar(&c.minWords, "min-words", 8, "shortest passage, in equal words (`n`)")
			c.profileFlag()
			c.StringVar(&c.memory, "memory", "1GB", "how much memory to use, at least 128MB (a `size`)")
			c.StringVar(&c.spill, "spill", "", "folder for temporary files, from which a run that was killed goes on (a `dir`)")
			c.BoolVar(&c.series, "series", false, "leave out reuse within one series")
			c.BoolVar(&c.progress, "progress", false, "show progress even when not on a terminal")
			c.jsonFlag()
		},
		stopped: "no file was written, and what was printed is cut; with --spill the same command goes on behind the last whole stage",
		run:     runReuse,
	}
}

const (
	// programMemory is what the program takes before it does anything, tables of
	// date formats mostly, and codeMemory the part of it that the collector does
	// not know of.
	programMemory = 64 << 20
	codeMemory    = 24 << 20
)

func runReuse(ctx context.Context, p *program, c *call) (err error) {
	switch {
	case c.NArg() == 0:
		return usage("name the texts: files, folders, or - for standard input")
	case c.minWords < 5:
		return usage("--min-words %d: passages of fewer than 5 words cannot be looked for", c.minWords)
	}
	profile, err := c.seeds()
	if err != nil {
		return err
	}
	memory, err := parseBytes(c.memory)
	if err != nil || memory < programMemory+batch.MinMemory {
		return usage("--memory %q: a size such as 512MB or 2GB, at least 128MB", c.memory)
	}
	// The collector frees more often as the limit comes near, instead of letting
	// garbage grow to the size of what is in use. It does not count the program itself.
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(memory - codeMemory))
	opt := batch.Options{MinWords: c.minWords, Profile: profile, OtherSeries: c.series, Memory: memory - programMemory}
	corpus, err := p.reuseCorpus(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, corpus.Close()) }()
	unused, err := p.fillCorpus(ctx, c, corpus, opt)
	if err != nil {
		return moreRoom(err)
	}
	sum, err := p.allReuse(ctx, c, corpus, opt)
	if err != nil {
		return moreRoom(err)
	}
	fmt.Fprintf(p.stderr, "%s: %s of passages, %s in %s; %.1f s\n", plural(sum.Texts, "text"), plural(sum.Pairs, "pair"),
		thousands(sum.Witnesses)+" witnesses", plural(sum.Clusters, "cluster"), sum.Elapsed.Seconds())
	if sum.Twice > 0 {
		fmt.Fprintf(p.stderr, "%s given twice and taken once\n", plural(sum.Twice, "text"))
	}
	if sum.SameID > 0 {
		fmt.Fprintf(p.stderr, "%s of several texts each, which are called ID, ID#2, … in order of dates\n", plural(sum.SameID, "ID"))
	}
	if unused > 0 {
		return errSkipped
	}
	return nil
}

// allReuse finds the passages. Once it returns without an error the output is whole.
func (p *program) allReuse(ctx context.Context, c *call, corpus *batch.Corpus, opt batch.Options) (*batch.Summary, error) {
	out, err := newReuseOutput(p.stdout, c.out, c.spill != "")
	if err != nil {
		return nil, err
	}
	bar := p.newBar(c, 0)
	opt.Progress = bar.stage
	sum, err := corpus.Reuse(ctx, out, opt)
	bar.end()
	p.tell(corpus.Notes())
	if err != nil {
		return nil, errors.Join(err, out.abandon())
	}
	if err := out.commit(); err != nil {
		return nil, err
	}
	corpus.Finished()
	return sum, nil
}

// stage shows the progress of a batch, with the time that is left of the stage at
// this rate.
func (b *bar) stage(s batch.Progress) {
	left, of := "", "texts"
	if s.Done > 0 && s.Done < s.Total {
		rest := s.Elapsed * time.Duration(s.Total-s.Done) / time.Duration(s.Done)
		left = fmt.Sprintf(", about %s left", rest.Round(time.Second))
	}
	if s.Stage == "cluster" {
		of = "witnesses"
	}
	b.line(fmt.Sprintf("%s: %s of %s %s%s", s.Stage, thousands(s.Done), thousands(s.Total), of, left), s)
}

// parseBytes reads a size: a number of bytes, or of KB, MB or GB.
func parseBytes(s string) (int64, error) {
	number := strings.TrimSuffix(strings.TrimRight(strings.ToUpper(s), " "), "B")
	unit := int64(1)
	for i, u := range []string{"K", "M", "G"} {
		if n, ok := strings.CutSuffix(number, u); ok {
			number, unit = n, 1<<(10*(i+1))
		}
	}
	n, err := strconv.ParseInt(strings.TrimSpace(number), 10, 64)
	if err != nil || n < 0 || n > 1<<62/unit {
		return 0, fmt.Errorf("%q is no size", s)
	}
	return n * unit, nil
}
