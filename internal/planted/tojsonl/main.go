// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Tojsonl makes a corpus of any size, in the words of the texts of a folder, as
// JSON lines for hearsay add and hearsay reuse:
//
//	go run ./internal/planted/tojsonl -articles 1000000 reuters21578 | hearsay add --library big -
//
// Of 100 articles 30 take a passage from an earlier one; package planted says what
// else they share.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"time"

	"hearsay/eval"
	"hearsay/internal/planted"
)

func main() {
	var opt planted.Options
	flag.IntVar(&opt.Articles, "articles", 10_000, "how many articles")
	flag.IntVar(&opt.Passages, "passages", 30, "passages that 100 articles take")
	flag.Uint64Var(&opt.Seed, "seed", 1, "another seed, another corpus")
	flag.Parse()
	if err := run(flag.Arg(0), opt); err != nil {
		fmt.Fprintln(os.Stderr, "tojsonl:", err)
		os.Exit(1)
	}
}

type row struct {
	ID     string `json:"id"`
	Outlet string `json:"outlet"`
	Date   string `json:"date"`
	Text   string `json:"text"`
}

func run(dir string, opt planted.Options) error {
	texts, err := eval.Texts(dir)
	if err != nil {
		return err
	}
	corpus, err := planted.New(texts, opt)
	if err != nil {
		return fmt.Errorf("%s: %w", dir, err)
	}
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for i := range corpus.Len() {
		a := corpus.Article(i)
		if err := enc.Encode(row{fmt.Sprintf("planted-%d", i), fmt.Sprintf("Outlet %d", a.Outlet), a.Date.Format(time.RFC3339), a.Text}); err != nil {
			return err
		}
	}
	return out.Flush()
}
