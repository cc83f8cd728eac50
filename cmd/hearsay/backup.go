// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"time"

	"hearsay"
	"hearsay/keep"
)

func backupCommand() command {
	return command{
		name: "backup", args: "DIR|FILE.tar|FILE.tar.zst", short: "copy a library that is in use, as one moment left it",
		long: `Copies the library to a place outside of it, while others read it and write to it:
the state of one commit, with captures, index, facts, decisions, kept questions,
sources, alerts and accounts (never secrets.sqlite), and a list of SHA-256 sums. In a folder each backup
gets a folder of its own, named by its moment (UTC); files that have not changed
since the latest backup there are shared with it (hard links) and not copied
again. A file is replaced when the new one is whole.

A backup holds all that the library holds: every text, who may log in with the
digests of their passwords and tokens, and the addresses of sources and alerts,
which may be keys. Its files are for their owner alone (0600); it is not encrypted.
--without-accounts leaves the accounts out. What is removed from the library later
stays in its earlier backups: --keep 7 removes all but the newest seven.

--verify reads a backup (the latest of a folder) and compares every byte with the list.`,
		example: "hearsay backup --library news --keep 7 /mnt/backup/news\nhearsay backup --verify /mnt/backup/news",
		flags: func(c *call) {
			c.libraryFlag()
			c.jsonFlag()
			c.BoolVar(&c.verify, "verify", false, "read a backup and compare it with its list")
			c.BoolVar(&c.noAccounts, "without-accounts", false, "leave out who may log in")
			c.BoolVar(&c.full, "full", false, "copy every file, also those that an earlier backup has")
			c.IntVar(&c.keep, "keep", 0, "leave only the newest `n` backups of the folder (0: all)")
		},
		run: runBackup,
	}
}

func runBackup(ctx context.Context, p *program, c *call) error {
	if c.NArg() != 1 || c.keep < 0 {
		return usage("name one folder, or one file that ends in .tar or .tar.zst")
	}
	if c.verify {
		return p.verifyBackup(ctx, c, c.Arg(0))
	}
	dir, err := p.libraryDir(c)
	if err != nil {
		return err
	}
	opt := keep.Options{Now: p.now(), WithoutAccounts: c.noAccounts, Full: c.full, Keep: c.keep, Progress: p.copying()}
	r, err := keep.Backup(ctx, dir, c.Arg(0), opt)
	if err != nil {
		return err
	}
	if c.json {
		return p.printJSON(struct {
			Path string `json:"path"`
			copyCounts
			Accounts bool     `json:"accounts"`
			Removed  []string `json:"removed"`
			Seconds  float64  `json:"seconds"`
		}{r.Path, countCopy(r), r.Manifest.Accounts, append([]string{}, r.Removed...), r.Elapsed.Seconds()})
	}
	fmt.Fprintf(p.stdout, "%s\n%s.\n", r.Path, copySays(r, "backup"))
	if r.Manifest.Accounts {
		fmt.Fprintln(p.stdout, "It holds the accounts, with digests of passwords.")
	}
	for _, path := range r.Removed {
		fmt.Fprintf(p.stdout, "Removed: %s\n", path)
	}
	return nil
}

// copying tells the files of a copy on a terminal; nil where nobody watches.
func (p *program) copying() func(path string, size int64) {
	if !p.terminal {
		return nil
	}
	return func(path string, size int64) { fmt.Fprintf(p.stderr, "%s, %s\n", path, megabytes(size)) }
}

// copyCounts is how much a copy of a library holds, and how much of it was copied.
type copyCounts struct {
	Articles int   `json:"articles"`
	Files    int   `json:"files"`
	Bytes    int64 `json:"bytes"`
	Copied   int   `json:"copied"`
	Written  int64 `json:"written"`
	Linked   int   `json:"linked"`
}

func countCopy(r *keep.Result) copyCounts {
	return copyCounts{r.Manifest.Articles, len(r.Manifest.Files), r.Manifest.Bytes(), r.Copied, r.Bytes, r.Linked}
}

// copySays is the same in words; before is what the one before is.
func copySays(r *keep.Result, before string) string {
	n := countCopy(r)
	return fmt.Sprintf("%s in %s, %s; %s copied (%s), %d shared with the %s before; %s", plural(n.Articles, "article"), plural(n.Files, "file"),
		megabytes(n.Bytes), plural(n.Copied, "file"), megabytes(n.Written), n.Linked, before, r.Elapsed.Round(time.Millisecond))
}

func (p *program) verifyBackup(ctx context.Context, c *call, path string) error {
	v, err := keep.Verify(ctx, path)
	if err != nil {
		return err
	}
	if c.json {
		err = p.printJSON(struct {
			Path     string   `json:"path"`
			Made     string   `json:"made"`
			Articles int      `json:"articles"`
			Files    int      `json:"files"`
			Bytes    int64    `json:"bytes"`
			Problems []string `json:"problems"`
		}{v.Path, v.Manifest.Made.Format(time.RFC3339), v.Manifest.Articles, len(v.Manifest.Files), v.Manifest.Bytes(), append([]string{}, v.Problems...)})
	} else {
		fmt.Fprintf(p.stdout, "%s\nmade %s, %s in %s, %s\n", v.Path, v.Manifest.Made.Format(time.RFC3339), plural(v.Manifest.Articles, "article"), plural(len(v.Manifest.Files), "file"), megabytes(v.Manifest.Bytes()))
		for _, w := range v.Problems {
			fmt.Fprintln(p.stdout, w)
		}
	}
	if err == nil && len(v.Problems) > 0 {
		return fmt.Errorf("%w: the backup is not what was written; do not rely on it, and make a new one with --full", hearsay.ErrCorrupt)
	}
	if err == nil && !c.json {
		fmt.Fprintln(p.stdout, "It is whole.")
	}
	return err
}

func restoreCommand() command {
	return command{
		name: "restore", args: "BACKUP --library DIR", short: "make a library of a backup",
		long: `Makes a library of a backup: its folder, a folder of backups (the latest one
counts), or a .tar or .tar.zst file. The library's folder must not be there yet. It gets
its name when every byte was compared with the list of sums and the facts with
the files that they name; what fails leaves nothing. No name in a backup leads
outside of the folder. --without-accounts leaves out who may log in: do that with a
backup from others, whose passwords would count here, too.`,
		example: "hearsay restore /mnt/backup/news --library news-again",
		flags: func(c *call) {
			c.libraryFlag()
			c.jsonFlag()
			c.BoolVar(&c.noAccounts, "without-accounts", false, "leave out who may log in")
		},
		run: runRestore,
	}
}

func runRestore(ctx context.Context, p *program, c *call) error {
	if c.NArg() != 1 {
		return usage("name one backup")
	}
	dir, err := p.libraryDir(c)
	if err != nil {
		return err
	}
	m, err := keep.Restore(ctx, c.Arg(0), dir, c.noAccounts)
	if err != nil {
		return err
	}
	if c.json {
		return p.printJSON(struct {
			Library  string `json:"library"`
			Made     string `json:"made"`
			Articles int    `json:"articles"`
			Bytes    int64  `json:"bytes"`
			Accounts bool   `json:"accounts"`
		}{dir, m.Made.Format(time.RFC3339), m.Articles, m.Bytes(), m.Accounts})
	}
	fmt.Fprintf(p.stdout, "%s: the library of %s, %s, %s.\n", dir, m.Made.Format(time.RFC3339), plural(m.Articles, "article"), megabytes(m.Bytes()))
	return nil
}
