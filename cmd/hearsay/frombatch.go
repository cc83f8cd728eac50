// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"time"

	"hearsay"
	"hearsay/intake"
	"hearsay/table"
)

// batchRow is a text of a run on many machines, in the folder "texts" of its output.
// Fields that are null there are empty.
type batchRow struct {
	ID       string `parquet:"id,optional" json:"id"`
	URL      string `parquet:"url,optional" json:"url"`
	Outlet   string `parquet:"outlet,optional" json:"outlet"`
	Title    string `parquet:"title,optional" json:"title"`
	Date     string `parquet:"date,optional" json:"date"`
	Language string `parquet:"language,optional" json:"language"`
	Text     string `parquet:"text,optional" json:"text"`
}

// batchFiles lists the files of texts of a batch, which must be whole.
func batchFiles(dir string) ([]string, error) {
	if _, err := os.Stat(filepath.Join(dir, "_SUCCESS")); err != nil {
		return nil, fmt.Errorf("--from-batch %s: it is not the whole output of a run: %w", dir, err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "texts", "*.parquet"))
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("--from-batch %s: %w: no Parquet files in its folder texts", dir, fs.ErrNotExist)
	}
	return files, err
}

// batchItems yields the texts of a batch as add takes rows. A file that is damaged
// is named, and the rest of it left out.
func batchItems(ctx context.Context, files []string, now time.Time) iter.Seq[intake.Item] {
	return func(yield func(intake.Item) bool) {
		for _, file := range files {
			if !batchFile(ctx, file, now, yield) {
				return
			}
		}
	}
}

func batchFile(ctx context.Context, file string, now time.Time, yield func(intake.Item) bool) bool {
	where := intake.Where{Path: file}
	fail := func(err error) bool {
		return yield(intake.Item{Where: where, Skip: &intake.Skip{Reason: err.Error(), Err: err}})
	}
	f, err := os.Open(file)
	if err != nil {
		return fail(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fail(err)
	}
	for row, err := range table.ReadParquet[batchRow](f, info.Size()) {
		where.Row++
		if err != nil {
			return fail(errors.Join(hearsay.ErrCorrupt, err))
		}
		line, err := json.Marshal(row)
		if err != nil {
			return fail(err)
		}
		for it := range intake.Row(ctx, where, line, intake.Options{Now: now}) {
			if !yield(it) {
				return false
			}
		}
	}
	return ctx.Err() == nil
}

// batchAbout is what is said when a batch was added: what was taken over.
func batchAbout(dir string) string {
	return fmt.Sprintf(`From %s: texts, IDs, addresses, outlets, titles, dates and languages. Made again by the
library's own rules: quotations, speakers, credits, shared passages, clusters and stories.`, dir)
}
