// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package filled makes a library of the sample library's pages: the demonstration's, and
// that of tests.
package filled

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hearsay"
	"hearsay/ingest"
	"hearsay/internal/sample"
	"hearsay/store"
)

// Day is when the library says that it was filled.
func Day() time.Time { return time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC) }

// Library adds all pages to the library in dir, which is made when it is not there.
// Errors: those of the library, and ErrInvalid when a page gives no article.
func Library(ctx context.Context, dir string) error {
	lib, err := store.OpenWriter(ctx, dir)
	if err != nil {
		return err
	}
	sum, err := ingest.Add(ctx, lib, sample.Items(), ingest.Options{Now: Day()})
	if err = errors.Join(err, lib.Close()); err != nil {
		return err
	}
	if len(sum.Unused) > 0 {
		return fmt.Errorf("%w: %s: %s", hearsay.ErrInvalid, sum.Unused[0].Where, sum.Unused[0].Reason)
	}
	return nil
}
