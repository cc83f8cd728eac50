// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Score sets the answers of a system against a truth of the provenance benchmark:
//
//	go run ./bench/provenance/score DIR/truth.jsonl answers.jsonl
//
// With -json the figures are one JSON value.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"

	"hearsay/bench/provenance"
)

func main() {
	asJSON := flag.Bool("json", false, "print JSON")
	flag.Parse()
	if flag.NArg() != 2 {
		fmt.Fprintln(os.Stderr, "usage: score [-json] TRUTH ANSWERS")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), flag.Arg(1), *asJSON); err != nil {
		fmt.Fprintln(os.Stderr, "score:", err)
		os.Exit(1)
	}
}

func run(truthFile, answersFile string, asJSON bool) error {
	truth, err := read(truthFile, provenance.ReadTruth)
	if err != nil {
		return err
	}
	answers, err := read(answersFile, provenance.ReadAnswers)
	if err != nil {
		return err
	}
	scores := provenance.Score(truth, answers)
	if asJSON {
		return json.NewEncoder(os.Stdout).Encode(scores)
	}
	return scores.WriteText(os.Stdout)
}

func read[T any](name string, parse func(io.Reader) (T, error)) (T, error) {
	f, err := os.Open(name)
	if err != nil {
		var none T
		return none, err
	}
	defer f.Close()
	v, err := parse(f)
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return v, err
}
