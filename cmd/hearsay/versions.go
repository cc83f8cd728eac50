// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"context"
	"fmt"

	"hearsay"
	"hearsay/wire"
)

func versionsCommand() command {
	return command{
		name: "versions", args: "ID|URL", short: "how a page changed from one capture to the next",
		long: `Lists the versions of a page that a library has, in the order of their captures,
with what is of substance different from the one before: sentences, words and
numbers, but not times of update, counters, advertisements and links to other
articles. hearsay compare shows two of them side by side.`,
		example: "hearsay versions --library news https://gull.example/piers",
		flags:   func(c *call) { c.libraryFlag(); c.jsonFlag() },
		run:     runVersions,
	}
}

func runVersions(ctx context.Context, p *program, c *call) error {
	if c.NArg() != 1 {
		return usage("name one article, by its id or its address")
	}
	engine, err := p.openEngine(ctx, c)
	if err != nil {
		return err
	}
	defer engine.Close()
	id, err := engine.Resolve(ctx, c.Arg(0))
	if err != nil {
		return err
	}
	list, err := engine.Versions(ctx, id)
	if err != nil {
		return err
	}
	text := func(id hearsay.ArticleID) (string, error) { return engine.Text(ctx, id) }
	if c.json {
		out, err := wire.NewVersions(list, text)
		if err != nil {
			return err
		}
		return p.printJSON(out)
	}
	return p.printVersions(list, text)
}

func (p *program) printVersions(list []hearsay.Revision, text func(hearsay.ArticleID) (string, error)) error {
	for _, r := range list {
		fmt.Fprintf(p.stdout, "%s  %s\n  %s\n", r.Seen.UTC().Format("2006-01-02 15:04 UTC"), cmp.Or(r.Headline, "(no headline)"), r.ID)
		if r.Says != "" {
			fmt.Fprintln(p.stdout, " ", r.Says)
		}
		if len(r.Changes) == 0 {
			continue
		}
		before, err := text(r.Before)
		if err != nil {
			return err
		}
		now, err := text(r.ID)
		if err != nil {
			return err
		}
		for _, ch := range r.Changes {
			printChange(p, ch, before, now)
		}
	}
	fmt.Fprintln(p.stdout, plural(len(list), "version"))
	return nil
}

// printChange prints a change on a line for each side.
func printChange(p *program, c hearsay.Change, before, now string) {
	const width = 100
	if c.Kind == hearsay.Moved {
		fmt.Fprintln(p.stdout, "    ~", clip(c.B.In(now), width))
		return
	}
	if !c.A.IsZero() {
		fmt.Fprintln(p.stdout, "    -", clip(c.A.In(before), width))
	}
	if !c.B.IsZero() {
		fmt.Fprintln(p.stdout, "    +", clip(c.B.In(now), width))
	}
}
