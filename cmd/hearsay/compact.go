// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"hearsay"
	"hearsay/ingest"
	"hearsay/internal/durable"
	"hearsay/keep"
	"hearsay/store"
)

// removeProved removes and writes the proof, which has its file before anything goes.
func (p *program) removeProved(ctx context.Context, c *call, dir string, ids []hearsay.ArticleID) error {
	partial := c.proof + ".partial"
	f, err := os.OpenFile(partial, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	proof, err := keep.Remove(ctx, dir, ids, keep.Removing{AskedBy: c.askedBy, Compact: c.compact, Now: p.now()})
	if proof == nil {
		return errors.Join(err, f.Close(), os.Remove(partial))
	}
	enc := json.NewEncoder(f)
	enc.SetIndent("", "  ")
	written := enc.Encode(proof)
	if written == nil {
		written = f.Sync()
	}
	if written = errors.Join(written, f.Close()); written == nil {
		written = durable.Rename(partial, c.proof)
	}
	if err = errors.Join(err, written); err != nil || c.json {
		return err
	}
	for _, t := range proof.Traces {
		fmt.Fprintf(p.stdout, "%s: %s; until: %s\n", t.Where, t.What, t.Until)
	}
	fmt.Fprintf(p.stdout, "Looked through %s, %s, %s; %s with words in common. Proof: %s\n", plural(proof.Searched.Articles, "article"),
		plural(proof.Searched.Records, "record"), megabytes(proof.Searched.Bytes), plural(len(proof.Alike), "other article"), c.proof)
	return nil
}

func compactCommand() command {
	return command{
		name: "compact", args: "", short: "take out what is left of removed articles, and give back room",
		long: `Takes out of the library what is left of removed articles: the blanks in the
captures, hashes of their words in the index, their words in the full text. Empty
pages of the database go, too. Readers go on meanwhile; nobody else can write. Each
capture file and each segment is one step: an interrupted run loses nothing, and the
next one goes on. The disk must have room for the largest capture file, and twice for
facts.sqlite.`,
		example: "hearsay compact --library news",
		flags:   func(c *call) { c.libraryFlag(); c.jsonFlag() },
		run:     runCompact,
	}
}

func runCompact(ctx context.Context, p *program, c *call) error {
	dir, err := p.libraryDir(c)
	if err != nil {
		return err
	}
	var done *ingest.Compaction
	err = withWriter(ctx, dir, func(lib *store.Writer) (err error) {
		done, err = ingest.Compact(ctx, lib)
		return err
	})
	if err != nil {
		return err
	}
	if c.json {
		return p.printJSON(struct {
			Before   store.Sizes `json:"before"`
			After    store.Sizes `json:"after"`
			Files    int         `json:"files"`
			Blanks   int         `json:"blanks"`
			Segments int         `json:"segments"`
		}{done.Before, done.After, done.Files, done.Blanks, done.Segments})
	}
	for _, part := range []struct {
		name          string
		before, after int64
	}{{"captures", done.Before.Captures, done.After.Captures}, {"index", done.Before.Index, done.After.Index}, {"facts", done.Before.Facts, done.After.Facts}, {"in all", done.Before.Total(), done.After.Total()}} {
		fmt.Fprintf(p.stdout, "%-8s %10s before, %10s after\n", part.name, megabytes(part.before), megabytes(part.after))
	}
	if done.Files+done.Segments == 0 {
		fmt.Fprintln(p.stdout, "Captures and index had nothing of removed articles.")
		return nil
	}
	fmt.Fprintf(p.stdout, "%s written anew without %s, and %s.\n", plural(done.Files, "capture file"), plural(done.Blanks, "blank"), plural(done.Segments, "segment"))
	return nil
}
