// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package warc

import (
	"fmt"
	"io"
	"slices"

	"hearsay"
)

// Error is a stretch of a file that could not be read. It wraps
// hearsay.ErrCorrupt or hearsay.ErrTooLarge, and io.ErrUnexpectedEOF when the
// file, or the gzip member, ends too early.
type Error struct {
	Offset int64 // byte of the file, as stored, at which the stretch begins
	// Length is the number of bytes, as stored, until the next thing that
	// looks like a record; 0 when that is in the same gzip member.
	Length int64
	Reason string // for people: "it ends within the block (1000 of 1610 bytes)"
	kinds  []error
}

// Error says what is wrong and where.
func (e *Error) Error() string {
	return fmt.Sprintf("read WARC record at byte %d: %s", e.Offset, e.Reason)
}

// Unwrap returns the kinds of the error.
func (e *Error) Unwrap() []error { return e.kinds }

// fault is an Error on the way up: what is wrong, before anybody has looked
// where reading can go on.
type fault struct {
	reason string
	kinds  []error
	// lost says that the stream itself cannot be read on, as after a broken
	// gzip member.
	lost bool
	// passed says that the stream stands behind what is wrong.
	passed bool
}

// cut reports whether the data ended too early.
func (f *fault) cut() bool { return slices.Contains(f.kinds, io.ErrUnexpectedEOF) }

func corrupt(format string, args ...any) *fault {
	return &fault{reason: fmt.Sprintf(format, args...), kinds: []error{hearsay.ErrCorrupt}}
}

func cutShort(format string, args ...any) *fault {
	f := corrupt(format, args...)
	f.kinds = append(f.kinds, io.ErrUnexpectedEOF)
	return f
}

func tooLarge(format string, args ...any) *fault {
	return &fault{reason: fmt.Sprintf(format, args...), kinds: []error{hearsay.ErrTooLarge}}
}
