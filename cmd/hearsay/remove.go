// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hearsay"
	"hearsay/ingest"
	"hearsay/store"
	"hearsay/wire"
)

func removeCommand() command {
	return command{
		name: "remove", args: "ARTICLE…", short: "take articles out of the library",
		long: `Takes articles out of the library, named by id or by address; an address stands
for every version of the page. Their facts go, no question finds them any more,
and in the captures spaces are written over their pages. There is no way back but
to add the page again. Copies that others made of the text stay.

--proof writes down what was removed, without a word of it, when, who asked
(--asked-by), the SHA-256 of what was written over, and where words of it were looked
for afterwards: in every capture, text, segment and file of the library. It says where
something may stand still: until the index is merged, hashes and folded words do.
--compact takes them out at once, as hearsay compact does.`,
		example: "hearsay remove --library news https://dailygull.example/2025/03/ferry",
		flags: func(c *call) {
			c.libraryFlag()
			c.jsonFlag()
			c.StringVar(&c.proof, "proof", "", "write down what was removed, and look for its words everywhere; `file`.json")
			c.StringVar(&c.askedBy, "asked-by", "", "who asked for it, for the proof; any `text`")
			c.BoolVar(&c.compact, "compact", false, "leave no trace in index and captures")
		},
		run: runRemove,
	}
}

func runRemove(ctx context.Context, p *program, c *call) error {
	if c.NArg() == 0 {
		return usage("name the articles to remove, by id or by address")
	}
	dir, err := p.libraryDir(c)
	if err != nil {
		return err
	}
	briefs, err := namedIn(ctx, dir, c.Args())
	if err != nil {
		return err
	}
	var ids []hearsay.ArticleID
	for _, b := range briefs {
		ids = append(ids, b.ID)
	}
	if c.proof != "" {
		err = p.removeProved(ctx, c, dir, ids)
	} else {
		err = p.remove(ctx, c, dir, ids)
	}
	if err != nil {
		return err
	}
	return errors.Join(p.askAlerts(ctx, c, dir), p.printRemoved(c, briefs)) // they forget what is gone
}

// remove removes without a proof.
func (p *program) remove(ctx context.Context, c *call, dir string, ids []hearsay.ArticleID) error {
	return withWriter(ctx, dir, func(lib *store.Writer) error {
		err := ingest.Remove(ctx, lib, ids, p.now())
		if err == nil && c.compact {
			_, err = ingest.Compact(ctx, lib)
		}
		return err
	})
}

// namedIn returns the articles of a library that names stand for, each once.
// Error: ErrNotFound.
func namedIn(ctx context.Context, dir string, names []string) ([]hearsay.Brief, error) {
	lib, err := store.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer lib.Close()
	var out []hearsay.Brief
	for _, name := range names {
		found, err := lib.Named(ctx, name)
		if err == nil && len(found) == 0 {
			err = fmt.Errorf("article %q: %w in this library; nothing was removed", name, hearsay.ErrNotFound)
		}
		if err != nil {
			return nil, err
		}
		for _, b := range found {
			if !slices.ContainsFunc(out, func(o hearsay.Brief) bool { return o.ID == b.ID }) {
				out = append(out, b)
			}
		}
	}
	return out, nil
}

func (p *program) printRemoved(c *call, briefs []hearsay.Brief) error {
	if c.json {
		out := struct {
			Removed []wire.Brief `json:"removed"`
		}{Removed: []wire.Brief{}}
		for _, b := range briefs {
			out.Removed = append(out.Removed, wire.NewBrief(b))
		}
		return p.printJSON(out)
	}
	for _, b := range briefs {
		fmt.Fprintln(p.stdout, briefLine(b))
	}
	fmt.Fprintf(p.stdout, "%s removed.\n", plural(len(briefs), "article"))
	return nil
}
