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
	"hearsay/internal/durable"
)

// Corpus is the texts of one run, in temporary files. It is for one goroutine.
type Corpus struct {
	dir     string
	lock    *os.File   // held, so that others see that this run is not dead
	kept    *keep      // nil: files go with the corpus
	mu      sync.Mutex // of files and made
	files   []*os.File
	made    int // number of the next file
	texts   *os.File
	buf     *bufio.Writer
	size    int64 // bytes of all texts
	added   int
	full    bool // nothing more is added
	entries sorter
	record  []byte
}

// entryRoom is the memory for the entries of texts, while they are added, in
// bytes: some 150,000 entries.
const entryRoom = 16 << 20

// tempPattern is the name of a folder of temporary files.
const tempPattern = "hearsay-reuse-*"

// NewCorpus makes an empty corpus in a new folder below dir ("" for the system's
// temporary folder). Close removes it.
func NewCorpus(dir string) (*Corpus, error) {
	dir, err := os.MkdirTemp(dir, tempPattern)
	if err != nil {
		return nil, fmt.Errorf("make corpus: %w", err)
	}
	c := &Corpus{dir: dir}
	if c.lock, err = os.Create(filepath.Join(dir, lockName)); err == nil {
		_ = durable.TryLock(c.lock) // only Leftovers asks for it
		err = c.begin()
	}
	if err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

// begin makes the files that texts are added to.
func (c *Corpus) begin() (err error) {
	c.entries = sorter{make: func() (*os.File, error) { return c.file("entries") }, room: entryRoom}
	if c.texts, err = c.file("texts"); err != nil {
		return err
	}
	c.buf = bufio.NewWriterSize(c.texts, 1<<20)
	return nil
}

// file makes a temporary file that lives as long as the corpus.
func (c *Corpus) file(name string) (*os.File, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f, err := os.Create(filepath.Join(c.dir, fmt.Sprintf("%s-%d", name, c.made)))
	if err != nil {
		return nil, fmt.Errorf("make temporary file: %w", err)
	}
	c.made++
	c.files = append(c.files, f)
	return f, nil
}

// Close removes the temporary files; of a corpus that OpenCorpus opened, those that
// belong to no whole stage.
func (c *Corpus) Close() error {
	var errs []error
	for _, f := range c.files {
		errs = append(errs, f.Close())
	}
	if c.kept != nil {
		return errors.Join(append(errs, c.kept.close())...)
	}
	if c.lock != nil {
		errs = append(errs, c.lock.Close())
	}
	return errors.Join(append(errs, os.RemoveAll(c.dir))...)
}

// ErrNoRoom: the disk of the temporary files is too small.
var ErrNoRoom = errors.New("too little room for temporary files")

// CheckRoom checks, before texts of about so many bytes are added, that the disk has
// room for them and for what a run makes of them. Error: ErrNoRoom.
func (c *Corpus) CheckRoom(texts int64, opt Options) error {
	if texts == 0 {
		return nil
	}
	return c.roomFor(texts + c.spill(texts, opt.withDefaults()))
}

// roomFor checks that the disk has room for so many bytes.
func (c *Corpus) roomFor(need int64) error {
	if free, ok := freeBytes(c.dir); ok && free < need {
		return fmt.Errorf("%w: %s has %d MB, about %d MB are needed",
			ErrNoRoom, filepath.Dir(c.dir), free>>20, need>>20+1)
	}
	return nil
}

// spill is about how many bytes the stages will write for texts of so many bytes, as
// far as that can be known before: sheets; and of seeds, and as many hits, what does
// not fit into memory. Texts that all share everything make more hits.
func (c *Corpus) spill(texts int64, opt Options) int64 {
	words := texts / letters
	seeds := words / int64(opt.Profile.Spacing()) * recordBytes
	out := words*(codeBytes+2) + texts/textBytes*cardBytes
	if c.kept != nil {
		return out + 2*seeds
	}
	return out + max(0, seeds-opt.Memory/8) + max(0, seeds-opt.Memory/16)
}

// Of texts in languages with spaces, for estimates.
const (
	letters   = 6    // bytes of text a word
	textBytes = 3600 // of a text
	cardBytes = 100  // bytes of a card
)

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
	if c.kept != nil {
		c.kept.sum.Write(c.record)
	}
	if err := c.entries.add(c.record); err != nil {
		return fmt.Errorf("keep text %s: %w", t.ID, err)
	}
	c.size += int64(len(t.Text))
	c.added++
	return nil
}
