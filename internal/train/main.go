// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Command train makes the models that Hearsay embeds, from the labelled texts in
// the folder that HEARSAY_DATA names and our own articles:
//
//	go run ./internal/train tagger
//	go run ./internal/train quotes
//	go run ./internal/train lineage
//	go run ./internal/train precede
//	go run ./internal/train speakers
//
// What is learnt of speakers rests on the confidence of quotations: make that first.
// It is run from the top folder of the repository. The same texts give the same
// files, byte for byte.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	data := cmp.Or(os.Getenv("HEARSAY_DATA"), "../shared/data")
	switch {
	case len(args) == 1 && args[0] == "tagger":
		return writeTagger(data, "postag")
	case len(args) == 1 && args[0] == "quotes":
		return writeQuotes(filepath.Join("quote", "testdata", "news", "train"), "quote")
	case len(args) == 1 && args[0] == "lineage":
		return writeLineage(context.Background(), "lineage")
	case len(args) == 1 && args[0] == "speakers":
		return writeSpeakers(filepath.Join("quote", "testdata", "news", "train"), "speaker")
	case len(args) == 1 && args[0] == "precede":
		return writePrecede(data, "precede")
	}
	return errors.New("say what to make: tagger, quotes, speakers, lineage or precede")
}
