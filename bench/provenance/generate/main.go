// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Generate writes a set of the provenance benchmark into a folder: articles.jsonl
// and questions.jsonl, which a system may read, and truth.jsonl, which it may not.
//
//	go run ./bench/provenance/generate -level 3 -seed 1 -out DIR
//	go run ./bench/provenance/generate -cases -out DIR         # -kept: those that nothing is learnt from
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"hearsay/bench/provenance"
	"hearsay/bench/provenance/cases"
	"hearsay/bench/provenance/plant"
)

func main() {
	var opt plant.Options
	flag.IntVar(&opt.Level, "level", 3, fmt.Sprintf("how hard, 1 to %d", plant.Levels))
	flag.Uint64Var(&opt.Seed, "seed", 1, "another seed, another set")
	flag.IntVar(&opt.Stories, "stories", 0, "how many stories; 0 means 20")
	flag.IntVar(&opt.Copies, "copies", 0, "outlets that carry the first story's agency text; 0 as the level has it, -1 none")
	byHand := flag.Bool("cases", false, "the cases written by hand instead")
	kept := flag.Bool("kept", false, "with -cases: only those that nothing is learnt from")
	out := flag.String("out", "", "folder to write to")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*out, func() (*plant.Set, error) { return makeSet(opt, *byHand, *kept) }); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(dir string, makeSet func() (*plant.Set, error)) error {
	set, err := makeSet()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	return errors.Join(
		write(dir, "articles.jsonl", func(w io.Writer) error { return provenance.WriteRows(w, set.Articles) }),
		write(dir, "questions.jsonl", func(w io.Writer) error { return provenance.WriteRows(w, set.Truth.Questions()) }),
		write(dir, "truth.jsonl", func(w io.Writer) error { return provenance.WriteTruth(w, &set.Truth) }),
	)
}

func makeSet(opt plant.Options, byHand, kept bool) (*plant.Set, error) {
	if !byHand {
		return plant.Make(opt)
	}
	choose := cases.All
	if kept {
		choose = cases.Kept
	}
	articles, truth, err := choose()
	if err != nil {
		return nil, err
	}
	return &plant.Set{Articles: articles, Truth: *truth}, nil
}

func write(dir, name string, put func(io.Writer) error) error {
	f, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		return err
	}
	return errors.Join(put(f), f.Close())
}
