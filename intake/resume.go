// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package intake

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"time"

	"hearsay"
	"hearsay/warc"
)

// A WARC file of many gigabytes is not read again from its start when adding it was
// interrupted: each of its items says what place reading had come to, and a walk can be told to
// go on there.

// Source is a WARC file on the disk, as far as is needed to know it again.
type Source struct {
	Size    int64
	Changed time.Time
	Head    hearsay.Digest // of its first 64 KB
	ended   bool
}

// Key names the file: the same bytes at another place have the same key, and a file that
// was changed has another. It tells nothing of the folders of the machine.
func (s *Source) Key() string {
	return fmt.Sprintf("%x-%d-%d", s.Head[:16], s.Size, s.Changed.UnixNano())
}

// Ended reports whether the file was read to its end. It may be asked when the walk is over.
func (s *Source) Ended() bool { return s.ended }

// Reached is a place in a WARC file: all before it was given out.
type Reached struct {
	In     *Source // nil for items that are of no such file
	Offset int64   // byte of the file where a record, or the member that holds it, begins
	Record int64   // how many records lie before
}

const (
	// resumeLeast is the size below which a file is soon read again.
	resumeLeast = mb
	headBytes   = 64 * kb
)

// sourceOf says what file an input is, or nil when reading cannot go on within it: it
// is no file, too small, or packed with zstd, whose dictionary stands at the start.
func (w *walker) sourceOf(in *input) *Source {
	if w.opt.Resume == nil || in.file == nil || in.file.at == nil || in.file.size < resumeLeast {
		return nil
	}
	head := make([]byte, headBytes)
	if _, err := in.file.at.ReadAt(head, 0); err != nil {
		return nil // reading it will meet the error, too
	}
	if bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd")) || bytes.HasPrefix(head, []byte("\x5d\x2a\x4d\x18")) {
		return nil
	}
	return &Source{Size: in.file.size, Changed: in.file.changed, Head: sha256.Sum256(head)}
}

// course is the way through the records of one WARC input.
type course struct {
	*warc.Reader
	in    *Source // nil when no place of it is told
	base  int64   // where this reader began
	count int64   // records and stretches of damage so far
	// member is where the member of several records begins that was met last, and
	// before how many records lie before it.
	member, before int64
}

// course begins to read an input, where reading it was left off if that is known.
func (w *walker) course(in *input) *course {
	c := &course{in: w.sourceOf(in), member: -1}
	from := in.r
	if c.in != nil {
		if at, records := w.opt.Resume(c.in); at > 0 && at <= in.file.size && records >= 0 {
			c.base, c.count = at, records
			in.file.from, in.file.n = io.NewSectionReader(in.file.at, at, in.file.size-at), at
			from = bufio.NewReaderSize(in.file, bufferBytes)
		}
	}
	c.Reader = warc.NewReader(from, warc.Limits{Block: w.opt.Limits.Block})
	return c
}

// passed says what place the last record leads to.
func (c *course) passed(p warc.Place) Reached {
	if c.in == nil {
		return Reached{}
	}
	if p.Length > 0 {
		return Reached{c.in, c.base + p.Offset + p.Length, c.count}
	}
	if c.member != p.Offset { // one of several in a member: that begins again
		c.member, c.before = p.Offset, c.count-1
	}
	return Reached{c.in, c.base + p.Offset, c.before}
}
