// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"time"

	"hearsay"
	"hearsay/intake"
	"hearsay/warc"
)

// Custody says which bytes an article was read from, where they came from and where
// the library keeps them.
type Custody struct {
	Article hearsay.ArticleID
	// Capture is as it was read again just now; its Payload is the digest of the page.
	Capture     hearsay.Capture
	File        string // in the library's folder captures
	Start, Size int64  // of the record's gzip member in it, in bytes
	Record      hearsay.Digest
}

// Custody reads the capture of an article again and compares it with its checksums.
// Errors: ErrNotFound, ErrGone when a rule of retention took the page, and ErrCorrupt when the capture is not what was received.
func (e *Engine) Custody(ctx context.Context, id hearsay.ArticleID) (*Custody, error) {
	a, err := e.lib.Facts(ctx, id)
	if err != nil {
		return nil, err
	}
	if a.Kept != nil {
		return nil, fmt.Errorf("capture of article %s: %w: the page is not kept (rule %q, since %s)", id, hearsay.ErrGone, a.Kept.Named(), a.Kept.Since.Format(time.DateOnly))
	}
	row, err := e.lib.Capture(ctx, a.Capture)
	if err != nil {
		return nil, err
	}
	c := &Custody{Article: id, File: row.File, Start: row.Start, Size: row.Size}
	file, err := os.Open(e.lib.CapturePath(row.File))
	if err != nil {
		return nil, fmt.Errorf("capture of article %s: %w: %w", id, err, hearsay.ErrCorrupt)
	}
	defer file.Close()
	if err := c.read(file); err != nil {
		return nil, fmt.Errorf("capture of article %s in %s: %w", id, row.File, err)
	}
	if c.Capture.ID != a.Capture {
		return nil, fmt.Errorf("capture of article %s in %s: %w: the record is that of capture %s", id, row.File, hearsay.ErrCorrupt, c.Capture.ID)
	}
	return c, nil
}

// read takes the record from its file.
func (c *Custody) read(file io.ReaderAt) error {
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(file, c.Start, c.Size)); err != nil {
		return err
	}
	c.Record = hearsay.Digest(sum.Sum(nil))
	record, err := warc.ReadAt(file, warc.Place{Offset: c.Start, Length: c.Size}, warc.Limits{})
	if err != nil {
		return err
	}
	if _, err := record.CheckDigests(); err != nil {
		return err
	}
	c.Capture, _, err = intake.FromRecord(record, intake.Limits{})
	return err
}
