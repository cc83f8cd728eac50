// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Tojsonl turns the .sgm files of Reuters-21578 into JSON lines for hearsay add:
//
//	go run ./internal/reuters/tojsonl reuters21578/*.sgm | hearsay add --library r -
//
// Items without text are left out and counted on standard error.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"hearsay/internal/reuters"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "tojsonl:", err)
		os.Exit(1)
	}
}

type row struct {
	ID     string `json:"id"`
	Outlet string `json:"outlet"`
	Title  string `json:"title,omitempty"`
	Date   string `json:"date,omitempty"`
	Text   string `json:"text"`
}

func run(files []string) error {
	out := bufio.NewWriter(os.Stdout)
	enc := json.NewEncoder(out)
	empty := 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for item, err := range reuters.Items(data) {
			if err != nil {
				fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
				continue
			}
			if item.Body == "" {
				empty++
				continue
			}
			r := row{ID: "reuters-" + item.ID, Outlet: "Reuters", Title: item.Title, Text: item.Body}
			if item.Dateline != "" {
				r.Text = item.Dateline + " " + item.Body
			}
			if !item.Date.IsZero() {
				r.Date = item.Date.Format("2006-01-02T15:04:05Z")
			}
			if err := enc.Encode(r); err != nil {
				return err
			}
		}
	}
	if empty > 0 {
		fmt.Fprintf(os.Stderr, "%d items without text left out\n", empty)
	}
	return out.Flush()
}
