// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"time"
)

// Captures calls f for every capture, in order of file and place. It stops at the first
// error that f returns.
func (m *Moment) Captures(ctx context.Context, f func(CaptureRow) error) error {
	return m.each(ctx, func(rows *sql.Rows) error {
		c, err := scanCapture(rows)
		if err != nil {
			return m.s.wrap("read captures", err)
		}
		return f(c)
	}, `select id, file, start, size, at, outcome from captures order by file, start`)
}

// LastCapture is when the latest capture was received; zero when there is none.
func (m *Moment) LastCapture(ctx context.Context) (at time.Time, err error) {
	err = m.each(ctx, func(rows *sql.Rows) error {
		var latest sql.NullInt64
		if err := rows.Scan(&latest); err != nil {
			return m.s.wrap("read captures", err)
		}
		if latest.Valid {
			at = fromUnix(latest.Int64)
		}
		return nil
	}, `select max(at) from captures`)
	return at, err
}

// CapturePath is where a capture file lies.
func (m *Moment) CapturePath(file string) string { return m.s.CapturePath(file) }
