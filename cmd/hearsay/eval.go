// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"os"

	"hearsay/bench/provenance"
	"hearsay/bench/provenance/engine"
	"hearsay/eval"
)

func evalCommand() command {
	return command{
		name: "eval", args: "extract|quotes|reuse|provenance DIR", short: "score against texts with known truth",
		long: `Scores one of the engines against a folder of ground truth and prints a table, or
JSON. The layouts of public benchmarks are recognised by their files; doc/eval.md
lists them. --errors N writes N wrong answers of every kind to standard error,
with the text around, to be read by hand. Texts that can't be read are named, and
the exit code is 3.`,
		example: "hearsay eval extract ./scrapinghub-benchmark",
		flags: func(c *call) {
			c.jsonFlag()
			c.IntVar(&c.errors, "errors", 0, "print `n` wrong answers of every kind")
			c.IntVar(&c.limit, "limit", 0, "stop after that many texts (`n`)")
			c.profileFlag()
			c.IntVar(&c.planted, "planted", 0, "reuse: plant passages in `n` articles made of the folder's words")
		},
		run: runEval,
	}
}

func runEval(ctx context.Context, p *program, c *call) error {
	if c.NArg() != 2 {
		return usage("name what to score and the folder of ground truth")
	}
	profile, err := c.seeds()
	if err != nil {
		return err
	}
	opt := eval.Options{Limit: c.limit, Profile: profile}
	if c.errors > 0 {
		opt.Errors, opt.MaxErrors = p.stderr, c.errors
	}
	var report eval.Report
	switch c.Arg(0) {
	case "extract":
		report, err = eval.Extract(c.Arg(1), opt)
	case "quotes":
		report, err = eval.Quotes(c.Arg(1), opt)
	case "provenance":
		report, err = evalProvenance(ctx, c.Arg(1), opt)
	case "reuse":
		if c.planted > 0 {
			report, err = eval.Planted(c.Arg(1), c.planted, opt)
			break
		}
		report, err = eval.Reuse(c.Arg(1), opt)
	default:
		return usage("%q cannot be scored; extract, quotes, reuse and provenance can", c.Arg(0))
	}
	if err != nil {
		return err
	}
	return p.printReport(c, report)
}

// evalProvenance scores what the words alone tell of the direction and, on a set of
// bench/provenance, all of it, too.
func evalProvenance(ctx context.Context, dir string, opt eval.Options) (eval.Report, error) {
	report, err := eval.Direction(dir, opt)
	if err != nil || !eval.IsProvenance(dir) {
		return report, err
	}
	whole, err := evalStories(ctx, dir, opt)
	whole.Sets = append(whole.Sets, report.Sets...)
	return whole, err
}

// evalStories scores on a set of bench/provenance, with a library that is made
// for it and thrown away.
func evalStories(ctx context.Context, dir string, opt eval.Options) (report eval.Report, err error) {
	library, err := os.MkdirTemp("", "hearsay-eval-")
	if err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(library)) }()
	return eval.Provenance(dir, opt, func(articles string, questions []provenance.Question) (*provenance.Answers, error) {
		return engine.Answer(ctx, articles, library, questions)
	})
}

// printReport prints scores, and ends with errSkipped when texts were left out.
func (p *program) printReport(c *call, report eval.Report) (err error) {
	if c.json {
		err = p.printJSON(report)
	} else {
		err = report.WriteText(p.stdout)
	}
	for _, set := range report.Sets {
		if err == nil && len(set.Skipped) > 0 {
			err = errSkipped
		}
	}
	return err
}
