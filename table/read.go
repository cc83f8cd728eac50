// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package table

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/parquet-go/parquet-go"
)

// ReadParquet yields the rows of a Parquet file: the columns that R has by its
// parquet tags, those that the file lacks being zero. After an error there are no
// more rows. Some hundred rows are in memory.
func ReadParquet[R any](from io.ReaderAt, size int64) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		var none R
		f, err := parquet.OpenFile(from, size)
		if err != nil {
			yield(none, fmt.Errorf("read Parquet: %w", err))
			return
		}
		r := parquet.NewGenericReader[R](f)
		defer r.Close()
		rows := make([]R, 128)
		for {
			clear(rows)
			n, err := r.Read(rows)
			for _, row := range rows[:n] {
				if !yield(row, nil) {
					return
				}
			}
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(none, fmt.Errorf("read Parquet: %w", err))
				return
			}
		}
	}
}
