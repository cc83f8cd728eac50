// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"hearsay"
	"hearsay/index"
	"hearsay/prose"
	"hearsay/reuse"
)

// Text is one text of a corpus. ID must tell it from others; Series is its
// outlet, newspaper or collection; Date sorts as a string (EDTF, ISO 8601), "" is
// not known.
type Text struct {
	ID, Series, Date string
	Text             string
}

// entry is a text in the corpus: everything but the text itself, which is in the
// spool.
type entry struct {
	id, series, date string
	digest           [8]byte // of the text, to tell texts of one ID apart
	at               int64   // in the spool
	size             int32
}

// Corpus is the texts of one run, in temporary files. It is for one goroutine.
type Corpus struct {
	dir     string
	spool   *os.File
	buf     *bufio.Writer
	size    int64
	entries []entry
	segs    []*index.Segment
}

// NewCorpus makes an empty corpus in a new folder below dir ("" for the system's
// temporary folder). Close removes it.
func NewCorpus(dir string) (*Corpus, error) {
	dir, err := os.MkdirTemp(dir, "hearsay-reuse-")
	if err != nil {
		return nil, fmt.Errorf("make corpus: %w", err)
	}
	f, err := os.Create(filepath.Join(dir, "texts"))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("make corpus: %w", err), os.RemoveAll(dir))
	}
	return &Corpus{dir: dir, spool: f, buf: bufio.NewWriterSize(f, 1<<20)}, nil
}

// Close removes the temporary files.
func (c *Corpus) Close() error {
	var errs []error
	for _, s := range c.segs {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, c.spool.Close(), os.RemoveAll(c.dir))...)
}

// Len is the number of texts.
func (c *Corpus) Len() int { return len(c.entries) }

// maxTextBytes is the longest text that is taken.
const maxTextBytes = 64 << 20

// Add adds a text. Error: ErrTooLarge, or that of the disk.
func (c *Corpus) Add(t Text) error {
	if len(t.Text) > maxTextBytes {
		return fmt.Errorf("add text %s: %w: %d bytes, at most %d", t.ID, hearsay.ErrTooLarge, len(t.Text), maxTextBytes)
	}
	if _, err := c.buf.WriteString(t.Text); err != nil {
		return fmt.Errorf("keep text %s: %w", t.ID, err)
	}
	sum := sha256.Sum256([]byte(t.Text))
	c.entries = append(c.entries, entry{
		id: t.ID, series: t.Series, date: t.Date, digest: [8]byte(sum[:8]), at: c.size, size: int32(len(t.Text)),
	})
	c.size += int64(len(t.Text))
	return nil
}

// settle orders the texts, gives each an ID of its own, and drops those that
// were added twice. It returns how many were dropped.
func (c *Corpus) settle() (int, error) {
	if err := c.buf.Flush(); err != nil {
		return 0, fmt.Errorf("keep texts: %w", err)
	}
	slices.SortFunc(c.entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(undated(a), undated(b)), cmp.Compare(a.date, b.date), cmp.Compare(a.id, b.id),
			bytes.Compare(a.digest[:], b.digest[:]), cmp.Compare(a.series, b.series))
	})
	before := len(c.entries)
	c.entries = slices.CompactFunc(c.entries, func(a, b entry) bool {
		return a.id == b.id && a.digest == b.digest && a.date == b.date && a.series == b.series
	})
	seen := map[string]int{}
	for i := range c.entries {
		e := &c.entries[i]
		seen[e.id]++
		if n := seen[e.id]; n > 1 {
			e.id = fmt.Sprintf("%s#%d", e.id, n)
		}
	}
	return before - len(c.entries), nil
}

// undated puts texts without a date behind the others: they are taken for
// witnesses, never for the earliest.
func undated(e entry) int {
	if e.date == "" {
		return 1
	}
	return 0
}

// text reads one text from the spool. It is safe for concurrent use.
func (c *Corpus) text(n int) (string, error) {
	e := c.entries[n]
	b := make([]byte, e.size)
	if _, err := c.spool.ReadAt(b, e.at); err != nil {
		return "", fmt.Errorf("read text %s: %w", e.id, err)
	}
	return string(b), nil
}

// perSegment bounds the memory of building a segment: some 150 seeds a text, 16
// bytes each.
const perSegment = 20_000

// index writes the fingerprints of all texts into segments, in order.
func (c *Corpus) index(run *runner, profile reuse.Profile) error {
	for from := 0; from < len(c.entries); from += perSegment {
		to := min(from+perSegment, len(c.entries))
		seeds := make([][]index.Seed, to-from)
		if err := run.each(from, to, func(n int) error {
			text, err := c.text(n)
			seeds[n-from] = profile.Seeds(prose.Words(text))
			return err
		}); err != nil {
			return err
		}
		b := index.NewBuilder(profile.Index())
		for i := range seeds {
			// The number within the corpus is all that is needed of it; as a date
			// it keeps the order.
			if err := b.Add(index.Article{Published: index.Minute(from + i + 1)}, seeds[i], nil); err != nil {
				return err
			}
		}
		path := filepath.Join(c.dir, fmt.Sprintf("%d.seg", from))
		if err := b.WriteFile(path); err != nil {
			return err
		}
		s, err := index.Open(path)
		if err != nil {
			return err
		}
		c.segs = append(c.segs, s)
	}
	return nil
}
