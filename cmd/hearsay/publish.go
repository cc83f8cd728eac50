// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"hearsay/ingest"
	"hearsay/keep"
)

// usualGrace is longer than any answer may take: tables may take an hour.
const usualGrace = 2 * time.Hour

func publishCommand() command {
	return command{
		name: "publish", args: "DIR", short: "make an edition of a library, for servers that only read",
		long: `Makes in DIR an edition of the library: what one commit left, with captures, index,
facts and decisions, and a list of SHA-256 sums. Accounts, sources, alerts, secrets,
kept questions and pages that wait to be added are not in it. The library may
be read and written meanwhile. DIR may lie on storage that several machines share;
on each of them: hearsay serve --readonly --library DIR

An edition never changes. It counts by one rename, when all of it is on disk; a full
disk or a kill leaves what counted before. Files that the edition before has are
shared with it (hard links) and not copied again; the facts always are. When nothing
has changed there is no new edition. Editions that do not count any more are removed by
a later publish when their --grace is over; until then, what was removed from the
library since can be read in them.

Who may read DIR may read the editions: their files have its rights of reading. A DIR
that is not there is made for its owner alone. More: doc/serving.md.`,
		example: "hearsay publish --library news /mnt/shared/news",
		flags: func(c *call) {
			c.libraryFlag()
			c.jsonFlag()
			c.DurationVar(&c.grace, "grace", usualGrace, "how long an edition stays that does not count any more (a `time`)")
			c.BoolVar(&c.full, "full", false, "copy every file, also those that the edition before has")
		},
		run: runPublish,
	}
}

func runPublish(ctx context.Context, p *program, c *call) error {
	if c.NArg() != 1 || c.grace < 0 {
		return usage("name one folder for editions; --grace is no time before now")
	}
	dir, err := p.libraryDir(c)
	if err != nil {
		return err
	}
	opt := keep.PublishOptions{Now: p.now(), Grace: c.grace, Full: c.full, Progress: p.copying()}
	r, err := keep.Publish(ctx, dir, c.Arg(0), opt)
	if err != nil {
		return err
	}
	if c.json {
		return p.printJSON(struct {
			Edition string `json:"edition"`
			New     bool   `json:"new"`
			copyCounts
			Removed []string `json:"removed"`
			Seconds float64  `json:"seconds"`
		}{r.Edition, r.New, countCopy(&r.Result), append([]string{}, r.Removed...), r.Elapsed.Seconds()})
	}
	if r.New {
		fmt.Fprintf(p.stdout, "Edition %s: %s.\n", r.Edition, copySays(&r.Result, "edition"))
	} else {
		fmt.Fprintf(p.stdout, "Edition %s has all of the library: there is no new one; %s.\n", r.Edition, r.Elapsed.Round(time.Millisecond))
	}
	for _, name := range r.Removed {
		fmt.Fprintf(p.stdout, "Removed: edition %s\n", name)
	}
	return nil
}

// compareWithList compares a backup, or an edition, with the list of its files.
func compareWithList(ctx context.Context, dir string, v *ingest.Verdict) error {
	if _, err := os.Lstat(filepath.Join(dir, keep.ManifestName)); err != nil {
		return nil // it is a library
	}
	listed, err := keep.Verify(ctx, dir)
	if err == nil {
		v.Problems = append(v.Problems, listed.Problems...)
	}
	return err
}
