// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"hearsay/batch"
	"hearsay/intake"
)

// reuseCorpus makes a corpus, or opens what a run before left in the folder of --spill.
func (p *program) reuseCorpus(ctx context.Context, c *call) (*batch.Corpus, error) {
	if c.spill == "" {
		for _, dir := range batch.Leftovers("") {
			fmt.Fprintf(p.stderr, "note: %s is left of a run that was killed; nothing reads it, remove it\n", dir)
		}
		return batch.NewCorpus("")
	}
	program, err := programDigest()
	if err != nil {
		return nil, err
	}
	inputs, err := inputsOf(ctx, c.Args())
	if err != nil {
		return nil, err
	}
	options := fmt.Sprintf("profile %s, least %d words, within series %t", c.profile, c.minWords, !c.series)
	corpus, err := batch.OpenCorpus(c.spill, batch.About{Program: version() + " " + program, Options: options, Inputs: inputs})
	if errors.Is(err, batch.ErrInUse) {
		return nil, fmt.Errorf("%w; wait for it, or name another --spill", err)
	}
	return corpus, err
}

// programDigest tells this program from others that call themselves the same.
func programDigest() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	digest, err := digestOfFile(path)
	return digest[:min(len(digest), 12)], err
}

func digestOfFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// inputsOf are the files that will be read. Of those that cannot be, nothing is known
// but the name.
func inputsOf(ctx context.Context, paths []string) ([]batch.Input, error) {
	var out []batch.Input
	for _, path := range paths {
		if path == batch.StandardInput {
			out = append(out, batch.Input{Path: path})
			continue
		}
		for file, size := range intake.Files(ctx, path) {
			digest, err := digestOfFile(file)
			if err != nil {
				digest = "" // reading it will say why
			}
			name, err := filepath.Abs(file)
			if err != nil {
				return nil, err
			}
			out = append(out, batch.Input{Path: name, Size: size, SHA256: digest})
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// unused are the inputs that cannot be used: how many, and what is said of the first.
type unused struct {
	Count int      `json:"count"`
	Named []string `json:"named"`
}

func (u *unused) add(where intake.Where, reason string) {
	if u.Count++; u.Count <= maxNamed {
		u.Named = append(u.Named, fmt.Sprintf("%s: %s", where, reason))
	}
}

// fillCorpus reads the texts, unless they are there, and returns how many inputs could
// not be used.
func (p *program) fillCorpus(ctx context.Context, c *call, corpus *batch.Corpus, opt batch.Options) (int, error) {
	p.tell(corpus.Notes())
	var u unused
	has, err := corpus.HasTexts(&u)
	if err == nil && !has {
		err = corpus.CheckRoom(textsIn(ctx, c.Args()), opt)
		if err == nil {
			err = p.readTexts(ctx, c, corpus, &u)
		}
		if err == nil {
			err = corpus.Filled(u)
		}
		p.tell(corpus.Notes())
	}
	for _, line := range u.Named {
		fmt.Fprintln(p.stderr, line)
	}
	if u.Count > maxNamed {
		fmt.Fprintf(p.stderr, "… and %s more\n", thousands(u.Count-maxNamed))
	}
	return u.Count, err
}

func (p *program) readTexts(ctx context.Context, c *call, corpus *batch.Corpus, u *unused) error {
	for it := range intake.Walk(ctx, c.Args(), intake.Options{Now: p.now(), Stdin: p.stdin}) {
		if it.Skip != nil {
			u.add(it.Where, it.Skip.Reason)
			continue
		}
		text, err := batch.TextOf(&it)
		if err != nil {
			u.add(it.Where, err.Error())
			continue
		}
		if err := corpus.Add(text); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// textsIn is about how many bytes of text the files have at least. Pages and archives,
// of which that cannot be told, and standard input count nothing: of them it is known
// when they are read.
func textsIn(ctx context.Context, paths []string) int64 {
	total := int64(0)
	for _, path := range paths {
		for file, size := range intake.Files(ctx, path) {
			name := strings.ToLower(file)
			plain := strings.TrimSuffix(name, ".gz")
			switch filepath.Ext(plain) {
			case ".jsonl", ".ndjson", ".txt", ".csv", ".tsv":
			default:
				continue
			}
			if plain != name {
				size *= 2 // packed to a half at best, most of them to a third
			}
			total += size / 10 * 9
		}
	}
	return total
}

// tell prints notes.
func (p *program) tell(notes []string) {
	for _, note := range notes {
		fmt.Fprintf(p.stderr, "note: %s\n", note)
	}
}

// moreRoom adds what to do to an error of a disk that is too small.
func moreRoom(err error) error {
	if errors.Is(err, batch.ErrNoRoom) {
		return fmt.Errorf("%w; name a folder on a larger disk with --spill DIR", err)
	}
	return err
}
