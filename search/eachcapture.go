// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"hearsay"
	"hearsay/store"
	"hearsay/warc"
)

// Captures calls f with the record of every capture, as the gzip member that it lies in, in
// the order in which they were kept; only those for which the filter, if there is one,
// says so. Each is unpacked first and seen to be one whole record. Gone counts those that
// somebody removed since the moment began. It stops at the first error of f. Error:
// ErrCorrupt for a record that is damaged.
func (m *Moment) Captures(ctx context.Context, filter map[hearsay.CaptureID]bool, f func(member []byte) error) (gone int, err error) {
	var file *os.File
	defer func() {
		if file != nil {
			file.Close() // which was only read
		}
	}()
	open := ""
	err = m.lib.Captures(ctx, func(row store.CaptureRow) error {
		if filter != nil && !filter[row.ID] {
			return nil
		}
		if row.File != open {
			if file != nil {
				file.Close()
			}
			if file, err = os.Open(m.lib.CapturePath(row.File)); err != nil {
				return fmt.Errorf("captures %s: %w: %w", row.File, err, hearsay.ErrCorrupt)
			}
			open = row.File
		}
		member, err := wholeMember(file, row)
		if err != nil {
			return err
		}
		if member == nil {
			gone++
			return nil
		}
		return f(member)
	})
	return gone, err
}

// wholeMember reads the gzip member of one capture; nil when its record was removed.
func wholeMember(file io.ReaderAt, row store.CaptureRow) ([]byte, error) {
	place := warc.Place{Offset: row.Start, Length: row.Size}
	record, err := warc.ReadAt(file, place, warc.Limits{})
	if err != nil {
		return nil, fmt.Errorf("capture %s in %s: %w; see hearsay check", row.ID, row.File, err)
	}
	if record.Type() == warc.TypeMetadata { // the blank in the place of a removed page
		return nil, nil
	}
	member := make([]byte, row.Size)
	if _, err := file.ReadAt(member, row.Start); err != nil {
		return nil, fmt.Errorf("capture %s in %s: %w", row.ID, row.File, err)
	}
	return member, nil
}

// LastCapture is when the latest capture was received; zero when there is none.
func (m *Moment) LastCapture(ctx context.Context) (time.Time, error) { return m.lib.LastCapture(ctx) }
