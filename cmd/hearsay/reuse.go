// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hearsay/batch"
	"hearsay/extract"
	"hearsay/intake"
)

func reuseCommand() command {
	return command{
		name: "reuse", args: "PATH…", short: "all reused passages of a corpus, without a library",
		long: `Finds every passage that texts of a corpus share and prints one JSON line for
each of its witnesses: cluster, size, id, series, date, begin, end (code points of
the text given) and text. Input is what add takes; of a row, text is compared as
it stands, and id, series (or outlet) and date are used. With --out the witnesses
go to DIR/witnesses.jsonl and the pairs of passages to DIR/pairs.jsonl. The result
does not depend on the order of the input. Fields are passim's.`,
		example: "hearsay reuse --out found articles.jsonl.gz",
		flags: func(c *call) {
			c.StringVar(&c.out, "out", "", "folder for witnesses.jsonl and pairs.jsonl (a `dir`)")
			c.IntVar(&c.minWords, "min-words", 8, "shortest passage, in equal words (`n`)")
			c.profileFlag()
			c.BoolVar(&c.series, "series", false, "leave out reuse within one series")
			c.BoolVar(&c.progress, "progress", false, "show progress even when not on a terminal")
			c.jsonFlag()
		},
		run: runReuse,
	}
}

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
	sum, err := corpus.Reuse(ctx, out, batch.Options{MinWords: c.minWords, Profile: profile, OtherSeries: c.series, Progress: bar.stage})
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
		text, err := textOf(&it)
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

// textOf is the text to compare: that of a row as it stands, so that offsets are
// those of the input; that of a page as extracted.
func textOf(it *intake.Item) (batch.Text, error) {
	t := batch.Text{ID: it.Capture.Name, Series: it.Capture.Given.Outlet, Date: it.Capture.Given.Date}
	if it.Where.Row == 0 {
		t.ID = it.Where.Path
	} else if t.ID == "" {
		t.ID = it.Capture.URL
	}
	if it.Where.Row > 0 && strings.HasPrefix(it.Capture.MediaType, "text/plain") {
		t.Text = strings.ToValidUTF8(string(it.Body), "\ufffd")
		return t, nil
	}
	a, err := extract.Article(it.Capture, it.Body)
	if err != nil {
		return t, err
	}
	t.Text = a.Text
	if t.Series == "" {
		t.Series = a.Outlet.Name
	}
	if d, ok := a.Published(); ok && t.Date == "" && !d.Earliest.IsZero() {
		t.Date = d.Value
	}
	return t, nil
}

// reuseOutput writes what was found as lines of JSON.
type reuseOutput struct {
	witnesses, pairs *json.Encoder // pairs may be nil
	flush            []func() error
}

// newReuseOutput writes witnesses to stdout or, when dir is given, both kinds to
// files in it.
func newReuseOutput(stdout io.Writer, dir string) (*reuseOutput, error) {
	o := &reuseOutput{}
	if dir == "" {
		o.witnesses = o.encoder(stdout)
		return o, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	var err error
	if o.witnesses, err = o.create(dir, "witnesses.jsonl"); err == nil {
		o.pairs, err = o.create(dir, "pairs.jsonl")
	}
	if err != nil {
		return nil, errors.Join(err, o.close())
	}
	return o, nil
}

func (o *reuseOutput) create(dir, name string) (*json.Encoder, error) {
	f, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	e := o.encoder(f)
	o.flush = append(o.flush, f.Close)
	return e, nil
}

func (o *reuseOutput) encoder(w io.Writer) *json.Encoder {
	buf := bufio.NewWriterSize(w, 1<<16)
	o.flush = append(o.flush, buf.Flush)
	e := json.NewEncoder(buf)
	e.SetEscapeHTML(false)
	return e
}

// Pair implements batch.Output.
func (o *reuseOutput) Pair(p batch.Pair) error {
	if o.pairs == nil {
		return nil
	}
	return o.pairs.Encode(p)
}

// Witness implements batch.Output.
func (o *reuseOutput) Witness(w batch.Witness) error { return o.witnesses.Encode(w) }

// close writes what is buffered and closes the files. A disk that is full shows
// here at the latest.
func (o *reuseOutput) close() error {
	var errs []error
	for _, f := range o.flush {
		errs = append(errs, f())
	}
	return errors.Join(errs...)
}

// stage shows the progress of a batch, with the time that is left at this rate.
func (b *bar) stage(s batch.Progress) {
	left := ""
	if s.Stage == "compare" && s.Done > 0 && s.Done < s.Total {
		rest := s.Elapsed * time.Duration(s.Total-s.Done) / time.Duration(s.Done)
		left = fmt.Sprintf(", about %s left", rest.Round(time.Second))
	}
	b.line(fmt.Sprintf("%s: %s of %s texts%s", s.Stage, thousands(s.Done), thousands(s.Total), left), s)
}
