// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"hearsay"
)

// Corpus is the texts of one run, in temporary files. It is for one goroutine.
type Corpus struct {
	dir     string
	mu      sync.Mutex // of files
	files   []*os.File
	texts   *os.File
	buf     *bufio.Writer
	size    int64 // bytes of all texts
	added   int
	entries sorter
	record  []byte
}

// entryRoom is the memory for the entries of texts, while they are added, in
// bytes: some 150,000 entries.
const entryRoom = 16 << 20

// NewCorpus makes an empty corpus in a new folder below dir ("" for the system's
// temporary folder). Close removes it.
func NewCorpus(dir string) (*Corpus, error) {
	dir, err := os.MkdirTemp(dir, "hearsay-reuse-")
	if err != nil {
		return nil, fmt.Errorf("make corpus: %w", err)
	}
	c := &Corpus{dir: dir}
	c.entries = sorter{make: func() (*os.File, error) { return c.file("entries") }, room: entryRoom}
	if c.texts, err = c.file("texts"); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	c.buf = bufio.NewWriterSize(c.texts, 1<<20)
	return c, nil
}

// file makes a temporary file that lives as long as the corpus.
func (c *Corpus) file(name string) (*os.File, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f, err := os.Create(filepath.Join(c.dir, fmt.Sprintf("%s-%d", name, len(c.files))))
	if err != nil {
		return nil, fmt.Errorf("make temporary file: %w", err)
	}
	c.files = append(c.files, f)
	return f, nil
}

// Close removes the temporary files.
func (c *Corpus) Close() error {
	var errs []error
	for _, f := range c.files {
		errs = append(errs, f.Close())
	}
	return errors.Join(append(errs, os.RemoveAll(c.dir))...)
}

// ErrNoRoom: the disk of the temporary files is too small.
var ErrNoRoom = errors.New("too little room for temporary files")

// roomFor checks that the disk has room for so many bytes.
func (c *Corpus) roomFor(need int64) error {
	if free, ok := freeBytes(c.dir); ok && free < need {
		return fmt.Errorf("%w: %s has %d MB, about %d MB are needed; name another folder with TMPDIR",
			ErrNoRoom, filepath.Dir(c.dir), free>>20, need>>20+1)
	}
	return nil
}

// Len is the number of texts that were added.
func (c *Corpus) Len() int { return c.added }

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
	e := entry{id: t.ID, series: t.Series, date: t.Date, digest: digestOf(t.Text), at: c.size, size: int64(len(t.Text))}
	c.record = e.append(c.record[:0])
	if err := c.entries.add(c.record); err != nil {
		return fmt.Errorf("keep text %s: %w", t.ID, err)
	}
	c.size += int64(len(t.Text))
	c.added++
	return nil
}
