// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"hearsay/store"
)

// order is a decision of a person that is to be made; R is what then is decided.
type order[R any] func(*store.Writer) (R, error)

// decision is what a person decided, of speakers or of stories, as it is printed.
type decision struct {
	n      int
	at     time.Time
	undone bool
	by     string // "" where one person uses the library
	says   string
	json   any
}

// decide carries out the decision that is meant, once the library that it was found
// out in is closed, and prints it.
func decide[R any](ctx context.Context, p *program, c *call, meant func(context.Context, *call, string) (order[R], error), told func(R) decision) error {
	dir, err := p.libraryDir(c)
	if err != nil {
		return err
	}
	order, err := meant(ctx, c, dir)
	if err != nil {
		return err
	}
	var r R
	err = withWriter(ctx, dir, func(lib *store.Writer) (err error) {
		r, err = order(lib)
		return err
	})
	if err != nil {
		return err
	}
	d := told(r)
	if c.json {
		return p.printJSON(d.json)
	}
	if c.Arg(0) == "undo" {
		fmt.Fprintf(p.stdout, "Decision %d is undone: %s\n", d.n, d.says)
		return nil
	}
	fmt.Fprintf(p.stdout, "Decision %d: %s\nTo take it back: hearsay %s undo %d\n", d.n, d.says, c.Name(), d.n)
	return nil
}

// withWriter calls f with the library in dir open for change. It makes none. Error:
// ErrNotFound.
func withWriter(ctx context.Context, dir string, f func(*store.Writer) error) error {
	there, err := store.Open(ctx, dir)
	if err != nil {
		return err
	}
	if err := there.Close(); err != nil {
		return err
	}
	lib, err := store.OpenWriter(ctx, dir)
	if err != nil {
		return err
	}
	return errors.Join(f(lib), lib.Close())
}

// undoNumber is the number of the decision to take back; 0 for the last one.
func undoNumber(c *call) (int, error) {
	if c.NArg() < 2 {
		return 0, nil
	}
	n, err := strconv.Atoi(c.Arg(1))
	if err != nil || n < 1 {
		return 0, usage("undo %q: a decision has a number; see: hearsay %s decisions", c.Arg(1), c.Name())
	}
	return n, nil
}

// printDecisions prints all that was decided.
func printDecisions[R any](p *program, c *call, all []R, told func(*R) decision) error {
	out := struct {
		Decisions []any `json:"decisions"`
	}{[]any{}}
	for i := range all {
		d := told(&all[i])
		if c.json {
			out.Decisions = append(out.Decisions, d.json)
			continue
		}
		undone := ""
		if d.undone {
			undone = " (undone)"
		}
		by := ""
		if d.by != "" {
			by = " · by " + d.by
		}
		fmt.Fprintf(p.stdout, "%d · %s · %s%s%s\n", d.n, d.at.Format("2006-01-02"), d.says, by, undone)
	}
	if c.json {
		return p.printJSON(out)
	}
	fmt.Fprintln(p.stdout, plural(len(all), "decision"))
	return nil
}
