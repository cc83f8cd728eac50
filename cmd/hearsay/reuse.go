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
	"hearsay/intake"
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
the size of the texts.`,
		example: "hearsay reuse --out found articles.jsonl.gz",
		flags: func(c *call) {
			c.StringVar(&c.out, "out", "", "folder for witnesses.jsonl and pairs.jsonl (a `dir`)")
			c.IntVar(&c.minWords, "min-words", 8, "shortest passage, in equal words (`n`)")
			c.profileFlag()
			c.StringVar(&c.memory, "memory", "1GB", "how much memory to use, at least 128MB (a `size`)")
			c.BoolVar(&c.series, "series", false, "leave out reuse within one series")
			c.BoolVar(&c.progress, "progress", false, "show progress even when not on a terminal")
			c.jsonFlag()
		},
		run: runReuse,
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
	corpus, err := batch.NewCorpus("")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, corpus.Close()) }()
	unused, err := p.fillCorpus(ctx, c, corpus)
	if err != nil {
		return err
	}
	out, err := newReuseOutput(p.stdout, c.out)
	if err != nil {
		return err
	}
	bar := p.newBar(c, 0)
	sum, err := corpus.Reuse(ctx, out, batch.Options{
		MinWords: c.minWords, Profile: profile, OtherSeries: c.series, Memory: memory - programMemory, Progress: bar.stage,
	})
	err = errors.Join(err, out.close())
	bar.end()
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "%s: %s of passages, %s in %s; %.1f s\n", plural(sum.Texts, "text"), plural(sum.Pairs, "pair"),
		thousands(sum.Witnesses)+" witnesses", plural(sum.Clusters, "cluster"), sum.Elapsed.Seconds())
	if sum.Twice > 0 {
		fmt.Fprintf(p.stderr, "%s given twice and taken once\n", plural(sum.Twice, "text"))
	}
	if unused > 0 {
		return errSkipped
	}
	return nil
}

// fillCorpus reads the texts and returns how many inputs could not be used.
func (p *program) fillCorpus(ctx context.Context, c *call, corpus *batch.Corpus) (int, error) {
	unused := 0
	name := func(where intake.Where, reason string) {
		if unused++; unused <= maxNamed {
			fmt.Fprintf(p.stderr, "%s: %s\n", where, reason)
		}
	}
	for it := range intake.Walk(ctx, c.Args(), intake.Options{Now: p.now(), Stdin: p.stdin}) {
		if it.Skip != nil {
			name(it.Where, it.Skip.Reason)
			continue
		}
		text, err := batch.TextOf(&it)
		if err != nil {
			name(it.Where, err.Error())
			continue
		}
		if err := corpus.Add(text); err != nil {
			return unused, err
		}
	}
	if unused > maxNamed {
		fmt.Fprintf(p.stderr, "… and %s more\n", thousands(unused-maxNamed))
	}
	return unused, ctx.Err()
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
