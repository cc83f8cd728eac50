// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package intake

import (
	"errors"
	"fmt"
	"io"
	"time"

	"hearsay"
	"hearsay/warc"
)

// Item is one thing that was found in the input: a capture, or, when Skip is not
// nil, something that could not be used. It owns its memory.
type Item struct {
	Where Where
	// Record is what the library keeps, for ever and byte for byte: the
	// response or resource record of a WARC file as it stands there, and for
	// files and rows a resource record made of their bytes.
	Record *warc.Record
	// Capture is FromRecord's reading of Record.
	Capture hearsay.Capture
	// Body is the page, as HTML or text in the charset that it came in. Of a
	// row it is the decoded "html" or "text", in UTF-8.
	Body []byte
	Skip *Skip
	// Note is what a person may want to know of an input that was read all
	// the same, or "".
	Note string
	// Done is how many bytes of the input, as stored, had been read when this
	// was found, over all paths; see Total.
	Done int64
	// Reached is where reading can go on behind this, when it is of a WARC file; see
	// Options.Resume.
	Reached Reached
}

// NewItem reads a record that the caller has. What FromRecord cannot use becomes
// an item with Skip.
func NewItem(where Where, r *warc.Record) Item {
	it := Item{Where: where, Record: r}
	var err error
	if it.Capture, it.Body, err = FromRecord(r, Limits{}); err != nil && !errors.As(err, &it.Skip) {
		it.Skip = &Skip{Reason: err.Error(), Err: err}
	}
	return it
}

// Where says where something was found.
type Where struct {
	// Path is the path as it was given, or below it. What lies in an archive
	// stands behind a "!": "press.zip!2014/a.html". Standard input is "-".
	Path string
	// Row is the line of a JSONL file, the element of a JSON array or the
	// record of a WARC file, counted from 1; 0 for whole files.
	Row int64
}

// String returns the path, and "row N" behind it when there is one.
func (w Where) String() string {
	if w.Row == 0 {
		return w.Path
	}
	return fmt.Sprintf("%s row %d", w.Path, w.Row)
}

// Skip says why an input was not used. It is an error that wraps what a program
// may want to know: hearsay.ErrInvalid for what is no page, ErrTooLarge for what
// is over a limit, ErrCorrupt for damage, ErrRefused for what is never read,
// ErrNotFound, or the error of the file system.
type Skip struct {
	Reason string // for people: "looks like a PDF, not a page"
	Err    error
}

// Error returns the reason.
func (s *Skip) Error() string { return s.Reason }

// Unwrap returns the kind.
func (s *Skip) Unwrap() error { return s.Err }

func skip(kind error, format string, args ...any) *Skip {
	return &Skip{Reason: fmt.Sprintf(format, args...), Err: kind}
}

// ErrNoPage is the error of FromRecord for a record that by its nature holds no
// page: it belongs to the archive (warcinfo, request, metadata, revisit), serves
// other pages (an image, a script), or tells that there was no page (a redirect,
// "404 Not Found"). Such a record is not counted as skipped.
var ErrNoPage = errors.New("holds no page")

func noPage(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrNoPage}, args...)...)
}

// Options are what Walk needs besides paths.
type Options struct {
	// Now is the moment of receipt that is recorded for files and rows.
	Now    time.Time
	Limits Limits
	// Stdin is what the path "-" reads; nil is an empty input.
	Stdin io.Reader
	// Resume returns what place in a WARC file reading is to go on from: an Offset and Record of
	// an earlier walk's Reached, or zeros for the start. It is called once for each file
	// of 1 MB or more. Nil: all are read from the start, and no place is told.
	Resume func(*Source) (offset, record int64)
	// Charset returns the encoding that a file of a page or of text is recorded with, which a
	// person knows and the file does not say; "" for none. Nil: no file has one.
	Charset func(body []byte, mediaType string) string
}

// Limits bound what one input may take. Sizes are in bytes; a zero field means
// the default. The package comment has them as a table.
type Limits struct {
	Page      int64 // of a page, unpacked and decoded; default 20 MB
	Row       int64 // of a row of JSONL or an element of JSON; default 32 MB
	Block     int64 // of the block of a WARC record; default 32 MB
	Unpacked  int64 // that one unit may grow to by unpacking at any ratio; default 10 MB
	Ratio     int64 // of growth beyond that; default 100
	Waste     int64 // that an archive may grow by, beyond the ratio, in members of no use; default 1 GB
	Members   int64 // of an archive; default 10 million
	Directory int64 // of a zip, which is held in memory; default 128 MB
	Spool     int64 // of a zip that does not lie in a file of its own; default 4 GB
}

const (
	kb = 1 << 10
	mb = 1 << 20
	gb = 1 << 30
)

// withDefaults fills in what is zero.
func (l Limits) withDefaults() Limits {
	fill := func(field *int64, value int64) {
		if *field <= 0 {
			*field = value
		}
	}
	fill(&l.Page, 20*mb)
	fill(&l.Row, 32*mb)
	fill(&l.Block, 32*mb)
	fill(&l.Unpacked, 10*mb)
	fill(&l.Ratio, 100)
	fill(&l.Waste, gb)
	fill(&l.Members, 10_000_000)
	fill(&l.Directory, 128*mb)
	fill(&l.Spool, 4*gb)
	return l
}

// size writes a number of bytes for people: "999 bytes", "40 KB", "1.5 GB".
func size(n int64) string {
	switch {
	case n < kb:
		return fmt.Sprintf("%d bytes", n)
	case n < mb:
		return fmt.Sprintf("%d KB", n/kb)
	case n < gb || n%gb == 0 && n < 10*gb:
		if n >= gb {
			return fmt.Sprintf("%d GB", n/gb)
		}
		return fmt.Sprintf("%d MB", n/mb)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/gb)
}
