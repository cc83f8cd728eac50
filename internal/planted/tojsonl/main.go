// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Tojsonl makes a corpus of any size, in the words of the texts of a folder, as
// JSON lines for hearsay add and hearsay reuse:
//
//	go run ./internal/planted/tojsonl -articles 1000000 reuters21578 | hearsay add --library big -
//
// Of 100 articles 30 take a passage from an earlier one; package planted says what
// else they share. With -briefs the articles are short and have headlines, addresses
// and quotations with speakers, so that every page of a library has something to show.
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
	briefs := flag.Bool("briefs", false, "short articles with headlines and quotations")
	flag.Parse()
	if err := run(flag.Arg(0), opt, *briefs); err != nil {
		fmt.Fprintln(os.Stderr, "tojsonl:", err)
		os.Exit(1)
	}
}

type row struct {
	ID      string `json:"id"`
	Address string `json:"url,omitempty"`
	Outlet  string `json:"outlet"`
	Title   string `json:"title,omitempty"`
	Date    string `json:"date"`
	Text    string `json:"text"`
}

func rowOf(corpus *planted.Corpus, i int, brief bool) row {
	if brief {
		b := corpus.Brief(i)
		return row{ID: b.ID, Address: b.Address, Outlet: b.Outlet, Title: b.Title, Date: b.Date.Format(time.RFC3339), Text: b.Text}
	}
	a := corpus.Article(i)
	return row{ID: fmt.Sprintf("planted-%d", i), Outlet: fmt.Sprintf("Outlet %d", a.Outlet), Date: a.Date.Format(time.RFC3339), Text: a.Text}
}

func run(dir string, opt planted.Options, briefs bool) error {
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
		if err := enc.Encode(rowOf(corpus, i, briefs)); err != nil {
			return err
		}
	}
	return out.Flush()
}
