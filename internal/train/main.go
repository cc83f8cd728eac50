// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Command train makes the models that Hearsay embeds, from the labelled texts in
// the folder that HEARSAY_DATA names:
//
//	go run ./internal/train tagger
//
// It is run from the top folder of the repository. The same texts give the same
// files, byte for byte.
package main

import (
	"cmp"
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	data := cmp.Or(os.Getenv("HEARSAY_DATA"), "../shared/data")
	if len(args) == 1 && args[0] == "tagger" {
		return writeTagger(data, "postag")
	}
	return fmt.Errorf("say what to make: tagger")
}
